"""The worked examples of docs/statistics.md, each to half a unit of its last printed digit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import statistics
from reports.statistics import Direction, Interval, Reading
from reports.variation import Variation
from tests.reports.nearness import near

COUNTS = st.integers(min_value=0, max_value=5000)
DAYS = st.integers(min_value=1, max_value=400)


def varying(dispersion: float) -> Variation:
    """Give the variation of two years of months that share nothing."""
    return Variation(dispersion=dispersion, serial=0.0, factor=1.0, degrees=11, months=24)


class TestRateRatio:
    @pytest.mark.parametrize(
        ("example", "current", "previous", "percent", "estimate", "low", "high", "p"),
        [
            ("WE-17", 77, 106, "-27.4", "0.7264", "0.5345", "0.9834", "0.0382"),
            ("WE-19", 322, 294, "9.5", "1.0952", "0.9322", "1.2872", "0.2766"),
            ("WE-21", 794, 808, "-1.7", "0.9827", "0.8899", "1.0851", "0.7453"),
            ("WE-22", 1349, 1612, "-16.3", "0.8368", "0.7779", "0.9002", "0.0000"),
            ("WE-23", 889, 861, "3.3", "1.0325", "0.9391", "1.1353", "0.5187"),
            ("WE-25", 12, 20, "-40.0", "0.6000", "0.2674", "1.2887", "0.2153"),
            ("WE-26", 0, 5, "-100", "0", "0", "1.0913", "0.0625"),
            ("WE-27", 0, 6, "-100", "0", "0", "0.8493", "0.0312"),
        ],
    )
    def test_reproduces_the_worked_examples(
        self,
        example: str,
        current: int,
        previous: int,
        percent: str,
        estimate: str,
        low: str,
        high: str,
        p: str,
    ) -> None:
        found = statistics.rate_ratio(current=current, previous=previous)

        assert near(100 * (current - previous) / previous, percent), example
        assert near(found.estimate, estimate)
        assert near(found.exact.low, low)
        assert near(found.exact.high, high)
        assert near(found.p, p)

    def test_reproduces_treatment_against_control_days(self) -> None:
        """WE-9."""
        found = statistics.rate_ratio(
            current=40, previous=120, current_exposure=720, previous_exposure=1080
        )

        assert near(found.estimate, "0.500")
        assert near(found.exact.low, "0.340")
        assert near(found.exact.high, "0.721")
        assert near(found.p, "0.0001")

    def test_reproduces_operation_union_by_days_of_each_season(self) -> None:
        """WE-17, adjusted for the days of each season."""
        found = statistics.rate_ratio(
            current=77, previous=106, current_exposure=183, previous_exposure=214
        )

        assert near(100 * (found.estimate or 0) - 100, "-15.1")
        assert near(100 * found.exact.low - 100, "-37.5")
        assert near(100 * (found.exact.high or 0) - 100, "15.0")

    @pytest.mark.parametrize(
        ("current", "previous", "percent", "change", "low", "high"),
        [
            (18268, 20208, "-9.6", "-9.8", "-11.6", "-8.0"),
            (2629, 4020, "-34.6", "-34.8", "-37.9", "-31.5"),
        ],
    )
    def test_reproduces_the_headline_of_the_demonstration(
        self, current: int, previous: int, percent: str, change: str, low: str, high: str
    ) -> None:
        found = statistics.rate_ratio(
            current=current, previous=previous, current_exposure=366, previous_exposure=365
        )

        assert near(100 * (current - previous) / previous, percent)
        assert near(100 * (found.estimate or 0) - 100, change)
        assert near(100 * found.exact.low - 100, low)
        assert near(100 * (found.exact.high or 0) - 100, high)

    def test_hardly_moves_on_a_leap_day(self) -> None:
        """WE-25 with 366 and 365 days."""
        plain = statistics.rate_ratio(current=12, previous=20)
        leap = statistics.rate_ratio(
            current=12, previous=20, current_exposure=366, previous_exposure=365
        )

        assert near(plain.p, "0.2153")
        assert near(leap.p, "0.2125")

    def test_has_no_upper_end_without_a_case_before(self) -> None:
        found = statistics.rate_ratio(current=5, previous=0)

        assert found.estimate is None
        assert found.exact.high is None
        assert near(1 / found.exact.low, "1.0913")
        assert found.interval() == found.exact

    def test_has_a_p_of_one_where_nothing_changed(self) -> None:
        assert statistics.rate_ratio(current=5, previous=5).p == 1.0

    def test_refuses_two_zeros(self) -> None:
        with pytest.raises(statistics.NothingToCompareError, match=r"^Both counts are 0"):
            statistics.rate_ratio(current=0, previous=0)

    @pytest.mark.parametrize("count", [-1, math.nan, math.inf])
    def test_refuses_what_is_no_count(self, count: int) -> None:
        with pytest.raises(ValueError, match="is not a count: counts are 0 or more"):
            statistics.rate_ratio(current=count, previous=5)
        with pytest.raises(ValueError, match="is not a count: counts are 0 or more"):
            statistics.rate_ratio(current=5, previous=count)

    @pytest.mark.parametrize("days", [0, -1, math.nan, math.inf])
    def test_refuses_what_is_no_exposure(self, days: float) -> None:
        with pytest.raises(ValueError, match="is not an exposure"):
            statistics.rate_ratio(current=4, previous=5, current_exposure=days)
        with pytest.raises(ValueError, match="is not an exposure"):
            statistics.rate_ratio(current=4, previous=5, previous_exposure=days)

    @given(current=COUNTS, previous=COUNTS, days=DAYS, before=DAYS)
    def test_agrees_with_its_own_p(
        self, current: int, previous: int, days: int, before: int
    ) -> None:
        if not current + previous:
            return
        found = statistics.rate_ratio(
            current=current, previous=previous, current_exposure=days, previous_exposure=before
        )

        if abs(found.p - 0.05) > 1e-9:
            assert found.exact.excludes(1.0) is (found.p < 0.05)

    @given(current=COUNTS.filter(bool), previous=COUNTS.filter(bool), days=DAYS, before=DAYS)
    def test_turns_over_with_its_periods(
        self, current: int, previous: int, days: int, before: int
    ) -> None:
        there = statistics.rate_ratio(
            current=current, previous=previous, current_exposure=days, previous_exposure=before
        )
        back = statistics.rate_ratio(
            current=previous, previous=current, current_exposure=before, previous_exposure=days
        )

        assert there.exact.high is not None
        assert math.isclose(there.exact.low * (back.exact.high or 0), 1, rel_tol=1e-6)
        assert there.exact.low < (there.estimate or 0) < there.exact.high
        assert math.isclose(there.p, back.p, rel_tol=1e-6, abs_tol=1e-12)

    @given(
        current=COUNTS,
        previous=COUNTS,
        dispersion=st.floats(min_value=0, max_value=50),
        level=st.sampled_from([0.9, 0.95, 0.996]),
    )
    def test_reads_one_interval_that_never_holds_less_than_the_exact_one(
        self, current: int, previous: int, dispersion: float, level: float
    ) -> None:
        if not current + previous:
            return
        found = statistics.rate_ratio(
            current=current, previous=previous, variation=varying(dispersion)
        )
        alone = statistics.rate_ratio(current=current, previous=previous)
        read, exact = found.interval(level), alone.interval(level)
        chance = found.chance()

        assert read is not None
        assert exact is not None
        assert chance is not None
        assert read.low <= exact.low * (1 + 1e-9)
        assert (read.high or math.inf) >= (exact.high or 0) * (1 - 1e-9)
        if abs(chance - (1 - level)) > 1e-9:
            assert read.excludes(1.0) is (chance < 1 - level)

    @pytest.mark.parametrize(("dispersion", "factor"), [(0.2, 1.0), (1.0, 1.0), (4.0, 2.0)])
    def test_widens_by_student_on_the_log_scale_and_never_narrows(
        self, dispersion: float, factor: float
    ) -> None:
        """2.200985 is the quantile of Student's t with 11 degrees of freedom."""
        ratio = statistics.rate_ratio(current=400, previous=500, variation=varying(dispersion))

        half = 2.200985 * math.sqrt(1 / 400 + 1 / 500) * factor
        found = ratio.interval()
        assert found is not None
        assert math.isclose(found.low, 0.8 * math.exp(-half), rel_tol=1e-6)
        assert math.isclose(found.high or 0, 0.8 * math.exp(half), rel_tol=1e-6)

    def test_widens_a_count_of_nought_by_its_dispersion(self) -> None:
        """0 against 12 months that vary four times as much as chance say what 0 against 3 say."""
        found = statistics.rate_ratio(current=0, previous=12, variation=varying(4.0))
        three = statistics.rate_ratio(current=0, previous=3)

        assert found.interval() == three.interval()
        assert found.chance() == three.chance() == 0.25
        assert found.p < 0.001

    def test_reads_nothing_without_a_variation(self) -> None:
        found = statistics.rate_ratio(current=300, previous=500, variation=None)

        assert (found.interval(), found.chance()) == (None, None)
        assert found.exact.excludes(1.0)


