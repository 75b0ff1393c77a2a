"""What waits for an officer."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Officer
from records import actions
from records.models import Status
from records.work import n_to_mend, work_of
from tests import drafting
from tests.people import AT


class TestWorkOf:
    def test_lists_what_is_to_finish_and_what_came_back_with_the_reason(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        drafting.log(by=officer)
        drafting.decided(Status.RETURNED, by=officer, decided_by=sergeant)
        drafting.decided(Status.APPROVED, by=officer, decided_by=sergeant)
        drafting.submitted(by=officer)

        work = work_of(officer, at=AT)

        assert (work.n_to_finish, work.n_returned, work.n_sent) == (1, 1, 1)
        assert [own.why for own in work.returned] == [
            "A detail is wrong: The place is not the one in the log."
        ]
        assert work.waiting is None
        assert n_to_mend(officer) == 2

    def test_counts_what_waits_for_a_decision_since_when(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        drafting.submitted(by=officer, at=AT - timedelta(hours=5))
        drafting.submitted(by=sergeant)
        approved = drafting.approve(drafting.submitted(by=officer), by=sergeant)
        drafting.change(approved, drafting.draft(place="Pier Hill"), by=officer)
        actions.submit(record=approved, by=officer, at=AT)

        waiting = work_of(sergeant, at=AT).waiting

        assert waiting is not None
        assert (waiting.count, waiting.void, waiting.took_part) == (2, 1, 1)
        assert waiting.oldest_at == AT - timedelta(hours=5)

    def test_says_that_nothing_waits(self, officer: Officer, sergeant: Officer) -> None:
        assert work_of(officer, at=AT).is_nothing
        assert work_of(sergeant, at=AT).is_nothing

    def test_takes_five_queries_at_most(self, officer: Officer, sergeant: Officer) -> None:
        for _ in range(8):
            drafting.log(by=sergeant)
            drafting.submitted(by=officer)

        with CaptureQueriesContext(connection) as queries:
            work = work_of(sergeant, at=AT)

        assert len(queries) <= 5
        assert (len(work.to_finish), work.n_to_finish) == (5, 8)
