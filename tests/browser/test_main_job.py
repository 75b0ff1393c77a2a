"""The main job in Chromium: an arrest is logged, approved, counted in a report and downloaded."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts import officers
from accounts.models import District
from accounts.roles import Role
from incidents.models import Area, AreaKind
from operations.models import Arrest
from records.codes import load_codes
from records.models import Record, Status
from reports.defining import load_definitions
from reports.models import Edition
from tests.browser.conftest import at_the_desk
from tests.databases import CommittedDatabase
from tests.incidents.test_drawing import square
from tests.people import PASSWORD, committed_people, posted
from tests.running import Running, make_site

pytestmark = [pytest.mark.needs_chromium, pytest.mark.sqlite_only]

BEFORE = datetime(2024, 4, 1, 9, 0, tzinfo=UTC)
OFFICER, SERGEANT, CHIEF = "41123", "40210", "40007"
SignIn = Callable[..., Page]


@pytest.fixture(autouse=True)
def morning(child_environment: dict[str, str]) -> None:
    """Let the clock of every process begin on the morning of 30 April 2024."""
    child_environment |= at_the_desk()


@pytest.fixture
def house(committed_database: CommittedDatabase) -> None:
    """Commit the people, code lists and a ward."""
    load_codes(by=officers.service(officers.CONSOLE, at=BEFORE), at=BEFORE)
    load_definitions(by=officers.service(officers.CONSOLE, at=BEFORE), at=BEFORE)
    team = committed_people()["officer"].postings.get().team
    posted(CHIEF, "Chief Inspector", Role.COMMANDER, team)
    Area.objects.create(
        district=District.objects.get(),
        kind=AreaKind.WARD,
        code="W1",
        name="Pier",
        geometry=square(0.70, 51.53),
    )


@pytest.fixture
def site(
    static_files: None, house: None, child_environment: dict[str, str], tmp_path: Path
) -> Iterator[Running]:
    """Serve it."""
    running = make_site(child_environment, tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def sign_in(browser: Browser, site: Running) -> Iterator[SignIn]:
    """Sign someone in through the page, each in a browser of their own."""
    contexts: list[BrowserContext] = []

    def signed_in(number: str, *, scripts: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=site.url,
            locale="en-GB",
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/")
        enter(page, number)
        return page

    yield signed_in
    for context in contexts:
        context.close()


def enter(page: Page, number: str) -> None:
    """Fill the sign-in in."""
    page.get_by_label("Collar number").fill(number)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def fill_day(page: Page, field: str, day: int, month: int, year: int) -> None:
    """Type a day in its three boxes."""
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"#id_{field}_{part}").fill(str(value))


def fill_arrest(page: Page, custody_number: str = "50/4471") -> None:
    """Type an arrest that can be sent."""
    page.goto(reverse("arrest-create"))
    fill_day(page, "arrested_on", 29, 4, 2024)
    page.get_by_label("Time", exact=True).fill("2314")
    page.get_by_label("Place", exact=True).fill("Marine Parade")
    page.get_by_label("Custody number").fill(custody_number)
    page.get_by_label("Offence group").select_option("violence-against-the-person")
    page.locator("input[value=injury-caused]").check(force=True)
    page.locator("[name=necessities-how-injury-caused]").fill("Threw a bottle")
    page.get_by_label("Male", exact=True).check(force=True)


def log_arrest(page: Page, custody_number: str = "50/4471") -> None:
    """Log an arrest and send it."""
    fill_arrest(page, custody_number)
    page.get_by_role("button", name="Check and send").click()
    expect(page.get_by_text("is sent")).to_be_visible()


def approve(page: Page) -> None:
    """Approve what stands first in the queue."""
    page.get_by_role("link", name="Review").first.click()
    if page.viewport_size and page.viewport_size["width"] < 760:
        page.locator(".so-queue__link").first.click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("is approved")).to_be_visible()


def compile_report(page: Page, *, scripts: bool) -> None:
    """Compile the days to yesterday, and wait until the edition is on the screen."""
    page.goto(reverse("report-list"))
    fill_day(page, "first", 30, 4, 2023)
    fill_day(page, "last", 29, 4, 2024)
    page.get_by_role("button", name="Compile now").click()
    for _ in range(120):
        if page.get_by_text("Download PDF").count():
            return
        page.wait_for_timeout(500)
        if not scripts:
            page.reload()
    raise AssertionError(page.locator("main").inner_text())


def arrests_of(edition: Edition) -> int:
    """Read the count of arrests in an edition."""
    figures = {figure.key: figure for figure in edition.document.figures}
    return int(figures["arrests_total"].current or 0)


class TestMainJob:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
    def test_is_done_from_the_arrest_to_the_report(
        self,
        scripts: bool,
        worker: Running,
        sign_in: SignIn,
        tmp_path: Path,
    ) -> None:
        chief = sign_in(CHIEF, scripts=scripts)
        compile_report(chief, scripts=scripts)

        log_arrest(sign_in(OFFICER, scripts=scripts))
        approve(sign_in(SERGEANT, scripts=scripts))
        compile_report(chief, scripts=scripts)
        with chief.expect_download() as handed_out:
            chief.get_by_text("Download PDF").click()

        before, after = Edition.objects.order_by("number")
        assert arrests_of(after) == arrests_of(before) + 1
        file = BytesIO(Path(handed_out.value.path()).read_bytes())
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) > 1


class TestInterruptedForm:
    def test_comes_back_after_the_session_ended(self, sign_in: SignIn) -> None:
        page = sign_in(OFFICER)
        fill_arrest(page)
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.get_by_role("button", name="Check and send").click()
        enter(page, OFFICER)

        expect(page.get_by_label("Custody number")).to_have_value("50/4471")
        expect(page.get_by_label("Place", exact=True)).to_have_value("Marine Parade")
        assert not Record.objects.exists()

    def test_comes_back_by_the_back_button(self, sign_in: SignIn) -> None:
        page = sign_in(OFFICER)
        fill_arrest(page)
        page.goto(reverse("my-records"))
        page.go_back()

        expect(page.get_by_label("Custody number")).to_have_value("50/4471")

    def test_comes_back_after_a_dead_network(self, sign_in: SignIn) -> None:
        page = sign_in(OFFICER)
        fill_arrest(page)
        page.route("**/*", lambda route: route.abort())
        page.get_by_role("button", name="Check and send").click()
        page.wait_for_timeout(300)
        page.unroute_all()
        page.goto(reverse("arrest-create"))

        expect(page.get_by_label("Custody number")).to_have_value("50/4471")
        page.get_by_role("button", name="Check and send").click()
        expect(page.get_by_text("is sent")).to_be_visible()
        assert Arrest.objects.count() == 1


class TestSaving:
    def test_twice_gives_one_record(self, sign_in: SignIn) -> None:
        page = sign_in(OFFICER)
        fill_arrest(page)
        page.get_by_role("button", name="Check and send").dblclick()
        expect(page.get_by_text(" is ").first).to_be_visible()
        page.wait_for_timeout(500)

        assert Record.objects.count() == 1

    def test_and_approving_work_on_a_phone(self, sign_in: SignIn) -> None:
        log_arrest(sign_in(OFFICER, width=390))
        page = sign_in(SERGEANT, width=390)
        page.goto(reverse("review"))
        page.locator(".so-queue__link").first.click()
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.get_by_text("is approved")).to_be_visible()

        assert Record.objects.get().status == Status.APPROVED

    def test_and_approving_work_by_keyboard_alone(self, sign_in: SignIn) -> None:
        page = sign_in(OFFICER)
        fill_arrest(page)
        tab_to(page, page.get_by_role("button", name="Check and send").element_handle())
        page.keyboard.press("Enter")
        expect(page.get_by_text("is sent")).to_be_visible()
        page = sign_in(SERGEANT)
        page.goto(reverse("review"))
        tab_to(page, page.get_by_role("button", name="Approve", exact=True).element_handle())
        page.keyboard.press("Enter")
        expect(page.get_by_text("is approved")).to_be_visible()

        assert Record.objects.get().status == Status.APPROVED


def tab_to(page: Page, wanted: object) -> None:
    """Press Tab until something has the focus."""
    for _ in range(150):
        if page.evaluate("element => document.activeElement === element", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not reach it")
