"""Who may keep whose account."""

import pytest

from accounts import rules
from accounts.models import Officer, Team
from accounts.roles import Role


class TestWhyNotAddPeople:
    @pytest.mark.parametrize("role", list(Role))
    def test_lets_administrators_and_the_console(
        self, role: Role, everyone: dict[Role, Officer], console: Officer
    ) -> None:
        why = rules.why_not_add_people(by=everyone[role])

        assert (why == "") == (role == Role.ADMINISTRATOR)
        assert not rules.why_not_add_people(by=console)


class TestWhyNotKeepTeam:
    def test_lets_administrators_of_the_district_and_the_console(
        self,
        team: Team,
        administrator: Officer,
        twin_administrator: Officer,
        sergeant: Officer,
        console: Officer,
    ) -> None:
        assert not rules.why_not_keep_team(by=administrator, team=team)
        assert not rules.why_not_keep_team(by=console, team=team)
        assert "Southend" in rules.why_not_keep_team(by=twin_administrator, team=team)
        assert "Southend" in rules.why_not_keep_team(by=sergeant, team=team)


class TestWhyNotKeepOfficer:
    def why(self, by: Officer, officer: Officer, *districts: int) -> str:
        return rules.why_not_keep_officer(by=by, officer=officer, district_ids=districts)

    def test_lets_administrators_of_any_district_of_theirs(
        self, officer: Officer, administrator: Officer, team: Team, twin_team: Team
    ) -> None:
        here, there = team.district_id, twin_team.district_id

        assert not self.why(administrator, officer, here)
        assert not self.why(administrator, officer, here, there)
        assert "where this officer is posted" in self.why(administrator, officer, there)

    def test_lets_any_administrator_keep_an_account_without_a_posting(
        self, officer: Officer, twin_administrator: Officer, sergeant: Officer
    ) -> None:
        assert not self.why(twin_administrator, officer)
        assert self.why(sergeant, officer)

    def test_lets_nobody_keep_their_own(self, administrator: Officer, team: Team) -> None:
        assert self.why(administrator, administrator, team.district_id) == rules.OWN_ACCOUNT

    def test_lets_nobody_keep_a_service_account(
        self, administrator: Officer, console: Officer, schedule: Officer
    ) -> None:
        assert "does not change" in self.why(administrator, console)
        assert "does not change" in self.why(console, schedule)

    def test_lets_the_console_keep_everybody_else(
        self, officer: Officer, console: Officer, team: Team
    ) -> None:
        assert not self.why(console, officer, team.district_id)


class TestWhyNotPost:
    def test_lets_administrators_post_anybody_to_their_district(
        self, twin_officer: Officer, administrator: Officer, team: Team, twin_team: Team
    ) -> None:
        assert not rules.why_not_post(by=administrator, officer=twin_officer, team=team)
        assert rules.why_not_post(by=administrator, officer=twin_officer, team=twin_team)

    def test_lets_nobody_post_themselves(self, administrator: Officer, team: Team) -> None:
        why = rules.why_not_post(by=administrator, officer=administrator, team=team)

        assert why == rules.OWN_ACCOUNT

    def test_posts_no_service_account(
        self, administrator: Officer, console: Officer, team: Team
    ) -> None:
        why = rules.why_not_post(by=administrator, officer=console, team=team)

        assert "has no postings" in why
