"""What published figures imply, and whether they add up."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports import published
from reports.published import implied_base
from tests.reports.nearness import near


class TestImpliedBase:
    @pytest.mark.parametrize(
        ("change", "percent", "decimals", "base", "current"),
        [
            (240, 18.2, 1, 1_319, 1_559),
            (64, 11.7, 1, 547, 611),
            (-146, -2.5, 1, 5_840, 5_694),
            (-9_416, -38.5, 1, 24_457, 15_041),
            (-516, -22, 0, 2_345, 1_829),
            (-1_705, -49.1, 1, 3_473, 1_768),
        ],
    )
    def test_reproduces_the_published_lines(
        self, change: int, percent: float, decimals: int, base: int, current: int
    ) -> None:
        """WE-44. "More than 49%" is read as 49.1%, the first that it can be to one decimal."""
        found = implied_base(change=change, percent=percent, decimals=decimals)

        assert (found.base, found.current) == (base, current)

    def test_says_that_it_is_implied(self) -> None:
        found = implied_base(change=-516, percent=-22, decimals=0)

        assert found.words == "about 2,345 before (implied; 2,294 to 2,400)"

    @pytest.mark.parametrize(
        ("change", "percent"), [(5, -1.0), (-5, 1.0), (0, 1.0), (5, 0.0), (5, 0.05)]
    )
    def test_refuses_what_implies_none(self, change: int, percent: float) -> None:
        with pytest.raises(ValueError, match="do not imply a base"):
            implied_base(change=change, percent=percent, decimals=1)

    @given(base=st.integers(50, 10**6), current=st.integers(0, 10**6))
    def test_holds_the_base_that_was_printed(self, base: int, current: int) -> None:
        percent = round(100 * (current - base) / base, 1)
        assume(abs(percent) > 0.1)

        found = implied_base(change=current - base, percent=percent, decimals=1)

        assert found.low - 1 <= base <= found.high + 1
        assert found.low - 1 <= found.base <= found.high + 1


class TestImpliedSample:
    def test_reproduces_the_inspection(self) -> None:
        """WE-34: 95.8% ± 1.53 is a sample of about 660."""
        assert published.implied_sample(percent=95.8, margin=1.53) == 660

    @pytest.mark.parametrize(("percent", "margin"), [(0, 1), (100, 1), (50, 0)])
    def test_refuses_what_implies_none(self, percent: float, margin: float) -> None:
        with pytest.raises(ValueError, match="does not imply a sample"):
            published.implied_sample(percent=percent, margin=margin)

    @given(base=st.integers(50, 10**5), percent=st.integers(1, 99))
    def test_goes_back_to_the_sample(self, base: int, percent: int) -> None:
        margin = 1.959963984540054 * (percent * (100 - percent) / base) ** 0.5

        assert published.implied_sample(percent=percent, margin=margin) == base


class TestPartsWarning:
    @pytest.mark.parametrize(
        ("parts", "total", "words"),
        [
            (
                {"a": 41_105, "b": 77, "c": 670, "d": 46_666, "e": 165, "f": 51_254},
                139_868,
                "The parts sum to 139,937, 69 more than the total printed.",
            ),
            (
                {"a": 40_463, "b": 188, "c": 589, "d": 45_379, "e": 198, "f": 38_318},
                125_102,
                "The parts sum to 125,135, 33 more than the total printed.",
            ),
            (
                {"a": 37_044, "b": 216, "c": 636, "d": 43_702, "e": 198, "f": 30_760},
                112_556,
                "",
            ),
            ({"a": 1}, 3, "The parts sum to 1, 2 less than the total printed."),
        ],
    )
    def test_warns_of_real_sources_that_do_not_add_up(
        self, parts: dict[str, int], total: int, words: str
    ) -> None:
        """WE-40: prosecutions dropped in 2005, 2006 and 2007."""
        assert published.parts_warning(parts, total=total) == words

    @given(st.dictionaries(st.text(), st.integers(0, 1000)))
    def test_is_silent_exactly_where_they_add_up(self, parts: dict[str, int]) -> None:
        total = sum(parts.values())

        assert published.parts_warning(parts, total=total) == ""
        assert published.parts_warning(parts, total=total + 1) != ""


def test_the_printed_percentages_fit_their_implied_bases() -> None:
    """WE-44: −1,705 of 3,473 is "more than 49%"."""
    assert near(100 * -1_705 / 3_473, "-49.1")
