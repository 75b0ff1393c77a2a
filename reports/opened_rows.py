"""The rows behind a number of an edition, as its page and its download list them.

What was counted comes first and what was left out after it, each row as it was when the edition was
compiled and as it is now. Rows that the officer may not see are not among them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet

from accounts.clock import LONDON
from accounts.models import District, Officer
from incidents.models import Incident, RejectedRow
from incidents.models.incident import IncidentQuerySet
from records.kinds import WORDS, marking_of_kinds, page_of
from records.models import Kind, Record, Status
from reports.evidence import Evidence, Fact
from reports.exports import Listing, Value
from reports.measures.effort import stint
from reports.opening import Opened
from reports.police_rows import rejected_rows_as_read, rows_as_read, rows_left_out, values_then

Row = TypeVar("Row")
AT_ONCE = 2_000
"""Rows that are fetched at a time."""
COUNTED, LEFT_OUT = "Counted", "Left out"
VANISHED = "Gone from the publication"
NOT_RECORDED = "Not recorded"
OF_RECORDS = (
    "Counted or left out",
    "Why",
    "Reference",
    "Occurred",
    "Status then",
    "Version then",
    "Status now",
    "Version now",
    "Summary now",
)
OF_PATROLS = ("Began", "Ended", "Crew")
OF_INCIDENTS = (
    "Counted or left out",
    "Why",
    "Identifier",
    "Month then",
    "Type then",
    "Month now",
    "Type now",
    "Street now",
    "LSOA now",
    "Last outcome now",
)

OF_REJECTED = ("File", "Line", "Column", "It says", "Why it was rejected")


@dataclass(frozen=True)
class RecordRow:
    """One record: what it was counted as, and how it stands."""

    fact: Fact
    record: Record

    @property
    def url(self) -> str:
        """The record's page."""
        return page_of(self.record)

    @property
    def then(self) -> str:
        """The state in which it was read."""
        return str(Status(self.fact.status).label)

    @property
    def changed(self) -> bool:
        """Tell whether it was written again since."""
        return self.record.version != self.fact.version

    def values(self, *, is_left_out: bool, is_patrol: bool) -> list[Value]:
        """Give the row of a download; a patrol with what its minutes are made of."""
        now = self.record
        found: list[Value] = [
            LEFT_OUT if is_left_out else COUNTED,
            self.then if is_left_out else "",
            self.fact.reference,
            clock_words(self.fact.occurred_at),
            self.then,
            self.fact.version,
            now.get_status_display(),
            now.version,
            now.summary,
        ]
        if not is_patrol:
            return found
        spent = stint(self.fact)
        return [*found, *map(clock_words, (spent.started_at, spent.ended_at)), spent.crew_size]


@dataclass(frozen=True)
class IncidentRow:
    """One imported incident: month and type as they were counted, and how it stands."""

    incident: Incident
    month: date | None
    type: str

    @property
    def type_now(self) -> str:
        """The type as it is held today."""
        return str(self.incident.crime_type or NOT_RECORDED)

    @property
    def changed(self) -> bool:
        """Tell whether a later import changed month or type."""
        return (self.month, self.type) != (self.incident.month, self.type_now)

    def values(self, *, is_left_out: bool) -> list[Value]:
        """Give the row of a download."""
        now, place = self.incident, self.incident.place
        return [
            LEFT_OUT if is_left_out else COUNTED,
            VANISHED if is_left_out else "",
            now.crime_id,
            month_words(self.month),
            self.type,
            month_words(now.month),
            self.type_now,
            place.name if place else None,
            place.lsoa_code if place else None,
            str(now.last_outcome) if now.last_outcome else None,
        ]


def clock_words(at: datetime) -> str:
    """Write a moment as a clock in London shows it."""
    return at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")


def month_words(month: date | None) -> str | None:
    """Write a month."""
    return f"{month:%Y-%m}" if month else None


