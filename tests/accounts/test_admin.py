"""People and places of work on the desk: each page calls one action, and the journal shows it."""

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import District, Force, Officer, Posting, Team
from audit import journal
from tests.people import AT, PASSWORD


def address(model: type[Model], page: str, *arguments: object) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=arguments)


def signed_in(client: Client, officer: Officer) -> Client:
    client.force_login(officer)
    return client


class TestForceAdmin:
    def test_shows_forces_to_read(
        self, force: Force, administrator: Officer, client: Client
    ) -> None:
        page = signed_in(client, administrator).get(address(Force, "change", force.pk))

        assert page.status_code == 200
        assert not page.context["has_change_permission"]


class TestDistrictAdmin:
    def test_renames_by_the_action(
        self, district: District, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator).post(
            address(District, "change", district.pk), {"name": "Southend East"}
        )

        entry = journal.of("district", district.pk).get()
        assert entry.detail == {"name": ["Southend", "Southend East"]}


class TestTeamAdmin:
    def test_adds_by_the_action_and_writes_only_the_journal(
        self, district: District, administrator: Officer, client: Client
    ) -> None:
        response = signed_in(client, administrator).post(
            address(Team, "add"),
            {"district": district.pk, "slug": "leigh", "name": "Leigh Team"},
        )

        team = Team.objects.get(slug="leigh")
        assert response.headers["Location"] == address(Team, "changelist")
        assert journal.of("team", team.pk).get().by_label == "Administrator 70002"
        assert not LogEntry.objects.exists()

    def test_renames_and_keeps_both_names(
        self, team: Team, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator).post(
            address(Team, "change", team.pk), {"name": "Central Team"}
        )

        assert journal.of("team", team.pk).get().detail == {
            "name": ["Town Centre Team", "Central Team"]
        }

    def test_shows_what_the_action_refused_with_what_was_typed(
        self, team: Team, administrator: Officer, client: Client
    ) -> None:
        response = signed_in(client, administrator).post(
            address(Team, "add"),
            {"district": team.district_id, "slug": "town-centre", "name": "Second Team"},
        )

        page = response.content.decode()
        assert response.status_code == 200
        assert "Second Team" in page
        assert Team.objects.count() == 1

    def test_shows_the_journal_as_history(
        self, team: Team, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator).post(
            address(Team, "change", team.pk), {"name": "Central Team"}
        )

        page = client.get(address(Team, "history", team.pk)).content.decode()

        assert "<td>Change" in page
        assert "Administrator 70002" in page


class TestOfficerAdmin:
    def add(self, client: Client, password: str = PASSWORD) -> Officer | None:
        client.post(
            address(Officer, "add"),
            {"collar_number": "41500", "title": "PC", "password": password},
        )
        return Officer.objects.filter(collar_number="41500").first()

    def test_adds_an_account_with_its_first_password(
        self, administrator: Officer, client: Client
    ) -> None:
        added = self.add(signed_in(client, administrator))

        assert added is not None
        assert added.check_password(PASSWORD)
        assert journal.of("officer", added.pk).get().verb == "officer.add"

    def test_refuses_a_short_password(self, administrator: Officer, client: Client) -> None:
        assert self.add(signed_in(client, administrator), password="short") is None

    def test_shows_no_password_and_no_service_account(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator)

        page = client.get(address(Officer, "change", officer.pk)).content.decode()
        listed = client.get(address(Officer, "changelist")).context["cl"].queryset

        assert officer.password not in page
        assert not listed.filter(is_service=True).exists()

    def test_changes_title_and_collar_number_by_the_action(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator).post(
            address(Officer, "change", officer.pk), {"collar_number": "41123", "title": "DC"}
        )

        assert journal.of("officer", officer.pk).get().detail == {
            "account": ["PC 41123", "DC 41123"]
        }

    def test_asks_why_before_it_deactivates(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        chosen = {"action": "deactivate", "_selected_action": [officer.pk]}
        signed_in(client, administrator)

        asked = client.post(address(Officer, "changelist"), chosen)
        unanswered = client.post(
            address(Officer, "changelist"), {**chosen, "answered": "yes", "reason": ""}
        )
        officer.refresh_from_db()
        was_active = officer.is_active
        client.post(
            address(Officer, "changelist"), {**chosen, "answered": "yes", "reason": "Left."}
        )

        officer.refresh_from_db()
        assert "PC 41123" in asked.content.decode()
        assert "Give the reason" in unanswered.content.decode()
        assert (was_active, officer.is_active) == (True, False)
        assert journal.of("officer", officer.pk).get().reason == "Left."

    def test_says_why_an_administrator_stays(self, administrator: Officer, client: Client) -> None:
        response = signed_in(client, administrator).post(
            address(Officer, "changelist"),
            {
                "action": "deactivate",
                "_selected_action": [administrator.pk],
                "answered": "yes",
                "reason": "Left.",
            },
            follow=True,
        )

        assert "This is your own account" in response.content.decode()

    def test_reactivates_and_sets_passwords_by_the_actions(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator)
        for action, answer in (
            ("deactivate", {"reason": "Left."}),
            ("reactivate", {"reason": "Back."}),
            ("set_password", {"password": "another long sentence"}),
        ):
            client.post(
                address(Officer, "changelist"),
                {"action": action, "_selected_action": [officer.pk], "answered": "yes", **answer},
            )

        verbs = [entry.verb for entry in journal.of("officer", officer.pk)]
        assert verbs == ["officer.set_password", "officer.reactivate", "officer.deactivate"]


class TestPostingAdmin:
    def test_posts_an_officer_named_by_collar_number(
        self, twin_officer: Officer, team: Team, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator).post(
            address(Posting, "add"),
            {
                "collar_number": "42123",
                "team": team.pk,
                "role": "officer",
                "from_on": "2024-04-30",
            },
        )

        posting = twin_officer.postings.get(team=team)
        assert journal.of("posting", posting.pk).get().verb == "posting.add"

    def test_refuses_administrators_themselves(
        self, team: Team, administrator: Officer, client: Client
    ) -> None:
        response = signed_in(client, administrator).post(
            address(Posting, "add"),
            {
                "collar_number": "70002",
                "team": team.pk,
                "role": "supervisor",
                "from_on": "2024-04-30",
            },
        )

        assert "nobody gives themselves a role" in response.content.decode()
        assert administrator.postings.count() == 1

    def test_ends_a_posting_on_a_day(
        self, officer: Officer, administrator: Officer, client: Client
    ) -> None:
        posting = officer.postings.get()
        signed_in(client, administrator).post(
            address(Posting, "changelist"),
            {
                "action": "end",
                "_selected_action": [posting.pk],
                "answered": "yes",
                "to_on_day": "1",
                "to_on_month": "5",
                "to_on_year": "2024",
            },
        )

        posting.refresh_from_db()
        assert str(posting.to_on) == "2024-05-01"
        assert posting.from_on < AT.date()
