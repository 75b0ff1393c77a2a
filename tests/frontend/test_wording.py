from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import wording


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "written"),
        [(0, "0"), (999, "999"), (1940, "1,940"), (-1940, "−1,940"), (Decimal("0.5"), "1")],
    )
    def test_separates_thousands_and_writes_a_true_minus(self, value: int, written: str) -> None:
        assert wording.number(value) == written

    @given(st.integers(-(10**12), 10**12))
    def test_can_be_read_back(self, value: int) -> None:
        assert int(wording.number(value).replace(",", "").replace("−", "-")) == value

    @given(st.floats(-1e6, 1e6), st.integers(0, 3))
    def test_keeps_its_places_and_never_writes_minus_zero(self, value: float, places: int) -> None:
        written = wording.number(value, places=places)

        assert len(written.partition(".")[2]) == places
        assert not written.startswith("−0") or any(digit in written for digit in "123456789")


class TestSigned:
    @pytest.mark.parametrize(("value", "written"), [(144, "+144"), (-1940, "−1,940"), (0, "0")])
    def test_gives_every_change_its_sign(self, value: int, written: str) -> None:
        assert wording.signed(value) == written

    def test_writes_no_sign_on_what_rounds_to_nothing(self) -> None:
        assert wording.signed_percent(-0.04) == "0.0%"


class TestInterval:
    @pytest.mark.parametrize(
        ("low", "high", "written"),
        [
            (-11.6, -8.0, "−11.6% to −8.0%"),
            (5, None, "+5.0% or more"),
            (None, 5, "+5.0% or less"),
            (None, None, "no bounds"),
        ],
    )
    def test_says_which_end_is_open(
        self, low: float | None, high: float | None, written: str
    ) -> None:
        assert wording.interval(low, high) == written


class TestDates:
    def test_are_londons(self) -> None:
        midnight = datetime(2024, 4, 30, 23, 30, tzinfo=UTC)

        assert wording.long_date(midnight) == "1 May 2024"
        assert wording.short_date(midnight) == "1 May 2024"
        assert wording.clock_time(midnight) == "00:30"
        assert wording.moment(midnight) == "1 May 2024, 00:30"
        assert wording.month(midnight) == "May 2024"

    def test_refuse_a_moment_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            wording.clock_time(datetime(2024, 5, 1))  # noqa: DTZ001 - the point of the test


class TestPeriod:
    @pytest.mark.parametrize(
        ("start", "end", "written"),
        [
            (date(2023, 5, 1), date(2024, 5, 1), "1 May 2023 to 30 April 2024"),
            (date(2024, 4, 1), date(2024, 5, 1), "1 to 30 April 2024"),
            (date(2024, 3, 1), date(2024, 5, 1), "1 March to 30 April 2024"),
            (date(2024, 4, 1), date(2024, 4, 2), "1 April 2024"),
        ],
    )
    def test_names_its_first_and_last_day(self, start: date, end: date, written: str) -> None:
        assert wording.period(start, end) == written

    def test_prints_its_days(self) -> None:
        words = wording.period_and_days(date(2023, 5, 1), date(2024, 5, 1))

        assert words == "1 May 2023 to 30 April 2024, 366 days"

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 1000))
    def test_ends_a_day_before_the_open_end(self, start: date, length: int) -> None:
        end = start + timedelta(days=length)

        assert wording.period(start, end).endswith(wording.long_date(end - timedelta(days=1)))


class TestAge:
    @pytest.mark.parametrize(
        ("minutes", "written"),
        [
            (0, "0 minutes"),
            (1, "1 minute"),
            (59, "59 minutes"),
            (60, "1 hour"),
            (1439, "23 hours"),
            (1440, "1 day"),
            (2880, "2 days"),
            (-5, "0 minutes"),
        ],
    )
    def test_uses_the_largest_whole_unit(self, minutes: int, written: str) -> None:
        at = datetime(2024, 5, 7, 9, tzinfo=UTC)

        assert wording.age(at - timedelta(minutes=minutes), at) == written


class TestSmallWords:
    def test_count_has_its_noun(self) -> None:
        assert wording.count(1, "arrest") == "1 arrest"
        assert wording.count(1286, "arrest") == "1,286 arrests"
        assert wording.count(2, "enquiry", "enquiries") == "2 enquiries"

    def test_hours_are_whole_from_a_hundred_up(self) -> None:
        assert wording.hours(742 * 60 + 20) == "742 hours"
        assert wording.hours(700) == "11 h 40 min"
        assert wording.hours(120) == "2 h"
        assert wording.hours(40) == "40 min"

    def test_lists_read_as_a_sentence(self) -> None:
        assert wording.listed([]) == ""
        assert wording.listed(["a"]) == "a"
        assert wording.listed(["a", "b", "c"]) == "a, b and c"

    def test_digest_shows_sixteen_digits_in_fours(self) -> None:
        assert wording.digest("9f3c1a7e04bd22c6ffff") == "9f3c 1a7e 04bd 22c6"
