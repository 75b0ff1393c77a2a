"""The statistics that a report prints. Pure: numbers in, numbers out.

Formulas, sources and every worked example stand in docs/statistics.md. Only `scipy.special` is
used: `scipy.stats` would cost a second and 95 MB. `import scipy` loads it with the first figure, so
that no process starts a quarter of a second later for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, isfinite, log, sqrt

import scipy

from reports.variation import Variation, standard_error

LEVEL = 0.95
SMALL_BASE = 50
CHANCE_ALONE = Variation(dispersion=1.0, serial=0.0, factor=1.0, degrees=inf, months=0)
"""The variation of counts of which only chance is allowed for."""


class Direction(StrEnum):
    """Say which way a measure is hoped to move, or that it has no such way."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


class Reading(StrEnum):
    """Name what a comparison allows to be said: a closed list, each with one cause."""

    BETTER = "Better"
    WORSE = "Worse"
    HIGHER = "Higher"
    LOWER = "Lower"
    COULD_BE_CHANCE = "Could be chance"
    TOO_FEW = "Too few to say"
    TOO_SHORT = "Too short to say"
    NO_COMPARISON = "No comparison"
    USUAL = "Usual variation"
    """Of a month of a control chart that does not stand out."""
    NO_CLEAR_CHANGE = "No clear change"
    """Of editions that an earlier method computed; nothing is read so any more."""


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
    """Hold current rate over previous rate, with its exact interval and central p.

    `estimate` and `exact.high` are None where they are unbounded: no case in the previous period.
    `variation` is None where it is not known how far months vary: then nothing is read.
    """

    current: int
    previous: int
    scale: float
    p: float
    variation: Variation | None

    @property
    def estimate(self) -> float | None:
        """Return current rate over previous rate."""
        return self.current / self.previous * self.scale if self.previous else None

    @property
    def exact(self) -> Interval:
        """Return the exact 95% interval, which allows for chance alone."""
        return self._exact(LEVEL, 1.0)

    def interval(self, level: float = LEVEL, /) -> Interval | None:
        """Return the interval that is read, printed and drawn; None without a variation.

        It holds what the exact one holds and, where neither count is 0, Student's t interval of
        the logarithm. A count of 0 has no logarithm: the exact interval is then that of both
        counts over their inflation.
        """
        if self.variation is None:
            return None
        if not self.estimate:
            return self._exact(level, self.variation.inflation)
        exact = self._exact(level, 1.0)
        half = standard_error(self.current, self.previous, self.variation) * _t(
            self.variation.degrees, level
        )
        return Interval(
            low=min(exact.low, self.estimate * exp(-half)),
            high=max(exact.high or 0.0, self.estimate * exp(half)),
        )

    def chance(self) -> float | None:
        """Return the p that belongs to `interval`: below 1 - level where no change is excluded."""
        if self.variation is None:
            return None
        share = 1 / (1 + self.scale)
        if not self.estimate:
            inflation = self.variation.inflation
            return _central_p(self.current / inflation, self.previous / inflation, share)
        error = standard_error(self.current, self.previous, self.variation)
        tail = scipy.special.stdtr(self.variation.degrees, -abs(log(self.estimate)) / error)
        return max(self.p, 2 * float(tail))

    def could_be_chance_alone(self, level: float = LEVEL, /) -> bool:
        """Tell whether even the exact interval, the narrowest there is, holds no change."""
        return not self._exact(level, 1.0).excludes(1.0)

    def _exact(self, level: float, inflation: float) -> Interval:
        now, then = self.current / inflation, self.previous / inflation
        low, high = _clopper_pearson(now, then, level)
        return Interval(
            low=_odds(low) * self.scale, high=_odds(high) * self.scale if self.previous else None
        )


