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
from accounts.roles import Permission
from incidents.models import CrimeOutcome, Incident, Place, RejectedRow
from incidents.models.incident import IncidentQuerySet, OutcomeQuerySet
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
NOT_HELD = "Not known: no street file that is held names the crime"
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

    @property
    def place(self) -> Place | None:
        """Where it is held to have been."""
        return self.incident.place

    @property
    def outcome(self) -> str:
        """The last outcome as it is held today."""
        return str(self.incident.last_outcome or NOT_RECORDED)

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


@dataclass(frozen=True)
class OutcomeRow:
    """One crime by its solved outcome: month, place and outcome as the outcomes file has them.

    `incident` is the crime, None where no street file that is held names it.
    """

    told: CrimeOutcome
    incident: Incident | None
    type: str
    changed: bool = False

    @property
    def month(self) -> date:
        """The month of the outcome."""
        return self.told.month

    @property
    def place(self) -> Place | None:
        """Where the outcomes file says it was."""
        return self.told.place

    @property
    def outcome(self) -> str:
        """The outcome that was given."""
        return str(self.told.outcome_type)

    def values(self, *, is_left_out: bool) -> list[Value]:
        """Give the row of a download."""
        now, place = self.incident, self.told.place
        return [
            LEFT_OUT if is_left_out else COUNTED,
            "",
            self.told.crime_id,
            month_words(self.told.month),
            self.type,
            month_words(now.month) if now else None,
            str(now.crime_type or NOT_RECORDED) if now else None,
            place.name if place else None,
            place.lsoa_code if place else None,
            self.outcome,
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
    counted: IncidentQuerySet | OutcomeQuerySet
    left_out: IncidentQuerySet
    listed: int
    of_outcomes: bool = False

    @classmethod
    def of(
        cls, found: Opened, evidence: Evidence, district: District, officer: Officer
    ) -> "Incidents":
        """Find them; `listed` counts all that can be found still, whoever looks."""
        selection = found.incidents
        if selection is None:
            raise ValueError(f"{found.key} counts records.")
        counted = rows_as_read(selection, evidence, district, found.period)
        if isinstance(counted, OutcomeQuerySet):
            return cls(
                evidence=evidence,
                counted=outcomes_in_order(counted, district, officer),
                left_out=Incident.objects.none(),
                listed=counted.count(),
                of_outcomes=True,
            )
        left_out = rows_left_out(selection, evidence, district, found.period)
        visible = Incident.objects.visible_to(officer)
        return cls(
            evidence=evidence,
            counted=in_order(counted & visible),
            left_out=in_order(left_out & visible),
            listed=counted.count(),
        )

    def rows(self, some: Sequence[Incident | CrimeOutcome]) -> list[IncidentRow | OutcomeRow]:
        """Give some of them with what was counted."""
        incidents = [row for row in some if isinstance(row, Incident)]
        told = [row for row in some if isinstance(row, CrimeOutcome)]
        held = Incident.objects.filter(key__in=[row.incident_id for row in told])
        crimes = {row.key: row for row in held.select_related("crime_type")}
        changed = values_then([*incidents, *crimes.values()], self.evidence)
        labels = {line.code: line.label for line in self.evidence.lines("CrimeType")}
        rows: list[IncidentRow | OutcomeRow] = [
            row_of(incident, changed.get(incident.key, {}), labels) for incident in incidents
        ]
        for row in told:
            crime = crimes.get(row.incident_id)
            kind = row_of(crime, changed.get(crime.key, {}), labels).type if crime else NOT_HELD
            rows.append(OutcomeRow(row, crime, kind))
        return rows

    def every(self, rows: IncidentQuerySet | OutcomeQuerySet) -> Iterator[IncidentRow | OutcomeRow]:
        """Give all rows, a few thousand in memory at a time."""
        waiting: Iterator[Incident | CrimeOutcome] = iter(rows.iterator(chunk_size=AT_ONCE))
        for some in some_at_a_time(waiting):
            yield from self.rows(some)


def outcomes_in_order(
    rows: OutcomeQuerySet, district: District, officer: Officer
) -> OutcomeQuerySet:
    """Read what a row shows, newest first, where the officer sees incidents of the district."""
    seen = officer.standing.allows(Permission.SEE_INCIDENTS, district.pk)
    told = rows.select_related("outcome_type", "place").order_by("-month", "pk")
    return told if seen else told.none()


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
