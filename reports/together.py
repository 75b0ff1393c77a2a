"""Comparisons that are read together: which may be named when there are many. Pure.

Benjamini and Hochberg's procedure (1995) finds them, and all intervals of the family are printed at
the level of Benjamini and Yekutieli (2005), so that a comparison is named exactly where the
interval that stands beside it excludes no change.
"""

from collections.abc import Sequence

RATE = 0.05
"""The share of false ones among what is named that is accepted; with no true change at all it is
the chance that anything is named."""


def named_at(chances: Sequence[float], /, *, rate: float = RATE) -> float:
    """Return the p at and under which a family names: rate · named / all, at least rate / all."""
    if not chances:
        return rate
    ordered = sorted(chances)
    n_named = max(
        (n for n, p in enumerate(ordered, start=1) if p <= rate * (n / len(ordered))), default=0
    )
    return rate * (max(1, n_named) / len(ordered))
