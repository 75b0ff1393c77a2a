"""The statistics that a report prints. Pure: numbers in, numbers out.

Formulas, sources and every worked example stand in docs/statistics.md. Only `scipy.special` is
used: `scipy.stats` would cost a second and 95 MB. `import scipy` loads it with the first figure, so
that no process starts a quarter of a second later for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt

import scipy

LEVEL = 0.95
SMALL_BASE = 50
CALENDAR_MONTHS = 12


class Direction(StrEnum):
    """Say which way a measure is hoped to move, or that it has no such way."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


class Reading(StrEnum):
    """Name what a comparison allows to be said."""

    BETTER = "Better"
    WORSE = "Worse"
    HIGHER = "Higher"
    LOWER = "Lower"
    NO_CLEAR_CHANGE = "No clear change"
    TOO_FEW = "Too few to say"
    NO_COMPARISON = "No comparison"


class NothingToCompareError(ValueError):
    """Raised when both counts, or both bases, are zero: no ratio exists."""


@dataclass(frozen=True)
class Interval:
    """Hold the two ends of an interval; `high` is None where it has no upper end."""

    low: float
    high: float | None

    def excludes(self, value: float, /) -> bool:
        """Tell whether the value lies outside the interval."""
        return value < self.low or (self.high is not None and value > self.high)


@dataclass(frozen=True)
class RateRatio:
    """Hold current rate over previous rate, its exact interval, central p and the wider interval.

    `estimate` and `high` are None where they are unbounded (no case in the previous period);
    `wide` is None where the periods do not both have twelve months or one of the counts is 0.
    """

    estimate: float | None
    exact: Interval
    p: float
    wide: Interval | None

    def cautious(self) -> Interval:
        """Return the interval that the reading uses: what either of the two still allows."""
        if self.wide is None:
            return self.exact
        ends = (self.exact.high, self.wide.high)
        return Interval(
            low=min(self.exact.low, self.wide.low),
            high=None if None in ends else max(end for end in ends if end is not None),
        )


def rate_ratio(
    *,
    current: int,
    previous: int,
    current_exposure: float = 1.0,
    previous_exposure: float = 1.0,
    dispersion: float | None = None,
) -> RateRatio:
    """Compare two counts per unit of exposure, conditional on their sum.

    Method: current | current + previous is binomial; its Clopper-Pearson interval becomes the
    interval of the ratio, and p is central (twice the smaller tail), so that p < 0.05 and "the
    interval excludes 1" always agree. `dispersion` is that of `month_dispersion`, or None.
    Raises: NothingToCompareError when both counts are 0.
    """
    if not current + previous:
        raise NothingToCompareError("Both counts are 0, so there is no ratio.")
    scale = previous_exposure / current_exposure
    share = _clopper_pearson(current, current + previous)
    estimate = current / previous * scale if previous else None
    return RateRatio(
        estimate=estimate,
        exact=Interval(
            low=_odds(share[0]) * scale,
            high=_odds(share[1]) * scale if previous else None,
        ),
        p=_central_p(current, previous, current_exposure / (current_exposure + previous_exposure)),
        wide=_wide(estimate, current, previous, dispersion),
    )


def month_dispersion(
    *, current: Sequence[int], previous: Sequence[int], months: int = CALENDAR_MONTHS
) -> float:
    """Return Pearson's chi-squared of the table period × calendar month over its 11 degrees.

    Both sequences start with the same calendar month, so that season does not count as noise.
    A value below 1 is returned as it is: `rate_ratio` never narrows an interval by it.
    """
    if len(current) != months or len(previous) != months:
        raise ValueError(f"Month-to-month variation needs {months} months in each period.")
    total, squares = sum(current) + sum(previous), 0.0
    for row in (current, previous):
        for cell, both in zip(row, _columns(current, previous), strict=True):
            expected = sum(row) * both / total if total else 0.0
            squares += (cell - expected) ** 2 / expected if expected else 0.0
    return squares / (months - 1)