class TestInterval:
    @pytest.mark.parametrize("high", [1.0, 2.0, None])
    def test_does_not_exclude_an_end_of_its_own(self, high: float | None) -> None:
        interval = Interval(low=1.0, high=high)

        assert not interval.excludes(1.0)
        assert interval.excludes(0.999)
        assert not interval.excludes(high or 9.0)
        assert interval.excludes(9.0) is (high is not None)


class TestReading:
    @pytest.mark.parametrize(
        ("current", "previous", "direction", "expected"),
        [
            (300, 500, Direction.LOWER, Reading.BETTER),
            (500, 300, Direction.LOWER, Reading.WORSE),
            (500, 300, Direction.HIGHER, Reading.BETTER),
            (300, 500, Direction.HIGHER, Reading.WORSE),
            (500, 300, Direction.NONE, Reading.HIGHER),
            (300, 500, Direction.NONE, Reading.LOWER),
            (500, 501, Direction.LOWER, Reading.COULD_BE_CHANCE),
            (48, 49, Direction.LOWER, Reading.TOO_FEW),
            (49, 50, Direction.LOWER, Reading.COULD_BE_CHANCE),
            (5, 40, Direction.LOWER, Reading.BETTER),
            (9, 0, Direction.NONE, Reading.HIGHER),
        ],
    )
    def test_follows_the_interval_and_the_direction(
        self, current: int, previous: int, direction: Direction, expected: Reading
    ) -> None:
        ratio = statistics.rate_ratio(current=current, previous=previous)

        found = statistics.reading(ratio=ratio, direction=direction, base=previous)

        assert found is expected

    def test_uses_the_interval_that_allows_for_months(self) -> None:
        exact = statistics.rate_ratio(current=430, previous=500)
        wide = statistics.rate_ratio(current=430, previous=500, variation=varying(3.0))

        read = [
            statistics.reading(ratio=r, direction=Direction.LOWER, base=500) for r in (exact, wide)
        ]

        assert read == [Reading.BETTER, Reading.COULD_BE_CHANCE]

    def test_reads_at_the_level_of_its_family(self) -> None:
        ratio = statistics.rate_ratio(current=430, previous=500)

        read = [
            statistics.reading(ratio=ratio, direction=Direction.LOWER, base=500, level=level)
            for level in (0.95, 0.996)
        ]

        assert read == [Reading.BETTER, Reading.COULD_BE_CHANCE]

    @pytest.mark.parametrize(
        ("current", "previous", "expected"),
        [
            (302, 732, Reading.TOO_SHORT),
            (500, 501, Reading.TOO_SHORT),
            (5, 40, Reading.TOO_SHORT),
            (40, 41, Reading.TOO_FEW),
        ],
    )
    def test_says_too_short_where_longer_months_would_help_and_too_few_where_not(
        self, current: int, previous: int, expected: Reading
    ) -> None:
        ratio = statistics.rate_ratio(current=current, previous=previous, variation=None)

        found = statistics.reading(ratio=ratio, direction=Direction.LOWER, base=previous)

        assert found is expected


