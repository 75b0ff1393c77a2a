"""Counts of one measure month after month: what a control chart is made from. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.document import Link
from reports.figures import Break
from reports.periods import YEAR, Period, shift_months
from reports.statistics import Direction

READ = 3 * YEAR
"""Months to the end of a period from which the usual variation is known."""


def history(period: Period, /) -> Period:
    """Return the months that are read: both periods, and three years to the period's end."""
    earliest = min(period.previous().start, shift_months(period.end, -READ))
    return Period(earliest, period.end)


def months_to_the_end(
    period: Period, by_month: Mapping[date, int], /, *, known: frozenset[date]
) -> tuple[int | None, ...]:
    """Give the counts of the months that are read, oldest first; None where a month is not known.

    Nothing for a period that is not made of whole months.
    """
    if not period.is_whole_months:
        return ()
    return tuple(
        by_month.get(month.start, 0) if month.start in known else None
        for month in history(period).months()
    )


@dataclass(frozen=True)
class MonthOf:
    """Hold one month of a series: its count, None where it is not recorded, and where it opens.

    `opens` is the key of what an edition counted, `link` the list as it is now.
    """

    month: Period
    count: int | None
    opens: str
    link: Link | None = None


@dataclass(frozen=True)
class Series:
    """Hold the months of one measure, in order; `is_type` marks one type of crime.

    `begun` is the definition of the last month, where it began after the first, and `reason` why
    the months before it are not compared with those since. `note` says who is not in the line.
    """

    key: str
    label: str
    unit: str
    direction: Direction
    months: tuple[MonthOf, ...]
    is_type: bool = False
    begun: Break | None = None
    reason: str = ""
    note: str = ""

    @property
    def n_before(self) -> int:
        """Count the months that another definition counted than that of the last."""
        return 0 if self.begun is None else sum(m.month.start < self.begun.on for m in self.months)

    @property
    def counts(self) -> tuple[int | None, ...]:
        """Give the counts alone."""
        return tuple(month.count for month in self.months)
