"""How places with an operation did against places without one. Pure.

The weighted displacement difference (Wheeler and Ratcliffe 2018) gives crimes avoided and has a
standard error; the relative incident rate ratio (Wilson 2021) gives the percentage; the
displacement quotient (Bowers and Johnson 2003) has no standard error and is told in words.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

import scipy

from reports import numerals, sentences, statistics
from reports.cross_checks import two_sided
from reports.figures import as_change
from reports.statistics import LEVEL, SMALL_BASE, Direction, Interval, Reading

NOT_AN_EFFECT = "This is not an estimate of effect: there is nothing to compare it with."


@dataclass(frozen=True)
class Counts:
    """Hold the counts of one set of places before and after; `weight` is time × area per cell."""

    before: int
    after: int
    weight: float = 1.0

    @property
    def change(self) -> float:
        """Return after less before, by weight."""
        return (self.after - self.before) / self.weight

    @property
    def variance(self) -> float:
        """Return the variance of the change: the counts, by the square of the weight."""
        return (self.after + self.before) / self.weight**2

    @property
    def uncontrolled_words(self) -> str:
        """Say what the places did by themselves, and that it is not an estimate of effect."""
        ends = f"{numerals.count(self.before)} before, {numerals.count(self.after)} after"
        return f"{ends} ({numerals.signed(self.after - self.before)}). {NOT_AN_EFFECT}"


@dataclass(frozen=True)
class Estimate:
    """Hold an estimate with its standard error and normal interval."""

    value: float
    standard_error: float
    interval: Interval

    @property
    def z(self) -> float:
        """Return the estimate over its standard error."""
        return self.value / self.standard_error

    @property
    def p(self) -> float:
        """Return the two-sided p of z."""
        return two_sided(self.z)


@dataclass(frozen=True)
class Avoided:
    """Hold the weighted displacement difference: in the places, around them, and in all.

    Below 0 crimes were avoided. `around` is None where no buffer was measured.
    """

    local: Estimate
    around: Estimate | None
    total: Estimate
    reading: Reading

    @property
    def words(self) -> str:
        """Say crimes more or fewer than the comparison places lead to expect."""
        low, high = self.total.interval.low, self.total.interval.high or 0.0
        way = "fewer" if self.total.value < 0 else "more"
        number = numerals.count(abs(round(self.total.value)))
        ends = f"{numerals.signed(round(low))} to {numerals.signed(round(high))}"
        said = sentences.chance_of(self.reading)
        return f"{number} {way} than the comparison places lead to expect ({ends}): {said}."


@dataclass(frozen=True)
class RelativeRate:
    """Hold the relative incident rate ratio: its logarithm as an estimate, and the ratio.

    `base` is the count of the places before.
    """

    logarithm: Estimate
    ratio: float
    interval: Interval
    reading: Reading
    base: int

    @property
    def words(self) -> str:
        """Say the change against the comparison places; without a percentage under 50."""
        said = sentences.chance_of(self.reading)
        if self.base < SMALL_BASE:
            return f"{numerals.plural(self.base, 'case')} before: {said}."
        ends = numerals.percent_range(as_change(self.interval.low), _change(self.interval.high))
        moved = numerals.signed_percent(as_change(self.ratio))
        return f"{moved} against the comparison places (95% interval {ends}): {said}."


@dataclass(frozen=True)
class Displacement:
    """Hold the change relative to control in the places (`success`) and around them (`buffer`)."""

    success: float
    buffer: float

    @property
    def quotient(self) -> float | None:
        """Return buffer over success; None unless crime fell in the places."""
        return self.buffer / self.success if self.success < 0 else None

    @property
    def net(self) -> float:
        """Return the change of both together."""
        return self.success + self.buffer

    @property
    def words(self) -> str:
        """Say which way crime went around the places. The quotient has no standard error."""
        quotient = self.quotient
        if quotient is None:
            return "Crime did not fall in the places, so there is no gain to displace."
        if quotient >= 0:
            size = "larger" if quotient > 1 else "no larger"
            return f"The gain spread to the places around, and was {size} there."
        if quotient == -1:
            return "All of the gain was displaced to the places around."
        if quotient < -1:
            return "More was displaced to the places around than was gained."
        return "Some of the gain was displaced to the places around."


def displacement(*, treated: Counts, buffer: Counts, control: Counts) -> Displacement:
    """Measure places and buffer as shares of the control places, before and after.

    Raises: ZeroDivisionError where the control places had no crime in one of the periods.
    """
    return Displacement(
        success=treated.after / control.after - treated.before / control.before,
        buffer=buffer.after / control.after - buffer.before / control.before,
    )


def avoided(
    *,
    treated: Counts,
    control: Counts,
    around: Counts | None = None,
    around_control: Counts | None = None,
    level: float = LEVEL,
) -> Avoided:
    """Compute the weighted displacement difference; a normal approximation, not for tiny counts.

    `around` and `around_control` are the buffers of both, given together or not at all.
    """
    if (around is None) is not (around_control is None):
        raise ValueError("Displacement needs the buffer of both, the places and the control.")
    local = _contrast(treated, control, level=level)
    nearby = _contrast(around, around_control, level=level) if around and around_control else None
    total = local if nearby is None else _sum(local, nearby, level=level)
    return Avoided(
        local=local,
        around=nearby,
        total=total,
        reading=statistics.difference_reading(
            difference=total.interval, direction=Direction.LOWER, base=treated.before
        ),
    )


def relative_rate(
    *, treated: Counts, control: Counts, dispersion: float = 1.0, level: float = LEVEL
) -> RelativeRate:
    """Compute the relative incident rate ratio; `dispersion` above 1 widens its interval.

    Raises: ValueError where one of the four counts is 0: its logarithm does not exist.
    """
    counts = (treated.before, treated.after, control.before, control.after)
    if 0 in counts:
        raise statistics.NothingToCompareError("One of the four counts is 0: there is no ratio.")
    value = log(treated.after / treated.before) - log(control.after / control.before)
    error = sqrt(sum(1 / count for count in counts) * max(1.0, dispersion))
    estimate = _estimate(value, error, level)
    return RelativeRate(
        logarithm=estimate,
        ratio=exp(value),
        interval=Interval(
            low=exp(estimate.interval.low), high=exp(value + (value - estimate.interval.low))
        ),
        reading=statistics.difference_reading(
            difference=estimate.interval, direction=Direction.LOWER, base=treated.before
        ),
        base=treated.before,
    )


def _contrast(treated: Counts, control: Counts, *, level: float) -> Estimate:
    error = sqrt(treated.variance + control.variance)
    return _estimate(treated.change - control.change, error, level)


def _sum(first: Estimate, second: Estimate, *, level: float) -> Estimate:
    error = sqrt(first.standard_error**2 + second.standard_error**2)
    return _estimate(first.value + second.value, error, level)


def _estimate(value: float, error: float, level: float) -> Estimate:
    half = float(scipy.special.ndtri((1 + level) / 2)) * error
    return Estimate(value, error, Interval(low=value - half, high=value + half))


def _change(high: float | None) -> float | None:
    return None if high is None else as_change(high)
