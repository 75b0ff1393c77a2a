"""The gallery in Chromium: accessible in both themes at two widths, with and without scripts."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, FloatRect, Page, expect

AXE = Path(settings.BASE_DIR) / "tests/vendor/axe-core-4.14.1/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ("/", "/form/", "/list/", "/review/?open=1", "/sign-in/login/", "/page/403/")

pytestmark = [pytest.mark.needs_chromium, pytest.mark.sqlite_only]


def opened(browser: Browser, address: str, **options: Any) -> Page:
    """Open a page that notes what its console complains of."""
    page = browser.new_context(**options).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(address)
    assert complaints == []
    return page


class TestAccessibility:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [320, 1280])
    def test_axe_finds_nothing(
        self, browser: Browser, gallery_address: str, width: int, scheme: str
    ) -> None:
        for address in PAGES:
            page = opened(
                browser,
                gallery_address + address,
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
            )
            page.evaluate(AXE.read_text())
            found = page.evaluate(
                "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
            )
            assert found["violations"] == [], (address, json.dumps(found["violations"])[:800])
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            page.context.close()


def fill_in(page: Page) -> None:
    """Fill the form in so that it can be saved."""
    page.locator("#id_at").fill("2314")
    page.get_by_label("Custody number").fill("50/4471")
    page.locator("#id_operation").select_option("union")
    page.get_by_label("To prevent injury").check(force=True)
    page.get_by_label("Female").check(force=True)
    page.locator("#id_offences-0-group").select_option("drugs")


def overlap(one: FloatRect, other: FloatRect) -> bool:
    """Tell whether two boxes cover each other."""
    beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    below = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    return not (beside or below)


class TestWithoutScripts:
    def test_menu_and_filter_open_on_a_phone(self, browser: Browser, gallery_address: str) -> None:
        page = opened(
            browser,
            f"{gallery_address}/list/",
            viewport={"width": 390, "height": 900},
            java_script_enabled=False,
        )
        menu = page.get_by_role("link", name="Reports")

        expect(menu).to_be_hidden()
        page.get_by_text("Menu", exact=True).click()
        expect(menu).to_be_visible()
        page.get_by_text("Filter (2 chosen)").click()
        expect(page.get_by_label("Approved")).to_be_visible()

    def test_menu_and_filter_stand_open_on_a_desk(
        self, browser: Browser, gallery_address: str
    ) -> None:
        page = opened(
            browser,
            f"{gallery_address}/list/",
            viewport={"width": 1280, "height": 900},
            java_script_enabled=False,
        )

        expect(page.get_by_role("link", name="Reports")).to_be_visible()
        expect(page.get_by_label("Approved")).to_be_visible()

    def test_rows_and_dates_are_changed_by_the_server(
        self, browser: Browser, gallery_address: str
    ) -> None:
        page = opened(browser, f"{gallery_address}/form/", java_script_enabled=False)
        page.get_by_label("Custody number").fill("50/4471")
        page.get_by_role("button", name="Add another offence").click()
        page.get_by_role("button", name="Yesterday").first.click()

        expect(page.locator("#id_on_day")).to_have_value("6")
        expect(page.get_by_text("Offence 2", exact=True)).to_be_visible()
        expect(page.get_by_label("Custody number")).to_have_value("50/4471")
        page.get_by_role("button", name="Remove offence 2").click()
        expect(page.get_by_text("Offence 2", exact=True)).to_have_count(0)

    def test_enter_sends_the_form(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, f"{gallery_address}/form/", java_script_enabled=False)
        page.get_by_label("Custody number").fill("50/4471")
        page.get_by_label("Custody number").press("Enter")

        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()


class TestScripts:
    def test_slash_goes_to_the_find_box(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, gallery_address)
        page.keyboard.press("/")

        expect(page.locator("#find")).to_be_focused()
        page.keyboard.type("a/b")
        expect(page.locator("#find")).to_have_value("a/b")

    def test_focus_moves_to_the_error_summary(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, f"{gallery_address}/form/")
        page.get_by_role("button", name="Check and send").click()

        expect(page.locator(".govuk-error-summary")).to_be_focused()
        page.get_by_role("link", name="Enter the time of the arrest").click()
        expect(page.locator("#id_at")).to_be_focused()

    def test_today_is_the_clock_of_the_application(
        self, browser: Browser, gallery_address: str
    ) -> None:
        page = opened(browser, f"{gallery_address}/form/")
        page.get_by_role("button", name="Yesterday").first.click()

        expect(page.locator("#id_on_day")).to_have_value("6")
        expect(page.locator("#id_on_year")).to_have_value("2024")

    def test_password_can_be_shown(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, f"{gallery_address}/sign-in/login/")
        page.get_by_role("button", name="Show password").click()

        expect(page.locator("#id_password")).to_have_attribute("type", "text")

    def test_bulk_bar_counts_what_is_chosen(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, f"{gallery_address}/list/")
        bar = page.get_by_role("group", name="Chosen records")

        expect(bar).to_be_hidden()
        page.get_by_label("Choose all on this page").check()
        expect(bar).to_contain_text("6 selected")
        expect(bar).to_contain_text("5 can be decided by you. You took part in 1.")
        expect(bar.get_by_role("button", name="Approve 5")).to_be_visible()
        bar.get_by_role("button", name="Clear").click()
        expect(bar).to_be_hidden()

    def test_areas_print_their_names(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, gallery_address)

        expect(page.locator(".so-map").get_by_text("Marine Parade")).to_be_visible()

    @pytest.mark.parametrize("width", [1280, 390])
    def test_names_on_a_map_do_not_cover_each_other(
        self, browser: Browser, gallery_address: str, width: int
    ) -> None:
        page = opened(browser, gallery_address, viewport={"width": width, "height": 900})
        names = page.locator(".so-map .so-area-name")
        expect(names).to_have_count(4)
        expect(page.locator(".so-map .so-leader").first).to_be_attached()

        boxes = [box for name in names.all() if (box := name.bounding_box())]

        assert len(boxes) == 4
        assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


class TestKeptForm:
    def test_comes_back_filled_after_an_interruption(
        self, browser: Browser, gallery_address: str
    ) -> None:
        page = opened(browser, f"{gallery_address}/form/")
        page.get_by_label("Custody number").fill("50/4471")
        page.get_by_label("To prevent injury").check(force=True)
        page.goto(gallery_address)
        page.goto(f"{gallery_address}/form/")

        expect(page.get_by_text("You were interrupted here.")).to_be_visible()
        expect(page.get_by_label("Custody number")).to_have_value("50/4471")
        expect(page.get_by_label("To prevent injury")).to_be_checked()
        page.get_by_role("button", name="Start afresh").click()
        expect(page.get_by_label("Custody number")).to_have_value("")

    def test_comes_back_with_its_rows(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, f"{gallery_address}/form/")
        page.get_by_role("button", name="Add another offence").click()
        page.locator("#id_offences-1-group").select_option("drugs")
        page.goto(gallery_address)
        page.goto(f"{gallery_address}/form/")

        expect(page.locator("#id_offences-1-group")).to_have_value("drugs")
        expect(page.get_by_text("You were interrupted here.")).to_be_visible()

    def test_is_forgotten_when_it_was_saved(self, browser: Browser, gallery_address: str) -> None:
        page = opened(browser, f"{gallery_address}/form/")
        fill_in(page)
        page.get_by_role("button", name="Check and send").click()

        expect(page.get_by_text("Saved 1 offences.")).to_be_visible()
        assert page.evaluate("Object.keys(sessionStorage).length") == 0

    def test_is_forgotten_before_the_page_says_saved(
        self, browser: Browser, gallery_address: str
    ) -> None:
        page = opened(browser, f"{gallery_address}/form/")
        fill_in(page)
        page.context.route("**/southend/app*.js", lambda route: route.abort())
        page.get_by_role("button", name="Check and send").click()

        expect(page.get_by_text("Saved 1 offences.")).to_be_visible()
        assert page.evaluate("Object.keys(sessionStorage).length") == 0

    def test_is_not_offered_to_another_officer(
        self, browser: Browser, gallery_address: str
    ) -> None:
        page = opened(browser, f"{gallery_address}/form/")
        page.get_by_label("Custody number").fill("50/4471")

        keys = page.evaluate("Object.keys(sessionStorage)")
        assert keys == ["southend.form:2216:/form/:"]
