"""The two measures of patrol time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from operations.effort import Moments, Stint, officer_minutes, patrol_minutes

NOON = datetime(2024, 4, 28, 12, tzinfo=UTC)
MINUTES = st.integers(0, 600)
SPANS = st.tuples(MINUTES, st.integers(1, 300))
STINTS = st.lists(st.tuples(SPANS, st.integers(1, 4), st.sampled_from(["pier", "street"])))


def after(minutes: int) -> datetime:
    """Give a moment some minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def stint(start: int, lasted: int, crew: int = 1, place: str = "pier") -> Stint:
    """Make a stint that starts some minutes after noon."""
    return Stint(after(start), after(start + lasted), crew, place)


def within(start: int, end: int) -> Moments:
    """Make a span of minutes after noon."""
    return after(start), after(end)


DAY = within(0, 1440)


class TestPatrolMinutes:
    def test_counts_each_minute_once_however_many_were_there(self) -> None:
        """WE-2b: 10:00 to 10:20 and 10:10 to 10:30 are 30 patrol and 40 officer minutes."""
        both = [stint(0, 20), stint(10, 20)]

        assert patrol_minutes(both, DAY) == 30
        assert officer_minutes(both, DAY) == 40

    def test_loses_no_second_of_a_visit(self) -> None:
        """WE-2: 2.5 visits a day of 9.6 minutes are 24.0 patrol-minutes of the 45 planned."""
        lasted = timedelta(minutes=9, seconds=36)
        visits = [
            Stint(after(300 * visit), after(300 * visit) + lasted, 1, "pier") for visit in range(5)
        ]

        assert patrol_minutes(visits, within(0, 2880)) / 2 == 24.0

    def test_counts_two_places_apart(self) -> None:
        assert patrol_minutes([stint(0, 20), stint(0, 20, place="street")], DAY) == 40

    def test_is_cut_at_the_bounds(self) -> None:
        night = [stint(0, 120, crew=2)]

        assert patrol_minutes(night, within(30, 60)) == 30
        assert officer_minutes(night, within(30, 60)) == 60
        assert patrol_minutes(night, within(120, 180)) == 0

    @given(drawn=STINTS, at=st.integers(1, 899))
    def test_of_two_parts_is_that_of_the_whole(
        self, drawn: list[tuple[tuple[int, int], int, str]], at: int
    ) -> None:
        stints = [stint(*span, crew, place) for span, crew, place in drawn]

        for measure in (patrol_minutes, officer_minutes):
            parts = measure(stints, within(0, at)) + measure(stints, within(at, 900))
            assert parts == measure(stints, within(0, 900))

    @given(drawn=STINTS)
    def test_is_never_more_than_the_officers_put_in(
        self, drawn: list[tuple[tuple[int, int], int, str]]
    ) -> None:
        stints = [stint(*span, crew, place) for span, crew, place in drawn]

        assert patrol_minutes(stints, DAY) == patrol_minutes(stints[::-1], DAY)
        assert patrol_minutes(stints, DAY) <= officer_minutes(stints, DAY)
