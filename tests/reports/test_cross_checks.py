"""The other tests of two counts, against the columns of the worked examples."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reports import cross_checks, statistics
from reports.statistics import NothingToCompareError
from tests.reports.nearness import near

COUNTS = st.integers(0, 400)


class TestCrossChecks:
    @pytest.mark.parametrize(
        ("example", "current", "previous", "likelihood", "mid", "wald", "roots"),
        [
            ("WE-17", 77, 106, "0.0382", "0.0322", "-2.144", "-3.041"),
            ("WE-19", 322, 294, "0.2766", "0.2596", "1.128", "1.596"),
            ("WE-21", 794, 808, "0.7453", "0.7266", "-0.350", "-0.495"),
            ("WE-22", 1349, 1612, "0.0000", "0.0000", "-4.833", "-6.842"),
            ("WE-23", 889, 861, "0.5187", "0.5034", "0.669", "0.947"),
            ("WE-25", 12, 20, "0.2153", "0.1628", "-1.414", "-2.016"),
            ("WE-26", 0, 5, "0.0625", "0.0313", "-2.236", "-4.472"),
            ("WE-27", 0, 6, "0.0312", "0.0156", "-2.449", "-4.899"),
        ],
    )
    def test_reproduce_the_other_columns(
        self,
        example: str,
        current: int,
        previous: int,
        likelihood: str,
        mid: str,
        wald: str,
        roots: str,
    ) -> None:
        found = cross_checks.cross_checks(current=current, previous=previous)

        assert near(found.minimum_likelihood_p, likelihood), example
        assert near(found.mid_p, mid)
        assert near(found.wald_z, wald)
        assert near(found.poisson_z, roots)

    def test_jump_by_a_leap_day_where_the_central_p_does_not(self) -> None:
        """WE-25 with 366 and 365 days."""
        found = cross_checks.cross_checks(
            current=12, previous=20, current_exposure=366, previous_exposure=365
        )

        assert near(found.minimum_likelihood_p, "0.1622")

    @pytest.mark.parametrize(("current", "previous", "percent"), [(9, 4, "125"), (25, 16, "56")])
    def test_find_large_percentages_within_typical_variation(
        self, current: int, previous: int, percent: str
    ) -> None:
        """WE-31."""
        found = cross_checks.cross_checks(current=current, previous=previous)

        assert near(100 * (current - previous) / previous, percent)
        assert near(found.poisson_z, "2.0")
        assert found.words == "within typical variation"

    @pytest.mark.parametrize(
        ("current", "previous", "words"),
        [
            (16, 6, "beyond typical variation"),
            (4, 16, "beyond typical variation"),
            (25, 12, "beyond typical variation"),
            (25, 13, "within typical variation"),
        ],
    )
    def test_flag_beyond_three_either_way(self, current: int, previous: int, words: str) -> None:
        assert cross_checks.cross_checks(current=current, previous=previous).words == words

    def test_refuse_two_zeros(self) -> None:
        with pytest.raises(NothingToCompareError, match="Both counts are 0"):
            cross_checks.cross_checks(current=0, previous=0)

    @given(current=COUNTS, previous=COUNTS, days=st.integers(1, 400), before=st.integers(1, 400))
    def test_agree_with_scipy_and_claim_no_less_by_mid_p(
        self, current: int, previous: int, days: int, before: int
    ) -> None:
        if not current + previous:
            return
        found = cross_checks.cross_checks(
            current=current, previous=previous, current_exposure=days, previous_exposure=before
        )
        central = statistics.rate_ratio(
            current=current, previous=previous, current_exposure=days, previous_exposure=before
        ).p
        known = stats.binomtest(current, current + previous, days / (days + before)).pvalue

        assert math.isclose(found.minimum_likelihood_p, known, rel_tol=1e-6, abs_tol=1e-9)
        assert 0 <= found.mid_p <= central + 1e-9


class TestETest:
    @pytest.mark.parametrize(
        ("current", "previous", "p"),
        [
            (6, 2, "0.1748748"),
            (0, 3, "0.0884"),
            (20, 10, "0.069"),
            (25, 16, "0.1648"),
            (9, 4, "0.1830"),
            (77, 106, "0.0321"),
        ],
    )
    def test_reproduces_its_oracles(self, current: int, previous: int, p: str) -> None:
        """WE-30."""
        assert near(cross_checks.e_test(current=current, previous=previous), p)

    def test_is_near_the_normal_p(self) -> None:
        """WE-30: about 0.068 for 20 and 10."""
        found = cross_checks.cross_checks(current=20, previous=10)

        assert near(cross_checks.two_sided(found.wald_z), "0.068")

    def test_refuses_two_zeros(self) -> None:
        with pytest.raises(NothingToCompareError, match="Both counts are 0"):
            cross_checks.e_test(current=0, previous=0)

    @given(current=st.integers(0, 100), previous=st.integers(0, 100))
    def test_does_not_care_which_came_first(self, current: int, previous: int) -> None:
        if not current + previous:
            return
        there = cross_checks.e_test(current=current, previous=previous)

        assert there == cross_checks.e_test(current=previous, previous=current)
        assert 0 <= there <= 1

    @given(current=st.integers(0, 12), previous=st.integers(0, 12))
    def test_is_the_sum_over_all_pairs(self, current: int, previous: int) -> None:
        if not current + previous:
            return
        mean = (current + previous) / 2
        chance = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(90)]
        far = (current - previous) ** 2
        known = sum(
            chance[a] * chance[b]
            for a in range(90)
            for b in range(90)
            if a + b and (a - b) ** 2 * (current + previous) >= far * (a + b)
        )

        assert math.isclose(
            cross_checks.e_test(current=current, previous=previous), known, abs_tol=1e-9
        )


class TestPooledZ:
    def test_reproduces_the_find_rates(self) -> None:
        """WE-32: z of the pooled share."""
        found = cross_checks.pooled_z(
            successes=145, base=322, previous_successes=106, previous_base=294
        )

        assert near(found, "2.265")

    @pytest.mark.parametrize(("successes", "previous"), [(0, 0), (20, 30)])
    def test_refuses_two_ends(self, successes: int, previous: int) -> None:
        with pytest.raises(NothingToCompareError, match="the same end"):
            cross_checks.pooled_z(
                successes=successes, base=20, previous_successes=previous, previous_base=30
            )

    @given(base=st.integers(1, 500), data=st.data())
    def test_turns_over_with_its_periods(self, base: int, data: st.DataObject) -> None:
        now = data.draw(st.integers(0, base))
        then = data.draw(st.integers(0, base).filter(lambda n: 0 < n + now < 2 * base))

        there = cross_checks.pooled_z(
            successes=now, base=base, previous_successes=then, previous_base=base
        )
        back = cross_checks.pooled_z(
            successes=then, base=base, previous_successes=now, previous_base=base
        )
        assert math.isclose(there, -back, abs_tol=1e-12)
        assert (there > 0) is (now > then)
