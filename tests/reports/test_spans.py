"""Periods that people name are those of the calendar, and always over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.spans import Span, period_of

DAYS = st.dates(date(2001, 1, 1), date(2100, 12, 31))


class TestPeriodOf:
    @pytest.mark.parametrize(
        ("span", "today", "dates"),
        [
            (Span.WEEK, date(2024, 5, 8), "29 April 2024 to 5 May 2024"),
            (Span.WEEK, date(2024, 5, 6), "29 April 2024 to 5 May 2024"),
            (Span.MONTH, date(2024, 3, 31), "1 February 2024 to 29 February 2024"),
            (Span.QUARTER, date(2024, 5, 8), "1 January 2024 to 31 March 2024"),
            (Span.QUARTER, date(2024, 7, 1), "1 April 2024 to 30 June 2024"),
            (Span.FINANCIAL_YEAR, date(2024, 3, 31), "1 April 2022 to 31 March 2023"),
            (Span.FINANCIAL_YEAR, date(2024, 4, 1), "1 April 2023 to 31 March 2024"),
            (Span.FINANCIAL_YEAR_TO_DATE, date(2024, 8, 1), "1 April 2024 to 31 July 2024"),
            (Span.FINANCIAL_YEAR_TO_DATE, date(2024, 4, 30), "1 April 2023 to 31 March 2024"),
            (Span.ROLLING_YEAR, date(2024, 5, 8), "1 May 2023 to 30 April 2024"),
            (Span.SEASON, date(2024, 9, 30), "1 April 2023 to 30 September 2023"),
            (Span.SEASON, date(2024, 10, 1), "1 April 2024 to 30 September 2024"),
            (Span.SEASON_TO_DATE, date(2024, 4, 30), "1 April 2023 to 30 September 2023"),
            (Span.SEASON_TO_DATE, date(2024, 5, 8), "1 April 2024 to 30 April 2024"),
            (Span.SEASON_TO_DATE, date(2024, 9, 30), "1 April 2024 to 31 August 2024"),
            (Span.SEASON_TO_DATE, date(2024, 10, 1), "1 April 2024 to 30 September 2024"),
            (Span.SEASON_TO_DATE, date(2025, 2, 1), "1 April 2024 to 30 September 2024"),
        ],
    )
    def test_names_the_days(self, span: Span, today: date, dates: str) -> None:
        assert period_of(span, today=today).dates == dates

    @given(st.sampled_from(Span), DAYS)
    def test_is_over_and_no_newer_one_is(self, span: Span, today: date) -> None:
        found = period_of(span, today=today)

        found.refuse_future(today=today)
        assert period_of(span, today=found.end) == found

    @given(DAYS)
    def test_compares_a_season_with_the_same_season(self, today: date) -> None:
        season = period_of(Span.SEASON, today=today)

        assert season.previous() == period_of(Span.SEASON, today=season.start)

    def test_has_words_for_every_choice(self) -> None:
        assert len({span.words for span in Span}) == len(Span)
