"""Moments made of a day and a time of day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.moments import NoSuchTime, moment_after, moment_of, nearest_to
from records.wording import LONDON

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
CLOCKS_FORWARD = date(2024, 3, 31)
CLOCKS_BACK = date(2024, 10, 27)


def shown(moment: datetime) -> tuple[date, time]:
    """Give what London's clocks show."""
    local = moment.astimezone(LONDON)
    return local.date(), local.time()


class TestMomentOf:
    @given(day=DAYS, at=TIMES)
    def test_is_what_the_clocks_show(self, day: date, at: time) -> None:
        try:
            moment = moment_of(day, at)
        except NoSuchTime:
            assert (at.hour, day.month, day.isoweekday()) == (1, 3, 7)
        else:
            assert shown(moment) == (day, at)

    def test_refuses_a_time_that_the_clocks_went_forward_over(self) -> None:
        with pytest.raises(NoSuchTime, match="went forward over 01:30 on 31 Mar 2024"):
            moment_of(CLOCKS_FORWARD, time(1, 30))

    def test_takes_the_first_of_a_time_that_is_shown_twice(self) -> None:
        assert moment_of(CLOCKS_BACK, time(1, 30)) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


class TestMomentAfter:
    @given(day=DAYS, start=TIMES, end=TIMES)
    def test_is_after_the_start_and_within_a_day(self, day: date, start: time, end: time) -> None:
        try:
            began = moment_of(day, start)
            ended = moment_after(began, end)
        except NoSuchTime:
            return

        assert timedelta(0) < ended - began <= timedelta(hours=25)
        assert shown(ended)[1] == end

    @pytest.mark.parametrize(
        ("start", "end", "minutes"),
        [
            (time(20, 0), time(21, 30), 90),
            (time(22, 0), time(1, 30), 210),
            (time(22, 0), time(0, 0), 120),
            (time(22, 0), time(22, 0), 24 * 60),
            (time(0, 0), time(23, 59), 24 * 60 - 1),
        ],
    )
    def test_needs_no_second_date(self, start: time, end: time, minutes: int) -> None:
        began = moment_of(date(2024, 4, 27), start)

        assert moment_after(began, end) - began == timedelta(minutes=minutes)

    def test_counts_the_hour_that_the_clocks_add(self) -> None:
        began = moment_of(date(2024, 10, 26), time(22, 0))

        assert moment_after(began, time(2, 0)) - began == timedelta(hours=5)

    def test_takes_the_second_showing_where_the_first_is_before_the_start(self) -> None:
        began = moment_of(CLOCKS_BACK, time(1, 30))

        assert moment_after(began, time(1, 15)) - began == timedelta(minutes=45)

    def test_refuses_a_time_that_the_clocks_went_forward_over(self) -> None:
        with pytest.raises(NoSuchTime):
            moment_after(moment_of(date(2024, 3, 30), time(22, 0)), time(1, 30))
        with pytest.raises(NoSuchTime):
            moment_after(moment_of(CLOCKS_FORWARD, time(0, 30)), time(1, 30))


class TestNearestTo:
    night = (moment_of(date(2024, 4, 27), time(22, 0)), moment_of(date(2024, 4, 28), time(4, 0)))
    evening = (moment_of(date(2024, 4, 27), time(18, 0)), moment_of(date(2024, 4, 27), time(22, 0)))

    @pytest.mark.parametrize("at", [time(0, 0), time(1, 30), time(4, 0), time(4, 20)])
    def test_takes_the_small_hours_of_a_night_as_the_next_day(self, at: time) -> None:
        found = nearest_to(self.night, date(2024, 4, 27), at)

        assert found == moment_of(date(2024, 4, 28), at)

    @pytest.mark.parametrize("at", [time(21, 50), time(22, 0), time(23, 14), time(16, 0)])
    def test_leaves_the_evening_of_the_first_day(self, at: time) -> None:
        assert nearest_to(self.night, date(2024, 4, 27), at) == moment_of(date(2024, 4, 27), at)

    def test_leaves_a_time_typed_with_the_second_day(self) -> None:
        typed = (date(2024, 4, 28), time(1, 30))

        assert nearest_to(self.night, *typed) == moment_of(*typed)

    def test_leaves_everything_where_the_span_is_within_a_day(self) -> None:
        typed = (date(2024, 4, 27), time(1, 30))

        assert nearest_to(self.evening, *typed) == moment_of(*typed)
