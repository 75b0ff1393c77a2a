"""Every list that can be downloaded: one plain tuple, one permission, one writer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.clock import LONDON
from accounts.roles import Permission
from incidents.logged_views import LoggedIncidentList
from incidents.views.areas import AreaList
from incidents.views.incidents import IncidentList
from operations.views.lists import (
    ArrestList,
    EngagementList,
    OperationList,
    PatrolList,
    ProsecutionList,
    SurveyWaveList,
)
from records.views.lists import FilteredListView
from reports.exports import Listing, Value

HEADER = ("record__district", "record__team", "record__logged_by")
AT_ONCE = 2000
"""Rows that are fetched at a time."""


@dataclass(frozen=True)
class ListColumn:
    """One column of a download: its head, and the path from the row to its value."""

    label: str
    path: str

    @property
    def key(self) -> str:
        """Name it as programs read it: latest_disposal."""
        return self.label.lower().replace(" ", "_")

    def of(self, row: object) -> Value:
        """Follow the path; an empty step gives nothing."""
        value: Any = row
        for step in self.path.split("__"):
            if value is None:
                return None
            value = getattr(value, step)
            if callable(value):
                value = value()
        return plain(value)


def plain(value: Any) -> Value:  # noqa: ANN401 - whatever a column of a model holds
    """Give a value that a spreadsheet holds: numbers as numbers, moments in London's time."""
    match value:
        case bool():
            return "Yes" if value else "No"
        case None | int() | float() | str():
            return value
        case datetime():
            return value.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return str(value)


Read = Callable[[HttpRequest], QuerySet[Any]]
View = type[FilteredListView]


@dataclass(frozen=True)
class ListExport:
    """One list: the name of its kind, how its rows are read, and its columns."""

    name: str
    title: str
    view: View
    rows: Read
    columns: tuple[ListColumn, ...]
    marking: str = "OFFICIAL"
    permission: Permission = Permission.DOWNLOAD_LISTS

    def listing(self, request: HttpRequest) -> Listing:
        """Give the rows that the officer may see and the filters keep."""
        return Listing(
            title=self.title,
            marking=self.marking,
            head=[column.label for column in self.columns],
            rows=self.values(self.rows(request)),
        )

    def values(self, rows: QuerySet[Any]) -> Iterator[list[Value]]:
        """Give the rows as lists of values, a few thousand in memory at a time."""
        for row in rows.iterator(chunk_size=AT_ONCE):
            yield [column.of(row) for column in self.columns]


def of(view: type[FilteredListView], *related: str) -> Read:
    """Read what the pages of a list show for the same query, in their order; a wrong query none."""

    def read(request: HttpRequest) -> QuerySet[Any]:
        return view.asked(request).prefetch_related(None).select_related(*related)

    return read


def columns(*pairs: tuple[str, str]) -> tuple[ListColumn, ...]:
    """Make columns of (head, path)."""
    return tuple(ListColumn(label, path) for label, path in pairs)


RECORD = (
    ("Reference", "record__reference"),
    ("Status", "record__get_status_display"),
    ("District", "record__district"),
    ("Team", "record__team"),
    ("Logged by", "record__logged_by"),
    ("Occurred", "record__occurred_at"),
)
SENSITIVE = "OFFICIAL-SENSITIVE"

