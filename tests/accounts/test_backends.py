"""Who can sign in, and who is behind a session."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest

from accounts import clock
from accounts.backends import PostingBackend
from accounts.models import Officer
from accounts.roles import Permission
from tests.people import PASSWORD


class TestAuthenticate:
    def test_lets_in_by_collar_number_and_password(self, officer: Officer) -> None:
        assert authenticate(HttpRequest(), username="41123", password=PASSWORD) == officer

    def test_refuses_a_wrong_password(self, officer: Officer) -> None:
        assert authenticate(HttpRequest(), username="41123", password="wrong") is None

    def test_refuses_an_inactive_officer(self, officer: Officer) -> None:
        Officer.objects.update(is_active=False)

        assert authenticate(HttpRequest(), username="41123", password=PASSWORD) is None

    def test_refuses_a_service_account_even_with_a_password(self, console: Officer) -> None:
        console.set_password(PASSWORD)
        console.save()

        assert authenticate(HttpRequest(), username="console", password=PASSWORD) is None


class TestGetUser:
    def test_reads_the_postings_of_the_moment(self, officer: Officer) -> None:
        found = PostingBackend().get_user(officer.pk)

        assert found is not None
        assert found.standing.allows(Permission.LOG_RECORDS)

    def test_takes_a_role_away_at_the_next_request(self, officer: Officer) -> None:
        officer.postings.update(to_on=clock.today() - timedelta(days=1))

        found = PostingBackend().get_user(officer.pk)

        assert found is not None
        assert not found.standing.allows(Permission.LOG_RECORDS)

    @pytest.mark.parametrize("field", ["is_active", "is_service"])
    def test_finds_nobody_behind_a_closed_account(self, field: str, officer: Officer) -> None:
        Officer.objects.filter(pk=officer.pk).update(**{field: field == "is_service"})

        assert PostingBackend().get_user(officer.pk) is None

    @pytest.mark.django_db
    def test_finds_nobody_under_an_unknown_key(self) -> None:
        assert PostingBackend().get_user(0) is None
