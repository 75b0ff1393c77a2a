"""Which periods a public edition covers, and which of them stand beside each other. Pure.

Two periods that share days can be subtracted from each other, and what is left is shorter than
either. So published periods share no days, or the same, or follow each other in whole quarters:
then what is left is never a week, a month or a day (docs/adr/0241).
"""

from itertools import product

from reports.periods import Period, shift_months
from reports.spans import QUARTER


def why_not_public(period: Period, /) -> str:
    """Say why no public edition covers a period, or nothing."""
    if period.is_whole_months or period.is_whole_weeks:
        return ""
    return (
        f"{period.dates} is neither whole months nor whole weeks from Monday to Sunday. A public "
        "edition covers one of the two: from periods that differ by days, those days could be "
        "worked out."
    )


def share_days(period: Period, other: Period, /) -> bool:
    """Tell whether days of either, or of what they are compared with, are in both."""
    return any(_overlap(mine, theirs) for mine, theirs in _pairs(period, other))


def stand_together(period: Period, other: Period, /) -> bool:
    """Tell whether two periods, with what each is compared with, may both be published."""
    return length(period) == length(other) and all(
        _in_step(mine, theirs) for mine, theirs in _pairs(period, other) if _overlap(mine, theirs)
    )


def next_beside(period: Period, other: Period, /) -> Period | None:
    """Give the first period from the one that was asked for on that may stand beside another.

    None where no period of its length does.
    """
    if length(period) != length(other) or not period.is_whole_months:
        return None
    later = (_moved(period, months) for months in range(QUARTER))
    return next((one for one in later if stand_together(one, other)), None)


def length(period: Period, /) -> tuple[bool, int]:
    """Give the months of a period, or the days where it is not made of months."""
    whole = period.is_whole_months
    return whole, period.n_months if whole else period.days


def _pairs(period: Period, other: Period) -> list[tuple[Period, Period]]:
    both = product((period, period.previous()), (other, other.previous()))
    return list(both)


def _overlap(mine: Period, theirs: Period) -> bool:
    return mine.start < theirs.end and theirs.start < mine.end


def _in_step(mine: Period, theirs: Period) -> bool:
    """Tell whether two periods are the same, or made of months and whole quarters apart."""
    if mine == theirs:
        return True
    if not (mine.is_whole_months and theirs.is_whole_months):
        return False
    apart = (mine.start.year - theirs.start.year) * 12 + mine.start.month - theirs.start.month
    return apart % QUARTER == 0


def _moved(period: Period, months: int) -> Period:
    return Period(shift_months(period.start, months), shift_months(period.end, months))