LISTS = (
    ListExport(
        name="operation",
        title="Operations",
        view=OperationList,
        rows=of(OperationList, *HEADER, "lead"),
        columns=columns(
            *RECORD,
            ("Name", "name"),
            ("First day", "starts_on"),
            ("Last day", "ends_on"),
            ("Led by", "lead"),
        ),
    ),
    ListExport(
        name="patrol",
        title="Patrols",
        view=PatrolList,
        rows=of(PatrolList, *HEADER, "operation", "provider", "mode", "area"),
        columns=columns(
            *RECORD,
            ("Operation", "operation"),
            ("Provider", "provider"),
            ("Mode", "mode"),
            ("Started", "started_at"),
            ("Ended", "ended_at"),
            ("Area", "area"),
            ("Crew", "crew_size"),
        ),
    ),
    ListExport(
        name="arrest",
        title="Arrests",
        view=ArrestList,
        rows=of(ArrestList, *HEADER, "operation", "area", "principal_offence", "latest_disposal"),
        marking=SENSITIVE,
        columns=columns(
            *RECORD,
            ("Operation", "operation"),
            ("Place", "place"),
            ("Area", "area"),
            ("Custody number", "custody_number"),
            ("Most serious offence", "principal_offence"),
            ("Latest disposal", "latest_disposal"),
        ),
    ),
    ListExport(
        name="prosecution",
        title="Prosecutions",
        view=ProsecutionList,
        rows=of(ProsecutionList, *HEADER, "operation"),
        marking=SENSITIVE,
        columns=columns(
            *RECORD,
            ("Operation", "operation"),
            ("Case number", "case_number"),
            ("First charged", "first_charged_on"),
            ("Stage", "get_stage_display"),
            ("First sentenced", "sentenced_on"),
        ),
    ),
    ListExport(
        name="engagement",
        title="Engagement events",
        view=EngagementList,
        rows=of(EngagementList, *HEADER, "operation", "type", "audience", "area"),
        columns=columns(
            *RECORD,
            ("Operation", "operation"),
            ("Type", "type"),
            ("Audience", "audience"),
            ("Ward", "area"),
            ("Venue", "venue"),
            ("People", "attendees"),
            ("Counted or estimated", "get_counting_display"),
            ("Under 18", "under_18"),
            ("Fed back", "fed_back_on"),
        ),
    ),
    ListExport(
        name="logged-incident",
        title="Logged incidents",
        view=LoggedIncidentList,
        rows=of(LoggedIncidentList, *HEADER, "type", "qualifier", "area"),
        columns=columns(
            *RECORD,
            ("Type", "type"),
            ("Qualifier", "qualifier"),
            ("STORM number", "storm_number"),
            ("Place", "place"),
            ("Area", "area"),
        ),
    ),
    ListExport(
        name="survey-wave",
        title="Survey waves",
        view=SurveyWaveList,
        rows=of(SurveyWaveList, *HEADER),
        columns=columns(
            *RECORD,
            ("Question", "question"),
            ("Base", "base"),
            ("Percent", "percent"),
            ("Published margin", "margin"),
            ("Design effect", "design_effect"),
            ("Effective base", "effective_base"),
            ("First day", "starts_on"),
            ("Last day", "ends_on"),
            ("Survey house", "survey_house"),
        ),
    ),
    ListExport(
        name="incident",
        title="Incidents",
        view=IncidentList,
        rows=of(IncidentList, "force", "crime_type", "place", "last_outcome", "district"),
        columns=columns(
            ("Identifier", "crime_id"),
            ("Month", "month"),
            ("Type", "crime_type"),
            ("Street", "place__name"),
            ("LSOA", "place__lsoa_code"),
            ("Last outcome", "last_outcome"),
            ("District", "district"),
            ("Force", "force"),
            ("Disputed", "disputed"),
        ),
    ),
    ListExport(
        name="area",
        title="Areas",
        view=AreaList,
        rows=of(AreaList, "district"),
        columns=columns(
            ("Area", "name"),
            ("Kind", "get_kind_display"),
            ("Code", "code"),
            ("Census year", "vintage"),
            ("District", "district"),
            ("First day", "valid_from"),
            ("First day after", "valid_to"),
            ("Drawn by hand", "approximate"),
        ),
    ),
)


class UnknownList(LookupError):
    """No list has this name."""


def list_named(name: str) -> ListExport:
    """Find a list by the name of its kind.

    Raises: UnknownList.
    """
    for export in LISTS:
        if export.name == name:
            return export
    raise UnknownList(f"There is no list called {name}.")
