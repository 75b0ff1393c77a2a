"""When a schedule is due, through both clock changes and leap years."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.periods import LONDON, Period
from reports.schedules import BadRecurrence, Covers, Due, Recurrence, Rhythm, local_words

MONTHLY = Recurrence(rhythm=Rhythm.MONTHLY, covers=Covers.YEAR, day=8, time=time(6))
SUNDAYS = Recurrence(rhythm=Rhythm.WEEKLY, covers=Covers.WEEK, day=7, time=time(1, 30))
YEAR = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))


def fits(rhythm: Rhythm, covers: Covers) -> bool:
    """Tell whether a rhythm may cover something."""
    try:
        Recurrence(rhythm=rhythm, covers=covers, day=1, time=time(6))
    except BadRecurrence:
        return False
    return True


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    rhythm = draw(st.sampled_from(Rhythm))
    is_weekly = rhythm is Rhythm.WEEKLY
    spans = [covers for covers in Covers if fits(rhythm, covers)]
    return Recurrence(
        rhythm=rhythm,
        covers=draw(st.sampled_from(spans)),
        day=draw(st.integers(1, 7 if is_weekly else 28)),
        time=draw(st.times()).replace(second=0, microsecond=0),
    )


MOMENTS = st.integers(0, 10 * 365 * 86_400).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


class TestRecurrence:
    def test_is_due_at_the_same_local_time_through_the_year(self) -> None:
        found = [due.at.astimezone(LONDON) for due in MONTHLY.between(*YEAR)]

        assert {(due.day, due.hour, due.minute) for due in found} == {(8, 6, 0)}
        assert len({due.utcoffset() for due in found}) == 2
        assert len(found) == 12

    def test_covers_the_months_up_to_the_last(self) -> None:
        due = MONTHLY.after(datetime(2024, 5, 7, 8, 0, tzinfo=UTC))

        assert due == Due(
            at=datetime(2024, 5, 8, 5, 0, tzinfo=UTC),
            period=Period(start=date(2023, 5, 1), end=date(2024, 5, 1)),
        )

    @pytest.mark.parametrize(
        ("day", "moment"),
        [
            ("2024-03-24", "2024-03-24 01:30 GMT"),
            ("2024-03-31", "2024-03-31 02:30 BST"),  # 01:30 does not exist
            ("2024-10-27", "2024-10-27 01:30 BST"),  # 01:30 comes twice: the first
            ("2024-11-03", "2024-11-03 01:30 GMT"),
        ],
    )
    def test_reads_times_at_clock_changes_as_the_standard_says(self, day: str, moment: str) -> None:
        local = [due.at.astimezone(LONDON) for due in SUNDAYS.between(*YEAR)]

        found = next(one for one in local if one.date() == date.fromisoformat(day))
        assert f"{found:%Y-%m-%d %H:%M %Z}" == moment

    def test_is_due_each_week_once_at_clock_changes(self) -> None:
        periods = [due.period for due in SUNDAYS.between(*YEAR)]

        assert len(periods) == len(set(periods)) == 52

    @pytest.mark.parametrize(
        ("rhythm", "covers", "due", "start", "end"),
        [
            (Rhythm.QUARTERLY, Covers.QUARTER, "2024-07-08", "2024-04-01", "2024-07-01"),
            (Rhythm.QUARTERLY, Covers.YEAR, "2024-07-08", "2023-07-01", "2024-07-01"),
            (Rhythm.YEARLY, Covers.YEAR, "2025-04-08", "2024-04-01", "2025-04-01"),
            (Rhythm.MONTHLY, Covers.MONTH, "2024-06-08", "2024-05-01", "2024-06-01"),
            (Rhythm.SEASONAL, Covers.SEASON, "2024-10-08", "2024-04-01", "2024-10-01"),
            (Rhythm.MONTHLY, Covers.YEAR_TO_DATE, "2024-06-08", "2024-04-01", "2024-06-01"),
            (Rhythm.QUARTERLY, Covers.YEAR_TO_DATE, "2024-07-08", "2024-04-01", "2024-07-01"),
            (Rhythm.YEARLY, Covers.YEAR_TO_DATE, "2025-04-08", "2024-04-01", "2025-04-01"),
            (Rhythm.MONTHLY, Covers.SEASON_TO_DATE, "2024-06-08", "2024-04-01", "2024-06-01"),
        ],
    )
    def test_covers_what_it_says(
        self, rhythm: Rhythm, covers: Covers, due: str, start: str, end: str
    ) -> None:
        one = Recurrence(rhythm=rhythm, covers=covers, day=8, time=time(6))

        found = one.after(datetime(2024, 5, 9, tzinfo=UTC))

        assert found.at.astimezone(LONDON).date().isoformat() == due
        assert (found.period.start.isoformat(), found.period.end.isoformat()) == (start, end)

    def test_owes_a_season_to_date_in_each_month_of_the_season_and_in_no_other(self) -> None:
        to_date = Recurrence(
            rhythm=Rhythm.MONTHLY, covers=Covers.SEASON_TO_DATE, day=8, time=time(6)
        )

        ends = [due.period.last_day.isoformat() for due in to_date.between(*YEAR)]

        assert ends == [
            "2024-04-30",
            "2024-05-31",
            "2024-06-30",
            "2024-07-31",
            "2024-08-31",
            "2024-09-30",
        ]

    @given(recurrences(), MOMENTS)
    def test_next_is_later_and_its_period_is_over(
        self, recurrence: Recurrence, moment: datetime
    ) -> None:
        due = recurrence.after(moment)

        assert due.at > moment
        due.period.refuse_future(today=due.at.astimezone(LONDON).date())

    @given(recurrences(), MOMENTS, st.integers(0, 400), st.integers(0, 400))
    def test_gives_the_same_in_one_step_as_in_two(
        self, recurrence: Recurrence, first: datetime, days: int, more: int
    ) -> None:
        """A downtime changes nothing of what is owed."""
        middle = first + timedelta(days=days)
        last = middle + timedelta(days=more)
        whole = list(recurrence.between(first, last))
        parts = [
            *recurrence.between(first, middle),
            *recurrence.between(middle + timedelta(microseconds=1), last),
        ]

        assert whole == parts
        assert len({due.period for due in whole}) == len(whole)

    @given(recurrences(), MOMENTS)
    def test_periods_of_one_rhythm_follow_each_other(
        self, recurrence: Recurrence, moment: datetime
    ) -> None:
        first = recurrence.after(moment)
        second = recurrence.after(first.at)

        assert second.period.start >= first.period.start
        assert second.period.end > first.period.end

    @pytest.mark.parametrize(
        ("rhythm", "covers", "day", "sentence"),
        [
            (Rhythm.WEEKLY, Covers.MONTH, 1, "Choose both or neither"),
            (Rhythm.MONTHLY, Covers.WEEK, 1, "Choose both or neither"),
            (Rhythm.SEASONAL, Covers.YEAR, 1, "A season is covered each season"),
            (Rhythm.MONTHLY, Covers.SEASON, 1, "A season is covered each season"),
            (Rhythm.YEARLY, Covers.SEASON_TO_DATE, 1, "made each month or quarter"),
            (Rhythm.WEEKLY, Covers.WEEK, 8, "1 for Monday to 7 for Sunday"),
            (Rhythm.MONTHLY, Covers.MONTH, 29, "a day from 1 to 28"),
            (Rhythm.MONTHLY, Covers.MONTH, 0, "a day from 1 to 28"),
        ],
    )
    def test_refuses_what_does_not_fit_together(
        self, rhythm: Rhythm, covers: Covers, day: int, sentence: str
    ) -> None:
        with pytest.raises(BadRecurrence, match=sentence):
            Recurrence(rhythm=rhythm, covers=covers, day=day, time=time(6))

    @pytest.mark.parametrize(
        ("recurrence", "words"),
        [
            (MONTHLY, "each month, on day 8 at 06:00"),
            (SUNDAYS, "each Sunday at 01:30"),
            (
                Recurrence(rhythm=Rhythm.QUARTERLY, covers=Covers.QUARTER, day=3, time=time(7)),
                "each quarter, on day 3 of January, April, July and October at 07:00",
            ),
            (
                Recurrence(rhythm=Rhythm.YEARLY, covers=Covers.YEAR, day=9, time=time(7)),
                "each year, on 9 April at 07:00",
            ),
            (
                Recurrence(rhythm=Rhythm.SEASONAL, covers=Covers.SEASON, day=8, time=time(7)),
                "each season, on 8 October at 07:00",
            ),
        ],
    )
    def test_says_itself(self, recurrence: Recurrence, words: str) -> None:
        assert recurrence.words == words


class TestLocalWords:
    @pytest.mark.parametrize(
        ("moment", "words"),
        [
            (datetime(2024, 5, 8, 5, 0, tzinfo=UTC), "8 May 2024, 06:00 BST"),
            (datetime(2024, 1, 8, 6, 0, tzinfo=UTC), "8 January 2024, 06:00 GMT"),
        ],
    )
    def test_names_the_clock(self, moment: datetime, words: str) -> None:
        assert local_words(moment) == words
