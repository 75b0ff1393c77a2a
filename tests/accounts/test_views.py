"""Refusals, the officer's own page, and the pages about the site."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from accounts.roles import Permission, Role, standing_of
from accounts.views import refusal_of


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
