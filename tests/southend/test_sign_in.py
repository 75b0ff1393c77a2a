"""The demonstration's printed password opens the demonstration and nothing else."""

from typing import cast

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from accounts.models import Officer
from audit import journal
from southend.demo.password import PASSWORD


@pytest.fixture
def shown(db: None) -> Officer:
    """Give an officer whose password is the one that the demonstration prints."""
    officer = Officer(collar_number="41123", title="PC")
    officer.set_password(PASSWORD)
    officer.save()
    return officer


class TestAuthenticate:
    def test_lets_the_printed_password_in_outside_production(
        self, shown: Officer, rf: RequestFactory
    ) -> None:
        request = rf.post("/")

        officer = get_adapter().authenticate(request, username="41123", password=PASSWORD)

        assert officer == shown

    def test_refuses_the_printed_password_in_production(
        self, shown: Officer, rf: RequestFactory
    ) -> None:
        request = rf.post("/")

        with override_settings(IS_PRODUCTION=True):
            officer = get_adapter().authenticate(request, username="41123", password=PASSWORD)

        assert officer is None


class TestNotTheDemonstrationPassword:
    def test_refuses_it_where_an_officer_chooses_one(self) -> None:
        with pytest.raises(ValidationError, match="printed for everyone"):
            validate_password(PASSWORD)

    def test_takes_another(self) -> None:
        validate_password("a pier more than a mile long")


class TestJournal:
    def sign_in(self, client: Client, password: str) -> HttpResponse:
        fields = {"login": "41123", "password": password}
        return cast("HttpResponse", client.post(reverse("account_login"), fields))

    def verbs(self, officer: Officer) -> list[str]:
        return list(journal.of("officer", officer.pk).values_list("verb", flat=True))

    def test_notes_who_signed_in_and_out(self, shown: Officer, client: Client) -> None:
        self.sign_in(client, PASSWORD)
        client.post(reverse("account_logout"))

        assert self.verbs(shown) == ["officer.sign_out", "officer.sign_in"]

    def test_notes_no_sign_in_after_a_wrong_password(self, shown: Officer, client: Client) -> None:
        response = self.sign_in(client, "wrong")

        assert self.verbs(shown) == []
        assert "do not go together" in response.content.decode()
