"""What an operation put in, what was done, and what came of it, in a run of days.

Records that stand approved count, by the moment at which they occurred. Each figure names the list
that holds exactly the rows it counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from accounts.clock import midnight
from accounts.wording import hours, number
from incidents.models import Area
from operations.effort import Moments, Stint, officer_minutes, patrol_minutes
from operations.models import (
    Arrest,
    CaseStage,
    DisposalStage,
    DisposalType,
    Engagement,
    OffenceGroup,
    Operation,
    Patrol,
    Prosecution,
)
from records.kind_filters import NONE
from records.models import Kind, Record, Status

YEAR = 12
KINDS = (
    (Kind.PATROL, "patrol", "patrols"),
    (Kind.ARREST, "arrest", "arrests"),
    (Kind.PROSECUTION, "prosecution", "prosecutions"),
    (Kind.ENGAGEMENT, "engagement event", "engagement events"),
)
"""The kinds that are logged against an operation, with their words."""


@dataclass(frozen=True)
class Span:
    """Whole days in Europe/London, both included."""

    first: date
    last: date

    @classmethod
    def months_before(cls, today: date, months: int = YEAR) -> "Span":
        """Give the whole months up to the end of the month before a day."""
        end = today.replace(day=1)
        year, month = divmod(end.year * YEAR + end.month - 1 - months, YEAR)
        return cls(first=date(year, month + 1, 1), last=end - timedelta(days=1))

    @property
    def moments(self) -> Moments:
        """The first moment, and the first moment after."""
        return midnight(self.first), midnight(self.last + timedelta(days=1))

    @property
    def end(self) -> date:
        """The first day after."""
        return self.last + timedelta(days=1)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The parameters of lists that ask for these days."""
        return (("from", self.first.isoformat()), ("to", self.last.isoformat()))


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure in words, and the list that it opens. `part` of the line above it or not."""

    label: str
    shown: str
    kind: Kind
    query: tuple[tuple[str, str], ...]
    note: str = ""
    part: bool = False


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """One area of the operation, its patrols, and its minutes with at least one officer there."""

    area: Area
    patrols: Line
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The figures of an operation; `left_out` counts what does not stand approved."""

    span: Span
    effort: tuple[Line, ...]
    outputs: tuple[Line, ...]
    results: tuple[Line, ...]
    left_out: tuple[Line, ...]
    areas: tuple[AreaLine, ...]


class Reader:
    """Reads the figures of one operation in one run of days."""

    def __init__(self, operation: Operation, span: Span) -> None:
        self.operation, self.span = operation, span

    def counted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the operation's rows that stand approved and occurred in the days."""
        within: Any = rows.filter(operation=self.operation)
        kept: QuerySet[Any] = within.countable().within(*self.span.moments)
        return kept

    def by(self, rows: QuerySet[Any], column: str) -> dict[str, int]:
        """Count rows by a column; rows without one are under "none"."""
        found = self.counted(rows).order_by().values_list(column).annotate(n=Count("pk"))
        return {NONE if key is None else str(key): n for key, n in found}

    def line(
        self,
        label: str,
        count: int,
        kind: Kind,
        *more: tuple[str, str],
        note: str = "",
        part: bool = False,
    ) -> Line:
        """Make the line of a count of approved records."""
        return Line(
            label=label,
            shown=number(count),
            kind=kind,
            query=(*self.scope, ("status", Status.APPROVED), *more),
            note=note,
            part=part,
        )

    @property
    def scope(self) -> tuple[tuple[str, str], ...]:
        """The parameters of lists that ask for the operation and the days."""
        return (
            ("district", self.operation.record.district.slug),
            ("operation", self.operation.slug),
            *self.span.query,
        )

    def stints(self) -> list[Stint]:
        """Read the approved patrols that touch the days."""
        rows = Patrol.objects.filter(operation=self.operation).countable()
        columns = rows.overlapping(*self.span.moments).values_list(
            "started_at", "ended_at", "crew_size", "area"
        )
        return [Stint(*values) for values in columns]

    def time_line(self, label: str, note: str, minutes: int) -> Line:
        """Make the line of a measure of time."""
        return replace(self.line(label, 0, Kind.PATROL, note=note), shown=hours(minutes))


def overview_of(operation: Operation, span: Span) -> Overview:
    """Read everything that the page of an operation shows of its effort and results."""
    reader = Reader(operation, span)
    stints = reader.stints()
    patrols = reader.by(Patrol.objects.all(), "area")
    return Overview(
        span=span,
        effort=effort_lines(reader, sum(patrols.values()), stints),
        outputs=output_lines(reader),
        results=result_lines(reader),
        left_out=left_out_lines(reader),
        areas=area_lines(reader, patrols, stints),
    )


