"""Which records an officer sees, which count, and which fall within a period."""

from datetime import timedelta

import pytest

from accounts.models import Officer
from accounts.roles import Role
from records.models import Record, Status
from tests import drafting
from tests.people import AT


class TestVisibleTo:
    @pytest.mark.parametrize("role", list(Role))
    def test_shows_the_records_of_the_district_to_those_who_may_see_them(
        self, role: Role, everyone: dict[Role, Officer], twins: dict[Role, Officer]
    ) -> None:
        record = drafting.log(by=everyone[Role.OFFICER])
        sees = role not in {Role.ADVISORY_GROUP, Role.ADMINISTRATOR}

        assert list(Record.objects.visible_to(everyone[role])) == ([record] if sees else [])
        assert not Record.objects.visible_to(twins[role]).exists()

    def test_shows_all_records_to_the_account_of_the_schedule(
        self, officer: Officer, twin_officer: Officer, schedule: Officer
    ) -> None:
        drafting.log(by=officer)
        drafting.log(by=twin_officer)

        assert Record.objects.visible_to(schedule).count() == 2


class TestDecidableIn:
    @pytest.mark.parametrize("role", list(Role))
    def test_shows_them_to_supervisors_of_the_district(
        self, role: Role, everyone: dict[Role, Officer], twins: dict[Role, Officer]
    ) -> None:
        drafting.log(by=everyone[Role.OFFICER])

        assert Record.objects.decidable_in(everyone[role]).exists() == (role == Role.SUPERVISOR)
        assert not Record.objects.decidable_in(twins[role]).exists()


class TestCountable:
    @pytest.mark.parametrize("status", list(Status))
    def test_counts_what_stands_approved(
        self, status: Status, officer: Officer, sergeant: Officer
    ) -> None:
        drafting.decided(status, by=officer, decided_by=sergeant)

        assert Record.objects.countable().exists() == (status == Status.APPROVED)


class TestAwaitingDecision:
    @pytest.mark.parametrize("status", list(Status))
    def test_waits_while_submitted(
        self, status: Status, officer: Officer, sergeant: Officer
    ) -> None:
        drafting.decided(status, by=officer, decided_by=sergeant)

        assert Record.objects.awaiting_decision().exists() == (status == Status.SUBMITTED)


class TestWithin:
    def test_has_its_first_moment_and_not_its_last(self, officer: Officer) -> None:
        first = drafting.log(by=officer, draft=drafting.draft(occurred_at=AT))
        ends = AT + timedelta(hours=1)
        drafting.log(by=officer, draft=drafting.draft(occurred_at=ends))

        assert list(Record.objects.within(AT, ends)) == [first]
