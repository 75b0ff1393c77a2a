"""XmR control charts, as NHS England's "Making data count" draws them. Pure.

The mean and the mean moving range of the first covered months give the limits, until a recorded
decision moves them. Four rules find what is more than the usual variation. A month that is not
recorded is a gap: no moving range, trend or run reaches over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from reports.statistics import Direction, Reading

LIMIT = 2.66
NEAR_LIMIT = 2 * LIMIT / 3
SCREEN = 3.267
BASELINE = 12
RUN = 7
WINDOW = 3

Values = Sequence[float | None]


class Signal(StrEnum):
    """Name what is more than the usual variation; in the order in which a rule comes first."""

    OUTSIDE = "outside the limits"
    TREND = "one of seven in a row, each {way} than the one before"
    NEAR = "one of two of three near the limit, all {side} the mean"
    RUN = "one of seven in a row {side} the mean"


class Assurance(StrEnum):
    """Say what the limits promise about a target if nothing changes."""

    PASSES = "The target will be met every time unless something changes."
    FAILS = "The target will be missed every time unless something changes."
    INCONSISTENT = "The target will be met at some times and missed at others."


class TooFewPointsError(ValueError):
    """Raised where limits are asked of fewer than two recorded points in a row."""


@dataclass(frozen=True)
class Limits:
    """Hold mean, limits, the near limits at two thirds, and how many points gave them."""

    mean: float
    low: float
    high: float
    near_low: float
    near_high: float
    points: int

    @property
    def drawn_low(self) -> float:
        """Return the lower limit of a count as it is drawn: never below 0."""
        return max(0.0, self.low)

    def assurance(self, *, target: float, direction: Direction) -> Assurance | None:
        """Say what the limits promise about a target; None where no way is hoped for."""
        if direction is Direction.NONE:
            return None
        above, below = target > self.high, target < self.low
        if not above and not below:
            return Assurance.INCONSISTENT
        return Assurance.FAILS if above is (direction is Direction.HIGHER) else Assurance.PASSES


@dataclass(frozen=True)
class Rebase:
    """Hold the decision to take limits anew: the month's position, when, by whom, and why."""

    position: int
    decided_on: date
    decided_by: str
    reason: str


@dataclass(frozen=True)
class Point:
    """Hold one month: value (None: not recorded), limits in force, signal, side and reading.

    `upwards` tells whether a signal is of high or rising values.
    """

    label: str
    value: float | None
    limits: Limits | None
    signal: Signal | None
    upwards: bool
    reading: Reading

    @property
    def words(self) -> str:
        """Say what the rules found in the month."""
        if self.value is None:
            return f"{self.label}: not recorded."
        if self.limits is None:
            return f"{self.label}: fewer than {BASELINE} months recorded, so no limits."
        if self.signal is None:
            return f"{self.label}: within the usual variation."
        way, side = ("higher", "above") if self.upwards else ("lower", "below")
        found = self.signal.value.format(way=way, side=side)
        return f"{self.label}: {found} ({self.reading.value.lower()})."


@dataclass(frozen=True)
class Chart:
    """Hold the points in order, the direction that is hoped for, and the recorded decisions."""

    points: tuple[Point, ...]
    direction: Direction
    rebases: tuple[Rebase, ...]

    @property
    def signals(self) -> tuple[Point, ...]:
        """Return the points with a signal."""
        return tuple(point for point in self.points if point.signal)


def limits(values: Values, /, *, screen: bool = True) -> Limits:
    """Compute mean and limits of the recorded values.

    `screen` leaves out, once, moving ranges of 3.267 times their mean and more, so that one odd
    month does not hide the next. Raises: TooFewPointsError.
    """
    known = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not ranges:
        raise TooFewPointsError("Limits need at least two recorded months in a row.")
    typical = _mean(ranges)
    if screen and typical:
        typical = _mean([each for each in ranges if each < SCREEN * typical])
    mean = _mean(known)
    return Limits(
        mean=mean,
        low=mean - LIMIT * typical,
        high=mean + LIMIT * typical,
        near_low=mean - NEAR_LIMIT * typical,
        near_high=mean + NEAR_LIMIT * typical,
        points=len(known),
    )


