"""What waits for a supervisor, in which order, and why."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.models import Officer
from records import actions, queue
from records.models import Record
from tests import drafting
from tests.people import AT

DAY = timedelta(days=1)
MARCH = datetime(2024, 3, 20, 12, tzinfo=UTC)
MIDDLE = datetime(2024, 4, 15, 9, tzinfo=UTC)


def sent(*, by: Officer, at: datetime, occurred_at: datetime = MIDDLE) -> Record:
    """Send a record that occurred at one moment, at another."""
    return drafting.submitted(by=by, at=at, draft=drafting.draft(occurred_at=occurred_at))


def order(officer: Officer, *, at: datetime) -> "list[queue.Queued]":
    """Read the queue."""
    return list(queue.awaiting(officer, at=at))


class TestAwaiting:
    def test_puts_the_own_team_first(
        self, officer: Officer, other_team_sergeant: Officer, sergeant: Officer
    ) -> None:
        of_other_team = sent(by=other_team_sergeant, at=MIDDLE)
        of_own_team = sent(by=officer, at=MIDDLE + DAY)

        assert order(sergeant, at=MIDDLE + DAY) == [of_own_team, of_other_team]

    def test_puts_a_month_that_has_ended_before_what_has_waited_longer(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        older = sent(by=officer, at=MIDDLE)
        of_march = sent(by=officer, at=MIDDLE + DAY, occurred_at=MARCH)

        assert order(sergeant, at=MIDDLE + DAY) == [of_march, older]

    def test_puts_the_oldest_first(self, officer: Officer, sergeant: Officer) -> None:
        newer = sent(by=officer, at=MIDDLE + DAY)
        older = sent(by=officer, at=MIDDLE)

        assert order(sergeant, at=MIDDLE + 2 * DAY) == [older, newer]

    def test_puts_what_others_must_decide_last(self, officer: Officer, sergeant: Officer) -> None:
        own = sent(by=sergeant, at=MIDDLE, occurred_at=MARCH)
        other = sent(by=officer, at=MIDDLE + DAY)

        assert order(sergeant, at=MIDDLE + DAY) == [other, own]

    def test_leaves_out_drafts_decided_records_and_other_districts(
        self, officer: Officer, sergeant: Officer, twin_officer: Officer
    ) -> None:
        drafting.log(by=officer)
        drafting.approve(drafting.submitted(by=officer), by=sergeant)
        drafting.submitted(by=twin_officer)

        assert order(sergeant, at=AT) == []


class TestWithoutFlags:
    def test_keeps_first_sendings_that_the_officer_may_decide(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        plain = drafting.submitted(by=officer)
        drafting.submitted(by=sergeant)
        returned = actions.return_record(
            record=(again := drafting.submitted(by=officer)),
            version=again.version,
            grounds=drafting.grounds(),
            by=sergeant,
            at=AT,
        )
        actions.submit(record=returned, by=officer, at=AT)
        approved = drafting.approve(drafting.submitted(by=officer), by=sergeant)
        drafting.change(approved, drafting.draft(place="Pier Hill"), by=officer)
        actions.submit(record=approved, by=officer, at=AT)

        found = queue.without_flags(queue.awaiting(sergeant, at=AT))

        assert list(found) == [plain]


class TestNWaitingFor:
    def test_counts_what_the_officer_may_decide(self, officer: Officer, sergeant: Officer) -> None:
        drafting.submitted(by=officer)
        drafting.submitted(by=sergeant)

        assert queue.n_waiting_for(sergeant) == 1
        assert queue.n_waiting_for(officer) == 0


class TestReason:
    @pytest.mark.parametrize(
        ("occurred_at", "at", "words"),
        [
            (MARCH, MIDDLE, "March 2024 has ended"),
            (MIDDLE, datetime(2024, 4, 29, 9, tzinfo=UTC), "April 2024 ends in 2 days"),
            (MIDDLE, datetime(2024, 4, 30, 21, tzinfo=UTC), "April 2024 ends in 1 day"),
            (MIDDLE, MIDDLE + DAY, "Your team"),
        ],
    )
    def test_names_the_month_or_the_team(
        self, officer: Officer, sergeant: Officer, occurred_at: datetime, at: datetime, words: str
    ) -> None:
        sent(by=officer, at=occurred_at, occurred_at=occurred_at)

        assert queue.reason(order(sergeant, at=at)[0], at=at) == words

    def test_names_another_team(self, other_team_sergeant: Officer, sergeant: Officer) -> None:
        sent(by=other_team_sergeant, at=MIDDLE)

        assert queue.reason(order(sergeant, at=MIDDLE)[0], at=MIDDLE) == "Seafront Team"

    def test_says_that_the_officer_took_part(self, sergeant: Officer) -> None:
        sent(by=sergeant, at=MIDDLE, occurred_at=MARCH)

        assert queue.reason(order(sergeant, at=MIDDLE)[0], at=MIDDLE) == "You took part in it"


class TestNearEndBefore:
    @pytest.mark.parametrize(
        ("at", "bound"),
        [
            # Three days before the end of April, to the minute, in London's summer time.
            (datetime(2024, 4, 27, 22, 59, tzinfo=UTC), datetime(2024, 3, 31, 23, tzinfo=UTC)),
            (datetime(2024, 4, 27, 23, 0, tzinfo=UTC), datetime(2024, 4, 30, 23, tzinfo=UTC)),
            (datetime(2024, 12, 30, 12, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)),
        ],
    )
    def test_steps_three_days_before_the_end_of_a_month(
        self, at: datetime, bound: datetime
    ) -> None:
        assert queue.near_end_before(at) == bound


class TestStateInWords:
    @pytest.mark.parametrize(
        ("void", "again", "words"),
        [
            (False, False, "Submitted"),
            (False, True, "Submitted again"),
            (True, False, "Submitted again, approval void"),
        ],
    )
    def test_says_how_the_record_came(self, void: bool, again: bool, words: str) -> None:
        assert queue.state_in_words(approval_void=void, is_again=again) == words


class TestAfter:
    def test_gives_the_next_then_the_first_then_nothing(self) -> None:
        first, second, third = keys = [uuid4() for _ in range(3)]

        assert queue.after(keys, second) == third
        assert queue.after(keys, third) == first
        assert queue.after([first], first) is None
        assert queue.after(keys, uuid4()) == first
        assert queue.after([], first) is None
