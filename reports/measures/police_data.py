"""Recorded crime and antisocial behaviour, from the monthly counts that imports keep."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from incidents.models import (
    ASB,
    Coverage,
    CrimeType,
    FileKind,
    Incident,
    MonthlyCount,
    Presence,
    RejectedRow,
)
from reports import links
from reports.comparisons import Counted, Measure, count_figure
from reports.document import LeftOutItem
from reports.figures import Figure
from reports.measures.scope import SNAPSHOT, Scope, codes_in, counted, months_in
from reports.performance_inputs import MonthlyCounts
from reports.periods import Period
from reports.statistics import Direction
from reports.tables import FigureLinks

NO_DIRECTION = frozenset({"drugs", "possession-of-weapons"})
"""Types that rise with police activity: neither more nor fewer is better."""

PART_MONTHS = "police data has months, not days: choose whole months"


@dataclass(frozen=True)
class MonthTable:
    """The counts of one period by crime type and month, and the months that are not covered."""

    period: Period
    by_type: Mapping[str | None, Mapping[date, int]]
    missing: tuple[str, ...]

    def of(self, types: Iterable[str | None]) -> Counted:
        """Add the given types up; without whole or covered months there is no count."""
        if not self.period.is_whole_months:
            return Counted(count=None, days=self.period.days, n_months=months_in(self.period))
        months: dict[date, int] = defaultdict(int)
        for kind in types:
            for month, n in self.by_type.get(kind, {}).items():
                months[month] += n
        total = counted(self.period, months)
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


def uncovered(scope: Scope, period: Period) -> tuple[str, ...]:
    """Name the months of a period that no import of street files covers, as 2023-05."""
    if not period.is_whole_months:
        return ()
    held = set(
        Coverage.objects.using(SNAPSHOT)
        .filter(
            force=scope.district.force,
            kind=FileKind.STREET,
            month__gte=period.start,
            month__lt=period.end,
        )
        .values_list("month", flat=True)
    )
    return tuple(f"{m.start:%Y-%m}" for m in period.months() if m.start not in held)


def month_table(scope: Scope, period: Period) -> MonthTable:
    """Read the counts of the district in a period, in one query."""
    rows = (
        MonthlyCount.objects.using(SNAPSHOT)
        .filter(district=scope.district, month__gte=period.start, month__lt=period.end)
        .order_by()
        .values_list("crime_type", "month")
        .annotate(n=Sum("count"))
    )
    by_type: dict[str | None, dict[date, int]] = defaultdict(dict)
    for kind, month, n in rows:
        by_type[kind][month] = n
    return MonthTable(period=period, by_type=by_type, missing=uncovered(scope, period))


@dataclass(frozen=True)
class PoliceData:
    """The figures of imported police data, both periods read once."""

    scope: Scope
    now: MonthTable
    then: MonthTable
    vanished: Mapping[str | None, int]

    @classmethod
    def of(cls, scope: Scope) -> "PoliceData":
        """Read both periods, and how many incidents of each type were confirmed as vanished."""
        gone = (
            Incident.objects.using(SNAPSHOT)
            .filter(presence=Presence.LEFT_OUT, district=scope.district)
            .within(scope.period.start, scope.period.end)
            .order_by()
            .values_list("crime_type")
            .annotate(n=Count("pk"))
        )
        return cls(
            scope=scope,
            now=month_table(scope, scope.period),
            then=month_table(scope, scope.previous),
            vanished=dict(gone),
        )

    def figure(self, measure: Measure, types: Iterable[str | None] | None = None) -> Figure:
        """Compare some types in both periods; without types, all that is crime."""
        chosen = None if types is None else tuple(types)
        reason = "" if self.scope.period.is_whole_months else PART_MONTHS
        return count_figure(
            measure=measure,
            current=self.now.of(self.now.crime_types if chosen is None else chosen),
            previous=self.then.of(self.then.crime_types if chosen is None else chosen),
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
        return self.figure(Measure("crime_total", "Recorded crime", "offences", Direction.LOWER))

    def asb_total(self) -> Figure:
        """Count antisocial behaviour."""
        measure = Measure("asb_total", "Antisocial behaviour", "incidents", Direction.LOWER)
        return self.figure(measure, (ASB,))

    def crime_types(self) -> tuple[Figure, ...]:
        """Count each type of crime, most of the current period first; they sum to the total.

        Types that retired before the period and were not used are no rows of noughts.
        """
        types = CrimeType.objects.exclude(code=ASB)
        figures = [
            self.figure(type_measure(kind.code, kind.label), (kind.code,))
            for kind in codes_in(types, self.scope, self.now.by_type, self.then.by_type)
        ]
        if None in self.now.by_type or None in self.then.by_type:
            disputed = Measure("crime.not-recorded", "Type not recorded (disputed)", "offences")
            figures.append(self.figure(disputed, (None,)))
        return tuple(sorted(figures, key=lambda figure: -(figure.current or 0)))

    def months(self, figure: Figure) -> MonthlyCounts | None:
        """Give the months of both periods behind a figure, for its chart."""
        if not self.scope.period.is_whole_months or figure.missing_months:
            return None
        asb = figure.key == "asb_total"
        return MonthlyCounts(
            current=by_month(self.now, asb=asb), previous=by_month(self.then, asb=asb)
        )


def type_measure(code: str, label: str) -> Measure:
    """Name the measure of one type of crime."""
    direction = Direction.NONE if code in NO_DIRECTION else Direction.LOWER
    return Measure(f"crime.{code}", label, "offences", direction)


def by_month(table: MonthTable, *, asb: bool) -> tuple[int, ...]:
    """List the counts of each month of a period."""
    types = (ASB,) if asb else table.crime_types
    return tuple(
        sum(table.by_type.get(kind, {}).get(month.start, 0) for kind in types)
        for month in table.period.months()
    )


def unplaced_count(scope: Scope, period: Period) -> Counted:
    """Count the rows of the force that carry no location, in a period."""
    if not period.is_whole_months:
        return Counted(count=None, days=period.days, n_months=months_in(period))
    rows = MonthlyCount.objects.using(SNAPSHOT).filter(
        force=scope.district.force,
        located=False,
        month__gte=period.start,
        month__lt=period.end,
    )
    return Counted(
        count=rows.aggregate(n=Sum("count"))["n"] or 0,
        days=period.days,
        n_months=months_in(period),
        missing_months=uncovered(scope, period),
    )


def unplaced(scope: Scope) -> Figure:
    """Count the force's rows without a location: they belong to no district."""
    return count_figure(
        measure=Measure("unplaced", "Incidents of the force without a location", "incidents"),
        current=unplaced_count(scope, scope.period),
        previous=unplaced_count(scope, scope.previous),
        reason="" if scope.period.is_whole_months else PART_MONTHS,
    )


def rejected_rows(scope: Scope) -> LeftOutItem:
    """Count the rows of the period's street files that imports of the force rejected."""
    batches = Coverage.objects.filter(force=scope.district.force, kind=FileKind.STREET)
    n = (
        RejectedRow.objects.using(SNAPSHOT)
        .filter(
            contradictory=False,
            file__batch__in=batches.values("batch"),
            file__kind=FileKind.STREET,
            file__month__gte=scope.period.start,
            file__month__lt=scope.period.end,
        )
        .count()
    )
    return LeftOutItem(count=n, reason="rows rejected on import")


def police_data_links(scope: Scope, types: Iterable[Figure]) -> dict[str, FigureLinks]:
    """Open every figure of police data, where the period is made of months."""
    if not scope.period.is_whole_months:
        return {}
    found = {
        "crime_total": links.both_incidents(scope, ("group", "crime")),
        "asb_total": links.both_incidents(scope, ("group", "asb")),
        "unplaced": links.both_incidents(scope, ("place", "none")),
    }
    for figure in types:
        code = figure.key.removeprefix("crime.")
        found[figure.key] = links.both_incidents(scope, ("type", code))
    return found
