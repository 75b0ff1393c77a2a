"""Every page of the table of addresses, under axe-core at WCAG 2.2 AA, in both themes and widths.

A dark page differs from the light one in colours alone, so only what axe says of colours is asked
again. The pages of one code list stand for those of the others, which are asked at a desk only.
One browser, one page, every role by its own session.
"""

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.roles import Role
from records.models import Code
from reports.models import EditionFile
from tests.address import Address
from tests.addresses import ADDRESSES, names
from tests.api_addresses import API
from tests.browser.conftest import Opened
from tests.example import Example

pytestmark = [pytest.mark.needs_chromium, pytest.mark.sqlite_only]

AXE = (Path(settings.BASE_DIR) / "tests/vendor/axe-core-4.14.1/axe.min.js").read_text()
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RUN = """async only => (await axe.run(document, {runOnly: only, resultTypes: ['violations']}))
    .violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 200))])"""
DESK, PHONE, NARROWEST = 1280, 390, 320
GROUPS = ("pages", "desk of codes", "desk of records")
CHUNK = 24  # pages a test visits, so that the processes of a run share the walk
NOT_PAGES = {
    "": "leads on",
    "admin:accounts_district_add": "opens to nobody: a command adds districts",
    "admin:accounts_force_add": "opens to nobody: a command adds forces",
    "admin:incidents_area_add": "opens to nobody: a command adds areas",
    "admin:incidents_importbatch_add": "opens to nobody: import-create receives imports",
    "admin:incidents_incident_add": "opens to nobody: imports add incidents",
    "admin:operations_subject_add": "opens to nobody: records add subjects",
    "admin:autocomplete": "answers scripts",
    "admin:jsi18n": "is a script",
    "admin:login": "leads on to the sign-in",
    "admin:logout": "leads on to the sign-out",
    "admin:password_change": "leads on to the account",
    "admin:password_change_done": "is never led to",
    "admin:view_on_site": "leads nowhere here",
    "compilation-create": "takes the form of report-list",
    "compilation-progress": "is a part of compilation-detail",
    "edition-download": "is a file",
    "figure-by-digest": "leads on to figure-detail",
    "figure-download": "is a file",
    "harm-template": "is a file",
    "health": "answers machines",
    "import-progress": "is a part of import-detail",
    "import-rows": "is a file",
    "list-download": "is a file",
    "message-put-away": "takes a button of home",
    "readiness-remind": "takes a button of readiness",
    "review-approve": "takes a button of review",
    "review-return": "takes a form of review",
    "schema-detail": "a JSON schema",
    "schedule-start": "takes a button of schedule-detail",
    **{address.name: "answers programs" for address in API},
}


def group_of(address: Address) -> str:
    """Tell in which part of the walk an address is visited."""
    if not address.name.startswith("admin:"):
        return GROUPS[0]
    is_of_codes = address.roles in ((), (Role.ADMINISTRATOR,))
    return GROUPS[1] if is_of_codes else GROUPS[2]


def visitor(address: Address) -> Role | None:
    """Choose who opens a page: a stranger the sign-in, else the one who sees most of it."""
    if address.ok != 200:
        return None
    order = (Role.SUPERVISOR, Role.ANALYST, Role.COMMANDER, Role.OFFICER, Role.ADMINISTRATOR)
    return next(role for role in order if role in address.roles)


def visits(group: str) -> list[tuple[Role | None, Address]]:
    """List the pages of a group, those of one visitor together."""
    pages = [address for address in ADDRESSES if address.is_visited and group_of(address) == group]
    return sorted(((visitor(page), page) for page in pages), key=lambda visit: str(visit[0]))


def chunks() -> list[tuple[str, int]]:
    """Cut the walk into parts: group and the number of the first visit."""
    return [(group, first) for group in GROUPS for first in range(0, len(visits(group)), CHUNK)]


