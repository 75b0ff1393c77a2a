"""Patrols of evidence: whose minutes, of which patrols, cut where."""

import pytest

from records.models import Kind
from reports.effort import Stint
from reports.evidence import Evidence
from reports.measures.effort import (
    PATROLS,
    Naming,
    all_minutes,
    effort_selections,
    minutes_figures,
    stint,
    stints,
)
from reports.selections import Selection, touching
from reports.statistics import Direction
from tests.reports.facts import APRIL, PART, YEAR, changed, evidence, patrol, said

SHIFT = patrol(1, "2023-06-01 10:00", "2023-06-01 10:20", area="7")


@pytest.fixture
def logged() -> Evidence:
    """Give two patrols that overlap, one over the year's start, and some that do not count."""
    return evidence(
        SHIFT,
        patrol(2, "2023-06-01 10:10", "2023-06-01 10:30", area="7", crew_size=3),
        patrol(3, "2023-03-31 23:30", "2023-04-01 00:10"),
        patrol(4, "2023-06-02 10:00", "2023-06-02 10:30", status="submitted"),
        patrol(5, "2022-06-01 10:00", "2022-06-01 11:00", crew_size=1),
        patrol(6, "2023-03-31 23:30", "2023-04-01 00:10", status="draft"),
    )


class TestStint:
    def test_is_a_crew_in_a_place_for_a_time(self) -> None:
        assert stint(SHIFT) == Stint(
            started_at=SHIFT.moment("started_at"),
            ended_at=SHIFT.moment("ended_at"),
            crew_size=2,
            place="7",
        )
        assert SHIFT.moment("started_at") < SHIFT.moment("ended_at")

    def test_has_nobody_and_no_place_where_none_was_recorded(self) -> None:
        bare = stint(changed(SHIFT, area=None, crew_size=None))

        assert (bare.crew_size, bare.place) == (0, None)


class TestStints:
    def test_are_the_approved_patrols_that_touch_a_period(self, logged: Evidence) -> None:
        assert [each.crew_size for each in stints(logged, PATROLS, YEAR)] == [2, 3, 2]
        assert [each.crew_size for each in stints(logged, PATROLS, YEAR.previous())] == [2, 1]


class TestAllMinutes:
    def test_add_a_union_of_patrols_and_a_sum_of_officers(self, logged: Evidence) -> None:
        there, officers = all_minutes(logged)

        assert said(there) == (
            "patrol_minutes", "Patrol minutes, at least one officer there", "minutes",
            30 + 10, 30 + 60, {"submitted": 1},
        )  # fmt: skip
        assert said(officers) == (
            "officer_minutes", "Officer minutes, all officers added up", "minutes",
            2 * 20 + 3 * 20 + 2 * 10, 2 * 30 + 60, {"submitted": 1},
        )  # fmt: skip
        for figure in (there, officers):
            assert (figure.direction, figure.days) == (Direction.NONE, 366)
            assert figure.previous_days == 365

    def test_are_given_for_a_part_of_a_month(self) -> None:
        in_april = patrol(1, "2023-04-03 10:00", "2023-04-03 10:30")

        for period in (APRIL, PART):
            there, officers = all_minutes(evidence(in_april, period=period))
            assert (there.current, officers.current, there.days) == (30, 60, period.days)


class TestMinutesFigures:
    def test_are_named_and_leave_out_what_they_are_told(self, logged: Evidence) -> None:
        naming = Naming(prefix="operation.union.", patrol="Union there", officer="Union officers")

        there, officers = minutes_figures(logged, PATROLS, {"returned": 4}, naming)

        assert (there.key, there.label) == ("operation.union.patrol_minutes", "Union there")
        assert (officers.key, officers.label) == (
            "operation.union.officer_minutes",
            "Union officers",
        )
        assert there.excluded == officers.excluded == (("returned", 4),)

    def test_are_made_of_the_patrols_of_the_selection(self, logged: Evidence) -> None:
        in_milton = Selection(Kind.PATROL, where=(("area", "7"),), within=touching)

        there, officers = minutes_figures(logged, in_milton, {})

        assert (there.current, officers.current, there.previous) == (30, 100, 0)


class TestEffortSelections:
    def test_make_both_kinds_of_minutes_of_the_same_patrols(self) -> None:
        assert effort_selections(evidence()) == {
            "patrol_minutes": PATROLS,
            "officer_minutes": PATROLS,
        }
