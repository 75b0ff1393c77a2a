"""The review queue through its pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Officer
from incidents.logged import LoggedIncidentDetails, change_incident
from records import actions
from records.models import Decision, Record, Status
from tests import drafting
from tests.people import AT
from tests.records.conftest import Browse, incident, sent

QUEUE = "review"


def url(name: str, record: Record) -> str:
    """Give an address of a record in the queue."""
    return reverse(f"review-{name}", args=[record.pk])


def approve(client: Client, record: Record, version: int | None = None) -> tuple[int, str]:
    """Press Approve; follow where it leads."""
    posted = {"version": record.version if version is None else version}
    response = client.post(url("approve", record), posted, follow=True)
    return response.status_code, response.content.decode()


class TestReview:
    def test_says_so_when_nothing_waits(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        drafting.approve(sent(by=officer), by=sergeant)

        shown = browse(sergeant).get(reverse(QUEUE)).content.decode()

        assert "Nothing waits for you" in shown
        assert "You decided 1 record today." in shown

    def test_opens_the_first_beside_the_queue(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        second = sent(by=officer)
        first = sent(by=officer, at=AT - timedelta(hours=9))

        shown = browse(sergeant).get(reverse(QUEUE)).content.decode()

        assert shown.index(first.reference) < shown.index(second.reference)
        assert url("approve", first) in shown
        assert "9 hours" in shown
        assert "A crowd on the seafront." in shown

    def test_costs_the_same_for_one_record_and_for_fifty(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        client = browse(sergeant)
        client.get(reverse("help"))  # begins the session, which is written once
        sent(by=officer)
        counts = []
        for more in (0, 49):
            for n in range(more):
                sent(by=officer, at=AT - timedelta(minutes=n))
            with CaptureQueriesContext(connection) as queries:
                shown = client.get(reverse(QUEUE)).content.decode()
            counts.append(len(queries))

        assert counts[0] == counts[1]
        assert "1 to 25 of 50" in shown

    def test_refuses_those_who_decide_nothing(self, browse: Browse, officer: Officer) -> None:
        response = browse(officer).get(reverse(QUEUE))

        assert response.status_code == 403
        assert "Supervisors of your district can" in response.content.decode()


class TestReviewRecord:
    def test_says_why_there_is_no_approve_button(self, browse: Browse, sergeant: Officer) -> None:
        record = sent(by=sergeant)

        shown = browse(sergeant).get(url("record", record)).content.decode()

        assert "You logged this record. Another supervisor of the district decides" in shown
        assert url("approve", record) not in shown

    def test_shows_what_changed_since_the_approval(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = approved_and_changed(officer, sergeant)

        shown = browse(sergeant).get(url("record", record)).content.decode()

        assert "Submitted again, approval void" in shown
        assert "Approved 30 April" in shown
        assert "<del>Marine Parade</del>" in shown
        assert "<ins>Pier Hill</ins>" in shown
        assert "Voids it" in shown

    def test_leads_to_the_page_of_a_record_that_does_not_wait(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = incident(by=officer)

        response = browse(sergeant).get(url("record", record))

        assert response.status_code == 302
        assert str(record.pk) in response["Location"]

    def test_hides_a_record_of_another_district(
        self, browse: Browse, officer: Officer, twin_sergeant: Officer
    ) -> None:
        record = sent(by=officer)
        client = browse(twin_sergeant)

        assert client.get(url("record", record)).status_code == 404
        assert client.post(url("approve", record), {"version": 2}).status_code == 404
        assert client.post(url("return", record), {"version": 2}).status_code == 404


def approved_and_changed(officer: Officer, sergeant: Officer) -> Record:
    """Bring a record through approval and a change of its place to a second sending."""
    record = drafting.approve(sent(by=officer), by=sergeant)
    change_place(record, officer)
    return actions.submit(record=record, by=officer, at=AT)


def change_place(record: Record, officer: Officer) -> None:
    """Change where an incident happened."""
    row = record.logged_incident
    row.record.refresh_from_db()
    details = LoggedIncidentDetails(
        occurred_at=AT, type=row.type, place="Pier Hill", description=row.description
    )
    change_incident(incident=row, version=row.record.version, details=details, by=officer, at=AT)


class TestApprove:
    def test_approves_and_opens_the_next(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        first = sent(by=officer, at=AT - timedelta(hours=1))
        second = sent(by=officer)

        status, shown = approve(browse(sergeant), first)

        first.refresh_from_db()
        assert (status, first.status) == (200, Status.APPROVED)
        assert f"Logged incident {first.reference} is approved." in shown
        assert url("approve", second) in shown

    def test_refuses_who_took_part(self, browse: Browse, sergeant: Officer) -> None:
        record = sent(by=sergeant)

        status, shown = approve(browse(sergeant), record)

        assert status == 403
        assert f"You cannot approve logged incident {record.reference}" in shown
        assert not Decision.objects.exists()

    def test_tells_the_second_supervisor_who_was_first(
        self, browse: Browse, officer: Officer, sergeant: Officer, other_team_sergeant: Officer
    ) -> None:
        record = sent(by=officer)
        seen = record.version
        drafting.approve(record, by=other_team_sergeant)

        status, shown = approve(browse(sergeant), record, seen)

        assert status == 409
        assert f"Sergeant 40388 approved {record.reference} at 10:00" in shown
        assert Decision.objects.count() == 1

    def test_shows_what_changed_while_the_record_was_open(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = sent(by=officer)
        seen = record.version
        change_place(record, officer)

        status, shown = approve(browse(sergeant), record, seen)

        assert status == 409
        assert "Changed since you opened it" in shown
        assert "<ins>Pier Hill</ins>" in shown
        assert not Decision.objects.exists()

    @pytest.mark.parametrize("posted", [{}, {"version": "x"}, {"version": "9" * 30}])
    def test_approves_no_version_that_was_not_shown(
        self, browse: Browse, officer: Officer, sergeant: Officer, posted: dict[str, str]
    ) -> None:
        record = sent(by=officer)

        response = browse(sergeant).post(url("approve", record), posted)

        assert response.status_code == 409


class TestReturn:
    def test_returns_with_the_fields_that_the_reason_names(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = sent(by=officer)

        response = browse(sergeant).post(
            url("return", record),
            {"version": record.version, "reason": "place-or-time", "note": "It was Pier Hill."},
            follow=True,
        )

        record.refresh_from_db()
        decision = Decision.objects.get()
        assert record.status == Status.RETURNED
        assert decision.fields == ["place", "area", "occurred_at"]
        assert f"{record.reference} is returned to PC 41123." in response.content.decode()
        own = browse(officer).get(reverse("my-records")).content.decode()
        assert "Place or time is doubtful: It was Pier Hill." in own

    def test_asks_for_a_reason_and_keeps_what_was_written(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = sent(by=officer)

        response = browse(sergeant).post(
            url("return", record), {"version": record.version, "note": "It was Pier Hill."}
        )

        shown = response.content.decode()
        assert response.status_code == 422
        assert "Choose a reason" in shown
        assert "It was Pier Hill." in shown
        assert '<details class="so-decision__return" open>' in shown

    def test_asks_for_a_note_where_the_reason_points_at_nothing(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = sent(by=officer)

        response = browse(sergeant).post(
            url("return", record), {"version": record.version, "reason": "other"}
        )

        assert "this reason names no field" in response.content.decode()

    def test_offers_only_reasons_that_fit_the_kind(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        shown = browse(sergeant).get(url("record", sent(by=officer))).content.decode()

        assert "Place or time is doubtful" in shown
        assert "Disposal does not match the custody record" not in shown

    def test_tells_who_was_first(
        self, browse: Browse, officer: Officer, sergeant: Officer, other_team_sergeant: Officer
    ) -> None:
        record = sent(by=officer)
        drafting.approve(record, by=other_team_sergeant)

        response = browse(sergeant).post(
            url("return", record), {"version": 2, "reason": "place-or-time"}
        )

        assert response.status_code == 409
        assert "Sergeant 40388 approved" in response.content.decode()