VIEWS: tuple[tuple[int, Literal["light", "dark"], dict[str, Any]], ...] = (
    (DESK, "light", TAGS),
    (DESK, "dark", COLOURS),
    (PHONE, "light", TAGS),
    (PHONE, "dark", COLOURS),
)


def complaints(page: Page, views: int = len(VIEWS)) -> list[str]:
    """Ask axe about the page in the first of VIEWS, and whether it scrolls sideways."""
    found = []
    for width, scheme, rules in VIEWS[:views]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        violations = page.evaluate(RUN, rules)
        found += [f"{width} {scheme}: {json.dumps(violation)}" for violation in violations]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    drawn = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([f"{drawn} px wide at {NARROWEST}"] if drawn > NARROWEST else [])]


def views_of(address: Address) -> int:
    """Tell how many of VIEWS a page is asked in: code lists share their pages but for the words."""
    _, *further = sorted(Code.__subclasses__(), key=lambda model: model._meta.label_lower)
    alike = tuple(f"admin:{of._meta.app_label}_{of._meta.model_name}_" for of in further)
    return 1 if address.name.startswith(alike) else len(VIEWS)


def opened(page: Page, url: str, *, status: int = 200, views: int = len(VIEWS)) -> list[str]:
    """Open a page as a desk shows it, and give what is wrong with it."""
    page.set_viewport_size({"width": DESK, "height": 900})
    response = page.goto(url)
    assert response is not None
    assert response.status == status, (url, response.status)
    page.evaluate(AXE)
    return [f"{url}: {complaint}" for complaint in complaints(page, views)]


class TestEveryPage:
    def test_is_visited(self) -> None:
        visited = {page.name for group in GROUPS for _, page in visits(group)}

        assert set(names()) - visited == set(NOT_PAGES)

    @pytest.mark.parametrize(("group", "first"), chunks())
    def test_is_accessible(
        self, group: str, first: int, signed_in: Opened, example_made: Example
    ) -> None:
        found: list[str] = []
        pages: dict[Role | None, Page] = {}
        for role, address in visits(group)[first : first + CHUNK]:
            if role not in pages:
                pages[role] = signed_in(role).new_page()
            url = address.url(example_made.keys)
            found += opened(pages[role], url, views=views_of(address))

        assert found == []


class TestWhatHasNoAddress:
    def test_home_of_each_role_is_accessible(self, signed_in: Opened) -> None:
        found = [line for role in Role for line in opened(signed_in(role).new_page(), "/")]

        assert found == []

    @pytest.mark.parametrize(("url", "status"), [("/arrests/", 403), ("/nowhere/", 404)])
    def test_refusals_are_accessible(self, url: str, status: int, signed_in: Opened) -> None:
        page = signed_in(Role.ADMINISTRATOR).new_page()

        assert opened(page, url, status=status) == []

    @pytest.mark.parametrize("kind", ["arrest", "patrol", "prosecution", "engagement"])
    def test_forms_with_errors_are_accessible(self, kind: str, signed_in: Opened) -> None:
        page = signed_in(Role.OFFICER).new_page()
        page.goto(reverse(f"{kind}-create"))
        page.locator("input[type=text]").first.fill("99")
        page.get_by_role("button", name="Check and send").click()
        page.locator(".govuk-error-summary").wait_for()
        page.evaluate(AXE)

        assert complaints(page) == []


class TestFiles:
    def test_of_each_edition_are_accessible_where_they_are_pages(
        self, browser: Browser, example: Example
    ) -> None:
        page = browser.new_page(reduced_motion="reduce")
        files = EditionFile.objects.filter(format="html")
        found = []
        for file in files:
            page.set_content(bytes(file.body).decode())
            page.evaluate(AXE)
            found += [f"{file.edition}: {complaint}" for complaint in complaints(page)]
        page.close()

        assert {file.edition.definition for file in files} >= {"performance", "public"}
        assert found == []
