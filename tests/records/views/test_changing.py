"""Changing a record through its form: from the version that was seen, or with both shown."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Officer
from records import actions, interrupted
from records.models import Record, RecordVersion, Status
from tests import drafting
from tests.operations import typing_in
from tests.people import AT
from tests.records.conftest import Browse, incident, sent


def url(record: Record) -> str:
    """Give the address of the form."""
    return reverse("logged-incident-edit", args=[record.pk])


def typed(officer: Officer, version: int, **changes: Any) -> dict[str, Any]:
    """Type the incident anew, from a version that was seen."""
    written = {**typing_in.incident(), **changes}
    return {**written, "version": version, "writer": interrupted.signed(officer)}


class TestRecordEditView:
    def test_shows_what_stands(self, browse: Browse, officer: Officer) -> None:
        record = incident(by=officer, place="Hamlet Court Road")

        shown = browse(officer).get(url(record)).content.decode()

        assert "Hamlet Court Road" in shown
        assert f'name="version" value="{record.version}"' in shown

    def test_changes_and_sends_a_draft(self, browse: Browse, officer: Officer) -> None:
        record = incident(by=officer)

        browse(officer).post(url(record), typed(officer, record.version))

        record.refresh_from_db()
        assert record.status == Status.SUBMITTED
        assert "Pier Hill" in record.summary

    def test_says_why_a_returned_record_came_back(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = sent(by=officer)
        actions.return_record(
            record=record,
            version=record.version,
            grounds=drafting.grounds("It was Pier Hill."),
            by=sergeant,
            at=AT,
        )

        shown = browse(officer).get(url(record)).content.decode()

        assert "It was Pier Hill." in shown
        assert "Look at: Place" in shown

    def test_reopens_and_sends_an_approved_record_whose_place_changes(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.approve(sent(by=officer), by=sergeant)

        browse(officer).post(url(record), typed(officer, record.version))

        record.refresh_from_db()
        assert record.status == Status.SUBMITTED
        assert record.approval_void

    def test_shows_both_versions_and_keeps_what_was_typed(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = incident(by=officer)
        seen = record.version
        browse(sergeant).post(url(record), typed(sergeant, seen, place="York Road", draft="1"))
        n_versions = RecordVersion.objects.count()

        response = browse(officer).post(url(record), typed(officer, seen, place="Pier Hill"))

        shown = response.content.decode()
        assert response.status_code == 409
        assert "Sergeant 40210 changed" in shown
        assert "<ins>York Road</ins>" in shown
        assert "<del>York Road</del>" in shown
        assert "<ins>Pier Hill</ins>" in shown
        assert 'value="Pier Hill"' in shown
        assert f'name="version" value="{seen + 1}"' in shown
        assert RecordVersion.objects.count() == n_versions

    def test_writes_over_the_newer_version_when_it_is_sent_again(
        self, browse: Browse, officer: Officer, sergeant: Officer
    ) -> None:
        record = incident(by=officer)
        browse(sergeant).post(
            url(record), typed(sergeant, record.version, place="York Road", draft="1")
        )

        browse(officer).post(url(record), typed(officer, record.version + 1, draft="1"))

        record.refresh_from_db()
        assert "Pier Hill" in record.summary

    @pytest.mark.parametrize("who", ["other_officer", "chief_inspector", "analyst"])
    def test_refuses_those_without_a_part(
        self, browse: Browse, officer: Officer, who: str, request: pytest.FixtureRequest
    ) -> None:
        record = incident(by=officer)
        client = browse(request.getfixturevalue(who))

        assert client.get(url(record)).status_code == 403
        assert client.post(url(record), typing_in.incident()).status_code == 403

    def test_refuses_who_decided(self, browse: Browse, officer: Officer, sergeant: Officer) -> None:
        record = drafting.approve(sent(by=officer), by=sergeant)

        response = browse(sergeant).get(url(record))

        assert response.status_code == 403
        assert "Someone who decided on it cannot change it." in response.content.decode()

    def test_hides_a_record_of_another_district(
        self, browse: Browse, officer: Officer, twin_sergeant: Officer
    ) -> None:
        record = incident(by=officer)
        client = browse(twin_sergeant)

        assert client.get(url(record)).status_code == 404
        assert client.post(url(record), typing_in.incident()).status_code == 404
