"""The life of a record: every move from every state, allowed or refused.

draft → submitted → approved          submitted → returned → submitted
approved → reopened → submitted       draft | submitted | returned → withdrawn by the author
reopened → withdrawn by a supervisor
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import Officer
from audit import journal
from records import actions, rules
from records.models import Record, Status
from records.transitions import WrongState
from tests import drafting
from tests.people import AT

LATER = AT + timedelta(minutes=14)
Move = Callable[[Record, Officer, Officer], Record]


def submit(record: Record, author: Officer, supervisor: Officer) -> Record:
    return actions.submit(record=record, by=author, at=LATER)


def approve(record: Record, author: Officer, supervisor: Officer) -> Record:
    return drafting.approve(record, by=supervisor, at=LATER)


def return_record(record: Record, author: Officer, supervisor: Officer) -> Record:
    return actions.return_record(
        record=record, version=record.version, grounds=drafting.grounds(), by=supervisor, at=LATER
    )


def reopen(record: Record, author: Officer, supervisor: Officer) -> Record:
    return drafting.reopen(record, by=supervisor, at=LATER)


def withdraw(record: Record, author: Officer, supervisor: Officer) -> Record:
    return actions.withdraw(record=record, by=author, at=LATER, note="Logged twice.")


def strike(record: Record, author: Officer, supervisor: Officer) -> Record:
    return actions.strike(
        record=record, version=record.version, grounds=drafting.grounds(), by=supervisor, at=LATER
    )


MOVES: dict[str, Move] = {
    "submit": submit,
    "approve": approve,
    "return": return_record,
    "reopen": reopen,
    "withdraw": withdraw,
    "strike": strike,
}
ALLOWED = {
    (Status.DRAFT, "submit"): Status.SUBMITTED,
    (Status.RETURNED, "submit"): Status.SUBMITTED,
    (Status.REOPENED, "submit"): Status.SUBMITTED,
    (Status.SUBMITTED, "approve"): Status.APPROVED,
    (Status.SUBMITTED, "return"): Status.RETURNED,
    (Status.APPROVED, "reopen"): Status.REOPENED,
    (Status.DRAFT, "withdraw"): Status.WITHDRAWN,
    (Status.SUBMITTED, "withdraw"): Status.WITHDRAWN,
    (Status.RETURNED, "withdraw"): Status.WITHDRAWN,
    (Status.REOPENED, "strike"): Status.WITHDRAWN,
}
EVERY_PAIR = [(status, verb) for status in Status for verb in MOVES]


@pytest.mark.parametrize(("status", "verb"), EVERY_PAIR)
class TestMove:
    def test_brings_the_record_where_the_life_cycle_says_or_leaves_it(
        self, status: Status, verb: str, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)

        if (status, verb) not in ALLOWED:
            with pytest.raises(WrongState):
                MOVES[verb](record, officer, sergeant)
        else:
            MOVES[verb](record, officer, sergeant)

        record.refresh_from_db()
        assert record.status == ALLOWED.get((status, verb), status)

    def test_writes_one_version_and_one_entry_or_none(
        self, status: Status, verb: str, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)
        entries = journal.of(record.kind, record.pk)
        before = (record.versions.count(), entries.count(), record.decisions.count())
        by_supervisor = verb not in {"submit", "withdraw"}

        if (status, verb) not in ALLOWED:
            with pytest.raises(WrongState):
                MOVES[verb](record, officer, sergeant)
            wrote = decided = 0
        else:
            MOVES[verb](record, officer, sergeant)
            wrote, decided = 1, int(by_supervisor)

        after = (record.versions.count(), entries.count(), record.decisions.count())
        assert after == (before[0] + wrote, before[1] + wrote, before[2] + decided)


class TestMoveInTheJournal:
    @pytest.mark.parametrize(("status", "verb"), ALLOWED)
    def test_names_the_record_and_its_district_and_says_from_where_to_where(
        self, status: Status, verb: str, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)

        moved = MOVES[verb](record, officer, sergeant)

        entry = journal.of(record.kind, record.pk)[0]
        assert (entry.verb, entry.label, entry.district) == (
            f"record.{verb}",
            "P-24-00001",
            "southend",
        )
        assert entry.detail["status"] == [status, ALLOWED[status, verb]]
        assert entry.detail["version"] == record.version + 1 == moved.version

    def test_keeps_why_beside_what_happened(self, officer: Officer, sergeant: Officer) -> None:
        record = return_record(drafting.submitted(by=officer), officer, sergeant)

        entry = journal.of(record.kind, record.pk)[0]
        assert entry.reason == "A detail is wrong"
        assert entry.detail["fields"] == ["place"]
        assert entry.detail["status"] == [Status.SUBMITTED, Status.RETURNED]


class TestStamp:
    def test_says_when_it_was_submitted(self, officer: Officer) -> None:
        record = actions.submit(record=drafting.log(by=officer), by=officer, at=LATER)

        assert record.submitted_at == LATER

    def test_says_who_approved_and_when(self, officer: Officer, sergeant: Officer) -> None:
        record = approve(drafting.submitted(by=officer), officer, sergeant)

        assert (record.decided_by, record.decided_at) == (sergeant, LATER)
        assert not record.approval_void

    @pytest.mark.parametrize(
        ("status", "verb"),
        [(Status.SUBMITTED, "return"), (Status.REOPENED, "strike"), (Status.DRAFT, "withdraw")],
    )
    def test_says_who_ended_it_or_sent_it_back(
        self, status: Status, verb: str, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)

        record = MOVES[verb](record, officer, sergeant)

        who = officer if verb == "withdraw" else sergeant
        assert (record.decided_by, record.decided_at) == (who, LATER)

    def test_voids_the_approval_on_reopening_and_until_it_is_approved_again(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(Status.REOPENED, by=officer, decided_by=sergeant)
        void = [record.approval_void]
        record = submit(record, officer, sergeant)
        void.append(record.approval_void)
        record = approve(record, officer, sergeant)
        void.append(record.approval_void)

        assert void == [True, True, False]

    def test_is_kept_by_the_database(self, officer: Officer, sergeant: Officer) -> None:
        record = approve(drafting.submitted(by=officer), officer, sergeant)

        stored = Record.objects.get(pk=record.pk)
        assert (stored.status, stored.decided_by, stored.version) == ("approved", sergeant, 3)


class TestWrongState:
    @pytest.mark.parametrize(
        ("status", "verb", "sentence"),
        [
            (Status.SUBMITTED, "submit", "PC 41123 submitted P-24-00001 at 10:00. "),
            (Status.APPROVED, "approve", "Sergeant 40210 approved P-24-00001 at 10:00. "),
            (Status.RETURNED, "approve", "Sergeant 40210 returned P-24-00001 at 10:00. "),
            (Status.REOPENED, "return", "Sergeant 40210 reopened P-24-00001 at 10:00. "),
            (Status.WITHDRAWN, "approve", "PC 41123 withdrew P-24-00001 at 10:00. "),
            (
                Status.DRAFT,
                "approve",
                "PC 41123 logged P-24-00001 at 10:00 and has not submitted it. ",
            ),
        ],
    )
    def test_says_who_got_there_first_and_when_in_london(
        self, status: Status, verb: str, sentence: str, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(status, by=officer, decided_by=sergeant)
        past = {"submit": "submitted", "approve": "approved", "return": "returned"}[verb]

        with pytest.raises(WrongState) as refusal:
            MOVES[verb](record, officer, sergeant)

        assert str(refusal.value) == f"{sentence}It cannot be {past} now. Nothing was saved."

    def test_names_the_approver_although_the_author_mended_a_note_since(
        self, officer: Officer, sergeant: Officer, other_team_sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)
        drafting.change(record, drafting.draft(note="Busy."), by=officer)

        with pytest.raises(WrongState, match="Sergeant 40210 approved"):
            drafting.approve(record, by=other_team_sergeant)


class TestTransitions:
    def test_reach_every_state_but_the_first(self) -> None:
        reached = {transition.target for transition in rules.TRANSITIONS}

        assert reached == set(Status) - {Status.DRAFT}

    def test_leave_every_state_but_the_last(self) -> None:
        left = frozenset[Status]().union(*(move.sources for move in rules.TRANSITIONS))

        assert left == set(Status) - {Status.WITHDRAWN}
