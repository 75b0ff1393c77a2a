"""Recorded crime and antisocial behaviour, from the monthly counts that imports keep. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from incidents.models import ASB
from reports import ground, links
from reports.comparisons import (
    Comparison,
    Counted,
    Measure,
    count_figure,
    count_figures,
    not_compared,
)
from reports.coverage import COMPARED, Comparable, Part
from reports.dated import measure
from reports.document import LeftOutItem
from reports.evidence import CodeLine, Evidence
from reports.figures import Figure
from reports.measures.month_tables import MonthTable, Sides, Types, both, history_of
from reports.periods import Period
from reports.solved import Basis
from reports.statistics import Direction
from reports.tables import CURRENT, FigureLinks

NO_DIRECTION = frozenset(
    {
        *("drugs", "possession-of-weapons", "public-order", "shoplifting"),
        "violence-and-sexual-offences",
    }
)
"""Types that follow police activity and recording practice: neither more nor fewer is better."""

PART_MONTHS = "police data has months, not days: choose whole months"
CRIME, ANTISOCIAL, UNPLACED, DISPUTED = "crime_total", "asb_total", "unplaced", "crime.not-recorded"
TYPE, REJECTED = "crime.", "rejected"


@dataclass(frozen=True)
class PoliceData:
    """The figures of imported police data, both periods arranged once."""

    evidence: Evidence
    comparable: Comparable
    sides: Sides
    vanished: Mapping[str | None, int]

    @classmethod
    def of(cls, evidence: Evidence) -> "PoliceData":
        """Arrange both periods, and the incidents of each type confirmed as vanished."""
        vanished: dict[str | None, int] = defaultdict(int)
        for row in evidence.police.vanished:
            vanished[row.crime_type] += row.count
        comparable = Comparable(evidence)
        sides = Sides.of(comparable, evidence.police.by_month).on_ground(evidence)
        return cls(evidence=evidence, comparable=comparable, sides=sides, vanished=vanished)

    @property
    def now(self) -> MonthTable:
        """All that is recorded of the period."""
        return self.sides.now

    @property
    def then(self) -> MonthTable:
        """All that is recorded of the period before."""
        return self.sides.then

    def figure(self, named: Measure, types: Iterable[str | None] | None = None) -> Figure:
        """Count some types in both periods, and compare them where all of it is compared.

        Without types, all that is crime.
        """
        chosen = None if types is None else tuple(types)
        found = self.counted(named.key, chosen)
        figure = figure_of(self.comparable, named, found, excluded=self.left_out(chosen))
        return not_compared(figure, self.why_not) if self.why_not else figure

    @property
    def why_not(self) -> str:
        """Say why the ground of the two periods is not compared; empty where it is one."""
        if not self.evidence.period.is_whole_months:
            return ""
        return ground.why_not_compared(self.evidence)

    def compared(self, named: Measure, types: Types = None) -> Figure | None:
        """Compare what may be compared of some types, or None where that is all or nothing."""
        found = self.counted(named.key, types)
        if not differs(self.comparable, found):
            return None
        return count_figures((self.read(named, types),))[0]

    def read(self, named: Measure, types: Types) -> Comparison:
        """Set beside each other what is compared of some types, under its own name and key."""
        found = self.counted(named.key, types)
        if not differs(self.comparable, found):
            return comparison_of(self.comparable, named, found, self.left_out(types))
        label = f"{named.label} {self.comparable.beside}"
        return Comparison(
            measure=replace(named, key=named.key + COMPARED, label=label),
            current=found.compared_now,
            previous=found.compared_then,
        )

    def counted(self, key: str, types: Types) -> "Counts":
        """Count some types: what is recorded, and what is compared."""
        sides = self.sides
        tables = (sides.now, sides.then, sides.compared_now, sides.compared_then)
        now, then, compared_now, compared_then = (
            each.count(each.crime_types if types is None else types) for each in tables
        )
        months = history_of(self.evidence, self.evidence.police.by_month, key, types)
        return Counts(
            now=replace(now, history=months),
            then=then,
            compared_now=replace(compared_now, history=months),
            compared_then=compared_then,
        )

    def left_out(self, types: Iterable[str | None] | None) -> dict[str, int]:
        """Count the incidents of some types, or of all that is crime, confirmed as vanished."""
        chosen = [kind for kind in self.vanished if kind != ASB] if types is None else types
        n = sum(self.vanished.get(kind, 0) for kind in chosen)
        return {"vanished": n} if n else {}

    def totals(self) -> tuple[tuple[Measure, Types], ...]:
        """Name the two totals with their types: None is all that is crime."""
        crime = measure(self.evidence, CRIME, "Recorded crime", "offences")
        label = "Antisocial behaviour"
        asb = measure(self.evidence, ANTISOCIAL, label, "incidents", Direction.LOWER)
        return (crime, None), (asb, (ASB,))

    def crime_total(self) -> Figure:
        """Count recorded crime; antisocial behaviour is never added to it."""
        return self.figure(*self.totals()[0])

    def asb_total(self) -> Figure:
        """Count antisocial behaviour."""
        return self.figure(*self.totals()[1])

    def types(self) -> list[tuple[Measure, tuple[str | None, ...]]]:
        """Name each type of crime; a disputed type where there is one.

        Types that retired before the period and were not used are no rows of noughts.
        """
        named: list[tuple[Measure, tuple[str | None, ...]]] = [
            (type_measure(self.evidence, line.code, line.label), (line.code,))
            for line in self.types_used()
        ]
        if None in self.now.by_type or None in self.then.by_type:
            label = "Type not recorded (disputed)"
            named.append((measure(self.evidence, DISPUTED, label, "offences"), (None,)))
        return named

    def crime_types(self) -> tuple[Figure, ...]:
        """Count each type of crime, most of the current period first; they sum to the total.

        Types that are compared as they are recorded are read together with the others' compared
        numbers (`all_compared`).
        """
        read = {} if self.why_not else {figure.key: figure for figure in self.types_read}
        figures = [
            read[named.key] if named.key in read else self.figure(named, types)
            for named, types in self.types()
        ]
        return tuple(sorted(figures, key=lambda figure: -(figure.current or 0)))

    def all_compared(self) -> tuple[Figure, ...]:
        """Compare what may be compared of the totals and types of which that is not all."""
        totals = [self.compared(*one) for one in self.totals()]
        types = [figure for figure in self.types_read if figure.key.endswith(COMPARED)]
        return (*(figure for figure in totals if figure is not None), *types)

    @cached_property
    def types_read(self) -> tuple[Figure, ...]:
        """Read what is compared of every type together: they are one family."""
        return count_figures([self.read(named, types) for named, types in self.types()])

    def types_used(self) -> list[CodeLine]:
        """List the types of crime in force in the period, and those with rows in either."""
        used = self.now.by_type.keys() | self.then.by_type.keys()
        return [
            line
            for line in self.evidence.lines("CrimeType")
            if line.code != ASB and (line.code in used or line.in_force(self.evidence.period))
        ]


@dataclass(frozen=True)
class Counts:
    """What was counted of some types: recorded and compared, in both periods."""

    now: Counted
    then: Counted
    compared_now: Counted
    compared_then: Counted


def differs(comparable: Comparable, found: Counts) -> bool:
    """Tell whether what is compared is another number than what is recorded."""
    if not comparable.apart:
        return False
    pairs = ((found.now, found.compared_now), (found.then, found.compared_then))
    return comparable.is_eleven or any(one.count != other.count for one, other in pairs)


def figure_of(
    comparable: Comparable,
    named: Measure,
    found: Counts,
    excluded: Mapping[str, int] | None = None,
) -> Figure:
    """Make the figure of what is recorded; it is compared only where all of it may be."""
    if not differs(comparable, found):
        return count_figures((comparison_of(comparable, named, found, excluded),))[0]
    whole = [replace(side, missing_months=()) for side in (found.now, found.then)]
    figure = count_figure(measure=named, current=whole[0], previous=whole[1], excluded=excluded)
    missing = found.now.missing_months + found.then.missing_months
    return replace(not_compared(figure, not_whole(comparable)), missing_months=missing)


def comparison_of(
    comparable: Comparable,
    named: Measure,
    found: Counts,
    excluded: Mapping[str, int] | None = None,
) -> Comparison:
    """Set what is recorded in both periods beside each other."""
    return Comparison(
        measure=named,
        current=found.now,
        previous=found.then,
        excluded=excluded,
        reason="" if comparable.evidence.period.is_whole_months else PART_MONTHS,
    )


def not_whole(comparable: Comparable) -> str:
    """Say why all that is recorded is not compared, and where what may be compared stands."""
    return f"{comparable.why}: compared {comparable.beside} in a line of its own"


def type_measure(evidence: Evidence, code: str, label: str) -> Measure:
    """Name the measure of one type of crime."""
    direction = Direction.NONE if code in NO_DIRECTION else Direction.LOWER
    return measure(evidence, TYPE + code, label, "offences", direction)


def unplaced(evidence: Evidence) -> Figure:
    """Count the rows without a location of the publishers in the district: it has none of them."""
    comparable = Comparable(evidence)
    slugs = {comparable.own.slug, *(one.slug for one in comparable.contributors)}
    rows = [row for row in evidence.police.unplaced if (row.force or comparable.own.slug) in slugs]
    sides = Sides.of(comparable, rows)
    tables = (sides.now, sides.then, sides.compared_now, sides.compared_then)
    whose = "the publishing forces" if comparable.contributors else "the force"
    label = f"Incidents of {whose} without a location"
    named = measure(evidence, UNPLACED, label, "incidents")
    now, then, *compared = (table.count(table.types) for table in tables)
    every = (*(line.code for line in evidence.lines("CrimeType")), None)
    months = history_of(evidence, rows, UNPLACED, every)
    found = Counts(replace(now, history=months), then, *compared)
    figure = figure_of(comparable, named, found)
    return replace(figure, reason=comparable.why) if differs(comparable, found) else figure


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
    `rejected` is of the rows that imports rejected, which are no incidents. `within` keeps some
    months of some publishers, `without` leaves some out.
    `is_counted` is False where the number is not that of the incidents, but a rate or a weight.
    """

    query: tuple[tuple[str, str], ...]
    types: tuple[str | None, ...] | None = None
    unplaced: bool = False
    only: Period | None = None
    solved: Basis | None = None
    rejected: bool = False
    is_counted: bool = True
    within: tuple[Part, ...] = ()
    without: tuple[Part, ...] = ()


