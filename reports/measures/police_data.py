"""Recorded crime and antisocial behaviour, from the monthly counts that imports keep. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from incidents.models import ASB
from reports import links
from reports.comparisons import Counted, Measure, count_figure
from reports.dated import measure
from reports.document import LeftOutItem
from reports.evidence import CodeLine, Evidence, MonthCount
from reports.figures import Figure
from reports.periods import Period
from reports.selections import in_months, months_in
from reports.solved import Basis
from reports.statistics import Direction
from reports.tables import CURRENT, FigureLinks

NO_DIRECTION = frozenset({"drugs", "possession-of-weapons"})
"""Types that rise with police activity: neither more nor fewer is better."""

PART_MONTHS = "police data has months, not days: choose whole months"
CRIME, ANTISOCIAL, UNPLACED, DISPUTED = "crime_total", "asb_total", "unplaced", "crime.not-recorded"
TYPE, REJECTED = "crime.", "rejected"


@dataclass(frozen=True)
class MonthTable:
    """The counts of one period by crime type and month, and the months that are not covered."""

    period: Period
    by_type: Mapping[str | None, Mapping[date, int]]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, evidence: Evidence, period: Period, rows: Iterable[MonthCount]) -> "MonthTable":
        """Keep the counts of a period."""
        by_type: dict[str | None, dict[date, int]] = defaultdict(dict)
        for row in rows:
            if period.start <= row.month < period.end:
                by_type[row.crime_type][row.month] = row.count
        return cls(period=period, by_type=by_type, missing=uncovered(evidence, period))

    def count(self, types: Iterable[str | None]) -> Counted:
        """Add the given types up; without whole or covered months there is no count."""
        if not self.period.is_whole_months:
            return Counted(count=None, days=self.period.days, n_months=months_in(self.period))
        months: dict[date, int] = defaultdict(int)
        for kind in types:
            for month, n in self.by_type.get(kind, {}).items():
                months[month] += n
        total = in_months(self.period, months)
        return Counted(
            count=total.count,
            days=total.days,
            missing_months=self.missing,
            n_months=total.n_months,
            by_month=() if self.missing else total.by_month,
        )

    @property
    def crime_types(self) -> tuple[str | None, ...]:
        """Every type that is crime: antisocial behaviour is not, a disputed type is."""
        return tuple(kind for kind in self.by_type if kind != ASB)

    @property
    def types(self) -> tuple[str | None, ...]:
        """Every type, antisocial behaviour too."""
        return tuple(self.by_type)


def uncovered(evidence: Evidence, period: Period) -> tuple[str, ...]:
    """Name the months of a period that no import of street files covers, as 2023-05."""
    if not period.is_whole_months:
        return ()
    held = set(evidence.police.covered)
    return tuple(f"{m.start:%Y-%m}" for m in period.months() if m.start not in held)


@dataclass(frozen=True)
class PoliceData:
    """The figures of imported police data, both periods arranged once."""

    evidence: Evidence
    now: MonthTable
    then: MonthTable
    vanished: Mapping[str | None, int]

    @classmethod
    def of(cls, evidence: Evidence) -> "PoliceData":
        """Arrange both periods, and the incidents of each type confirmed as vanished."""
        rows, gone = evidence.police.by_month, evidence.police.vanished
        vanished: dict[str | None, int] = defaultdict(int)
        for row in gone:
            vanished[row.crime_type] += row.count
        return cls(
            evidence=evidence,
            now=MonthTable.of(evidence, evidence.period, rows),
            then=MonthTable.of(evidence, evidence.previous, rows),
            vanished=vanished,
        )

    def figure(self, named: Measure, types: Iterable[str | None] | None = None) -> Figure:
        """Compare some types in both periods; without types, all that is crime."""
        chosen = None if types is None else tuple(types)
        reason = "" if self.evidence.period.is_whole_months else PART_MONTHS
        return count_figure(
            measure=named,
            current=self.now.count(self.now.crime_types if chosen is None else chosen),
            previous=self.then.count(self.then.crime_types if chosen is None else chosen),
            excluded=self.left_out(chosen),
            reason=reason,
        )

    def left_out(self, types: Iterable[str | None] | None) -> dict[str, int]:
        """Count the incidents of some types, or of all that is crime, confirmed as vanished."""
        chosen = [kind for kind in self.vanished if kind != ASB] if types is None else types
        n = sum(self.vanished.get(kind, 0) for kind in chosen)
        return {"vanished": n} if n else {}

    def crime_total(self) -> Figure:
        """Count recorded crime; antisocial behaviour is never added to it."""
        named = measure(self.evidence, CRIME, "Recorded crime", "offences", Direction.LOWER)
        return self.figure(named)

    def asb_total(self) -> Figure:
        """Count antisocial behaviour."""
        label = "Antisocial behaviour"
        named = measure(self.evidence, ANTISOCIAL, label, "incidents", Direction.LOWER)
        return self.figure(named, (ASB,))

    def crime_types(self) -> tuple[Figure, ...]:
        """Count each type of crime, most of the current period first; they sum to the total.

        Types that retired before the period and were not used are no rows of noughts.
        """
        figures = [
            self.figure(type_measure(self.evidence, line.code, line.label), (line.code,))
            for line in self.types_used()
        ]
        if None in self.now.by_type or None in self.then.by_type:
            label = "Type not recorded (disputed)"
            disputed = measure(self.evidence, DISPUTED, label, "offences")
            figures.append(self.figure(disputed, (None,)))
        return tuple(sorted(figures, key=lambda figure: -(figure.current or 0)))

    def types_used(self) -> list[CodeLine]:
        """List the types of crime in force in the period, and those with rows in either."""
        used = self.now.by_type.keys() | self.then.by_type.keys()
        return [
            line
            for line in self.evidence.lines("CrimeType")
            if line.code != ASB and (line.code in used or line.in_force(self.evidence.period))
        ]


def type_measure(evidence: Evidence, code: str, label: str) -> Measure:
    """Name the measure of one type of crime."""
    direction = Direction.NONE if code in NO_DIRECTION else Direction.LOWER
    return measure(evidence, TYPE + code, label, "offences", direction)


def unplaced(evidence: Evidence) -> Figure:
    """Count the force's rows without a location: they belong to no district."""
    rows = evidence.police.unplaced
    now = MonthTable.of(evidence, evidence.period, rows)
    then = MonthTable.of(evidence, evidence.previous, rows)
    return count_figure(
        measure=measure(
            evidence, UNPLACED, "Incidents of the force without a location", "incidents"
        ),
        current=replace_months(now),
        previous=replace_months(then),
        reason="" if evidence.period.is_whole_months else PART_MONTHS,
    )


