"""Which of many comparisons are named."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.together import named_at

HOCHBERG = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262),
    *(0.5719, 0.6528, 0.7590, 1.0),
)
"""The fifteen p of Benjamini and Hochberg (1995), section 3.2."""


class TestNamedAt:
    def test_reproduces_benjamini_and_hochberg(self) -> None:
        """They reject the four smallest: 0.0095 is under 4/15 of 0.05, which is 0.0133."""
        level = named_at(HOCHBERG)

        assert math.isclose(level, 0.05 * 4 / 15)
        assert sum(p <= level for p in HOCHBERG) == 4

    def test_takes_a_larger_p_with_it_where_a_later_one_passes(self) -> None:
        assert math.isclose(named_at((0.03, 0.04, 0.045)), 0.05)

    @pytest.mark.parametrize(("chances", "level"), [((), 0.05), ((0.05,), 0.05), ((0.9,), 0.05)])
    def test_reads_one_alone_as_one(self, chances: tuple[float, ...], level: float) -> None:
        assert named_at(chances) == level

    def test_needs_the_share_of_one_where_nothing_is_named(self) -> None:
        assert math.isclose(named_at((0.2, 0.5, 0.9, 0.006)), 0.05 / 4 * 1)
        assert math.isclose(named_at((0.2, 0.5, 0.9, 0.02)), 0.05 / 4)

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
    def test_names_exactly_those_at_or_under_it(self, chances: list[float]) -> None:
        level = named_at(chances)
        named = sum(p <= level for p in chances)

        assert 0.05 / len(chances) <= level * (1 + 1e-12)
        assert level <= 0.05
        assert math.isclose(level, 0.05 * max(1, named) / len(chances))
