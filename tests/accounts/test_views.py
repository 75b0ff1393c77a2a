"""Refusals, the officer's own page, and the pages about the site."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import clock, tokens
from accounts.models import Officer, Token
from accounts.roles import Permission, Role, standing_of
from accounts.views import refusal_of
from tests.people import PASSWORD


class TestRefusalOf:
    def test_tells_administrators_why_they_see_no_records(self) -> None:
        standing = standing_of([(Role.ADMINISTRATOR, 1, 1)])

        refusal = refusal_of(standing, Permission.SEE_RECORDS, what="arrests")

        assert refusal.heading == "You cannot open arrests"
        assert "nobody can both grant access and use it" in refusal.rule
        assert refusal.next_label == "Go to people and teams"

    def test_gives_the_rule_and_who_can(self) -> None:
        standing = standing_of([(Role.OFFICER, 1, 1)])

        refusal = refusal_of(standing, Permission.COMPILE_REPORTS, what="this page")

        assert "those who can compile reports" in refusal.rule
        assert refusal.who.startswith("Commanders and analysts of your district can.")


class TestAccount:
    def test_lists_postings_and_what_each_role_can_do(self, officer: Officer) -> None:
        client = Client()
        client.force_login(officer)

        shown = client.get(reverse("account")).content.decode()

        assert "Town Centre Team" in shown
        assert "Can approve, return and reopen records" in shown


class TestPage:
    @pytest.mark.parametrize("name", ["help", "accessibility", "privacy"])
    def test_is_open_to_everyone(self, officer: Officer, name: str) -> None:
        client = Client()
        client.force_login(officer)

        assert Client().get(reverse(name)).status_code == 200
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.django_db
class TestTokenPages:
    @pytest.fixture
    def as_analyst(self, analyst: Officer) -> Client:
        """Sign the analyst in."""
        client = Client()
        client.force_login(analyst)
        return client

    def make(self, client: Client, **changes: object) -> Any:  # noqa: ANN401 - whatever the client gives
        typed = {"name": "Excel", "scopes": ["read_figures"], "days": "90", "password": PASSWORD}
        return client.post(reverse("token-create"), typed | changes)

    def test_show_the_secret_once_and_to_no_cache(self, as_analyst: Client) -> None:
        shown = self.make(as_analyst)

        found = re.search(r"southend_[\w-]{43}", shown.content.decode())
        assert found is not None
        assert tokens.token_of(found.group(), at=clock.now()).name == "Excel"
        assert shown["Cache-Control"] == "no-store"
        later = as_analyst.get(reverse("token-list")).content.decode()
        assert "Excel" in later
        assert found.group() not in later

    def test_need_the_password(self, as_analyst: Client) -> None:
        refused = self.make(as_analyst, password="seven lamps on the pier")

        assert refused.status_code == 422
        assert "This is not your password" in refused.content.decode()
        assert not Token.objects.exists()

    def test_stop_guessing_at_the_password(self, as_analyst: Client) -> None:
        cache.clear()
        for _ in range(10):
            self.make(as_analyst, password="seven lamps on the pier")

        refused = self.make(as_analyst)

        assert "Too many attempts" in refused.content.decode()
        assert not Token.objects.exists()
        cache.clear()

    def test_revoke_ones_own(self, as_analyst: Client) -> None:
        cache.clear()
        self.make(as_analyst)
        [token] = Token.objects.all()
        page = reverse("token-revoke", args=[token.pk])

        assert as_analyst.post(page, {"reason": ""}).status_code == 422
        assert as_analyst.post(page, {"reason": "A new one is in place"}).status_code == 302
        assert "A new one is in place" in as_analyst.get(reverse("token-list")).content.decode()
        assert as_analyst.post(page, {"reason": "Once more"}).status_code == 422

    def test_let_an_administrator_revoke_those_of_their_people(
        self, as_analyst: Client, administrator: Officer, twin_administrator: Officer
    ) -> None:
        cache.clear()
        self.make(as_analyst)
        page = reverse("token-revoke", args=[Token.objects.get().pk])
        client = Client()
        client.force_login(twin_administrator)
        assert client.get(page).status_code == 404

        client.force_login(administrator)
        listed = client.get(reverse("token-list")).content.decode()
        client.post(page, {"reason": "The machine was lost"})

        assert "Analyst 70031" in listed
        assert Token.objects.get().revoked_by == administrator
