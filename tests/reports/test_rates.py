"""Rates per 1,000 and the disparity of two groups."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rates import Rate, disparity, ratio_to_overall
from tests.reports.nearness import near

RATES = st.builds(
    Rate, events=st.integers(100, 10**5), base=st.integers(50, 10**7), unit=st.just("people")
)


class TestRate:
    @pytest.mark.parametrize(
        ("events", "hours", "rate"),
        [
            (1298, 153_569, "8.45"),
            (2807, 153_569, "18.28"),
            (35, 4157, "8.42"),
            (109, 4157, "26.22"),
            (75, 9000, "8.33"),
            (232, 9000, "25.78"),
        ],
    )
    def test_reproduces_productivity(self, events: int, hours: int, rate: str) -> None:
        """WE-1: arrests and searches per 1,000 person hours."""
        assert near(Rate(events, hours, "person hours").per_thousand, rate)

    def test_says_both_numbers(self) -> None:
        found = Rate(1298, 153_569, "person hours")

        assert found.words == "8.5 per 1,000 person hours (1,298 in 153,569 person hours)"

    @pytest.mark.parametrize(("base", "rate"), [(49.9, None), (50, 60.0)])
    def test_is_not_computed_on_a_base_under_fifty(self, base: float, rate: float | None) -> None:
        found = Rate(3, base, "residents")

        assert found.per_thousand == rate
        assert ("per 1,000" in found.words) is (rate is not None)

    @pytest.mark.parametrize(("events", "base"), [(-1, 100), (1, 0), (1, -5)])
    def test_refuses_what_is_none(self, events: int, base: float) -> None:
        with pytest.raises(ValueError, match="is not a rate"):
            Rate(events, base, "residents")


class TestDisparity:
    @pytest.mark.parametrize(
        ("searches", "people", "rate", "ratio"),
        [
            (5713, 52_159, "109.5", "17.7"),
            (3805, 81_313, "46.8", "7.5"),
            (2624, 83_789, "31.3", "5.1"),
            (5355, 199_372, "26.9", "4.3"),
            (2737, 189_647, "14.4", "2.3"),
            (4461, 504_165, "8.8", "1.4"),
            (252, 47_977, "5.3", "0.8"),
            (859, 1_427_660, "0.6", "0.1"),
        ],
    )
    def test_reproduces_the_groups_of_a_published_quarter(
        self, searches: int, people: int, rate: str, ratio: str
    ) -> None:
        """WE-42: against 6.20 searches per 1,000 overall."""
        group = Rate(searches, people, "people")

        assert near(group.per_thousand, rate)
        assert near(ratio_to_overall(group, overall_per_thousand=6.20), ratio)

    def test_has_an_interval_against_another_group(self) -> None:
        found = disparity(group=Rate(5713, 52_159, "people"), other=Rate(5355, 199_372, "people"))

        assert found is not None
        half = 1.959964 * math.sqrt(1 / 5713 + 1 / 5355)
        assert math.isclose(found.interval.low, found.ratio * math.exp(-half), rel_tol=1e-6)
        assert found.words == "4.1 times the rate of the other group (95% interval 3.9 to 4.2)"

    @pytest.mark.parametrize(("group", "other"), [(99, 500), (500, 99)])
    def test_is_left_out_under_a_hundred_events(self, group: int, other: int) -> None:
        pair = [Rate(events, 10_000, "people") for events in (group, other)]

        assert disparity(group=pair[0], other=pair[1]) is None
        assert (ratio_to_overall(pair[0], overall_per_thousand=6.2) is None) is (group < 100)

    def test_is_left_out_on_a_tiny_base(self) -> None:
        tiny, large = Rate(100, 49, "people"), Rate(100, 50, "people")

        assert disparity(group=tiny, other=large) is None
        assert disparity(group=large, other=tiny) is None
        assert disparity(group=large, other=large) is not None
        assert ratio_to_overall(tiny, overall_per_thousand=6.2) is None

    def test_refuses_two_units(self) -> None:
        with pytest.raises(ValueError, match="has no ratio to a rate per visitors"):
            disparity(group=Rate(100, 1000, "people"), other=Rate(100, 1000, "visitors"))

    @given(group=RATES, other=RATES)
    def test_turns_over_with_its_groups(self, group: Rate, other: Rate) -> None:
        there, back = disparity(group=group, other=other), disparity(group=other, other=group)

        assert there is not None
        assert back is not None
        assert math.isclose(there.ratio * back.ratio, 1, rel_tol=1e-9)
        assert math.isclose(there.interval.low * (back.interval.high or 0), 1, rel_tol=1e-9)
        assert there.interval.low < there.ratio < (there.interval.high or 0)
