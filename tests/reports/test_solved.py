"""Solved rates on two bases, which are never mixed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import published, solved
from reports.solved import FRAMEWORK, Basis, Crime, OutcomeClass, SolvedRate, solved_change
from reports.statistics import NothingToCompareError, Reading
from tests.reports.nearness import near

START, END, AS_AT = date(2024, 1, 1), date(2025, 1, 1), date(2025, 3, 1)
DAYS = st.dates(date(2023, 7, 1), date(2025, 6, 30))
CRIMES = st.lists(
    st.builds(
        Crime,
        recorded_on=DAYS,
        outcome=st.sampled_from(OutcomeClass),
        outcome_on=st.one_of(st.none(), DAYS),
    ),
    max_size=40,
)


def rate(solved_count: int, recorded: int, basis: Basis = Basis.OUTCOMES_IN_PERIOD) -> SolvedRate:
    """Give a rate, of outcomes in the period unless told."""
    return SolvedRate(solved_count, recorded, basis)


class TestFramework:
    def test_classes_every_number_and_keeps_nought_out(self) -> None:
        numbers = {str(number) for number in range(23)} | {"1A", "2A", "3A"}
        by_class = {
            each: {number for number, classed in FRAMEWORK.items() if classed is each}
            for each in OutcomeClass
        }

        assert set(FRAMEWORK) == numbers
        assert by_class[OutcomeClass.NOT_YET] == {"0"}
        assert by_class[OutcomeClass.CHARGE] == {"1", "1A"}
        assert by_class[OutcomeClass.OUT_OF_COURT] == {"2", "2A", "3", "3A", "6", "7", "8", "22"}
        assert OutcomeClass.NOT_YET not in solved.SOLVED


class TestSolvedRate:
    def test_reproduces_the_force_in_a_year(self) -> None:
        """WE-38: +13,339 is +11.3%, and 22,040 solved is 16.8%."""
        base = published.implied_base(change=13_339, percent=11.3, decimals=1)
        now, then = rate(22_040, base.current), rate(23_830, base.base)
        found = solved_change(now=now, then=then)

        assert (base.base, base.current) == (118_044, 131_383)
        assert now.percent == 16.8
        assert near(100 * (22_040 - 23_830) / 23_830, "-7.5")
        assert 22_040 - 23_830 == -1790
        assert found.reading is Reading.WORSE
        assert found.words == "−3.4 points (to 16.8%): more than chance alone would explain."

    def test_has_an_interval_where_it_is_a_proportion(self) -> None:
        of_crimes = rate(20, 100, Basis.CRIMES_OF_PERIOD)

        assert rate(20, 100).interval is None
        assert of_crimes.interval is not None
        assert of_crimes.words == (
            "20.0%, 95% interval 13.3% to 28.9%: 20 solved, 100 recorded (crimes recorded in the "
            "period that have an outcome by now)"
        )

    def test_may_pass_a_hundred_where_old_crimes_are_solved(self) -> None:
        assert rate(120, 100).percent == 120.0

    @pytest.mark.parametrize("basis", Basis)
    def test_has_no_percentage_under_fifty(self, basis: Basis) -> None:
        assert rate(10, 49, basis).percent is None
        assert "%" not in rate(10, 49, basis).words
        assert rate(10, 50, basis).percent == 20.0


class TestSolvedRates:
    def test_count_outcomes_on_two_bases(self) -> None:
        charge = OutcomeClass.CHARGE
        crimes = [
            Crime(date(2024, 2, 1), charge, date(2024, 3, 1)),
            Crime(date(2024, 2, 1), charge, date(2025, 2, 1)),
            Crime(date(2023, 2, 1), charge, date(2024, 3, 1)),
            Crime(date(2024, 2, 1), charge, date(2025, 3, 2)),
            Crime(date(2024, 2, 1), OutcomeClass.OTHER, date(2024, 3, 1)),
            Crime(date(2024, 12, 31), OutcomeClass.OUT_OF_COURT, date(2024, 12, 31)),
            Crime(date(2025, 1, 1), charge, date(2025, 1, 1)),
            Crime(date(2024, 1, 1)),
        ]
        found = solved.solved_rates(crimes, start=START, end=END, as_at=AS_AT)

        assert found.outcomes_in_period == rate(3, 6)
        assert found.crimes_of_period == rate(3, 6, Basis.CRIMES_OF_PERIOD)

    def test_take_the_force_s_own_list_of_what_is_solved(self) -> None:
        crimes = [Crime(date(2024, 2, 1), OutcomeClass.OUT_OF_COURT, date(2024, 3, 1))]
        only_charges = frozenset({OutcomeClass.CHARGE})

        found = solved.solved_rates(crimes, start=START, end=END, as_at=AS_AT, solved=only_charges)
        assert found.outcomes_in_period.solved == 0

    @given(CRIMES)
    def test_of_two_halves_add_up_to_the_year(self, crimes: list[Crime]) -> None:
        middle = date(2024, 7, 1)
        whole = solved.solved_rates(crimes, start=START, end=END, as_at=AS_AT)
        halves = [
            solved.solved_rates(crimes, start=start, end=end, as_at=AS_AT)
            for start, end in ((START, middle), (middle, END))
        ]

        for name in ("outcomes_in_period", "crimes_of_period"):
            parts = [getattr(half, name) for half in halves]
            assert sum(part.solved for part in parts) == getattr(whole, name).solved
            assert sum(part.recorded for part in parts) == getattr(whole, name).recorded

    @given(CRIMES)
    def test_of_the_crimes_are_never_more_than_the_crimes(self, crimes: list[Crime]) -> None:
        found = solved.solved_rates(crimes, start=START, end=END, as_at=AS_AT).crimes_of_period

        assert 0 <= found.solved <= found.recorded


class TestSolvedChange:
    def test_refuses_two_bases(self) -> None:
        with pytest.raises(solved.BasesDifferError, match="the same basis only"):
            solved_change(now=rate(20, 100), then=rate(20, 100, Basis.CRIMES_OF_PERIOD))

    @pytest.mark.parametrize(("now", "then"), [(0, 100), (100, 0)])
    def test_refuses_a_period_without_a_crime(self, now: int, then: int) -> None:
        with pytest.raises(NothingToCompareError, match="has no solved rate"):
            solved_change(now=rate(0, now), then=rate(0, then))

    def test_reads_crimes_of_the_period_as_proportions(self) -> None:
        basis = Basis.CRIMES_OF_PERIOD
        found = solved_change(now=rate(300, 1000, basis), then=rate(200, 1000, basis))

        assert found.reading is Reading.BETTER
        assert found.words == "+10.0 points (to 30.0%): more than chance alone would explain."

    def test_takes_crimes_as_the_exposure_of_outcomes_in_the_period(self) -> None:
        """More outcomes than crimes are no proportion, and have a rate ratio all the same."""
        found = solved_change(now=rate(300, 100), then=rate(200, 100))

        assert found.reading is Reading.BETTER
        assert found.points == 100.0

    def test_gives_no_points_on_a_small_base(self) -> None:
        found = solved_change(now=rate(10, 40), then=rate(12, 45))

        assert found.points is None
        assert found.reading is Reading.TOO_FEW
        assert found.words == (
            "10 solved, 40 recorded (outcomes given in the period, whenever the crime was "
            "recorded): too few to say."
        )
