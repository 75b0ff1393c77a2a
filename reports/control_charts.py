"""Control charts of monthly counts that know season, month length and level. Pure.

The first 24 covered months are the base: they give each calendar month what is usual of it, per
day, and how far months vary. Later months are judged, base months never. Method and simulated error
rates: docs/statistics.md. A month that is not covered is a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

import numpy as np
import scipy

from reports import together
from reports.statistics import SMALL_BASE, Direction, Reading
from reports.variation import CALENDAR_MONTHS, Effects, Layout, effects, keeping

BASE = 24
RUN = 7
RATE = 0.05
"""The chance that an unchanged chart has any signal in the months that it judges, at most."""
UNSTABLE = 0.01
"""The p under which the two years of a base are not of one level."""
ANSCOMBE = 3 / 8
"""What Anscombe (1948) adds to a count, so that its root varies alike at every level."""

Months = Sequence[tuple[str, int, int | None]]
"""Name, days and count of months that follow each other; no count where one is not covered."""


class Signal(StrEnum):
    """Name what is more than the usual variation; in the order in which a rule comes first."""

    OUTSIDE = "outside the limits"
    RUN = "in seven in a row {side} what is usual, together outside their limits"


class NoLimits(StrEnum):
    """Say why a chart has no limits."""

    TOO_SHORT = "too short"
    TOO_FEW = "too few"


@dataclass(frozen=True)
class Limits:
    """Hold what is usual of one month, and between what a count of it is usual."""

    usual: float
    low: float
    high: float


@dataclass(frozen=True)
class Base:
    """Hold the months that say what is usual: positions, variation, and how their years differ.

    `change` is that of the second year of the base against the first, as a ratio; a base whose
    years are not of one level is not stable, and what is usual is then that of its second year.
    """

    positions: tuple[int, ...]
    dispersion: float
    degrees: float
    change: float
    is_stable: bool


@dataclass(frozen=True)
class Point:
    """Hold one month: count, limits where it is judged, signal, its side, and the reading."""

    label: str
    value: int | None
    limits: Limits | None
    signal: Signal | None
    upwards: bool
    reading: Reading


@dataclass(frozen=True)
class Chart:
    """Hold the points in order, the base, and the p of its strongest signal.

    `base` is None where `why` says why there are no limits. `is_named` is False where a chart has
    a signal that is no more than the many charts beside it would show by chance.
    """

    points: tuple[Point, ...]
    direction: Direction
    base: Base | None
    why: NoLimits | None = None
    chance: float = 1.0
    is_named: bool = True

    @property
    def signals(self) -> tuple[Point, ...]:
        """Return the points with a signal."""
        return tuple(point for point in self.points if point.signal)


def chart(months: Months, /, *, direction: Direction) -> Chart:
    """Judge the months after the base by what is usual of their calendar month, per day.

    Rules: a month outside its limits; seven in a row on one side whose sum is outside its own. All
    limits are such that an unchanged chart has any signal in at most 5% of its judged stretches.
    """
    known = [i for i, (_, _, count) in enumerate(months) if count is not None]
    if len(known) <= BASE:
        return _plain(months, direction, NoLimits.TOO_SHORT)
    if sum(months[i][2] or 0 for i in known[:BASE]) < SMALL_BASE * BASE / CALENDAR_MONTHS:
        return _plain(months, direction, NoLimits.TOO_FEW)
    usual = _Usual.of(months, known[:BASE])
    judged = [i for i in known[BASE:] if usual.knows(i)]
    runs = [run for run in _runs(judged) if _one_side([_side(months, usual, i) for i in run])]
    tests = len(judged) + len(_runs(judged))
    singles: list[tuple[int, ...]] = [(i,) for i in judged]
    p = {each: usual.chance(months, each) for each in (*singles, *runs)}
    level = RATE / max(1, tests)
    found = {i: Signal.RUN for run in runs if p[run] <= level for i in run}
    found |= {i: Signal.OUTSIDE for i in judged if p[(i,)] <= level}
    points = [
        _point(months, i, usual if i in judged else None, found.get(i), direction, level)
        for i in range(len(months))
    ]
    strongest = min(1.0, max(1, tests) * min(p.values(), default=1.0))
    return Chart(tuple(points), direction, usual.base, chance=strongest)


def read_together(charts: Sequence[Chart], /) -> tuple[Chart, ...]:
    """Name the charts that stand out among many; what others show could be chance."""
    level = together.named_at([one.chance for one in charts if one.base])
    return tuple(one if one.chance <= level or not one.signals else _unnamed(one) for one in charts)


def _unnamed(one: Chart) -> Chart:
    points = tuple(
        replace(point, reading=Reading.COULD_BE_CHANCE) if point.signal else point
        for point in one.points
    )
    return replace(one, points=points, is_named=False)


def _plain(months: Months, direction: Direction, why: NoLimits) -> Chart:
    read = Reading.TOO_SHORT if why is NoLimits.TOO_SHORT else Reading.TOO_FEW
    points = tuple(
        Point(label, count, None, None, False, Reading.NO_COMPARISON if count is None else read)
        for label, _, count in months
    )
    return Chart(points, direction, None, why)


@dataclass(frozen=True)
class _Usual:
    """What the base says is usual: effects of level and season, and how surely it says so."""

    base: Base
    found: Effects
    layout: Layout
    days: tuple[int, ...]
    last: int

    @classmethod
    def of(cls, months: Months, base: Sequence[int]) -> "_Usual":
        """Take level and season out of the base."""
        last = base[-1]
        layout = Layout(tuple(last - i for i in base))
        counts = np.array([months[i][2] for i in base], dtype=float)
        days = np.array([months[i][1] for i in base], dtype=float)
        found = effects(counts, layout, days)
        expected = found.expected(layout, days)
        left = np.divide(
            (counts - expected) ** 2, expected, out=np.zeros_like(expected), where=expected > 0
        )
        degrees = float(np.trace(keeping(layout)))
        dispersion = max(1.0, float(left.sum()) / degrees)
        change, is_stable = _stability(counts, days, layout, dispersion, degrees)
        made = Base(tuple(base), dispersion, degrees, change, is_stable)
        return cls(made, found, layout, tuple(days_of for _, days_of, _ in months), last)

    def knows(self, position: int) -> bool:
        """Tell whether the base holds the calendar month of a month."""
        return self._season(position) in self.layout.seasons

    def expected(self, position: int) -> float:
        """Return what is usual of a month."""
        level = sum(weight * self.found.levels[year] for year, weight in self._weights().items())
        return float(level * self.found.seasons[self._season(position)]) * self.days[position]

    def chance(self, months: Months, positions: tuple[int, ...]) -> float:
        """Return the p of the sum of some months, two-sided, by Student's t of its root."""
        seen = sum(months[i][2] or 0 for i in positions)
        usual = sum(self.expected(i) for i in positions)
        moved = 2 * (sqrt(seen + ANSCOMBE) - sqrt(usual + ANSCOMBE))
        error = sqrt(self.base.dispersion * self.unsure(positions))
        return 2 * float(scipy.special.stdtr(self.base.degrees, -abs(moved) / error))

    def limits(self, position: int, level: float) -> Limits:
        """Return the counts of a month beyond which its p is under a level."""
        usual = self.expected(position)
        t = float(scipy.special.stdtrit(self.base.degrees, 1 - level / 2))
        half = t * sqrt(self.base.dispersion * self.unsure((position,))) / 2
        root = sqrt(usual + ANSCOMBE)
        low = max(0.0, root - half) ** 2 - ANSCOMBE
        return Limits(usual, max(0.0, low), (root + half) ** 2 - ANSCOMBE)

    def unsure(self, positions: tuple[int, ...]) -> float:
        """Return the variance of months against what is usual of them, in units of dispersion.

        1 for the months themselves, and what the base leaves open about what is usual.
        """
        years, seasons = sorted(set(self.layout.years)), sorted(set(self.layout.seasons))
        weights = self._weights()
        row = np.array(
            [weights.get(year, 0.0) for year in years]
            + [
                sum(self._season(i) == season for i in positions) / len(positions)
                for season in seasons
            ]
        )
        design = self.layout.design()
        spread = row @ np.linalg.pinv(design.T @ design) @ row
        return 1 + len(positions) * float(spread)

    def _season(self, position: int) -> int:
        return (self.last - position) % CALENDAR_MONTHS

    def _weights(self) -> dict[int, float]:
        """Weigh the levels of the base: alike by month, or of its last year where not stable."""
        years = self.layout.years
        if not self.base.is_stable:
            return {min(years): 1.0}
        return {year: years.count(year) / len(years) for year in set(years)}