def effort_lines(reader: Reader, patrols: int, stints: list[Stint]) -> tuple[Line, ...]:
    """Give patrols and the two kinds of hours, each on a line of its own."""
    within = reader.span.moments
    return (
        reader.line("Patrols", patrols, Kind.PATROL),
        reader.time_line(
            "Patrol time", "at least one officer there", patrol_minutes(stints, within)
        ),
        reader.time_line("Officer time", "all officers added up", officer_minutes(stints, within)),
    )


def output_lines(reader: Reader) -> tuple[Line, ...]:
    """Give arrests with their offence groups, prosecutions and engagement events."""
    groups = reader.by(Arrest.objects.all(), "principal_offence")
    words = dict(OffenceGroup.objects.values_list("code", "label")) | {NONE: "No offence yet"}
    parts = [
        reader.line(words[code], groups[code], Kind.ARREST, ("offence", code), part=True)
        for code in words
        if code in groups
    ]
    cases = reader.counted(Prosecution.objects.all()).count()
    events = reader.counted(Engagement.objects.all()).count()
    return (
        reader.line(
            "Arrests", sum(groups.values()), Kind.ARREST, note="by the most serious offence"
        ),
        *parts,
        reader.line("Prosecutions", cases, Kind.PROSECUTION, note="by the first charge"),
        reader.line("Engagement events", events, Kind.ENGAGEMENT),
    )


def result_lines(reader: Reader) -> tuple[Line, ...]:
    """Give the arrests by how final their disposal is, and the cases by where they stand."""
    stages = reader.by(Prosecution.objects.all(), "stage")
    sentenced = reader.counted(Prosecution.objects.filter(sentenced_on__isnull=False)).count()
    convicted, not_convicted, before = (
        reader.line(
            str(stage.label),
            stages.get(stage, 0),
            Kind.PROSECUTION,
            ("stage", stage),
            part=True,
        )
        for stage in (CaseStage.CONVICTED, CaseStage.NOT_CONVICTED, CaseStage.BEFORE_COURT)
    )
    return (
        *disposal_lines(reader),
        reader.line("Prosecutions", sum(stages.values()), Kind.PROSECUTION, note="by stage"),
        convicted,
        reader.line("Sentenced", sentenced, Kind.PROSECUTION, ("sentenced", "yes"), part=True),
        not_convicted,
        before,
    )


def disposal_lines(reader: Reader) -> tuple[Line, ...]:
    """Give the arrests by the stage of the latest disposal; the parts sum to the arrests."""
    found = reader.by(Arrest.objects.all(), "latest_disposal")
    codes: dict[str, list[str]] = {stage: [] for stage in DisposalStage.values}
    for code, stage in DisposalType.objects.values_list("code", "stage"):
        codes[stage].append(code)
    codes[DisposalStage.NOT_RECORDED].append(NONE)
    parts = [
        reader.line(
            stage.label,
            sum(found.get(code, 0) for code in codes[stage]),
            Kind.ARREST,
            *(("disposal", code) for code in codes[stage]),
            part=True,
        )
        for stage in DisposalStage
    ]
    total = reader.line("Arrests", sum(found.values()), Kind.ARREST, note="by the latest disposal")
    return (total, *parts)


def left_out_lines(reader: Reader) -> tuple[Line, ...]:
    """Count the operation's records of the days that do not stand approved, by kind and state."""
    begins, ends = reader.span.moments
    rows = Record.objects.within(begins, ends).exclude(status=Status.APPROVED).order_by()
    lines = []
    for kind, noun, plural in KINDS:
        mine = rows.filter(kind=kind, **{f"{kind}__operation": reader.operation})
        found: Mapping[str, int] = dict(mine.values_list("status").annotate(n=Count("pk")))
        lines += [
            Line(
                label=f"{noun if found[status] == 1 else plural} {status.label.lower()}",
                shown=number(found[status]),
                kind=kind,
                query=(*reader.scope, ("status", status)),
            )
            for status in Status
            if status in found
        ]
    return tuple(lines)


def area_lines(
    reader: Reader, patrols: Mapping[str, int], stints: list[Stint]
) -> tuple[AreaLine, ...]:
    """Give the effort in each area of the operation, by name."""
    within = reader.span.moments
    return tuple(
        AreaLine(
            area=area,
            patrols=reader.line(
                area.name, patrols.get(str(area.pk), 0), Kind.PATROL, ("area", str(area.pk))
            ),
            minutes=patrol_minutes([one for one in stints if one.place == area.pk], within),
        )
        for area in reader.operation.areas.all().order_by("name")
    )
