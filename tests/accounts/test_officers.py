"""Finding officers together with what they may do."""

import pytest

from accounts import officers
from accounts.models import District, Officer
from accounts.officers import UnknownOfficer
from accounts.roles import Permission
from tests.people import AT


class TestByCollar:
    def test_finds_the_officer_standing(self, sergeant: Officer) -> None:
        found = officers.by_collar("40210", at=AT)

        assert found == sergeant
        assert found.standing.allows(Permission.DECIDE_RECORDS)

    def test_finds_nobody_inactive(self, sergeant: Officer) -> None:
        Officer.objects.filter(pk=sergeant.pk).update(is_active=False)

        with pytest.raises(UnknownOfficer, match="40210"):
            officers.by_collar("40210", at=AT)

    @pytest.mark.django_db
    def test_says_whom_it_did_not_find(self) -> None:
        with pytest.raises(UnknownOfficer, match="No active officer has the collar number 9"):
            officers.by_collar("9", at=AT)


@pytest.mark.django_db
class TestService:
    @pytest.mark.parametrize("name", [officers.CLOCK, officers.CONSOLE])
    def test_finds_an_account_that_nobody_can_sign_in_to(self, name: str) -> None:
        account = officers.service(name, at=AT)

        assert account.is_service
        assert not account.has_usable_password()
        assert account.standing.allows(Permission.COMPILE_REPORTS)


class TestDistrictOf:
    def test_is_that_of_the_posting(self, officer: Officer, district: District) -> None:
        assert officers.district_of(officer) == district

    def test_is_none_without_a_posting(self, officer: Officer, console: Officer) -> None:
        officer.postings.all().delete()
        officer.stand(at=AT)

        assert officers.district_of(officer) is None
        assert officers.district_of(console) is None
