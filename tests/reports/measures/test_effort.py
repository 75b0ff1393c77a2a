"""Patrol time: the union where patrols are, the sum of everyone, and what is cut where."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.models import Area
from records.models import Status
from reports.collecting import Scope, collect
from reports.effort import Stint, officer_minutes, patrol_minutes
from reports.measures.effort import all_minutes
from reports.periods import Period
from reports.statistics import Direction
from tests.operations.conftest import area_of
from tests.reports.logbook import Logbook, london, named

MINUTE = timedelta(minutes=1)
PERIODS = [Period.twelve_months_to(month) for month in ("2024-03", "2024-02", "2023-10")]


def measured(scope: Scope) -> tuple[float | None, float | None]:
    """Give patrol minutes and officer minutes of this period."""
    on_patrol, officers = all_minutes(collect(scope))
    return on_patrol.current, officers.current


@pytest.fixture
def area(scope: Scope) -> Area:
    """Give a ward of the district."""
    return area_of(scope.district, "Milton")


class TestMinutes:
    def test_are_a_union_for_patrols_and_a_sum_for_officers(
        self, log: Logbook, scope: Scope, area: Area
    ) -> None:
        for begins, ends in (("10:00", "10:20"), ("10:10", "10:30")):  # WE-2b
            log.patrol(london("2023-06-01", begins), london("2023-06-01", ends), area=area)

        assert measured(scope) == (30, 40)

    def test_add_areas_up(self, log: Logbook, scope: Scope, area: Area) -> None:
        begins, ends = london("2023-06-01", "10:00"), london("2023-06-01", "10:20")
        log.patrol(begins, ends, area=area)
        log.patrol(begins, ends, area=area_of(scope.district, "Kursaal"))

        assert measured(scope) == (40, 40)

    def test_count_partners_without_an_account(self, log: Logbook, scope: Scope) -> None:
        log.patrol(london("2023-06-01", "10:00"), london("2023-06-01", "10:30"), partners=2)

        assert measured(scope) == (30, 90)

    @pytest.mark.parametrize("status", [state for state in Status if state != Status.APPROVED])
    def test_are_those_of_approved_patrols(
        self, status: Status, log: Logbook, scope: Scope
    ) -> None:
        begins, ends = london("2023-06-01", "10:00"), london("2023-06-01", "10:30")
        log.patrol(begins, ends, status=status)

        assert measured(scope) == (0, 0)
        assert [dict(figure.excluded) for figure in all_minutes(collect(scope))] == 2 * [
            {status.value: 1}
        ]

    def test_are_those_of_the_district(self, twin_log: Logbook, scope: Scope) -> None:
        twin_log.patrol(london("2023-06-01", "10:00"), london("2023-06-01", "10:30"))

        assert measured(scope) == (0, 0)

    def test_are_cut_at_the_ends_of_both_periods(self, log: Logbook, scope: Scope) -> None:
        log.patrol(london("2023-03-31", "23:30"), london("2023-04-01", "00:20"))
        log.patrol(london("2024-03-31", "23:50"), london("2024-04-01", "03:00"))
        log.patrol(london("2022-03-31", "22:00"), london("2022-04-01", "00:05"))

        on_patrol, _ = all_minutes(collect(scope))

        assert (on_patrol.current, on_patrol.previous) == (20 + 10, 30 + 5)

    @pytest.mark.parametrize(
        ("day", "minutes"), [("2023-10-29", 240), ("2024-03-31", 120), ("2023-06-01", 180)]
    )
    def test_are_those_that_passed_while_the_clocks_changed(
        self, day: str, minutes: int, log: Logbook, scope: Scope
    ) -> None:
        begins = london(day, "00:30").astimezone(UTC)
        log.patrol(begins, london(day, "03:30").astimezone(UTC))

        assert measured(scope) == (minutes, minutes)

    def test_have_names_that_keep_them_apart(self, scope: Scope) -> None:
        assert [named(figure) for figure in all_minutes(collect(scope))] == [
            (
                "patrol_minutes",
                "Patrol minutes, at least one officer there",
                "minutes",
                Direction.NONE,
            ),
            (
                "officer_minutes",
                "Officer minutes, all officers added up",
                "minutes",
                Direction.NONE,
            ),
        ]

    def test_are_compared_each_with_its_own_of_the_period_before(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.patrol(london("2022-06-01", "10:00"), london("2022-06-01", "10:30"), partners=2)

        figures = all_minutes(collect(scope))

        assert [(figure.current, figure.previous) for figure in figures] == [(0, 30), (0, 90)]
        assert {(figure.days, figure.previous_days) for figure in figures} == {(366, 365)}

    def test_have_no_interval_and_no_reading(self, log: Logbook, scope: Scope) -> None:
        for figure in all_minutes(collect(scope)):
            assert (figure.interval, figure.rate_ratio) == (None, None)
            assert figure.reading.value == "No comparison"

    @given(
        period=st.sampled_from(PERIODS),
        drawn=st.lists(
            st.tuples(
                st.integers(-3000, 530_000),
                st.integers(1, 3000),
                st.integers(1, 6),
                st.sampled_from("AB"),
            ),
            max_size=12,
        ),
    )
    def test_of_twelve_months_equal_those_of_the_year(
        self, period: Period, drawn: list[tuple[int, int, int, str]]
    ) -> None:
        first: datetime = period.starts_at.astimezone(UTC)
        worked = [
            Stint(first + begins * MINUTE, first + (begins + length) * MINUTE, crew, place)
            for begins, length, crew, place in drawn
        ]

        for measure in (patrol_minutes, officer_minutes):
            months = [measure(worked, month) for month in period.months()]
            assert sum(months) == measure(worked, period)
