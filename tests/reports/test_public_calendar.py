"""Which periods are published beside each other: those whose differences are whole quarters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.periods import Period, shift_months
from reports.public_calendar import next_beside, share_days, stand_together, why_not_public

JANUARY = Period(date(2026, 1, 1), date(2026, 1, 31))
"""1 to 30 January: a day short of the month."""
MARCH = Period.months_to("2024-03", 1)
YEAR = Period.twelve_months_to("2024-03")


def moved(period: Period, months: int) -> Period:
    """Move a period of whole months."""
    return Period(shift_months(period.start, months), shift_months(period.end, months))


class TestWhyNotPublic:
    @pytest.mark.parametrize("days", [0, 1])
    def test_refuses_days_that_slide_by_a_day(self, days: int) -> None:
        slid = Period(JANUARY.start + timedelta(days), JANUARY.end + timedelta(days))

        assert "neither whole months nor whole weeks" in why_not_public(slid)

    def test_has_nothing_against_months_and_weeks(self) -> None:
        week = Period(date(2026, 1, 5), date(2026, 1, 12))

        assert [why_not_public(period) for period in (YEAR, MARCH, week)] == ["", "", ""]


class TestShareDays:
    def test_sees_days_of_either_and_of_what_they_are_compared_with(self) -> None:
        assert share_days(MARCH, YEAR)
        assert share_days(Period.months_to("2023-03", 1), YEAR)
        assert not share_days(Period(date(2022, 1, 1), date(2022, 2, 1)), YEAR)


class TestStandTogether:
    @pytest.mark.parametrize("months", range(-12, 13))
    def test_lets_rolling_years_follow_each_other_by_quarters(self, months: int) -> None:
        assert stand_together(moved(YEAR, months), YEAR) == (months % 3 == 0)

    @pytest.mark.parametrize("months", [1, 2])
    def test_refuses_quarters_that_slide_by_a_month(self, months: int) -> None:
        quarter = Period.months_to("2024-03", 3)

        assert not stand_together(moved(quarter, months), quarter)
        assert stand_together(moved(quarter, 3), quarter)

    def test_lets_months_and_weeks_follow_each_other(self) -> None:
        week = Period(date(2026, 1, 5), date(2026, 1, 12))
        later = Period(date(2026, 1, 12), date(2026, 1, 19))

        assert stand_together(moved(MARCH, 12), MARCH)
        assert stand_together(week, later)

    def test_refuses_another_length_and_weeks_that_slide(self) -> None:
        weeks = Period(date(2026, 1, 5), date(2026, 1, 19))
        slid = Period(date(2026, 1, 12), date(2026, 1, 26))

        assert not stand_together(MARCH, YEAR)
        assert not stand_together(slid, weeks)

    @given(
        st.lists(
            st.tuples(st.integers(0, 40), st.sampled_from([1, 3, 6, 12])), min_size=2, max_size=12
        )
    )
    def test_leaves_no_difference_that_is_shorter_than_a_quarter(
        self, asked: list[tuple[int, int]]
    ) -> None:
        published: list[Period] = []
        for months, length in asked:
            start = shift_months(date(2020, 1, 1), months)
            period = Period(start, shift_months(start, length))
            if all(not share_days(period, one) or stand_together(period, one) for one in published):
                published.append(period)
        every = {side for one in published for side in (one, one.previous())}

        for one in every:
            for other in every - {one}:
                ends = {one.start, one.end, other.start, other.end}
                if one.start < other.end and other.start < one.end:
                    assert {(day.month - one.start.month) % 3 for day in ends} == {0}


class TestNextBeside:
    def test_names_the_quarter_that_is_in_step(self) -> None:
        assert next_beside(moved(YEAR, 1), YEAR) == moved(YEAR, 3)
        assert next_beside(moved(YEAR, 2), YEAR) == moved(YEAR, 3)

    def test_names_none_of_another_length(self) -> None:
        assert next_beside(MARCH, YEAR) is None
