"""Rates per 1,000 of a stated base, and how the rates of two groups compare. Pure.

Arrests per 1,000 person hours; searches per 1,000 residents, with the disparity ratio.
"""

from dataclasses import dataclass
from math import exp, sqrt

import scipy

from reports import numerals
from reports.statistics import LEVEL, SMALL_BASE, Interval

PER = 1000
SEARCHES_FOR_A_RATIO = 100
RESIDENTS = (
    "Residents are a poor base where many visitors come, such as a seafront in summer: the people "
    "searched need not live there."
)


@dataclass(frozen=True)
class Rate:
    """Hold events and their base, such as residents or person hours; `unit` names the base."""

    events: int
    base: float
    unit: str

    def __post_init__(self) -> None:
        if self.events < 0 or self.base <= 0:
            raise ValueError(f"{self.events} per {self.base} {self.unit} is not a rate.")

    @property
    def per_thousand(self) -> float | None:
        """Return events per 1,000 of the base; None on a base under 50."""
        return None if self.base < SMALL_BASE else PER * self.events / self.base

    @property
    def words(self) -> str:
        """Print the rate with both its numbers; the numbers alone on a base under 50."""
        counts = f"{numerals.count(self.events)} in {self.base:,.0f} {self.unit}"
        if self.per_thousand is None:
            return counts
        return f"{self.per_thousand:,.1f} per 1,000 {self.unit} ({counts})"


@dataclass(frozen=True)
class Disparity:
    """Hold the rate of a group over the rate of another, with the Poisson log-ratio interval."""

    group: Rate
    other: Rate
    ratio: float
    interval: Interval

    @property
    def words(self) -> str:
        """Say the ratio with its interval; the base's limits are in `RESIDENTS`."""
        ends = f"{self.interval.low:.1f} to {self.interval.high or 0.0:.1f}"
        return f"{self.ratio:.1f} times the rate of the other group (95% interval {ends})"


def ratio_to_overall(group: Rate, /, *, overall_per_thousand: float) -> float | None:
    """Return the rate of a group over the overall rate; None on fewer than 100 events."""
    if group.events < SEARCHES_FOR_A_RATIO or group.per_thousand is None:
        return None
    return group.per_thousand / overall_per_thousand


def disparity(*, group: Rate, other: Rate) -> Disparity | None:
    """Compare two groups; None where either has fewer than 100 events.

    Raises: ValueError where the bases are of two units.
    """
    if group.unit != other.unit:
        raise ValueError(f"A rate per {group.unit} has no ratio to a rate per {other.unit}.")
    if min(group.events, other.events) < SEARCHES_FOR_A_RATIO:
        return None
    if group.per_thousand is None or other.per_thousand is None:
        return None
    ratio = group.per_thousand / other.per_thousand
    half = exp(
        float(scipy.special.ndtri((1 + LEVEL) / 2)) * sqrt(1 / group.events + 1 / other.events)
    )
    return Disparity(
        group=group,
        other=other,
        ratio=ratio,
        interval=Interval(low=ratio / half, high=ratio * half),
    )
