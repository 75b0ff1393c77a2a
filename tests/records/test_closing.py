"""Closing periods: who may, up to when, and what it says of a record."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import District, Officer
from audit.models import JournalEntry
from records.closing import close_period, closing_of, warning
from records.models import Closing
from records.writing import Refused
from tests import drafting
from tests.people import AT

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 29)


@pytest.fixture
def closed(district: District, chief_inspector: Officer) -> Closing:
    """Close the district through March, with three days of grace."""
    return close_period(district=district, through=MARCH, grace_days=3, by=chief_inspector, at=AT)


class TestClosePeriod:
    def test_takes_effect_after_the_days_of_grace(self, closed: Closing) -> None:
        assert closed.takes_effect_on == AT.date() + timedelta(days=3)
        entry = JournalEntry.objects.get(verb="period.close")
        assert entry.detail == {"through": "2024-03-31", "grace_days": 3}

    def test_closes_further_and_further(self, closed: Closing, chief_inspector: Officer) -> None:
        further = close_period(
            district=closed.district, through=APRIL, grace_days=0, by=chief_inspector, at=AT
        )

        assert further.takes_effect_on == AT.date()

    @pytest.mark.parametrize(
        ("through", "says"),
        [
            (MARCH, "is closed through 31 March 2024"),
            (MARCH - timedelta(days=1), "is closed through 31 March 2024"),
            (AT.date(), "is not over"),
        ],
    )
    def test_refuses_a_day_that_is_closed_or_not_over(
        self, through: date, says: str, closed: Closing, chief_inspector: Officer
    ) -> None:
        with pytest.raises(Refused, match=says):
            close_period(
                district=closed.district, through=through, grace_days=0, by=chief_inspector, at=AT
            )

    @pytest.mark.parametrize("days", [-1, 32])
    def test_refuses_days_of_grace_that_are_none(
        self, days: int, district: District, chief_inspector: Officer
    ) -> None:
        with pytest.raises(Refused, match="Days of grace are 0 to 31"):
            close_period(
                district=district, through=MARCH, grace_days=days, by=chief_inspector, at=AT
            )

    def test_is_left_to_commanders_of_the_district(
        self, district: District, sergeant: Officer, analyst: Officer, twin_chief_inspector: Officer
    ) -> None:
        for other in (sergeant, analyst, twin_chief_inspector):
            with pytest.raises(Refused, match="A commander of"):
                close_period(district=district, through=MARCH, grace_days=0, by=other, at=AT)

    def test_is_not_taken_back(self, closed: Closing) -> None:
        for statement in ("DELETE FROM records_closing", "UPDATE records_closing SET by_id = 1"):
            with (
                pytest.raises(IntegrityError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


class TestClosingOf:
    @pytest.mark.parametrize(
        ("day", "on", "is_closed"),
        [
            (MARCH, AT.date() + timedelta(days=3), True),
            (MARCH, AT.date() + timedelta(days=2), False),
            (date(2020, 1, 1), AT.date() + timedelta(days=3), True),
            (MARCH + timedelta(days=1), AT.date() + timedelta(days=3), False),
        ],
    )
    def test_finds_what_is_in_effect(
        self, day: date, on: date, is_closed: bool, closed: Closing
    ) -> None:
        assert closing_of(closed.district_id, day, on=on) == (closed if is_closed else None)


class TestWarning:
    def test_says_that_a_record_of_a_closed_day_will_be_restated(
        self, closed: Closing, officer: Officer
    ) -> None:
        later = AT + timedelta(days=3)
        old = drafting.log(by=officer, draft=drafting.draft(occurred_at=AT - timedelta(days=60)))
        new = drafting.log(by=officer)

        assert "closed through 31 March 2024" in warning(old, at=later)
        assert warning(old, at=AT) == ""
        assert warning(new, at=later) == ""
