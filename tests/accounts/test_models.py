"""Who an officer is, and what they may do at a moment."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import NoStanding, Officer, Posting, Team
from accounts.roles import Permission, Role
from tests.people import AT


class TestStand:
    @pytest.mark.parametrize(
        ("at", "holds"),
        [
            (datetime(2024, 4, 9, 22, 59, tzinfo=UTC), False),
            (datetime(2024, 4, 9, 23, 0, tzinfo=UTC), True),
            (datetime(2024, 4, 19, 22, 59, tzinfo=UTC), True),
            (datetime(2024, 4, 19, 23, 0, tzinfo=UTC), False),
        ],
    )
    def test_begins_and_ends_with_the_posting_at_midnight_in_london(
        self, at: datetime, holds: bool, officer: Officer
    ) -> None:
        officer.postings.update(from_on=date(2024, 4, 10), to_on=date(2024, 4, 20))

        assert officer.stand(at=at).allows(Permission.LOG_RECORDS) == holds

    def test_allows_an_inactive_officer_nothing(self, officer: Officer) -> None:
        officer.is_active = False

        assert officer.stand(at=AT).roles == set()

    def test_allows_a_closed_service_account_nothing(self, schedule: Officer) -> None:
        schedule.is_active = False

        assert not schedule.stand(at=AT).allows(Permission.COMPILE_REPORTS)

    def test_reads_no_posting_of_a_service_account(self, schedule: Officer, team: Team) -> None:
        Posting.objects.create(
            officer=schedule, team=team, role=Role.SUPERVISOR, from_on=date(2024, 1, 1)
        )

        assert not schedule.stand(at=AT).allows(Permission.DECIDE_RECORDS)


class TestStanding:
    def test_is_asked_for_only_after_somebody_said_at_which_moment(self) -> None:
        with pytest.raises(NoStanding, match="PC 41123"):
            _ = Officer(collar_number="41123", title="PC").standing


class TestIsStaff:
    @pytest.mark.parametrize("role", list(Role))
    def test_opens_the_desk_to_all_but_the_advisory_group(
        self, role: Role, everyone: dict[Role, Officer]
    ) -> None:
        assert everyone[role].is_staff == (role != Role.ADVISORY_GROUP)


class TestHasPerm:
    def test_reads_the_table(self, sergeant: Officer, officer: Officer) -> None:
        assert sergeant.has_perm("decide_records")
        assert not officer.has_perm("decide_records")

    def test_refuses_names_that_are_not_in_it(self, sergeant: Officer) -> None:
        assert not sergeant.has_perm("accounts.change_officer")
        assert not sergeant.has_module_perms("accounts")

    def test_knows_no_superuser(self) -> None:
        fields = {field.name for field in Officer._meta.get_fields()}

        assert not fields & {"is_superuser", "groups", "user_permissions"}


class TestGetSessionAuthHash:
    def test_changes_with_the_epoch_and_with_the_password(self, officer: Officer) -> None:
        before = officer.get_session_auth_hash()
        officer.session_epoch += 1
        after_epoch = officer.get_session_auth_hash()
        officer.set_password("another long sentence")

        assert len({before, after_epoch, officer.get_session_auth_hash()}) == 3


class TestOfficer:
    def test_reads_as_title_and_collar_number(self, officer: Officer) -> None:
        assert str(officer) == "PC 41123"

    @pytest.mark.parametrize("collar_number", ["41 123", "-41", "41123;", "é41"])
    def test_has_a_collar_number_of_letters_digits_and_hyphens(self, collar_number: str) -> None:
        with pytest.raises(ValidationError, match="A collar number has only"):
            Officer(collar_number=collar_number, title="PC").clean_fields(exclude=["password"])


class TestPosting:
    def test_does_not_end_before_it_begins(self, officer: Officer) -> None:
        with pytest.raises(IntegrityError, match="posting_ends_after_it_starts"):
            officer.postings.update(from_on=date(2024, 4, 2), to_on=date(2024, 4, 2))

    def test_has_a_role_of_the_table(self, officer: Officer) -> None:
        with pytest.raises(IntegrityError, match="posting_role_known"):
            officer.postings.update(role="superuser")

    def test_is_given_once(self, officer: Officer, team: Team) -> None:
        posting = officer.postings.get()

        with pytest.raises(IntegrityError):
            Posting.objects.create(
                officer=officer, team=team, role=posting.role, from_on=posting.from_on
            )
