"""The one menu of each role; the roles of an officer add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import NamedTuple

from accounts.roles import Role, Standing
from accounts.views import url_or_nothing


class Entry(NamedTuple):
    """One entry: its page, the pages of which it is the current one, and what it counts."""

    label: str
    page: str
    covers: tuple[str, ...] = ()
    counts: str = ""


REVIEW = "review"
MINE = "mine"
KINDS = ("patrol", "arrest", "prosecution", "engagement", "logged-incident", "survey-wave")
RECORD_PAGES = (
    "record-*",
    *(f"{kind}-{page}" for kind in KINDS for page in ("list", "detail", "edit")),
)
REPORT_PAGES = (
    *("edition-*", "compilation-*", "report-*", "figure-*", "period-close", "verify"),
    *("health-board", "schedule-*", "readiness"),
)

ENTRIES: Mapping[str, Entry] = {
    "home": Entry("Home", "home"),
    "log": Entry("Log", "log", tuple(f"{kind}-create" for kind in (*KINDS, "operation"))),
    "mine": Entry("My records", "my-records", counts=MINE),
    "records": Entry("Records", "records", RECORD_PAGES),
    "review": Entry("Review", "review", ("review-*",), counts=REVIEW),
    "operations": Entry("Operations", "operation-list", ("operation-detail", "operation-edit")),
    "incidents": Entry("Incidents", "incident-list", ("incident-*",)),
    "imports": Entry("Imports", "import-list", ("import-*",)),
    "reports": Entry("Reports", "report-list", REPORT_PAGES),
    "areas": Entry("Areas", "area-list", ("area-*",)),
    "people": Entry("People", "admin:accounts_officer_changelist"),
    "teams": Entry("Teams", "admin:accounts_team_changelist"),
    "codes": Entry("Code lists", "admin:index"),
}
"""Every entry there is, in the order in which they stand."""

MENUS: Mapping[Role, frozenset[str]] = {
    Role.OFFICER: frozenset({"home", "log", "mine", "operations"}),
    Role.SUPERVISOR: frozenset({"home", "log", "records", "review", "operations", "reports"}),
    Role.COMMANDER: frozenset({"home", "records", "operations", "incidents", "reports", "areas"}),
    Role.ANALYST: frozenset(
        {"home", "records", "operations", "incidents", "imports", "reports", "areas"}
    ),
    Role.ADVISORY_GROUP: frozenset({"home", "reports"}),
    Role.ADMINISTRATOR: frozenset({"home", "people", "teams", "codes", "areas"}),
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """An entry as a page shows it."""

    label: str
    url: str
    current: bool
    count: int | None


def menu_of(standing: Standing, *, page: str, counts: Mapping[str, int]) -> list[Item]:
    """List what stands in the menu of an officer on a page; a page that does not exist is left out.

    `page` is the name of the address that is open, "" for none.
    """
    wanted: set[str] = set().union(*(MENUS[role] for role in standing.roles))
    found = []
    for key, entry in ENTRIES.items():
        url = url_or_nothing(entry.page) if key in wanted else ""
        if url:
            current = page == entry.page or any(fnmatch(page, pattern) for pattern in entry.covers)
            found.append(
                Item(
                    label=entry.label,
                    url=url,
                    current=current,
                    count=counts.get(entry.counts) or None,
                )
            )
    return found
