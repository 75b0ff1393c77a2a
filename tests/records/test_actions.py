"""Everything that is done to a record, by whom, and what it leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connections

from accounts.models import Officer
from audit import journal
from records import actions
from records.models import RetentionGroup, ReturnReason, Status, Verdict
from records.transitions import WrongState
from records.writing import Refused, StaleEdit
from tests import drafting
from tests.databases import CommittedDatabase
from tests.people import AT, committed_people

LATER = AT + timedelta(minutes=14)


class TestSubmit:
    def test_sends_a_complete_draft_for_review(self, officer: Officer) -> None:
        record = actions.submit(record=drafting.log(by=officer), by=officer, at=LATER)

        assert record.status == Status.SUBMITTED

    def test_refuses_a_draft_that_lacks_something(self, officer: Officer) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(missing=["Give the end."]))

        with pytest.raises(Refused, match=r"mend this first: Give the end\."):
            actions.submit(record=record, by=officer, at=LATER)

    def test_lets_the_crew_submit_but_not_who_was_taken_out(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        crewed = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))
        taken_out = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))
        drafting.change(taken_out, drafting.draft(), by=officer)

        assert actions.submit(record=crewed, by=other_officer, at=LATER).status == "submitted"
        with pytest.raises(Refused, match="Only those who took part"):
            actions.submit(record=taken_out, by=other_officer, at=LATER)

    def test_refuses_a_colleague_without_a_part(
        self, officer: Officer, other_officer: Officer
    ) -> None:
        with pytest.raises(Refused, match="Only those who took part"):
            actions.submit(record=drafting.log(by=officer), by=other_officer, at=LATER)


class TestApprove:
    def test_writes_down_who_approved_which_version(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant, at=LATER)

        decision = record.decisions.get()
        assert (decision.verdict, decision.version, decision.by, decision.at) == (
            Verdict.APPROVE,
            2,
            sergeant,
            LATER,
        )
        assert journal.of(record.kind, record.pk)[0].verb == "record.approve"

    def test_lets_a_sergeant_of_another_team_of_the_district_approve(
        self, officer: Officer, other_team_sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=other_team_sergeant)

        assert record.status == Status.APPROVED

    def test_refuses_the_sergeant_who_logged_it(self, sergeant: Officer) -> None:
        record = drafting.submitted(by=sergeant)

        with pytest.raises(Refused, match="You logged this record"):
            drafting.approve(record, by=sergeant)

    def test_refuses_the_sergeant_who_was_in_the_crew_before(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.submitted(by=officer, draft=drafting.draft(crew=[sergeant]))
        record = drafting.change(record, drafting.draft(), by=officer)

        with pytest.raises(Refused, match="You took part in this record"):
            drafting.approve(record, by=sergeant)

    def test_refuses_everyone_who_is_no_supervisor_of_the_district(
        self,
        officer: Officer,
        chief_inspector: Officer,
        administrator: Officer,
        twin_sergeant: Officer,
        console: Officer,
    ) -> None:
        record = drafting.submitted(by=officer)

        for person in (chief_inspector, administrator, twin_sergeant, console):
            with pytest.raises(Refused, match="A supervisor of Southend district"):
                drafting.approve(record, by=person)

    def test_refuses_a_version_that_was_changed_after_the_sergeant_saw_it(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.submitted(by=officer)
        drafting.change(record, drafting.draft(place="Pier"), by=officer, at=LATER)

        with pytest.raises(StaleEdit, match="PC 41123 changed P-24-00001 at 10:14"):
            actions.approve(record=record, version=2, by=sergeant, at=LATER)

        assert not record.decisions.exists()

    @pytest.mark.needs_postgresql
    def test_lets_one_of_two_sergeants_at_once_win_and_tells_the_other_who(
        self, committed_database: CommittedDatabase
    ) -> None:
        people = committed_people()
        record = drafting.submitted(by=people["officer"])
        together = Barrier(2, timeout=20)

        def approve(sergeant: Officer) -> str:
            together.wait()
            try:
                actions.approve(record=record, version=record.version, by=sergeant, at=LATER)
            except WrongState as refusal:
                return str(refusal)
            finally:
                connections.close_all()
            return "won"

        with ThreadPoolExecutor(2) as threads:
            pair = (people["sergeant"], people["other_team_sergeant"])
            said = dict(zip(pair, threads.map(approve, pair), strict=True))

        decision = record.decisions.get()
        winner = decision.by
        (loser,) = set(pair) - {winner}
        assert said[winner] == "won"
        assert said[loser].startswith(f"{winner} approved P-24-00001 at 10:14.")


class TestReturnRecord:
    def test_keeps_the_coded_reason_the_fields_and_the_note(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(Status.RETURNED, by=officer, decided_by=sergeant)

        decision = record.decisions.get()
        assert str(decision.reason) == "A detail is wrong"
        assert decision.fields == ["place"]
        assert decision.note == "The place is not the one in the log."

    def test_writes_the_reason_and_the_fields_in_the_journal_but_not_the_note(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(Status.RETURNED, by=officer, decided_by=sergeant)

        entry = journal.of(record.kind, record.pk)[0]
        assert (entry.reason, entry.detail["fields"]) == ("A detail is wrong", ["place"])

    def test_refuses_the_author(self, sergeant: Officer) -> None:
        record = drafting.submitted(by=sergeant)

        with pytest.raises(Refused, match="You logged this record"):
            actions.return_record(
                record=record, version=2, grounds=drafting.grounds(), by=sergeant, at=LATER
            )


class TestReopen:
    def test_keeps_the_approval_and_adds_a_decision(
        self, officer: Officer, sergeant: Officer, other_team_sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)

        drafting.reopen(record, by=other_team_sergeant)

        verdicts = record.decisions.order_by("id").values_list("verdict", "by")
        assert list(verdicts) == [("approve", sergeant.pk), ("reopen", other_team_sergeant.pk)]

    def test_refuses_a_stale_version(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)

        with pytest.raises(StaleEdit):
            actions.reopen(
                record=record, version=2, grounds=drafting.grounds(), by=sergeant, at=LATER
            )


class TestStrike:
    def test_withdraws_a_reopened_record_with_a_coded_reason(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.decided(Status.REOPENED, by=officer, decided_by=sergeant)

        record = actions.strike(
            record=record,
            version=record.version,
            grounds=drafting.grounds(),
            by=sergeant,
            at=LATER,
        )

        assert record.status == Status.WITHDRAWN
        assert record.decisions.latest("id").verdict == Verdict.WITHDRAW


class TestWithdraw:
    def test_writes_the_note_in_the_journal(self, officer: Officer) -> None:
        record = drafting.log(by=officer)

        actions.withdraw(record=record, by=officer, at=LATER, note="Logged twice.")

        assert journal.of(record.kind, record.pk)[0].reason == "Logged twice."

    def test_refuses_the_crew_and_the_sergeant(
        self, officer: Officer, other_officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.log(by=officer, draft=drafting.draft(crew=[other_officer]))

        for person in (other_officer, sergeant):
            with pytest.raises(Refused, match="Only the officer who logged"):
                actions.withdraw(record=record, by=person, at=LATER, note="")


class TestDecide:
    @pytest.mark.django_db
    def test_is_backed_by_a_constraint_on_the_reason(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.submitted(by=officer)

        with pytest.raises(IntegrityError, match="decision_has_reason"):
            record.decisions.create(version=2, verdict=Verdict.RETURN, by=sergeant, at=LATER)

    def test_writes_nothing_when_refused(self, officer: Officer, twin_sergeant: Officer) -> None:
        record = drafting.submitted(by=officer)
        lines = journal.of(record.kind, record.pk).count()

        with pytest.raises(Refused):
            drafting.approve(record, by=twin_sergeant)

        record.refresh_from_db()
        assert (record.status, record.version) == (Status.SUBMITTED, 2)
        assert journal.of(record.kind, record.pk).count() == lines
        assert not ReturnReason.objects.exists()


class TestSetRetention:
    def test_moves_the_review_with_the_group(self, officer: Officer, sergeant: Officer) -> None:
        record = actions.set_retention(
            record=drafting.log(by=officer),
            group=RetentionGroup.SERIOUS,
            legal_hold=True,
            reason="Linked to a serious case.",
            by=sergeant,
            at=LATER,
        )

        assert (record.review_due_on, record.legal_hold) == (date(2034, 4, 30), True)

    def test_writes_what_it_was_and_why(self, officer: Officer, chief_inspector: Officer) -> None:
        record = actions.set_retention(
            record=drafting.log(by=officer),
            group=RetentionGroup.SERIOUS,
            legal_hold=False,
            reason="Linked to a serious case.",
            by=chief_inspector,
            at=LATER,
        )

        entry = journal.of(record.kind, record.pk)[0]
        assert entry.reason == "Linked to a serious case."
        assert entry.detail["before"] == {"group": 3, "legal_hold": False}

    def test_refuses_officers_and_supervisors_of_other_districts(
        self, officer: Officer, twin_sergeant: Officer
    ) -> None:
        record = drafting.log(by=officer)

        for person in (officer, twin_sergeant):
            with pytest.raises(Refused, match="Supervisors and commanders"):
                actions.set_retention(
                    record=record,
                    group=RetentionGroup.SERIOUS,
                    legal_hold=True,
                    reason="",
                    by=person,
                    at=LATER,
                )


class TestConsult:
    def test_writes_one_entry_and_changes_nothing(self, officer: Officer, analyst: Officer) -> None:
        record = drafting.log(by=officer)

        actions.consult(record=record, by=analyst, at=LATER)

        entry = journal.of(record.kind, record.pk)[0]
        assert (entry.verb, entry.operation, entry.by_label) == (
            "patrol.consult",
            "consultation",
            "Analyst 70031",
        )
        assert record.versions.count() == 1