def reading(*, ratio: RateRatio, direction: Direction, base: int, months: int) -> Reading:
    """Say what the comparison of two counts allows.

    Rule: the interval that excludes no change gives a side, named by the measure's direction;
    otherwise "No clear change", or "Too few to say" on a base under 50. Under twelve months is
    always too few: month-to-month variation cannot be allowed for.
    """
    if months < CALENDAR_MONTHS:
        return Reading.TOO_FEW
    interval = ratio.cautious()
    return _side(interval, no_change=1.0, direction=direction, base=base)


def difference_reading(*, difference: Interval, direction: Direction, base: int) -> Reading:
    """Say what the difference of two proportions allows, by its Newcombe interval."""
    return _side(difference, no_change=0.0, direction=direction, base=base)


def wilson(*, successes: float, base: int) -> Interval:
    """Return Wilson's score interval of a proportion; a weighted share may give the successes."""
    if base < 1 or not 0 <= successes <= base:
        raise ValueError(f"{successes} of {base} is not a proportion.")
    z, share = _z(), successes / base
    centre = share + z * z / (2 * base)
    spread = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    scale = 1 + z * z / base
    return Interval(
        low=max(0.0, (centre - spread) / scale), high=min(1.0, (centre + spread) / scale)
    )


def newcombe(
    *, successes: float, base: int, previous_successes: float, previous_base: int
) -> Interval:
    """Return Newcombe's interval of the difference of two independent proportions."""
    now, then = successes / base, previous_successes / previous_base
    now_low, now_high = _ends(wilson(successes=successes, base=base))
    then_low, then_high = _ends(wilson(successes=previous_successes, base=previous_base))
    return Interval(
        low=now - then - sqrt((now - now_low) ** 2 + (then_high - then) ** 2),
        high=now - then + sqrt((now_high - now) ** 2 + (then - then_low) ** 2),
    )


def shares(counts: Sequence[int], /) -> tuple[float, ...]:
    """Return percentages to one decimal that print a sum of 100.0 (largest remainder).

    Ties go to the earlier part. Counts that sum to 0 have no shares: all are 0.
    """
    total = sum(counts)
    if not total:
        return tuple(0.0 for _ in counts)
    tenths = [count * 1000 // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(counts[i] * 1000 % total), i))
    for position in by_remainder[: 1000 - sum(tenths)]:
        tenths[position] += 1
    return tuple(tenth / 10 for tenth in tenths)


def _z() -> float:
    return float(scipy.special.ndtri((1 + LEVEL) / 2))


def _clopper_pearson(cases: int, total: int) -> tuple[float, float]:
    tail = (1 - LEVEL) / 2
    low = float(scipy.special.betaincinv(cases, total - cases + 1, tail)) if cases else 0.0
    high = (
        float(scipy.special.betaincinv(cases + 1, total - cases, 1 - tail))
        if cases < total
        else 1.0
    )
    return low, high


def _odds(share: float) -> float:
    return share / (1 - share)


def _central_p(current: int, previous: int, share: float) -> float:
    total = current + previous
    at_least = float(scipy.special.betainc(current, previous + 1, share)) if current else 1.0
    at_most = (
        float(scipy.special.betainc(total - current, current + 1, 1 - share)) if previous else 1.0
    )
    return min(1.0, 2 * min(at_least, at_most))


def _wide(
    estimate: float | None, current: int, previous: int, dispersion: float | None
) -> Interval | None:
    if not estimate or dispersion is None:
        return None
    half = _z() * sqrt((1 / current + 1 / previous) * max(1.0, dispersion))
    return Interval(low=exp(log(estimate) - half), high=exp(log(estimate) + half))


def _columns(current: Sequence[int], previous: Sequence[int]) -> list[int]:
    return [now + then for now, then in zip(current, previous, strict=True)]


def _ends(interval: Interval) -> tuple[float, float]:
    return interval.low, 1.0 if interval.high is None else interval.high


def _side(interval: Interval, *, no_change: float, direction: Direction, base: int) -> Reading:
    if not interval.excludes(no_change):
        return Reading.TOO_FEW if base < SMALL_BASE else Reading.NO_CLEAR_CHANGE
    rose = interval.low > no_change
    if direction is Direction.NONE:
        return Reading.HIGHER if rose else Reading.LOWER
    return Reading.BETTER if rose is (direction is Direction.HIGHER) else Reading.WORSE
