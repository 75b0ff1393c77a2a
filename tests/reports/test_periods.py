import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import periods
from reports.periods import Period

MONTHS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)).map("{:%Y-%m}".format)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


class TestPeriod:
    def test_covers_the_year_to_a_month(self) -> None:
        year = Period.twelve_months_to("2024-04")

        assert (year.start, year.end) == (date(2023, 5, 1), date(2024, 5, 1))
        assert year.days == 366
        assert year.label == "year to 30 April 2024"
        assert year.heading == "Year to Apr 2024"
        assert year.dates_and_days == "1 May 2023 to 30 April 2024, 366 days"

    def test_is_compared_with_the_same_months_a_year_earlier(self) -> None:
        year = Period.twelve_months_to("2024-04").previous()
        season = Period(start=date(2024, 4, 1), end=date(2024, 10, 1)).previous()
        long = Period.months_to("2024-04", 24).previous()

        assert year.dates_and_days == "1 May 2022 to 30 April 2023, 365 days"
        assert season == Period(start=date(2023, 4, 1), end=date(2023, 10, 1))
        assert long.end == date(2022, 5, 1)

    def test_compares_a_leap_february_with_a_whole_february(self) -> None:
        assert Period.months_to("2025-02", 1).previous().days == 29
        assert Period.months_to("2024-02", 1).previous().days == 28

    def test_compares_the_leap_day_with_the_day_before(self) -> None:
        leap_day = Period(start=date(2024, 2, 29), end=date(2024, 3, 1))

        assert leap_day.previous() == Period(start=date(2023, 2, 28), end=date(2023, 3, 1))

    @pytest.mark.parametrize(
        ("monday", "before"),
        [
            (date(2024, 2, 26), date(2023, 2, 27)),  # the leap day lies within
            (date(2020, 12, 28), date(2019, 12, 30)),  # week 53 of 2020: 2019 has none
            (date(2021, 1, 4), date(2020, 1, 6)),
        ],
    )
    def test_compares_a_week_with_the_same_days_of_the_week(
        self, monday: date, before: date
    ) -> None:
        week = Period(monday, monday + timedelta(days=7))

        assert week.previous() == Period(before, before + timedelta(days=7))

    def test_compares_53_weeks_with_53_that_do_not_overlap(self) -> None:
        weeks = Period(date(2023, 1, 2), date(2024, 1, 8))

        assert weeks.previous().dates_and_days == "4 January 2021 to 9 January 2022, 371 days"

    def test_compares_months_as_months_though_they_are_whole_weeks(self) -> None:
        february = Period(date(2021, 2, 1), date(2021, 3, 1))

        assert february.previous() == Period(date(2020, 2, 1), date(2020, 3, 1))

    def test_names_a_month_and_a_span_of_days(self) -> None:
        assert Period.months_to("2024-04", 1).label == "April 2024"
        assert Period.months_to("2024-04", 1).heading == "Apr 2024"
        assert Period.months_to("2024-04", 3).label == "3 months to 30 April 2024"
        assert Period.months_to("2024-04", 3).heading == "3 months to Apr 2024"
        days = Period(start=date(2024, 4, 8), end=date(2024, 4, 15))
        assert days.label == days.heading == "8 April 2024 to 14 April 2024"
        assert Period(start=date(2024, 4, 8), end=date(2024, 4, 9)).dates_and_days.endswith("1 day")

    def test_starts_and_ends_at_midnight_in_london(self) -> None:
        summer = Period.months_to("2024-06", 1)

        assert summer.starts_at == datetime(2024, 5, 31, 23, tzinfo=UTC)
        assert not summer.holds(datetime(2024, 5, 31, 22, 59, tzinfo=UTC))
        assert summer.holds(datetime(2024, 5, 31, 23, tzinfo=UTC))
        assert not summer.holds(summer.ends_at)

    def test_clips_a_night_shift_through_the_clock_change(self) -> None:
        sunday = Period(start=date(2024, 3, 31), end=date(2024, 4, 1))
        start, end = datetime(2024, 3, 30, 22, tzinfo=UTC), datetime(2024, 3, 31, 6, tzinfo=UTC)

        clipped = sunday.clip(start, end)

        assert clipped == (datetime(2024, 3, 31, 0, tzinfo=UTC), end)
        assert sunday.clip(start, sunday.starts_at) is None

    @pytest.mark.parametrize("last", [date(2024, 4, 30), date(2024, 5, 1)])
    def test_refuses_an_end_that_is_not_after_the_start(self, last: date) -> None:
        with pytest.raises(periods.EndBeforeStartError, match="before it starts on 1 May 2024"):
            Period(start=date(2024, 5, 1), end=last)

    def test_refuses_a_period_that_is_not_over(self) -> None:
        april = Period.twelve_months_to("2024-04")

        april.refuse_future(today=date(2024, 5, 1))
        with pytest.raises(periods.FuturePeriodError, match="not over on 30 April 2024"):
            april.refuse_future(today=date(2024, 4, 30))

    @pytest.mark.parametrize(
        "month", ["2024-13", "2024-00", "2024-4", "April", "2024-04-01", "0001-01"]
    )
    def test_refuses_what_is_no_month(self, month: str) -> None:
        with pytest.raises(periods.UnknownMonthError, match="is not a month"):
            Period.twelve_months_to(month)

    def test_refuses_no_months_and_parts_of_months(self) -> None:
        with pytest.raises(periods.UnknownMonthError, match="at least one month"):
            Period.months_to("2024-04", 0)
        with pytest.raises(periods.PartMonthError, match="not made of whole months"):
            Period(start=date(2024, 4, 8), end=date(2024, 4, 15)).months()

    @given(month=MONTHS, length=st.integers(1, 40))
    def test_is_tiled_by_its_months_across_clock_changes(self, month: str, length: int) -> None:
        whole = Period.months_to(month, length)
        parts = whole.months()

        assert len(parts) == whole.n_months == length
        assert parts[0].starts_at == whole.starts_at
        assert parts[-1].ends_at == whole.ends_at
        assert all(a.ends_at == b.starts_at for a, b in itertools.pairwise(parts))
        assert sum(part.days for part in parts) == whole.days
        seconds = [part.ends_at.astimezone(UTC) - part.starts_at.astimezone(UTC) for part in parts]
        elapsed = whole.ends_at.astimezone(UTC) - whole.starts_at.astimezone(UTC)
        assert sum(seconds, timedelta()) == elapsed

    @given(start=DAYS, length=st.integers(1, 800))
    def test_never_overlaps_what_it_is_compared_with(self, start: date, length: int) -> None:
        period = Period(start=start, end=start + timedelta(days=length))

        before = period.previous()

        assert before.end <= period.start
        assert abs(before.days - period.days) <= 3
        if period.is_whole_weeks and not period.is_whole_months:
            assert before.start.weekday() == 0
            assert before.days == period.days
        else:
            assert before.start.day in {period.start.day, 28}

    @given(month=MONTHS)
    def test_has_a_previous_year_that_ends_where_it_starts(self, month: str) -> None:
        year = Period.twelve_months_to(month)

        assert year.previous().end == year.start


class TestMonthsListed:
    @pytest.mark.parametrize(
        ("months", "words"),
        [
            (("2024-04",), "April 2024"),
            (("2024-04", "2024-05"), "April 2024 and May 2024"),
            (
                ("2024-04", "2024-05", "2024-06", "2024-07", "2024-08"),
                "April to August 2024",
            ),
            (
                ("2023-11", "2023-12", "2024-01", "2024-03"),
                "November 2023 to January 2024 and March 2024",
            ),
            ((), ""),
        ],
    )
    def test_says_three_or_more_in_a_row_as_a_span(
        self, months: tuple[str, ...], words: str
    ) -> None:
        assert periods.months_listed(months) == words


class TestWords:
    def test_prints_moments_in_london(self) -> None:
        assert periods.moment_words(datetime(2024, 5, 8, 16, 30, tzinfo=UTC)) == "8 May 2024, 17:30"
        assert periods.month_words(date(2024, 4, 1)) == "April 2024"
