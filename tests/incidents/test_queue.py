"""queue.py: an import is sent again when nobody works on it, and never while its claim holds."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts import clock
from accounts.models import Officer
from incidents import actions, claims, queue
from incidents.models import BatchState, ImportBatch
from tests.incidents.conftest import Take
from tests.incidents.published import AT, street


@pytest.fixture
def batch(take: Take, console: Officer) -> ImportBatch:
    """Have an import of some while ago whose undoing has just been ordered."""
    take([street(1)])
    batch: ImportBatch = ImportBatch.objects.get()
    return actions.order_undo(batch=batch, by=console, at=AT + timedelta(days=7))


ORDERED_AT = AT + timedelta(days=7)


class TestSilent:
    def listed(self, at: datetime) -> list[str]:
        """Name the tasks that would be sent again."""
        return [name for name, _ in queue.silent(at=at)]

    def test_leaves_out_an_undo_that_was_sent_just_now(self, batch: ImportBatch) -> None:
        """However long ago the import itself was received."""
        assert self.listed(ORDERED_AT + timedelta(seconds=30)) == []

    def test_lists_an_undo_that_nobody_took_up(self, batch: ImportBatch) -> None:
        assert self.listed(ORDERED_AT + timedelta(seconds=61)) == [queue.UNDO]

    def test_leaves_out_what_is_claimed_as_long_as_the_claim_holds(
        self, batch: ImportBatch
    ) -> None:
        taken_at = ORDERED_AT + timedelta(minutes=30)
        claims.take(batch, clock=lambda: taken_at)

        assert self.listed(taken_at + claims.LEASE) == []

    def test_lists_what_is_claimed_once_the_claim_lapsed(self, batch: ImportBatch) -> None:
        taken_at = ORDERED_AT + timedelta(minutes=30)
        claims.take(batch, clock=lambda: taken_at)

        assert self.listed(taken_at + claims.LEASE + timedelta(seconds=1)) == [queue.UNDO]

    def test_lists_an_import_that_nobody_took_up(self, batch: ImportBatch) -> None:
        ImportBatch.objects.update(state=BatchState.WAITING, claimed_until=None)

        assert self.listed(AT + timedelta(seconds=61)) == [queue.PROCESS]
        assert self.listed(AT + timedelta(seconds=59)) == []


class TestTake:
    def test_finds_a_claim_that_holds_without_writing(
        self, batch: ImportBatch, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        """Whoever comes second waits for no lock: the row is read, and nothing more."""
        claims.take(batch, clock=clock.now)

        with django_assert_num_queries(1), pytest.raises(claims.Busy):
            claims.take(batch, clock=clock.now)
