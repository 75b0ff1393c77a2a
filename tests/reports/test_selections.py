"""One description of which records a number counts: it counts them, lists them and opens them."""

from dataclasses import replace
from datetime import date

import pytest

from records.models import Kind
from reports.evidence import Evidence, Fact, occurring
from reports.periods import Period
from reports.selections import (
    Selection,
    anything,
    count,
    excluded,
    in_months,
    months_in,
    touching,
)
from tests.reports.facts import APRIL, PART, YEAR, arrest, event, evidence, patrol

ARRESTS = Selection(Kind.ARREST)
NEVER = Selection(Kind.ARREST, also=lambda fact: False)
AUTUMN = Period(date(2023, 10, 1), date(2024, 1, 1))


def numbers(facts: tuple[Fact, ...]) -> list[int]:
    """Give the numbers of records."""
    return [int(fact.record.rpartition("-")[2]) for fact in facts]


@pytest.fixture
def logged() -> Evidence:
    """Give arrests in both years in several states, and an event beside them."""
    return evidence(
        arrest(1),
        arrest(2, offence="robbery"),
        arrest(3, "2022-06-01 12:00"),
        arrest(4, status="submitted"),
        arrest(5, status="submitted"),
        arrest(6, status="withdrawn", offence="robbery"),
        arrest(7, "2022-06-01 12:00", status="submitted"),
        event(8),
    )


class TestAnything:
    def test_keeps_every_record(self) -> None:
        assert anything(arrest(1)) is True


class TestTouching:
    @pytest.mark.parametrize(
        ("begins", "ends", "out"),
        [
            ("2023-03-31 22:00", "2023-04-01 00:00", False),
            ("2023-03-31 22:00", "2023-04-01 00:01", True),
            ("2023-04-30 23:59", "2023-05-01 03:00", True),
            ("2023-05-01 00:00", "2023-05-01 03:00", False),
            ("2023-03-01 00:00", "2023-06-01 00:00", True),
        ],
    )
    def test_finds_patrols_that_were_out_at_any_moment(
        self, begins: str, ends: str, out: bool
    ) -> None:
        assert touching(APRIL, patrol(1, begins, ends)) is out


class TestSelection:
    def test_matches_what_has_every_value_and_passes_the_test(self) -> None:
        wanted = Selection(
            Kind.ARREST,
            where=(("offence", "theft"), ("operation", None)),
            also=lambda fact: fact.reference != "A-23-00002",
        )

        assert wanted.matches(arrest(1))
        assert wanted.matches(arrest(1, status="draft"))
        assert not wanted.matches(arrest(1, offence="robbery"))
        assert not wanted.matches(arrest(1, operation="operation-1"))
        assert not wanted.matches(arrest(2))

    def test_lists_the_approved_of_its_kind_in_the_period(self, logged: Evidence) -> None:
        assert numbers(ARRESTS.counted(logged, YEAR)) == [1, 2]
        assert numbers(ARRESTS.counted(logged, YEAR.previous())) == [3]
        assert NEVER.counted(logged, YEAR) == ()

    def test_lists_other_states_where_they_are_asked_for(self, logged: Evidence) -> None:
        waiting = replace(ARRESTS, states=("submitted", "withdrawn"))

        assert numbers(waiting.counted(logged, YEAR)) == [4, 5, 6]

    def test_keeps_those_chosen_of_what_it_found(self, logged: Evidence) -> None:
        last = replace(ARRESTS, chosen=lambda found: found[-1:])

        assert numbers(last.counted(logged, YEAR)) == [2]

    def test_asks_its_own_rule_what_belongs_to_a_period(self, logged: Evidence) -> None:
        ever = replace(ARRESTS, within=lambda period, fact: period == YEAR)

        assert numbers(ever.counted(logged, YEAR)) == [1, 2, 3]
        assert ever.counted(logged, APRIL) == ()

    def test_lists_what_it_left_out_of_the_period_because_of_its_state(
        self, logged: Evidence
    ) -> None:
        robberies = replace(ARRESTS, where=(("offence", "robbery"),))

        assert numbers(ARRESTS.left_out(logged, YEAR)) == [4, 5, 6]
        assert numbers(ARRESTS.left_out(logged, YEAR.previous())) == [7]
        assert numbers(robberies.left_out(logged, YEAR)) == [6]

    def test_keeps_to_the_only_period_that_it_is_of(self) -> None:
        april = replace(ARRESTS, only=APRIL)
        logged = evidence(
            arrest(1, "2023-04-30 12:00"),
            arrest(2, "2023-04-30 12:00", status="draft"),
            arrest(3),
            arrest(4, status="draft"),
        )

        for period in (YEAR, YEAR.previous()):
            assert numbers(april.counted(logged, period)) == [1]
            assert numbers(april.left_out(logged, period)) == [2]

    def test_lists_every_kind_where_it_is_of_none(self, logged: Evidence) -> None:
        of_all = replace(ARRESTS, kind=None)

        assert numbers(of_all.counted(logged, YEAR)) == [1, 2, 8]
        assert (ARRESTS.noun, of_all.noun) == ("arrest", "record")

    def test_leaves_records_out_where_it_counts_only_the_approved(self) -> None:
        assert ARRESTS.leaves_out
        assert not replace(ARRESTS, states=("submitted",)).leaves_out

    def test_belongs_to_a_period_with_the_first_value_asked_for(self, logged: Evidence) -> None:
        robberies = replace(ARRESTS, where=(("offence", "robbery"), ("disposal", "charged")))
        at_no_operation = replace(ARRESTS, where=(("operation", None),))
        burglaries = replace(ARRESTS, where=(("offence", "burglary"),))

        def found(selection: Selection, period: Period = YEAR) -> list[int]:
            return numbers(tuple(selection.belonging(logged, period, occurring)))

        assert found(ARRESTS) == found(at_no_operation) == [1, 2, 4, 5, 6]
        assert found(robberies) == [2, 6]
        assert found(robberies, YEAR.previous()) == found(burglaries) == []
        assert numbers(tuple(ARRESTS.belonging(logged, YEAR, lambda *_: True))) == list(range(1, 8))


