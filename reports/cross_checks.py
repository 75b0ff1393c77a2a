"""Other tests of two counts, beside the exact one that reports print. Pure.

For an analyst who checks a figure against another tool. No reading rests on them: the minimum-
likelihood p can contradict its own interval and jumps by a leap day, mid-p and the normal tests
claim too much on small counts.
"""

from dataclasses import dataclass
from math import ceil, exp, isqrt, lgamma, log, sqrt

import scipy

from reports.statistics import NothingToCompareError

TYPICAL_VARIATION = 3.0
TIES = 1 + 1e-7
E_TEST_ADVISED = 100


@dataclass(frozen=True)
class CrossChecks:
    """Hold four tests of the same two counts.

    `wald_z` is of the difference over the root of the sum, `poisson_z` twice the difference of the
    roots; both leave exposure out, so that they fit periods of one length.
    """

    minimum_likelihood_p: float
    mid_p: float
    wald_z: float
    poisson_z: float

    @property
    def words(self) -> str:
        """Say what the z of roots allows, which is flagged beyond 3: both counts vary."""
        within = abs(self.poisson_z) <= TYPICAL_VARIATION
        return "within typical variation" if within else "beyond typical variation"


def cross_checks(
    *,
    current: int,
    previous: int,
    current_exposure: float = 1.0,
    previous_exposure: float = 1.0,
) -> CrossChecks:
    """Test two counts in the ways of other tools.

    Raises: NothingToCompareError when both counts are 0.
    """
    total = current + previous
    if not total:
        raise NothingToCompareError("Both counts are 0, so there is nothing to test.")
    share = current_exposure / (current_exposure + previous_exposure)
    chances = [_binomial(cases, total, share) for cases in range(total + 1)]
    here = chances[current]
    tail = min(sum(chances[: current + 1]), sum(chances[current:]))
    return CrossChecks(
        minimum_likelihood_p=min(1.0, sum(each for each in chances if each <= here * TIES)),
        mid_p=min(1.0, 2 * tail - here),
        wald_z=(current - previous) / sqrt(total),
        poisson_z=2 * (sqrt(current) - sqrt(previous)),
    )


def e_test(*, current: int, previous: int) -> float:
    """Return the p of Krishnamoorthy and Thomson's test of two Poisson counts, equal exposure.

    Over all pairs with the pooled mean, the chance of a standardised difference at least as large.
    Given their sum n a pair is binomial, so one sum over n is enough; ties are settled in whole
    numbers. Advised for counts up to `E_TEST_ADVISED`.
    Raises: NothingToCompareError when both counts are 0.
    """
    both, apart = current + previous, abs(current - previous)
    if not both:
        raise NothingToCompareError("Both counts are 0, so there is nothing to test.")
    reach = both + 40 + ceil(12 * sqrt(both))
    return min(1.0, sum(_poisson(n, both) * _as_far(n, both, apart) for n in range(1, reach)))


def pooled_z(*, successes: int, base: int, previous_successes: int, previous_base: int) -> float:
    """Return z of two proportions by their pooled share.

    Raises: NothingToCompareError where the pooled share is 0 or 1.
    """
    pooled = (successes + previous_successes) / (base + previous_base)
    spread = sqrt(pooled * (1 - pooled) * (1 / base + 1 / previous_base))
    if not spread:
        raise NothingToCompareError("Both shares are the same end, so there is nothing to test.")
    return (successes / base - previous_successes / previous_base) / spread


def two_sided(z: float, /) -> float:
    """Return the two-sided p of a normal z."""
    return 2 * float(scipy.special.ndtr(-abs(z)))


def _binomial(cases: int, total: int, share: float) -> float:
    if share in (0.0, 1.0):
        return float(cases == total * share)
    chosen = lgamma(total + 1) - lgamma(cases + 1) - lgamma(total - cases + 1)
    return exp(chosen + cases * log(share) + (total - cases) * log(1 - share))


def _poisson(n: int, mean: float) -> float:
    return exp(n * log(mean) - mean - lgamma(n + 1))


def _as_far(n: int, both: int, apart: int) -> float:
    """Return the chance that a sum of n splits at least as far as the counts did, standardised.

    (2i − n)² / n ≥ apart² / both, in whole numbers: 2i − n ≥ the root of apart² n / both, rounded
    up.
    """
    if not apart:
        return 1.0
    least = isqrt((apart * apart * n - 1) // both) + 1
    from_here = (n + least + 1) // 2
    if from_here > n:
        return 0.0
    return 2 * float(scipy.special.betainc(from_here, n - from_here + 1, 0.5))