def chart(
    points: Sequence[tuple[str, float | None]],
    /,
    *,
    direction: Direction,
    rebases: Sequence[Rebase] = (),
    baseline: int = BASELINE,
    screen: bool = True,
) -> Chart:
    """Draw the points against limits from the first recorded months of each stretch.

    A stretch begins at the start and at each decision. With fewer recorded months than `baseline`
    it has no limits, and its months are too few to say.
    Raises: ValueError where a decision names a month that the chart does not have.
    """
    ordered = sorted(rebases, key=lambda rebase: rebase.position)
    starts = [0, *(rebase.position for rebase in ordered), len(points)]
    if any(b <= a for a, b in pairwise(starts)) and points:
        raise ValueError("Each decision to take limits anew names a later month of the chart.")
    drawn: list[Point] = []
    for start, end in pairwise(starts):
        drawn += _stretch(points[start:end], direction, baseline=baseline, screen=screen)
    return Chart(points=tuple(drawn), direction=direction, rebases=tuple(ordered))


def signals(values: Values, within: Limits, /) -> list[tuple[Signal, bool] | None]:
    """Find for each value the first rule that it breaks, and whether upwards.

    The rules in their order: outside the limits; in seven strictly rising or falling; in the zone
    near a limit with one more of three neighbours, all three on one side; in seven on one side.
    """
    found: list[tuple[Signal, bool] | None] = [None] * len(values)
    rules = (
        (Signal.RUN, _runs(values, within)),
        (Signal.NEAR, _near(values, within)),
        (Signal.TREND, _trends(values)),
        (Signal.OUTSIDE, [_side(value, within.low, within.high) for value in values]),
    )
    for signal, ways in rules:
        found = [(signal, way > 0) if way else old for way, old in zip(ways, found, strict=True)]
    return found


def _stretch(
    points: Sequence[tuple[str, float | None]],
    direction: Direction,
    *,
    baseline: int,
    screen: bool,
) -> list[Point]:
    values = [value for _, value in points]
    within = _baseline_limits(values, baseline, screen)
    found = signals(values, within) if within else [None] * len(values)
    return [
        Point(
            label=label,
            value=value,
            limits=within,
            signal=signal[0] if signal else None,
            upwards=bool(signal and signal[1]),
            reading=_reading(value, within, signal, direction),
        )
        for (label, value), signal in zip(points, found, strict=True)
    ]


def _baseline_limits(values: Values, baseline: int, screen: bool) -> Limits | None:
    known = [position for position, value in enumerate(values) if value is not None]
    if len(known) < baseline:
        return None
    return limits(values[: known[baseline - 1] + 1], screen=screen)


def _reading(
    value: float | None,
    within: Limits | None,
    signal: tuple[Signal, bool] | None,
    direction: Direction,
) -> Reading:
    if value is None:
        return Reading.NO_COMPARISON
    if within is None:
        return Reading.TOO_FEW
    if signal is None:
        return Reading.NO_CLEAR_CHANGE
    if direction is Direction.NONE:
        return Reading.HIGHER if signal[1] else Reading.LOWER
    return Reading.BETTER if signal[1] is (direction is Direction.HIGHER) else Reading.WORSE


def _side(value: float | None, low: float, high: float) -> int:
    if value is None:
        return 0
    return (value > high) - (value < low)


def _runs(values: Values, within: Limits) -> list[int]:
    return _in_row([_side(value, within.mean, within.mean) for value in values], RUN)


def _trends(values: Values) -> list[int]:
    """Mark the points of seven in a row that rise or fall by each of their six steps."""
    steps = [0 if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)]
    marked = [0] * len(values)
    for start in range(len(steps) - RUN + 2):
        row = steps[start : start + RUN - 1]
        if row[0] and len(set(row)) == 1:
            marked[start : start + RUN] = [row[0]] * RUN
    return marked


def _near(values: Values, within: Limits) -> list[int]:
    """Mark the points in the zone near a limit that have another among three on their side."""
    sides = [_side(value, within.mean, within.mean) for value in values]
    zone = [
        _side(value, within.near_low, within.near_high)
        if not _side(value, within.low, within.high)
        else 0
        for value in values
    ]
    marked = [0] * len(values)
    for start in range(len(values) - WINDOW + 1):
        window = range(start, start + WINDOW)
        alike = len({sides[i] for i in window}) == 1 and sides[start]
        if alike and sum(bool(zone[i]) for i in window) >= WINDOW - 1:
            for i in window:
                marked[i] = zone[i] or marked[i]
    return marked


def _in_row(sides: Sequence[int], length: int) -> list[int]:
    marked = [0] * len(sides)
    for start in range(len(sides) - length + 1):
        row = sides[start : start + length]
        if row[0] and len(set(row)) == 1:
            marked[start : start + length] = row
    return marked


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
