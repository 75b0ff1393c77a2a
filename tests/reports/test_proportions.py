"""Proportions and their words: no percentage without interval, none on a base under 50."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.proportions import Proportion, difference
from reports.statistics import Direction, NothingToCompareError, Reading
from tests.reports.nearness import near

PROPORTIONS = st.integers(1, 400).flatmap(
    lambda base: st.integers(0, base).map(lambda part: Proportion(part, base))
)


class TestProportion:
    def test_says_the_find_rate_with_its_interval(self) -> None:
        """WE-32."""
        found = Proportion(145, 322)

        assert found.words == "145 of 322 (45.0%, 95% interval 39.7% to 50.5%)"

    def test_says_crime_data_integrity(self) -> None:
        """WE-34."""
        found = Proportion(121, 132)

        assert near(100 * found.part / found.base, "91.67")
        assert found.words == "121 of 132 (91.7%, 95% interval 85.7% to 95.3%)"

    def test_of_nothing_is_counts_only(self) -> None:
        assert Proportion(0, 0).words == "0 of 0"
        assert Proportion(0, 0).interval is None

    @pytest.mark.parametrize(("part", "base"), [(-1, 5), (6, 5), (0, -1)])
    def test_refuses_what_is_none(self, part: int, base: int) -> None:
        with pytest.raises(ValueError, match="is not a proportion"):
            Proportion(part, base)

    @given(found=PROPORTIONS)
    def test_prints_a_percentage_from_a_base_of_fifty_with_its_interval(
        self, found: Proportion
    ) -> None:
        assert ("%" in found.words) is (found.base >= 50)
        assert found.words.count("95% interval") == (found.base >= 50)


class TestDifference:
    def test_says_the_find_rates_of_two_seasons(self) -> None:
        """WE-32."""
        found = difference(
            now=Proportion(145, 322), then=Proportion(106, 294), direction=Direction.NONE
        )

        assert near(100 * found.points, "8.98")
        assert found.reading is Reading.HIGHER
        assert found.words == (
            "145 of 322 (45.0%, 95% interval 39.7% to 50.5%) against 106 of 294 (36.1%, 95% "
            "interval 30.8% to 41.7%): +9.0 points (95% interval +1.2 to +16.6): more than chance "
            "alone would explain."
        )

    def test_takes_the_smaller_base(self) -> None:
        found = difference(
            now=Proportion(10, 20), then=Proportion(500, 1000), direction=Direction.HIGHER
        )

        assert found.reading is Reading.TOO_FEW
        assert found.words.startswith("10 of 20 against 500 of 1,000 (50.0%")
        assert found.words.endswith("): too few to say.")

    @pytest.mark.parametrize(("now", "then"), [((0, 0), (1, 2)), ((1, 2), (0, 0))])
    def test_refuses_a_proportion_of_nothing(
        self, now: tuple[int, int], then: tuple[int, int]
    ) -> None:
        with pytest.raises(NothingToCompareError, match="has no base"):
            difference(now=Proportion(*now), then=Proportion(*then), direction=Direction.HIGHER)

    @given(now=PROPORTIONS, then=PROPORTIONS)
    def test_reads_the_two_ways_as_opposites(self, now: Proportion, then: Proportion) -> None:
        there = difference(now=now, then=then, direction=Direction.HIGHER)
        back = difference(now=then, then=now, direction=Direction.HIGHER)
        opposite = {Reading.BETTER: Reading.WORSE, Reading.WORSE: Reading.BETTER}

        assert back.reading is opposite.get(there.reading, there.reading)
        assert there.interval.low - 1e-9 <= there.points <= (there.interval.high or 0) + 1e-9

    @given(now=PROPORTIONS, then=PROPORTIONS)
    def test_never_says_significant_nor_a_bare_percentage(
        self, now: Proportion, then: Proportion
    ) -> None:
        words = difference(now=now, then=then, direction=Direction.NONE).words

        assert "significant" not in words
        assert bool(re.search(r" points ", words)) is (min(now.base, then.base) >= 50)
