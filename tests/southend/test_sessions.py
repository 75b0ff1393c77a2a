from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from accounts.models import Officer
from southend import session_store, sessions


@pytest.fixture
def officer(db: None) -> Officer:
    return Officer.objects.create(collar_number="41123", title="PC", is_active=True)


@pytest.fixture
def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get("/healthz")
    return client


def is_signed_in(client: Client) -> bool:
    client.get("/healthz")
    return "_auth_user_id" in client.session


class TestSessionLimits:
    def test_keeps_a_young_session(self, signed_in: Client) -> None:
        assert is_signed_in(signed_in)

    def test_ends_one_that_is_too_old(self, signed_in: Client, settings: Settings) -> None:
        settings.SESSION_LONGEST = timedelta(seconds=-1)

        assert not is_signed_in(signed_in)

    def test_ends_one_whose_beginning_was_tampered_with(self, signed_in: Client) -> None:
        session = signed_in.session
        session[session_store.BEGAN] = "southend:forged:moment"
        session.save()

        assert not is_signed_in(signed_in)

    def test_renews_the_thirty_minutes_once_a_minute(
        self, signed_in: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = signed_in.session[session_store.SEEN]
        signed_in.get("/healthz")
        assert signed_in.session[session_store.SEEN] == seen

        monkeypatch.setattr(sessions, "SEEN_EVERY", timedelta(seconds=-1))
        response = signed_in.get("/healthz")

        assert response.cookies["sessionid"]["max-age"] == 30 * 60

    def test_costs_a_stranger_no_session(self, client: Client, db: None) -> None:
        assert "sessionid" not in client.get("/healthz").cookies
