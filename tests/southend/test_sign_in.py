"""The demonstration's printed password opens the demonstration and nothing else."""

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import RequestFactory, override_settings

from accounts.models import Officer
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
