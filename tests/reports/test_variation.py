"""How far months vary: Pearson's chi-squared over its degrees, and what months share."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.variation import (
    Layout,
    Residuals,
    Span,
    Variation,
    base_of,
    fitted,
    residuals,
    serial_correlation,
    standard_error,
    variation,
)

YEAR = Span(months=12, back=12)
MONTH = Span(months=1, back=12)
CURRENT = (10, 12, 9, 11, 10, 12, 8, 10, 11, 9, 10, 8)
PREVIOUS = (20, 8, 15, 9, 14, 6, 18, 10, 13, 11, 16, 10)
SEASON = (100, 120, 150, 200, 260, 300, 310, 290, 220, 160, 130, 110)


def chi_squared(*years: tuple[int, ...]) -> float:
    """Sum (seen - expected)² / expected over the table year × calendar month, by hand."""
    total = sum(map(sum, years))
    columns = [sum(column) for column in zip(*years, strict=True)]
    cells = [
        (seen, sum(year) * both / total)
        for year in years
        for seen, both in zip(year, columns, strict=True)
    ]
    return math.fsum((seen - expected) ** 2 / expected for seen, expected in cells)


class TestResiduals:
    def test_are_those_of_the_table_of_years_and_calendar_months(self) -> None:
        found = residuals((*PREVIOUS, *CURRENT))

        assert math.isclose(found.squares, chi_squared(PREVIOUS, CURRENT))

    def test_multiply_each_with_the_next_month(self) -> None:
        total = sum(CURRENT) + sum(PREVIOUS)
        left = [
            (seen - sum(year) * both / total) / math.sqrt(sum(year) * both / total)
            for year in (PREVIOUS, CURRENT)
            for seen, both in zip(
                year, [a + b for a, b in zip(PREVIOUS, CURRENT, strict=True)], strict=True
            )
        ]

        found = residuals((*PREVIOUS, *CURRENT))

        assert math.isclose(found.products, sum(a * b for a, b in pairwise(left)))

    def test_take_season_and_level_for_no_noise(self) -> None:
        halved = tuple(n // 2 for n in SEASON)

        found = residuals((*SEASON, *halved, *SEASON))

        assert found.squares < 1e-9

    def test_need_no_guess_for_a_month_that_is_not_covered(self) -> None:
        doubled = tuple(2 * n for n in SEASON)
        held = [*SEASON, *doubled]
        held_but_one: list[int | None] = [*held[:5], None, *held[6:]]

        found = residuals(held_but_one)

        assert found.squares < 1e-6
        assert len(found.layout.covered) == 23

    def test_reach_over_no_gap(self) -> None:
        counts: list[int | None] = [*PREVIOUS, *CURRENT]
        counts[12] = None
        known = np.array([n for n in counts if n is not None], dtype=float)
        layout = Layout.of(counts)
        expected = fitted(known, layout)
        left = (known - expected) / np.sqrt(expected)
        apart = [left[i] * left[i + 1] for i in range(22) if i != 11]

        assert math.isclose(residuals(counts).products, sum(apart))

    def test_are_none_of_months_without_a_case(self) -> None:
        assert residuals([0] * 24).squares == 0

    def test_refuse_what_is_no_count(self) -> None:
        with pytest.raises(ValueError, match="-3 is not a count of a month"):
            residuals([5] * 23 + [-3])


class TestFitted:
    @given(st.lists(st.integers(1, 500), min_size=24, max_size=36), st.integers(0, 11))
    def test_keeps_the_sums_of_years_and_of_calendar_months(
        self, counts: list[int], gap: int
    ) -> None:
        held = [None if i == gap else n for i, n in enumerate(counts)]
        layout = Layout.of(held)
        known = np.array([n for n in held if n is not None], dtype=float)

        found = fitted(known, layout)

        for groups in (np.array(layout.years), np.array(layout.seasons)):
            assert np.allclose(np.bincount(groups, found), np.bincount(groups, known), rtol=1e-3)

    def test_expects_of_a_month_by_its_weight(self) -> None:
        """A February of 29 days holds 29/28 of what one of 28 days holds."""
        days = np.array([28.0, 31.0, 29.0, 31.0])
        layout = Layout(covered=(13, 12, 1, 0))

        found = fitted(10 * days, layout, days)

        assert np.allclose(found, 10 * days)


class TestVariation:
    @pytest.mark.parametrize(("years", "degrees"), [(2, 11), (3, 22)])
    def test_divides_chi_squared_by_its_degrees(self, years: int, degrees: int) -> None:
        table = (PREVIOUS, CURRENT, PREVIOUS[::-1])[:years]
        months = tuple(n for year in table for n in year)

        found = variation(residuals(months), YEAR, serial=0.0)

        assert found is not None
        assert math.isclose(found.dispersion, chi_squared(*table) / degrees)
        assert math.isclose(found.degrees, degrees)
        assert (found.serial, found.factor, found.months) == (0.0, 1.0, 12 * years)

    def test_has_fewer_degrees_where_months_are_missing(self) -> None:
        counts: list[int | None] = [*PREVIOUS, *CURRENT]
        counts[3] = None

        found = variation(residuals(counts), YEAR, serial=0.0)

        assert found is not None
        assert math.isclose(found.degrees, 10)

    def test_is_unknown_where_the_fit_leaves_nothing_over(self) -> None:
        assert variation(residuals(CURRENT), YEAR, serial=0.0) is None

    def test_widens_a_year_by_what_months_share_and_hardly_a_month(self) -> None:
        """For months of one year against the same of the year before, by hand: with r = 0.5."""
        apart = [abs(a - b) for a in range(24) for b in range(24)]
        sign = [1 if (a < 12) is (b < 12) else -1 for a in range(24) for b in range(24)]
        by_hand = sum(s * 0.5**d for s, d in zip(sign, apart, strict=True)) / 24
        left = residuals((*PREVIOUS, *CURRENT, *PREVIOUS))

        year, month = (variation(left, span, serial=0.5) for span in (YEAR, MONTH))

        assert year is not None
        assert month is not None
        assert math.isclose(year.factor, by_hand)
        assert math.isclose(by_hand, 2.5, rel_tol=0.01)
        assert month.factor == 1.0
        assert year.dispersion == month.dispersion > chi_squared(PREVIOUS, CURRENT, PREVIOUS) / 22
        assert year.degrees < 22

    @pytest.mark.parametrize(
        ("dispersion", "factor", "inflation"),
        [(0.3, 1.0, 1.0), (0.3, 2.0, 1.0), (0.8, 2.0, 1.6), (4.0, 1.5, 6.0)],
    )
    def test_never_narrows(self, dispersion: float, factor: float, inflation: float) -> None:
        found = Variation(dispersion, 0.2, factor, 11, 24)

        assert found.inflation == inflation
        assert math.isclose(standard_error(400, 500, found), math.sqrt(0.0045 * inflation))


class TestSerialCorrelation:
    @staticmethod
    def drawn(serial: float, n: int) -> list[Residuals]:
        """Draw series of three years whose months go together."""
        random = np.random.default_rng(8)
        made = []
        for _ in range(n):
            noise = random.standard_normal(36)
            for month in range(1, 36):
                noise[month] = serial * noise[month - 1] + math.sqrt(1 - serial**2) * noise[month]
            made.append(residuals([round(1000 + 60 * each) for each in noise]))
        return made

    @pytest.mark.parametrize("serial", [0.0, 0.3, 0.5, 0.8])
    def test_finds_what_months_share_without_bias(self, serial: float) -> None:
        assert abs(serial_correlation(self.drawn(serial, 200)) - serial) < 0.04

    def test_is_nought_where_neighbours_look_unlike_each_other(self) -> None:
        assert serial_correlation([residuals([90, 110] * 18)]) == 0
        assert serial_correlation([residuals([90, 110, 100] * 12)]) == 0
        assert serial_correlation([]) == 0

    def test_stops_short_of_one(self) -> None:
        drifting = residuals(
            [100 + 40 * math.floor(i / 12) + 3 * (i % 12) ** 2 * (i > 23) for i in range(36)]
        )

        assert serial_correlation([drifting]) <= 0.9


class TestBaseOf:
    def test_is_all_that_is_known_of_a_year(self) -> None:
        months = (*[None] * 12, *PREVIOUS, *CURRENT)

        assert base_of(months, YEAR) == months

    @pytest.mark.parametrize(("missing", "is_known"), [((), True), ((0,), True), ((0, 14), False)])
    def test_needs_eleven_months_that_both_years_have(
        self, missing: tuple[int, ...], is_known: bool
    ) -> None:
        months = [None if i in missing else n for i, n in enumerate((*PREVIOUS, *CURRENT))]

        assert bool(base_of(months, YEAR)) is is_known

    @pytest.mark.parametrize("months", [1, 3, 6])
    def test_is_what_came_before_a_shorter_period(self, months: int) -> None:
        counts = (*PREVIOUS, *CURRENT, *PREVIOUS)

        assert base_of(counts, Span(months, 12)) == counts[: 36 - months]

    @pytest.mark.parametrize(("n", "is_known"), [(24, False), (25, True)])
    def test_needs_two_years_before_a_month(self, n: int, is_known: bool) -> None:
        assert bool(base_of([5] * n, MONTH)) is is_known
