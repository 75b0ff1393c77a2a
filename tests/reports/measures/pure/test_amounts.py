"""What a number adds up of its records."""

import pytest

from records.models import Kind
from reports.measures.amounts import amount, amount_of
from reports.selections import Adds, Selection
from tests.reports.facts import APRIL, YEAR, event, evidence, patrol

NIGHT = patrol(1, "2023-04-30 23:00", "2023-05-01 01:00")
BESIDE = patrol(2, "2023-04-30 23:30", "2023-05-01 00:30", crew_size=3)
FACTS = (NIGHT, BESIDE, patrol(3, "2023-04-10 10:00", "2023-04-10 10:20"))


class TestAmount:
    @pytest.mark.parametrize(
        ("adds", "in_april", "in_the_year"),
        [
            (Adds.RECORDS, 3, 3),
            (Adds.PATROL_MINUTES, 60 + 20, 120 + 20),
            (Adds.OFFICER_MINUTES, 2 * 60 + 3 * 30 + 2 * 20, 2 * 120 + 3 * 60 + 2 * 20),
            (Adds.DAYS, 2, 2),
        ],
    )
    def test_adds_up_what_it_is_asked_for(
        self, adds: Adds, in_april: int, in_the_year: int
    ) -> None:
        assert amount(adds, FACTS, APRIL) == in_april
        assert amount(adds, FACTS, YEAR) == in_the_year

    def test_counts_days_of_london(self) -> None:
        late = event(1, "2023-06-01 00:30"), event(2, "2023-05-31 23:30")

        assert amount(Adds.DAYS, late, YEAR) == 2

    def test_adds_people_up_where_anybody_counted_them(self) -> None:
        assert amount(Adds.PEOPLE, [event(1, attendees=12), event(2, attendees=30)], YEAR) == 42
        assert amount(Adds.PEOPLE, [event(1)], YEAR) is None
        assert amount(Adds.PEOPLE, [], YEAR) == 0


class TestAmountOf:
    def test_adds_up_the_records_of_a_selection(self) -> None:
        found = evidence(*FACTS, patrol(4, "2023-05-02 10:00", "2023-05-02 11:00"), period=APRIL)
        minutes = Selection(Kind.PATROL, adds=Adds.PATROL_MINUTES)

        assert amount_of(minutes, found, found.period) == 80
        assert amount_of(minutes, found, YEAR) == 80 + 60 + 60