def rejected_selection(evidence: Evidence) -> Mapping[str, IncidentSelection]:
    """Say which rows the count of rejected ones is of, where there are any."""
    return {REJECTED: IncidentSelection((), rejected=True)} if evidence.police.rejected else {}


def incident_selections(evidence: Evidence) -> Mapping[str, IncidentSelection]:
    """Say which imported incidents each number of this module counts, by its key."""
    if not evidence.period.is_whole_months:
        return {}
    data = PoliceData.of(evidence)
    recorded = {
        CRIME: IncidentSelection((("group", "crime"),)),
        ANTISOCIAL: IncidentSelection((("group", "asb"),), types=(ASB,)),
        DISPUTED: IncidentSelection((("type", "not-recorded"),), types=(None,)),
        **{
            TYPE + line.code: IncidentSelection((("type", line.code),), types=(line.code,))
            for line in data.types_used()
        },
    }
    apart = data.comparable.apart
    compared = {
        key + COMPARED: replace(selection, query=(), without=apart)
        for key, selection in recorded.items()
        if apart
    }
    return {**recorded, **compared, UNPLACED: unplaced_selection(data.comparable)}


def unplaced_selection(comparable: Comparable) -> IncidentSelection:
    """Say which rows without a location are counted: those of each publisher in the district."""
    if not comparable.contributors:
        return IncidentSelection((("place", "none"),), unplaced=True)
    slugs = (comparable.own.slug, *(one.slug for one in comparable.contributors))
    months = tuple(m.start for period in both(comparable.evidence) for m in period.months())
    return IncidentSelection(
        (("place", "none"), *(("force", slug) for slug in slugs)),
        unplaced=True,
        within=tuple(Part(slug, months) for slug in slugs),
    )


def police_data_links(evidence: Evidence) -> dict[str, FigureLinks]:
    """Open every figure of police data that a list shows, where the period is made of months."""
    return {
        key: links.of_incidents(evidence, *selection.query)
        for key, selection in incident_selections(evidence).items()
        if selection.query
    }
