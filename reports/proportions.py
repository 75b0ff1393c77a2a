"""Proportions with what they may not travel without: their base, their interval, their words.

Find rate, solved rate, confidence: Wilson's interval for one, Newcombe's for a difference.
"""

from dataclasses import dataclass

from reports import numerals, sentences, statistics
from reports.statistics import SMALL_BASE, Direction, Interval, NothingToCompareError, Reading


@dataclass(frozen=True)
class Proportion:
    """Hold a part of a base. Raises ValueError where the part is not one of the base."""

    part: int
    base: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.base:
            raise ValueError(f"{self.part} of {self.base} is not a proportion.")

    @property
    def percent(self) -> float | None:
        """Return the percentage to one decimal; None on a base under 50."""
        return None if self.base < SMALL_BASE else numerals.rounded(100 * self.part / self.base, 1)

    @property
    def interval(self) -> Interval | None:
        """Return Wilson's interval, as shares of 1; None without a base."""
        return statistics.wilson(successes=self.part, base=self.base) if self.base else None

    @property
    def words(self) -> str:
        """Print part and base, and from a base of 50 the percentage with its interval."""
        counts = f"{numerals.count(self.part)} of {numerals.count(self.base)}"
        if self.percent is None or self.interval is None:
            return counts
        return f"{counts} ({numerals.percent(self.percent)}, 95% interval {_level(self.interval)})"


@dataclass(frozen=True)
class Difference:
    """Hold what one proportion did against another: points as shares of 1, interval, reading."""

    now: Proportion
    then: Proportion
    points: float
    interval: Interval
    reading: Reading

    @property
    def words(self) -> str:
        """Say the difference; on a base under 50 in counts, without a percentage."""
        ends = f"{self.now.words} against {self.then.words}"
        said = sentences.chance_of(self.reading)
        if self.reading is Reading.COULD_BE_CHANCE:
            ends_in_points = Interval(100 * self.interval.low, 100 * (self.interval.high or 0.0))
            said = f"{said}, {sentences.anything(ends_in_points, sentences.POINTS)}"
        if self.now.percent is None or self.then.percent is None:
            return f"{ends}: {said}."
        low, high = (
            numerals.signed_points(100 * end).removesuffix(" points")
            for end in (self.interval.low, self.interval.high or 0.0)
        )
        moved = numerals.signed_points(100 * self.points)
        return f"{ends}: {moved} (95% interval {low} to {high}): {said}."


def difference(*, now: Proportion, then: Proportion, direction: Direction) -> Difference:
    """Compare two independent proportions by Newcombe's interval.

    The reading takes the smaller base. Raises: NothingToCompareError where one has no base.
    """
    if not now.base or not then.base:
        raise NothingToCompareError("One of the proportions has no base, so there is no change.")
    interval = statistics.newcombe(
        successes=now.part,
        base=now.base,
        previous_successes=then.part,
        previous_base=then.base,
    )
    return Difference(
        now=now,
        then=then,
        points=now.part / now.base - then.part / then.base,
        interval=interval,
        reading=statistics.difference_reading(
            difference=interval, direction=direction, base=min(now.base, then.base)
        ),
    )


def _level(interval: Interval) -> str:
    return numerals.level_range(100 * interval.low, 100 * (interval.high or 0.0), decimals=1)