def rate_ratio(
    *,
    current: int,
    previous: int,
    current_exposure: float = 1.0,
    previous_exposure: float = 1.0,
    variation: Variation | None = CHANCE_ALONE,
) -> RateRatio:
    """Compare two counts per unit of exposure, conditional on their sum.

    Method: current | current + previous is binomial; its Clopper-Pearson interval becomes the
    interval of the ratio, and p is central (twice the smaller tail), so that p < 0.05 and "the
    interval excludes 1" always agree. `variation` is by how much more than chance alone months
    vary; None where that is not known.
    Raises: NothingToCompareError when both counts are 0; ValueError for a count below 0 or an
    exposure that is not above 0.
    """
    refuse_impossible(current, previous, current_exposure, previous_exposure)
    if not current + previous:
        raise NothingToCompareError("Both counts are 0, so there is no ratio.")
    return RateRatio(
        current=current,
        previous=previous,
        scale=previous_exposure / current_exposure,
        p=_central_p(current, previous, current_exposure / (current_exposure + previous_exposure)),
        variation=variation,
    )


def refuse_impossible(current: float, previous: float, now: float, then: float) -> None:
    """Refuse counts and exposures that nothing can have.

    Raises: ValueError.
    """
    for count in (current, previous):
        if not isfinite(count) or count < 0:
            raise ValueError(f"{count} is not a count: counts are 0 or more.")
    for exposure in (now, then):
        if not isfinite(exposure) or exposure <= 0:
            raise ValueError(f"{exposure} is not an exposure: days or people are more than 0.")


def reading(*, ratio: RateRatio, direction: Direction, base: int, level: float = LEVEL) -> Reading:
    """Say what the comparison of two counts allows, by the interval that is printed.

    Too few comes first: on a base under 50 that chance alone could explain, longer months would
    not help. Then too short: nothing is read without a variation.
    """
    if base < SMALL_BASE and ratio.could_be_chance_alone(level):
        return Reading.TOO_FEW
    interval = ratio.interval(level)
    if interval is None:
        return Reading.TOO_SHORT
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
    return square_and_add(
        now=successes / base,
        of=wilson(successes=successes, base=base),
        then=previous_successes / previous_base,
        of_then=wilson(successes=previous_successes, base=previous_base),
    )


def square_and_add(*, now: float, of: Interval, then: float, of_then: Interval) -> Interval:
    """Return the interval of a difference of two shares from the interval of each.

    Newcombe 1998, method 10, whichever the single intervals are.
    """
    (now_low, now_high), (then_low, then_high) = _ends(of), _ends(of_then)
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


def _t(degrees: float, level: float) -> float:
    return float(scipy.special.stdtrit(degrees, (1 + level) / 2))


def _clopper_pearson(cases: float, others: float, level: float) -> tuple[float, float]:
    """Return the interval of a share; counts over a dispersion need not be whole."""
    tail = (1 - level) / 2
    low = float(scipy.special.betaincinv(cases, others + 1, tail)) if cases else 0.0
    high = float(scipy.special.betaincinv(cases + 1, others, 1 - tail)) if others else 1.0
    return low, high


def _odds(share: float) -> float:
    return share / (1 - share)


def _central_p(current: float, previous: float, share: float) -> float:
    at_least = float(scipy.special.betainc(current, previous + 1, share)) if current else 1.0
    at_most = float(scipy.special.betainc(previous, current + 1, 1 - share)) if previous else 1.0
    return min(1.0, 2 * min(at_least, at_most))


def _ends(interval: Interval) -> tuple[float, float]:
    return interval.low, 1.0 if interval.high is None else interval.high


def _side(interval: Interval, *, no_change: float, direction: Direction, base: int) -> Reading:
    if not interval.excludes(no_change):
        return Reading.TOO_FEW if base < SMALL_BASE else Reading.COULD_BE_CHANCE
    rose = interval.low > no_change
    if direction is Direction.NONE:
        return Reading.HIGHER if rose else Reading.LOWER
    return Reading.BETTER if rose is (direction is Direction.HIGHER) else Reading.WORSE