class TestMonthsIn:
    @pytest.mark.parametrize(
        ("period", "months"),
        [
            (YEAR, 12),
            (APRIL, 1),
            (PART, 0),
            (Period(date(2023, 4, 2), date(2024, 4, 1)), 12),
            (Period(date(2023, 4, 2), date(2024, 3, 31)), 11),
            (Period(date(2023, 4, 15), date(2023, 7, 20)), 3),
        ],
    )
    def test_counts_whole_months_and_twelfths_of_a_year_otherwise(
        self, period: Period, months: int
    ) -> None:
        assert months_in(period) == months
        assert type(months_in(period)) is int


class TestInMonths:
    def test_gives_a_year_month_by_month_with_its_noughts(self) -> None:
        counted = in_months(YEAR, {date(2023, 4, 1): 2, date(2024, 3, 1): 5})

        assert (counted.count, counted.days, counted.n_months) == (7, 366, 12)
        assert counted.by_month == (2, *[0] * 10, 5)
        assert counted.missing_months == ()

    @pytest.mark.parametrize("period", [APRIL, AUTUMN, PART])
    def test_gives_no_months_of_any_other_period(self, period: Period) -> None:
        counted = in_months(period, {period.start.replace(day=1): 4})

        assert (counted.count, counted.days) == (4, period.days)
        assert (counted.n_months, counted.by_month) == (months_in(period), ())

    def test_gives_no_months_of_a_year_that_begins_inside_one(self) -> None:
        period = Period(date(2023, 4, 2), date(2024, 4, 2))

        assert in_months(period, {date(2023, 4, 1): 4}).by_month == ()


class TestCount:
    @pytest.mark.usefixtures("far_away")
    def test_puts_each_record_into_the_month_of_london(self) -> None:
        logged = evidence(
            arrest(1, "2023-06-01 00:30"),  # 31 May in UTC
            arrest(2, "2023-06-30 23:59"),
            arrest(3, "2024-03-31 23:30"),
            arrest(4, "2024-04-01 00:30"),
        )

        counted = count(ARRESTS, logged, YEAR)

        assert counted.count == 3
        assert counted.by_month == (0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1)

    def test_counts_nought_where_nothing_is(self) -> None:
        assert count(ARRESTS, evidence(), YEAR).count == 0


class TestExcluded:
    def test_counts_by_state_what_the_period_reported_on_left_out(self, logged: Evidence) -> None:
        assert excluded(ARRESTS, logged) == {"submitted": 2, "withdrawn": 1}
