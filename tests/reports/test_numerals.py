from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import numerals


class TestNumerals:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            (numerals.count(1940), "1,940"),
            (numerals.count(0), "0"),
            (numerals.count(None), "Not recorded"),
            (numerals.signed(-1940), "−1,940"),
            (numerals.signed(144), "+144"),
            (numerals.signed(0), "0"),
            (numerals.percent(80, decimals=0), "80%"),
            (numerals.signed_percent(-9.60016), "−9.6%"),
            (numerals.signed_percent(0.04), "0.0%"),
            (numerals.signed_percent(-0.04), "0.0%"),
            (numerals.signed_percent(1234.5), "+1,234.5%"),
            (numerals.signed_points(8.98), "+9.0 points"),
            (numerals.percent_range(-11.6, -8.0), "−11.6% to −8.0%"),
            (numerals.percent_range(9.1, None), "+9.1% to no upper limit"),
            (numerals.level_range(76.6, 83.0), "77% to 83%"),
            (numerals.ratio(None), "unbounded"),
            (numerals.ratio(0.90153), "0.9015"),
            (numerals.probability(1e-9), "<0.0001"),
            (numerals.probability(0.03818), "0.0382"),
            (numerals.digest_words("9f3c1a7e04bd22c6ffff"), "9f3c 1a7e 04bd 22c6"),
            (numerals.listed([]), ""),
            (numerals.listed(["a"]), "a"),
            (numerals.listed(["a", "b"]), "a and b"),
            (numerals.listed(["a", "b", "c"]), "a, b and c"),
            (numerals.plural(1, "arrest"), "1 arrest"),
            (numerals.plural(2300, "entry", "entries"), "2,300 entries"),
        ],
    )
    def test_prints(self, printed: str, expected: str) -> None:
        assert printed == expected


class TestRounded:
    @pytest.mark.parametrize(
        ("value", "decimals", "expected"),
        [(0.25, 1, 0.3), (-0.25, 1, -0.3), (6.25, 1, 6.3), (2.5, 0, 3.0), (1.005, 2, 1.01)],
    )
    def test_takes_a_half_away_from_zero(
        self, value: float, decimals: int, expected: float
    ) -> None:
        assert numerals.rounded(value, decimals) == expected

    @given(change=st.integers(-5_000, 5_000), base=st.integers(1, 5_000))
    def test_agrees_with_the_quotient_as_it_is_in_full(self, change: int, base: int) -> None:
        exact = Fraction(1000 * abs(change), base)
        tenths = int(exact) + (exact - int(exact) >= Fraction(1, 2))

        found = numerals.rounded(100 * change / base, 1)

        assert abs(found) == tenths / 10
        assert found * change >= 0
