"""Logging a record through its form: once, sent or kept, and kept through a sign-out."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from records import interrupted
from records.models import Record, Status
from tests.operations import typing_in
from tests.people import PASSWORD
from tests.records.conftest import Browse

URL = "logged-incident-create"


def typed(officer: Officer, **changes: Any) -> dict[str, Any]:
    """Type an incident in the form that an officer opened."""
    return {
        **typing_in.incident(),
        "record": str(uuid4()),
        "writer": interrupted.signed(officer),
        **changes,
    }


def send(client: Client, form: dict[str, Any]) -> str:
    """Send the form; follow where it leads."""
    return client.post(reverse(URL), form, follow=True).content.decode()


class TestRecordCreateView:
    def test_sends_what_is_checked(self, browse: Browse, officer: Officer) -> None:
        shown = send(browse(officer), typed(officer))

        record = Record.objects.get()
        assert record.status == Status.SUBMITTED
        assert f"Logged incident {record.reference} is sent. A supervisor decides on it." in shown

    def test_keeps_a_draft_to_finish_later(self, browse: Browse, officer: Officer) -> None:
        shown = send(browse(officer), typed(officer, draft="1"))

        assert Record.objects.get().status == Status.DRAFT
        assert "is saved as a draft" in shown

    def test_makes_one_record_of_two_sendings(self, browse: Browse, officer: Officer) -> None:
        client, form = browse(officer), typed(officer)

        send(client, form)
        shown = send(client, form)

        assert Record.objects.count() == 1
        assert "was received already" in shown

    def test_sends_a_draft_whose_sending_was_cut_off(
        self, browse: Browse, officer: Officer
    ) -> None:
        client, form = browse(officer), typed(officer)
        send(client, {**form, "draft": "1"})

        send(client, form)

        assert Record.objects.get().status == Status.SUBMITTED

    def test_refuses_the_key_of_another_officers_record(
        self, browse: Browse, officer: Officer, other_officer: Officer
    ) -> None:
        form = typed(officer)
        send(browse(officer), form)

        shown = send(browse(other_officer), {**form, "writer": interrupted.signed(other_officer)})

        assert Record.objects.count() == 1
        assert "This key belongs to another record." in shown

    def test_shows_errors_above_the_form_and_keeps_what_was_typed(
        self, browse: Browse, officer: Officer
    ) -> None:
        form = typed(officer, time="25:14")

        response = browse(officer).post(reverse(URL), form)

        shown = response.content.decode()
        assert response.status_code == 422
        assert "There is a problem" in shown
        assert "25:14" in shown
        assert form["record"] in shown
        assert not Record.objects.exists()

    def test_changes_the_form_without_saving(self, browse: Browse, officer: Officer) -> None:
        form = typed(officer, fill="happened_on:yesterday", place="")

        response = browse(officer).post(reverse(URL), form)

        assert response.status_code == 200
        assert "There is a problem" not in response.content.decode()
        assert not Record.objects.exists()

    @pytest.mark.parametrize("who", ["chief_inspector", "analyst", "administrator", "advisor"])
    def test_refuses_those_who_do_not_log(
        self, browse: Browse, who: str, request: pytest.FixtureRequest
    ) -> None:
        officer: Officer = request.getfixturevalue(who)
        client = browse(officer)

        assert client.get(reverse(URL)).status_code == 403
        assert client.post(reverse(URL), typed(officer)).status_code == 403
        assert not Record.objects.exists()

    def test_does_not_log_in_the_name_of_whoever_signed_in_since(
        self, browse: Browse, officer: Officer, other_officer: Officer
    ) -> None:
        response = browse(other_officer).post(reverse(URL), typed(officer))

        assert response.status_code == 409
        assert "This form was opened by another officer" in response.content.decode()
        assert not Record.objects.exists()


def sign_in(client: Client, officer: Officer, following: str) -> str:
    """Sign in on the page, and follow where it leads."""
    response = client.post(
        reverse("account_login"),
        {"login": officer.collar_number, "password": PASSWORD, "next": following},
        follow=True,
    )
    return response.content.decode()


class TestInterruptedForm:
    def test_comes_back_filled_to_the_same_officer_once(
        self, browse: Browse, officer: Officer
    ) -> None:
        client, form = Client(), typed(officer, place="Hamlet Court Road")

        asked = client.post(reverse(URL), form, follow=True).content.decode()
        shown = sign_in(client, officer, reverse(URL))

        assert "Nothing was saved." in asked
        assert "You were signed out before this was sent." in shown
        assert "Hamlet Court Road" in shown
        assert form["record"] in shown
        assert not Record.objects.exists()
        assert "Hamlet Court Road" not in client.get(reverse(URL)).content.decode()

    def test_is_never_shown_to_another_officer(
        self, browse: Browse, officer: Officer, other_officer: Officer
    ) -> None:
        client = Client()
        client.post(reverse(URL), typed(officer, place="Hamlet Court Road"))

        shown = sign_in(client, other_officer, reverse(URL))
        client.logout()
        later = sign_in(client, officer, reverse(URL))

        assert "Hamlet Court Road" not in shown
        assert "Hamlet Court Road" not in later

    @pytest.mark.parametrize("writer", ["", "1", "1:forged:signature"])
    def test_is_not_kept_of_a_stranger(self, browse: Browse, officer: Officer, writer: str) -> None:
        client = Client()

        client.post(reverse(URL), typed(officer, writer=writer))

        assert interrupted.KEPT not in client.session

    def test_is_not_kept_where_it_is_too_long(self, browse: Browse, officer: Officer) -> None:
        client = Client()

        client.post(reverse(URL), typed(officer, description="a" * interrupted.LONGEST))

        assert interrupted.KEPT not in client.session

    def test_asks_for_a_sign_in_first(self, browse: Browse) -> None:
        response = Client().get(reverse(URL))

        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))
