"""How far counts of months vary when nothing has changed: dispersion, and what months share. Pure.

The method, its sources and its simulated error rates stand in docs/statistics.md. numpy comes with
`scipy`, which the statistics load with the first figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np

CALENDAR_MONTHS = 12
FEWEST_MONTHS = 24
"""Covered months before a period shorter than a year, under which its variation is not known."""
FEWEST_PAIRS = 11
"""Months of a year that both periods have, under which they are not compared as years."""
MOST_SERIAL = 0.9
"""Serial correlation beyond which three years of months cannot tell it from a change of level."""
_STEPS = 90
_ROUNDS = 1_000
_NOTHING = 1e-9

Counts = Sequence[int | None]
"""Counts of calendar months that follow each other; None is a month that is not covered."""
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True)
class Layout:
    """Hold which of the months are covered, counted from the last, which is month 0 of year 0."""

    covered: tuple[int, ...]

    @classmethod
    def of(cls, counts: Counts, /) -> "Layout":
        """Find the covered months of a series: the numbers of months before its last, falling."""
        last = len(counts) - 1
        return cls(tuple(last - i for i, count in enumerate(counts) if count is not None))

    @property
    def years(self) -> tuple[int, ...]:
        """Tell for each month how many years before the last it lies."""
        return tuple(back // CALENDAR_MONTHS for back in self.covered)

    @property
    def seasons(self) -> tuple[int, ...]:
        """Tell for each month which month of the year it is, counted back from the last."""
        return tuple(back % CALENDAR_MONTHS for back in self.covered)

    def design(self) -> Floats:
        """Return the columns of a model of levels and seasons, years first, both rising."""
        years, seasons = np.array(self.years), np.array(self.seasons)
        columns = [years[:, None] == np.unique(years), seasons[:, None] == np.unique(seasons)]
        return np.hstack(columns).astype(float)


@dataclass(frozen=True)
class Residuals:
    """Hold what is left of a series when level and season are taken out, in units of chance.

    `squares` is the sum of the squared Pearson residuals, `products` that of each residual with
    the next month's.
    """

    layout: Layout
    squares: float
    products: float


@dataclass(frozen=True)
class Variation:
    """Hold how far a change varies: dispersion, serial correlation, and degrees of freedom.

    `dispersion` is the variance of a month over that of a Poisson count. `factor` is by how much
    what months share widens the variance of the change, 1 or more. `months` gave the three.
    """

    dispersion: float
    serial: float
    factor: float
    degrees: float
    months: int

    @property
    def inflation(self) -> float:
        """Return the variance of a change over that of two Poisson counts: never below 1."""
        return max(1.0, self.dispersion * self.factor)


@dataclass(frozen=True)
class Span:
    """Say what is compared: so many months to the last one, with those so many months before."""

    months: int
    back: int

    @property
    def is_year(self) -> bool:
        """Tell whether the periods are long enough to show how much months vary."""
        return self.months >= CALENDAR_MONTHS


def variations(family: Sequence[tuple[Counts, Span]], /) -> list[Variation | None]:
    """Find how far each of a family of series varies, and from all together what months share.

    None where too few months are known. Raises: ValueError for a count below 0.
    """
    bases = [base_of(counts, span) if counts else () for counts, span in family]
    found = [residuals(base) if any(base) else None for base in bases]
    serial = serial_correlation([left for left in found if left])
    return [
        variation(left, span, serial=serial) if left else None
        for left, (_, span) in zip(found, family, strict=True)
    ]


def base_of(counts: Counts, span: Span, /) -> Counts:
    """Keep the months that tell the variation: of a year all, of a shorter period those before.

    Nothing where there are too few to tell.
    """
    base = counts if span.is_year else counts[: -span.months]
    if span.is_year:
        pairs = zip(counts[-span.months :], _before(counts, span), strict=False)
        enough = sum(None not in pair for pair in pairs) >= FEWEST_PAIRS
    else:
        enough = sum(count is not None for count in base) >= FEWEST_MONTHS
    return base if enough else ()


def residuals(counts: Counts, /) -> Residuals:
    """Take level of each year and season out of a series by the table year × calendar month.

    The fit is that of a Poisson model with both, by iterative proportional fitting, so that months
    that are not covered need no guess. Years are counted back from the last month.
    Raises: ValueError for a count below 0.
    """
    known = np.array([count for count in counts if count is not None], dtype=float)
    if (known < 0).any():
        raise ValueError(f"{int(known.min())} is not a count of a month.")
    layout = Layout.of(counts)
    expected = fitted(known, layout)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(expected > 0, (known - expected) / np.sqrt(expected), 0.0)
    follows = np.array(
        [a - b == 1 for a, b in zip(layout.covered, layout.covered[1:], strict=False)]
    )
    return Residuals(
        layout=layout,
        squares=float(left @ left),
        products=float((left[:-1] * left[1:])[follows].sum()) if len(left) > 1 else 0.0,
    )


@dataclass(frozen=True)
class Effects:
    """Hold the level of each year and the share of each calendar month, by their numbers."""

    levels: Floats
    seasons: Floats

    def expected(self, layout: Layout, weights: Floats, /) -> Floats:
        """Return what is expected of months: level × season × weight."""
        return self.levels[list(layout.years)] * self.seasons[list(layout.seasons)] * weights


def effects(known: Floats, layout: Layout, /, weights: Floats | None = None) -> Effects:
    """Fit level of the year × calendar month × weight to counts, so that the margins agree."""
    weights = np.ones(len(known)) if weights is None else weights
    years, seasons = np.array(layout.years), np.array(layout.seasons)
    levels, shares = np.ones(years.max() + 1), np.ones(seasons.max() + 1)
    for _ in range(_ROUNDS):
        moved = 0.0
        for groups, factors in ((seasons, shares), (years, levels)):
            have = np.bincount(groups, levels[years] * shares[seasons] * weights)
            want = np.bincount(groups, known)
            scale = np.divide(want, have, out=np.ones_like(want), where=have > 0)
            factors *= scale
            moved = max(moved, float(np.abs(scale - 1).max()))
        if moved < _NOTHING:
            break
    return Effects(levels, shares)


def fitted(known: Floats, layout: Layout, /, weights: Floats | None = None) -> Floats:
    """Return what `effects` expect of each month."""
    weights = np.ones(len(known)) if weights is None else weights
    return effects(known, layout, weights).expected(layout, weights)


def serial_correlation(series: Sequence[Residuals], /) -> float:
    """Estimate the correlation of neighbouring months, of one series or of several together.

    It is the one under which the products that were seen are expected, given that level and season
    were fitted: that fit alone makes neighbours look unlike each other. Not below 0.
    """
    squares = [each.squares for each in series]
    products = sum(each.products for each in series)
    if sum(squares) < _NOTHING:
        return 0.0
    traces = [_traces(each.layout) for each in series]

    def expected(step: int) -> float:
        return sum(
            square * trace.products[step] / trace.squares[step]
            for square, trace in zip(squares, traces, strict=True)
        )

    low, high = 0, _STEPS
    if products <= expected(low):
        return 0.0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if expected(middle) < products else (low, middle)
    return low * MOST_SERIAL / _STEPS


def variation(found: Residuals, span: Span, /, *, serial: float) -> Variation | None:
    """Give the variation of a change between two periods; None where no month is left to tell it.

    The dispersion allows for what the fitted levels hide of months that go together; the degrees
    of freedom are Satterthwaite's.
    """
    step = round(serial * _STEPS / MOST_SERIAL)
    trace = _traces(found.layout)
    if trace.squares[step] < 1:
        return None
    return Variation(
        dispersion=found.squares / trace.squares[step],
        serial=serial,
        factor=_factor(span, serial),
        degrees=trace.squares[step] ** 2 / _quartic(found.layout, step),
        months=len(found.layout.covered),
    )


@dataclass(frozen=True)
class _Traces:
    """Hold by serial correlation what residuals of variance 1 are expected to give."""

    squares: tuple[float, ...]
    products: tuple[float, ...]


@cache
def _traces(layout: Layout) -> _Traces:
    keep = keeping(layout)
    beside = (np.abs(np.subtract.outer(layout.covered, layout.covered)) == 1) / 2
    both = keep @ beside @ keep
    correlations = [_correlation(layout, step) for step in range(_STEPS + 1)]
    return _Traces(
        squares=tuple(float((keep * each).sum()) for each in correlations),
        products=tuple(float((both * each).sum()) for each in correlations),
    )


@cache
def _quartic(layout: Layout, step: int) -> float:
    found = keeping(layout) @ _correlation(layout, step)
    return float((found * found.T).sum())


def _correlation(layout: Layout, step: int) -> Floats:
    apart = np.abs(np.subtract.outer(layout.covered, layout.covered))
    correlated: Floats = np.power(step * MOST_SERIAL / _STEPS, apart, dtype=float)
    return correlated


@cache
def keeping(layout: Layout) -> Floats:
    """Return the matrix that takes the levels of years and of calendar months out of a series."""
    left, sizes, _ = np.linalg.svd(layout.design(), full_matrices=False)
    kept = left[:, sizes > _NOTHING]
    keep: Floats = np.eye(len(layout.covered)) - kept @ kept.T
    return keep


@cache
def _factor(span: Span, serial: float) -> float:
    """Tell by how much correlated months widen the variance of a change of level; at least 1."""
    position = np.concatenate([np.arange(span.months), np.arange(span.months) + span.back])
    sign = np.repeat([1.0, -1.0], span.months)
    apart = np.abs(np.subtract.outer(position, position))
    return max(1.0, float(sign @ np.power(serial, apart, dtype=float) @ sign) / (2 * span.months))


def _before(counts: Counts, span: Span) -> Counts:
    end = len(counts) - span.back
    return counts[max(0, end - span.months) : max(0, end)]


def standard_error(current: int, previous: int, found: Variation, /) -> float:
    """Return the standard error of the log of the ratio of two counts that are not 0."""
    return sqrt((1 / current + 1 / previous) * found.inflation)
