"""Monthly counts of police data arranged by type: both periods, and the months before. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from incidents.models import ASB
from reports import ground
from reports.comparisons import Counted
from reports.coverage import Comparable, not_charted
from reports.dated import begun_in
from reports.evidence import Evidence, MonthCount
from reports.periods import YEAR, Period
from reports.selections import months_in
from reports.series import history, months_to_the_end

Types = tuple[str | None, ...] | None
"""Types of crime, of which None is a disputed one; in place of all of them, None is all crime."""


@dataclass(frozen=True)
class MonthTable:
    """The counts of one period by crime type and month, and the months that are not covered.

    `months` are those that are counted: all of the period, or those that are compared.
    """

    period: Period
    by_type: Mapping[str | None, Mapping[date, int]]
    missing: tuple[str, ...]
    months: tuple[Period, ...] = ()

    @classmethod
    def of(cls, evidence: Evidence, period: Period, rows: Iterable[MonthCount]) -> "MonthTable":
        """Keep the counts of a period, whoever published them."""
        by_type: dict[str | None, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for row in rows:
            if period.start <= row.month < period.end:
                by_type[row.crime_type][row.month] += row.count
        return cls(
            period=period,
            by_type={kind: dict(months) for kind, months in by_type.items()},
            missing=uncovered(evidence, period),
            months=period.months() if period.is_whole_months else (),
        )

    def over(self, months: Iterable[Period]) -> "MonthTable":
        """Count some of the months only, each of which is covered."""
        return replace(self, months=tuple(months), missing=())

    def count(self, types: Iterable[str | None]) -> Counted:
        """Add the given types up; without whole or covered months there is no count."""
        if not self.months:
            return Counted(count=None, days=self.period.days, n_months=months_in(self.period))
        counts = [0] * len(self.months)
        for kind in types:
            by_month = self.by_type.get(kind, {})
            for position, month in enumerate(self.months):
                counts[position] += by_month.get(month.start, 0)
        is_year = len(counts) == YEAR and not self.missing
        return Counted(
            count=sum(counts),
            days=sum(month.days for month in self.months),
            missing_months=self.missing,
            n_months=len(counts),
            by_month=tuple(counts) if is_year else (),
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
class Sides:
    """Some rows in both periods: all that is recorded, and what of it is compared."""

    now: MonthTable
    then: MonthTable
    compared_now: MonthTable
    compared_then: MonthTable

    @classmethod
    def of(cls, comparable: Comparable, rows: Iterable[MonthCount]) -> "Sides":
        """Arrange rows."""
        evidence, every = comparable.evidence, tuple(rows)
        now, then = (MonthTable.of(evidence, one, every) for one in both(evidence))
        kept = comparable.compared(every)
        months = [comparable.months_of(side) for side in (0, 1)]
        compared = [
            MonthTable.of(evidence, period, kept).over(some)
            for period, some in zip(both(evidence), months, strict=True)
        ]
        return cls(now, then, *compared)

    def on_ground(self, evidence: Evidence) -> "Sides":
        """Count nothing of a period in which nothing can lie in the district."""
        bare = [bool(ground.why_no_count(evidence, period)) for period in both(evidence)]
        now, then = (
            replace(table, months=()) if is_bare else table
            for table, is_bare in zip((self.now, self.then), bare, strict=True)
        )
        return replace(self, now=now, then=then)


def both(evidence: Evidence) -> tuple[Period, Period]:
    """Give both periods."""
    return evidence.period, evidence.previous


def history_of(
    evidence: Evidence, rows: Iterable[MonthCount], key: str, types: Types
) -> tuple[int | None, ...]:
    """Count some types month by month to the end of the period: it tells how far months vary.

    Since the definition of the measure began, and without the publishers that do not cover each
    month: they would be read as variation.
    """
    shown, counts = history(evidence.period), defaultdict[date, int](int)
    if not evidence.period.is_whole_months:
        return ()
    apart = not_charted(evidence, shown)
    for row in rows:
        if not counts_among(row.crime_type, types) or any(
            part.holds(row.force, row.month) for part in apart
        ):
            continue
        counts[row.month] += row.count
    begun, _ = begun_in(evidence, key, shown)
    held = set(evidence.police.covered) - ground.uncharted(evidence, shown)
    known = frozenset(month for month in held if begun is None or month >= begun.on)
    return months_to_the_end(evidence.period, counts, known=known)


def counts_among(kind: str | None, types: Types) -> bool:
    """Tell whether a type is one of some; None is all that is crime."""
    return kind != ASB if types is None else kind in types