def some_at_a_time(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Give rows in lists of AT_ONCE."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def record_rows(facts: Iterable[Fact], officer: Officer) -> Iterator[RecordRow]:
    """Put beside each fact its record as it stands, where the officer may see it."""
    for some in some_at_a_time(facts):
        visible = Record.objects.visible_to(officer).in_bulk([fact.record for fact in some])
        standing = {str(key): record for key, record in visible.items()}
        yield from (RecordRow(f, standing[f.record]) for f in some if f.record in standing)


@dataclass(frozen=True)
class Incidents:
    """The incidents behind a number, in the rights of an officer."""

    evidence: Evidence
    counted: IncidentQuerySet
    left_out: IncidentQuerySet
    listed: int

    @classmethod
    def of(
        cls, found: Opened, evidence: Evidence, district: District, officer: Officer
    ) -> "Incidents":
        """Find them; `listed` counts all that can be found still, whoever looks."""
        selection = found.incidents
        if selection is None:
            raise ValueError(f"{found.key} counts records.")
        counted = rows_as_read(selection, evidence, district, found.period)
        left_out = rows_left_out(selection, evidence, district, found.period)
        visible = Incident.objects.visible_to(officer)
        return cls(
            evidence=evidence,
            counted=in_order(counted & visible),
            left_out=in_order(left_out & visible),
            listed=counted.count(),
        )

    def rows(self, some: Sequence[Incident]) -> list[IncidentRow]:
        """Give some of them with what was counted."""
        changed = values_then(some, self.evidence)
        labels = {line.code: line.label for line in self.evidence.lines("CrimeType")}
        return [row_of(incident, changed.get(incident.key, {}), labels) for incident in some]

    def every(self, rows: IncidentQuerySet) -> Iterator[IncidentRow]:
        """Give all rows, a few thousand in memory at a time."""
        for some in some_at_a_time(rows.iterator(chunk_size=AT_ONCE)):
            yield from self.rows(some)


def in_order(rows: IncidentQuerySet) -> IncidentQuerySet:
    """Read what a row shows, newest month first."""
    return rows.select_related("crime_type", "place", "last_outcome").order_by("-month", "pk")


def row_of(incident: Incident, before: Mapping[str, str], labels: Mapping[str, str]) -> IncidentRow:
    """Say what an incident was counted as."""
    month = before.get("month")
    kind = before.get("crime_type", incident.crime_type_id or "")
    return IncidentRow(
        incident,
        date.fromisoformat(month) if month else incident.month,
        labels.get(kind, kind) or NOT_RECORDED,
    )


def marking_of(found: Opened) -> str:
    """Mark what a number opens as the most sensitive record in it."""
    if found.incidents:
        return "OFFICIAL"
    facts = (*found.records, *found.left_out)
    kinds = [found.kind] if found.kind else [Kind(fact.kind) for fact in facts]
    return marking_of_kinds(WORDS[kind] for kind in kinds)


def listing(
    found: Opened, evidence: Evidence, *, district: District, title: str, officer: Officer
) -> Listing:
    """List what a number counted and what it left out, for a download."""
    said = {"title": title, "marking": marking_of(found)}
    if found.is_of_rejected_rows:
        rejected = rejected_rows_as_read(evidence, district, found.period)
        return Listing(head=OF_REJECTED, rows=rejected_values(rejected), **said)
    if found.incidents:
        rows = incident_values(Incidents.of(found, evidence, district, officer))
        return Listing(head=OF_INCIDENTS, rows=rows, **said)
    head = (*OF_RECORDS, *OF_PATROLS) if found.is_minutes else OF_RECORDS
    return Listing(head=head, rows=record_values(found, officer), **said)


def record_values(found: Opened, officer: Officer) -> Iterator[list[Value]]:
    """Give the rows of a number of records."""
    for facts, is_left_out in ((found.records, False), (found.left_out, True)):
        for row in record_rows(facts, officer):
            yield row.values(is_left_out=is_left_out, is_patrol=found.is_minutes)


def rejected_values(rows: QuerySet[RejectedRow]) -> Iterator[list[Value]]:
    """Give the rows that imports rejected, with the place and the reason."""
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield [row.file.path, row.line, row.column, row.says, row.why]


def incident_values(found: Incidents) -> Iterator[list[Value]]:
    """Give the rows of a number of incidents."""
    for rows, is_left_out in ((found.counted, False), (found.left_out, True)):
        for row in found.every(rows):
            yield row.values(is_left_out=is_left_out)