def _stability(
    counts: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    days: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    layout: Layout,
    dispersion: float,
    degrees: float,
) -> tuple[float, bool]:
    """Compare the second twelve months of a base with the first, season and days allowed for."""
    one_level = Layout(tuple(season for season in layout.seasons))
    expected = effects(counts, one_level, days).expected(one_level, days)
    half = len(counts) // 2
    seen = counts[:half].sum(), counts[half:].sum()
    usual = expected[:half].sum(), expected[half:].sum()
    if not all(seen) or not all(usual):
        return 1.0, False
    change = float((seen[1] / usual[1]) / (seen[0] / usual[0]))
    error = sqrt(dispersion * (1 / seen[0] + 1 / seen[1]))
    p = 2 * float(scipy.special.stdtr(degrees, -abs(float(np.log(change))) / error))
    return change, p >= UNSTABLE


def _runs(judged: Sequence[int]) -> list[tuple[int, ...]]:
    """List each seven judged months that follow each other without a gap."""
    found = (tuple(judged[start : start + RUN]) for start in range(len(judged) - RUN + 1))
    return [run for run in found if run[-1] - run[0] == RUN - 1]


def _side(months: Months, usual: _Usual, position: int) -> int:
    count, expected = months[position][2] or 0, usual.expected(position)
    return (count > expected) - (count < expected)


def _one_side(sides: Sequence[int]) -> bool:
    return bool(sides[0]) and len(set(sides)) == 1


def _point(
    months: Months,
    position: int,
    usual: _Usual | None,
    signal: Signal | None,
    direction: Direction,
    level: float,
) -> Point:
    label, _, count = months[position]
    if usual is None or count is None:
        read = Reading.NO_COMPARISON if count is None else Reading.USUAL
        return Point(label, count, None, None, False, read)
    upwards = bool(signal) and _side(months, usual, position) > 0
    return Point(
        label,
        count,
        usual.limits(position, level),
        signal,
        upwards,
        _reading(signal, upwards, direction),
    )


def _reading(signal: Signal | None, upwards: bool, direction: Direction) -> Reading:
    if signal is None:
        return Reading.USUAL
    if direction is Direction.NONE:
        return Reading.HIGHER if upwards else Reading.LOWER
    return Reading.BETTER if upwards is (direction is Direction.HIGHER) else Reading.WORSE
