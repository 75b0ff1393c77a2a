"""What a published figure implies about the numbers that it leaves out. Pure.

For reading what others printed. An implied number is never data: it has a range, because the
figure was rounded, and it enters no count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

import scipy

from reports import numerals
from reports.statistics import LEVEL


@dataclass(frozen=True)
class ImpliedBase:
    """Hold the base that a change and its printed percentage imply, and the least and most."""

    base: int
    low: int
    high: int
    change: int

    @property
    def current(self) -> int:
        """Return the base with the change added."""
        return self.base + self.change

    @property
    def words(self) -> str:
        """Print the implied base with its range, marked as implied."""
        ends = f"{numerals.count(self.low)} to {numerals.count(self.high)}"
        return f"about {numerals.count(self.base)} before (implied; {ends})"


def implied_base(*, change: int, percent: float, decimals: int) -> ImpliedBase:
    """Return the base of "13,339 more, which is 11.3%", printed to a number of decimals.

    Raises: ValueError where the percentage is 0 or goes the other way than the change.
    """
    half = 0.5 * 10**-decimals
    size, share = abs(change), abs(percent)
    if change * percent <= 0 or share <= half:
        raise ValueError(f"{change} and {percent}% do not imply a base.")
    return ImpliedBase(
        base=round(100 * size / share),
        low=ceil(100 * size / (share + half)),
        high=floor(100 * size / (share - half)),
        change=change,
    )


def implied_sample(*, percent: float, margin: float) -> int:
    """Return how many were asked or audited, by a percentage and its printed margin in points."""
    if not 0 < percent < 100 or margin <= 0:
        raise ValueError(f"{percent}% ± {margin} does not imply a sample.")
    z = float(scipy.special.ndtri((1 + LEVEL) / 2))
    return round(z * z * percent * (100 - percent) / margin**2)


def parts_warning(parts: Mapping[str, int], /, *, total: int) -> str:
    """Say by how much printed parts miss their printed total; empty where they add up.

    Real sources do not always add up, so that an import warns and does not refuse.
    """
    gap = sum(parts.values()) - total
    if not gap:
        return ""
    way = "more" if gap > 0 else "less"
    summed = numerals.count(sum(parts.values()))
    return f"The parts sum to {summed}, {numerals.count(abs(gap))} {way} than the total printed."
