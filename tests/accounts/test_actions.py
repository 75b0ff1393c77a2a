"""What administrators do to teams, accounts and postings, within their district."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from accounts import actions
from accounts.actions import Refused
from accounts.models import District, Officer, Posting, Team
from accounts.roles import Permission, Role
from audit import journal
from audit.models import JournalEntry
from tests.people import AT, PASSWORD

TODAY = AT.date()
TOMORROW = TODAY + timedelta(days=1)


def add(by: Officer, collar_number: str = "41500") -> Officer:
    return actions.add_officer(
        collar_number=collar_number, title="PC", password=PASSWORD, by=by, at=AT
    )


def post(officer: Officer, team: Team, by: Officer, from_on: date = TODAY) -> Posting:
    return actions.post_officer(
        officer=officer, team=team, role=Role.OFFICER, from_on=from_on, by=by, at=AT
    )


def deactivate(officer: Officer, by: Officer) -> Officer:
    return actions.deactivate_officer(officer=officer, reason="Left.", by=by, at=AT)


class TestChangeDistrict:
    def test_renames_it_and_keeps_both_names_in_the_journal(
        self, district: District, administrator: Officer
    ) -> None:
        actions.change_district(district=district, name="Southend East", by=administrator, at=AT)

        assert District.objects.get(pk=district.pk).name == "Southend East"
        assert journal.of("district", district.pk)[0].detail == {
            "name": ["Southend", "Southend East"]
        }

    def test_refuses_an_administrator_of_another_district(
        self, district: District, twin_administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="Southend"):
            actions.change_district(district=district, name="X", by=twin_administrator, at=AT)


class TestAddTeam:
    def test_adds_it_with_one_line_in_the_journal(
        self, district: District, administrator: Officer
    ) -> None:
        team = actions.add_team(
            district=district, slug="leigh", name="Leigh Team", by=administrator, at=AT
        )

        assert journal.of("team", team.pk).get().verb == "team.add"

    def test_refuses_a_slug_that_the_district_has(self, team: Team, administrator: Officer) -> None:
        with pytest.raises(Refused, match="has a team town-centre already"):
            actions.add_team(
                district=team.district, slug=team.slug, name="Again", by=administrator, at=AT
            )

    def test_refuses_everyone_but_the_districts_administrators(
        self, district: District, sergeant: Officer, twin_administrator: Officer
    ) -> None:
        for person in (sergeant, twin_administrator):
            with pytest.raises(Refused, match="An administrator of Southend district"):
                actions.add_team(district=district, slug="leigh", name="Leigh", by=person, at=AT)


class TestChangeTeam:
    def test_renames_it(self, team: Team, administrator: Officer) -> None:
        actions.change_team(team=team, name="Central Team", by=administrator, at=AT)

        assert Team.objects.get(pk=team.pk).name == "Central Team"
        assert journal.of("team", team.pk).get().detail["name"] == [
            "Town Centre Team",
            "Central Team",
        ]


class TestAddOfficer:
    def test_makes_an_account_that_may_do_nothing_until_it_is_posted(
        self, administrator: Officer
    ) -> None:
        added = add(administrator)

        standing = added.stand(at=AT)
        assert not any(standing.allows(permission) for permission in Permission)
        assert added.check_password(PASSWORD)

    def test_writes_no_password_in_the_journal(self, administrator: Officer) -> None:
        added = add(administrator)

        entry = journal.of("officer", added.pk).get()
        assert (entry.verb, entry.detail, entry.reason) == ("officer.add", {}, "")

    def test_refuses_a_collar_number_that_is_taken_in_any_case(
        self, administrator: Officer, advisor: Officer
    ) -> None:
        with pytest.raises(Refused, match="Another account has the collar number iag-4"):
            add(administrator, "iag-4")

    def test_refuses_everyone_but_administrators_and_the_console(
        self, sergeant: Officer, chief_inspector: Officer, console: Officer
    ) -> None:
        for person in (sergeant, chief_inspector):
            with pytest.raises(Refused, match="Administrators keep officers"):
                add(person)
        assert add(console).collar_number == "41500"


class TestChangeOfficer:
    def test_keeps_what_the_account_was_called_before(
        self, officer: Officer, administrator: Officer
    ) -> None:
        actions.change_officer(
            officer=officer, collar_number="41124", title="DC", by=administrator, at=AT
        )

        assert journal.of("officer", officer.pk).get().detail == {
            "account": ["PC 41123", "DC 41124"]
        }

    def test_refuses_the_collar_number_of_another(
        self, officer: Officer, sergeant: Officer, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="collar number 40210"):
            actions.change_officer(
                officer=officer, collar_number="40210", title="PC", by=administrator, at=AT
            )


class TestSetPassword:
    def test_replaces_the_password_and_ends_sessions(
        self, officer: Officer, administrator: Officer
    ) -> None:
        before = officer.get_session_auth_hash()

        changed = actions.set_password(
            officer=officer, password="another long sentence", by=administrator, at=AT
        )

        assert changed.check_password("another long sentence")
        assert changed.get_session_auth_hash() != before


class TestDeactivateOfficer:
    def test_ends_a_session_at_once(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        client.force_login(officer)
        assert client.get("/admin/").status_code == 200

        deactivate(officer, administrator)

        assert client.get("/admin/").status_code == 302

    def test_leaves_an_old_session_ended_when_the_account_opens_again(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        client.force_login(officer)
        deactivate(officer, administrator)

        actions.reactivate_officer(officer=officer, reason="Back.", by=administrator, at=AT)

        assert client.get("/admin/").status_code == 302

    def test_takes_every_right(self, officer: Officer, administrator: Officer) -> None:
        closed = deactivate(officer, administrator)

        assert not closed.stand(at=AT).allows(Permission.SEE_RECORDS)

    def test_writes_why(self, officer: Officer, administrator: Officer) -> None:
        deactivate(officer, administrator)

        entry = journal.of("officer", officer.pk).get()
        assert (entry.verb, entry.operation, entry.reason) == (
            "officer.deactivate",
            "access",
            "Left.",
        )

    def test_refuses_the_second_time(self, officer: Officer, administrator: Officer) -> None:
        deactivate(officer, administrator)

        with pytest.raises(Refused, match="PC 41123 is inactive already"):
            deactivate(officer, administrator)


class TestReactivateOfficer:
    def test_gives_back_what_the_postings_allow(
        self, officer: Officer, administrator: Officer
    ) -> None:
        deactivate(officer, administrator)

        opened = actions.reactivate_officer(
            officer=officer, reason="Back.", by=administrator, at=AT
        )

        assert opened.stand(at=AT).allows(Permission.SEE_RECORDS)

    def test_refuses_an_active_account(self, officer: Officer, administrator: Officer) -> None:
        with pytest.raises(Refused, match="is active already"):
            actions.reactivate_officer(officer=officer, reason="", by=administrator, at=AT)


class TestPostOfficer:
    def test_gives_the_role_from_its_first_day(
        self, twin_officer: Officer, team: Team, administrator: Officer, district: District
    ) -> None:
        post(twin_officer, team, administrator, from_on=TOMORROW)

        def may_log(at: datetime) -> bool:
            return twin_officer.stand(at=at).allows(Permission.LOG_RECORDS, district.pk)

        assert not may_log(AT)
        assert may_log(AT + timedelta(days=1))

    def test_adds_roles_up(self, sergeant: Officer, team: Team, administrator: Officer) -> None:
        actions.post_officer(
            officer=sergeant, team=team, role=Role.COMMANDER, from_on=TODAY, by=administrator, at=AT
        )

        standing = sergeant.stand(at=AT)
        assert standing.allows(Permission.DECIDE_RECORDS)
        assert standing.allows(Permission.COMPILE_REPORTS)

    def test_names_officer_team_role_and_day_in_the_journal(
        self, twin_officer: Officer, team: Team, administrator: Officer
    ) -> None:
        posting = post(twin_officer, team, administrator)

        assert journal.of("posting", posting.pk).get().detail == {
            "officer": "PC 42123",
            "team": "town-centre",
            "role": "officer",
            "from": "2024-04-30",
        }

    def test_refuses_a_role_that_is_held_already(
        self, officer: Officer, team: Team, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="is Officer in Town Centre Team on that day"):
            post(officer, team, administrator)

    def test_gives_it_again_after_it_ended(
        self, officer: Officer, team: Team, administrator: Officer
    ) -> None:
        actions.end_posting(posting=officer.postings.get(), to_on=TODAY, by=administrator, at=AT)

        assert post(officer, team, administrator, from_on=TOMORROW).to_on is None

    def test_refuses_a_team_of_another_district(
        self, officer: Officer, twin_team: Team, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="An administrator of Chelmsford district"):
            post(officer, twin_team, administrator)

    def test_refuses_administrators_who_would_post_themselves(
        self, team: Team, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="nobody gives themselves a role"):
            post(administrator, team, administrator)

    def test_refuses_the_accounts_without_a_sign_in(
        self, console: Officer, team: Team, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="without a sign-in"):
            post(console, team, administrator)


class TestEndPosting:
    def test_takes_the_role_from_the_day_given(
        self, officer: Officer, administrator: Officer
    ) -> None:
        actions.end_posting(posting=officer.postings.get(), to_on=TOMORROW, by=administrator, at=AT)

        assert officer.stand(at=AT).roles == {Role.OFFICER}
        assert officer.stand(at=AT + timedelta(days=1)).roles == set()

    def test_refuses_a_day_before_it_began(self, officer: Officer, administrator: Officer) -> None:
        posting = officer.postings.get()

        with pytest.raises(Refused, match="began on 02/01/2023"):
            actions.end_posting(posting=posting, to_on=posting.from_on, by=administrator, at=AT)

    def test_refuses_one_that_has_ended(self, officer: Officer, administrator: Officer) -> None:
        posting = officer.postings.get()
        actions.end_posting(posting=posting, to_on=TODAY, by=administrator, at=AT)

        with pytest.raises(Refused, match="ended on 30/04/2024 already"):
            actions.end_posting(posting=posting, to_on=TOMORROW, by=administrator, at=AT)

    def test_refuses_administrators_their_own(self, administrator: Officer) -> None:
        with pytest.raises(Refused, match="your own account"):
            actions.end_posting(
                posting=administrator.postings.get(), to_on=TODAY, by=administrator, at=AT
            )


class TestKept:
    def test_refuses_everything_about_an_account_to_everyone_who_does_not_keep_it(
        self,
        officer: Officer,
        sergeant: Officer,
        chief_inspector: Officer,
        twin_administrator: Officer,
    ) -> None:
        for person in (officer, sergeant, chief_inspector, twin_administrator):
            with pytest.raises(Refused):
                deactivate(officer, person)
            with pytest.raises(Refused):
                actions.set_password(officer=officer, password=PASSWORD, by=person, at=AT)
            with pytest.raises(Refused):
                actions.change_officer(
                    officer=officer, collar_number="1", title="PC", by=person, at=AT
                )

        assert not JournalEntry.objects.exists()

    def test_lets_go_of_an_account_whose_posting_here_has_ended(
        self, officer: Officer, twin_team: Team, administrator: Officer, twin_administrator: Officer
    ) -> None:
        post(officer, twin_team, twin_administrator)
        actions.end_posting(
            posting=officer.postings.get(team__slug="town-centre"),
            to_on=TODAY,
            by=administrator,
            at=AT,
        )

        with pytest.raises(Refused, match="An administrator of a district"):
            deactivate(officer, administrator)

    def test_says_nobody_keeps_their_own_account(self, administrator: Officer) -> None:
        with pytest.raises(Refused, match="your own account"):
            deactivate(administrator, administrator)

    def test_leaves_the_accounts_without_a_sign_in_alone(
        self, console: Officer, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="does not change"):
            deactivate(console, administrator)