def replace_months(table: MonthTable) -> Counted:
    """Add every type up, without months: they are not compared month by month."""
    found = table.count(table.types)
    return Counted(
        count=found.count,
        days=found.days,
        n_months=found.n_months,
        missing_months=found.missing_months,
    )


def rejected_rows(evidence: Evidence) -> LeftOutItem:
    """Say how many rows of the period's street files imports of the force rejected."""
    n = evidence.police.rejected
    opens = f"{REJECTED}/{CURRENT}" if n else ""
    return LeftOutItem(count=n, reason="rows rejected on import", opens=opens)


@dataclass(frozen=True)
class IncidentSelection:
    """The imported incidents behind one number: their types, or those without a location.

    `types` None is all that is crime; `query` are the parameters of the list that shows the same;
    `only` is the period of a number that is of no side of the report, such as one month of a chart.
    `solved` keeps those with a solved outcome: given in the period, or to a crime of the period.
    `rejected` is of the rows that imports rejected, which are no incidents.
    `is_counted` is False where the number is not that of the incidents, but a rate or a weight.
    """

    query: tuple[tuple[str, str], ...]
    types: tuple[str | None, ...] | None = None
    unplaced: bool = False
    only: Period | None = None
    solved: Basis | None = None
    rejected: bool = False
    is_counted: bool = True


def rejected_selection(evidence: Evidence) -> Mapping[str, IncidentSelection]:
    """Say which rows the count of rejected ones is of, where there are any."""
    return {REJECTED: IncidentSelection((), rejected=True)} if evidence.police.rejected else {}


def incident_selections(evidence: Evidence) -> Mapping[str, IncidentSelection]:
    """Say which imported incidents each number of this module counts, by its key."""
    if not evidence.period.is_whole_months:
        return {}
    return {
        CRIME: IncidentSelection((("group", "crime"),)),
        ANTISOCIAL: IncidentSelection((("group", "asb"),), types=(ASB,)),
        UNPLACED: IncidentSelection((("place", "none"),), unplaced=True),
        DISPUTED: IncidentSelection((("type", "not-recorded"),), types=(None,)),
        **{
            TYPE + line.code: IncidentSelection((("type", line.code),), types=(line.code,))
            for line in PoliceData.of(evidence).types_used()
        },
    }


def police_data_links(evidence: Evidence) -> dict[str, FigureLinks]:
    """Open every figure of police data, where the period is made of months."""
    return {
        key: links.of_incidents(evidence, *selection.query)
        for key, selection in incident_selections(evidence).items()
    }