class TestProportions:
    def test_reproduces_the_find_rates(self) -> None:
        """WE-32."""
        now = statistics.wilson(successes=145, base=322)
        then = statistics.wilson(successes=106, base=294)
        difference = statistics.newcombe(
            successes=145, base=322, previous_successes=106, previous_base=294
        )

        assert near(100 * now.low, "39.7")
        assert near(100 * (now.high or 0), "50.5")
        assert near(100 * then.low, "30.8")
        assert near(100 * (then.high or 0), "41.7")
        assert near(100 * (145 / 322 - 106 / 294), "8.98")
        assert near(100 * difference.low, "1.21")
        assert near(100 * (difference.high or 0), "16.57")

    @pytest.mark.parametrize(
        ("successes", "base", "low", "high"),
        [(0, 20, "0", "16.11"), (20, 20, "83.89", "100"), (121, 132, "85.7", "95.3")],
    )
    def test_reproduces_the_edges_and_crime_data_integrity(
        self, successes: int, base: int, low: str, high: str
    ) -> None:
        """WE-32 (its edges) and WE-34."""
        found = statistics.wilson(successes=successes, base=base)

        assert near(100 * found.low, low)
        assert near(100 * (found.high or 0), high)

    def test_reproduces_the_residents_survey(self) -> None:
        found = statistics.wilson(successes=0.8 * 612, base=612)

        assert near(100 * found.low, "77")
        assert near(100 * (found.high or 0), "83")

    @pytest.mark.parametrize(("successes", "base"), [(1, 0), (-1, 5), (6, 5)])
    def test_refuses_what_is_no_proportion(self, successes: int, base: int) -> None:
        with pytest.raises(ValueError, match="is not a proportion"):
            statistics.wilson(successes=successes, base=base)

    @given(base=st.integers(1, 3000), data=st.data())
    def test_keeps_the_proportion_inside(self, base: int, data: st.DataObject) -> None:
        successes = data.draw(st.integers(0, base))

        found = statistics.wilson(successes=successes, base=base)

        assert 0 <= found.low <= successes / base + 1e-12
        assert successes / base - 1e-12 <= (found.high or 0) <= 1

    def test_reads_a_fall_of_confidence_as_worse(self) -> None:
        difference = statistics.newcombe(
            successes=700, base=1000, previous_successes=800, previous_base=1000
        )

        found = statistics.difference_reading(
            difference=difference, direction=Direction.HIGHER, base=1000
        )

        assert found is Reading.WORSE

    def test_reads_an_overlap_as_what_could_be_chance(self) -> None:
        found = statistics.difference_reading(
            difference=Interval(low=-0.02, high=0.03), direction=Direction.HIGHER, base=612
        )

        assert found is Reading.COULD_BE_CHANCE


class TestShares:
    def test_prints_the_arrest_ledger(self) -> None:
        counts = [471, 118, 37, 96, 41, 133, 102, 124, 137, 11, 16]

        found = statistics.shares(counts)

        assert found[:4] == (36.6, 9.2, 2.9, 7.5)
        assert sum(round(10 * share) for share in found) == 1000

    def test_gives_nothing_to_nothing(self) -> None:
        assert statistics.shares([0, 0]) == (0.0, 0.0)

    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
    def test_always_prints_one_hundred(self, counts: list[int]) -> None:
        found = statistics.shares(counts)

        if sum(counts):
            assert sum(round(10 * share) for share in found) == 1000
            for count, share in zip(counts, found, strict=True):
                assert abs(share - 100 * count / sum(counts)) < 0.1 + 1e-9
