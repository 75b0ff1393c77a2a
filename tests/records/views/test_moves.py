"""Moving a record from its page: asked first, done once, and refused with the rule."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from records import actions
from records.models import Record, RetentionGroup, Status
from tests import drafting
from tests.people import AT
from tests.records.conftest import Browse, incident, sent

GROUNDS = {"reason": "place-or-time", "note": "It was Pier Hill."}


def url(name: str, record: Record) -> str:
    """Give the address of a move."""
    return reverse(f"record-{name}", args=[record.pk])


def state(record: Record) -> str:
    """Read where the record is now."""
    record.refresh_from_db()
    return record.status


def post(client: Client, name: str, record: Record, **posted: object) -> tuple[int, str]:
    """Confirm a move; follow where it leads."""
    response = client.post(url(name, record), posted, follow=True)
    return response.status_code, response.content.decode()


class TestSubmit:
    def test_asks_and_then_sends(self, browse: Browse, officer: Officer) -> None:
        record, client = incident(by=officer), browse(officer)

        asked = client.get(url("submit", record)).content.decode()
        post(client, "submit", record)

        assert f"Submit {record.reference}" in asked
        assert state(record) == Status.SUBMITTED

    def test_says_who_submitted_it_already(self, browse: Browse, officer: Officer) -> None:
        record, client = sent(by=officer), browse(officer)

        got = client.get(url("submit", record))
        status, shown = post(client, "submit", record)

        assert (got.status_code, status) == (409, 409)
        assert f"PC 41123 submitted {record.reference} at 10:00." in shown


class TestWithdraw:
    def test_asks_why(self, browse: Browse, officer: Officer) -> None:
        record, client = sent(by=officer), browse(officer)

        status, shown = post(client, "withdraw", record)
        assert (status, state(record)) == (422, Status.SUBMITTED)
        assert "Say why it is withdrawn" in shown

        status, shown = post(client, "withdraw", record, note="Logged twice.")
        assert (status, state(record)) == (200, Status.WITHDRAWN)
        assert "Logged twice." in shown

    def test_refuses_all_but_the_author(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record, client = sent(by=officer), browse(sergeant)

        status, shown = post(client, "withdraw", record, note="Logged twice.")

        assert client.get(url("withdraw", record)).status_code == status == 403
        assert "Only the officer who logged this record can withdraw it." in shown


class TestReopen:
    def test_takes_an_approved_record_out_of_the_count_and_then_strikes_it(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record, client = drafting.approve(sent(by=officer), by=sergeant), browse(sergeant)

        post(client, "reopen", record, version=record.version, **GROUNDS)
        assert state(record) == Status.REOPENED

        post(client, "strike", record, version=record.version, **GROUNDS)
        assert state(record) == Status.WITHDRAWN

    def test_asks_for_a_reason(self, browse: Browse, officer: Officer, sergeant: Officer) -> None:
        record = drafting.approve(sent(by=officer), by=sergeant)

        status, shown = post(browse(sergeant), "reopen", record, version=record.version)

        assert (status, state(record)) == (422, Status.APPROVED)
        assert "Choose a reason" in shown

    @pytest.mark.parametrize("who", ["officer", "chief_inspector", "analyst"])
    def test_refuses_those_who_do_not_decide(
        self,
        browse: Browse,
        officer: Officer,
        sergeant: Officer,
        who: str,
        request: pytest.FixtureRequest,
    ) -> None:
        record = drafting.approve(sent(by=officer), by=sergeant)
        client = browse(request.getfixturevalue(who))

        status, _ = post(client, "reopen", record, version=record.version, **GROUNDS)

        assert client.get(url("reopen", record)).status_code == status == 403
        assert state(record) == Status.APPROVED

    def test_does_not_decide_on_a_version_that_was_not_seen(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.approve(sent(by=officer), by=sergeant)

        status, _ = post(browse(sergeant), "reopen", record, version=1, **GROUNDS)

        assert (status, state(record)) == (409, Status.APPROVED)


class TestRetention:
    def test_sets_group_and_hold_with_a_reason(
        self, browse: Browse, officer: Officer, chief_inspector: Officer
    ) -> None:
        record = incident(by=officer)

        post(
            browse(chief_inspector), "retention", record,
            group="2", legal_hold="on", reason="Asked for by the coroner.",
        )  # fmt: skip

        record.refresh_from_db()
        assert record.retention_group == RetentionGroup.SERIOUS
        assert record.legal_hold

    def test_refuses_officers(self, browse: Browse, officer: Officer) -> None:
        assert browse(officer).get(url("retention", incident(by=officer))).status_code == 403


class TestOtherDistrict:
    @pytest.mark.parametrize("name", ["submit", "withdraw", "reopen", "strike", "retention"])
    def test_sees_no_record_to_move(
        self, browse: Browse, officer: Officer, twin_sergeant: Officer, name: str
    ) -> None:
        record, client = incident(by=officer), browse(twin_sergeant)

        assert client.get(url(name, record)).status_code == 404
        assert client.post(url(name, record)).status_code == 404


class TestWithdrawnRecord:
    def test_does_not_move_again(self, browse: Browse, officer: Officer) -> None:
        record = actions.withdraw(record=incident(by=officer), by=officer, at=AT, note="Twice.")

        assert post(browse(officer), "submit", record)[0] == 409
