"""Moments in words are those of Europe/London."""

from datetime import UTC, datetime

from records import wording

SUMMER_EVENING = datetime(2024, 4, 28, 23, 14, tzinfo=UTC)
WINTER_MORNING = datetime(2024, 1, 5, 7, 5, tzinfo=UTC)


class TestClockTime:
    def test_is_an_hour_ahead_of_utc_in_summer(self) -> None:
        assert wording.clock_time(SUMMER_EVENING) == "00:14"

    def test_has_two_digits_each(self) -> None:
        assert wording.clock_time(WINTER_MORNING) == "07:05"


class TestDayInWords:
    def test_is_the_day_in_london(self) -> None:
        assert wording.day_in_words(SUMMER_EVENING) == "29 Apr 2024"

    def test_has_no_leading_zero(self) -> None:
        assert wording.day_in_words(WINTER_MORNING) == "5 Jan 2024"


class TestMomentInWords:
    def test_gives_day_and_time(self) -> None:
        assert wording.moment_in_words(SUMMER_EVENING) == "29 Apr 2024, 00:14"
