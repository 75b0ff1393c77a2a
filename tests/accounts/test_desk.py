"""The records desk as each role meets it: every table, its rows, its forms, its actions."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import ModelAdmin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.desk import DeskAdmin
from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Permission, Role
from audit import journal
from records.models import Code
from tests.people import AT, PASSWORD

REGISTERED = sorted(admin.site._registry.items(), key=lambda entry: entry[0]._meta.label)
TABLES = [pytest.param(model, id=model._meta.label) for model, _ in REGISTERED]
DESK_ROLES = set(Role) - {Role.ADVISORY_GROUP}


def address(model: type[Model], page: str, *arguments: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def signed_in(client: Client, officer: Officer) -> Client:
    client.force_login(officer)
    return client


def sees(model: type[Model], role: Role) -> bool:
    desk = admin.site._registry[model]
    assert isinstance(desk, DeskAdmin)
    return any(permission in ROLES_HOLD[role] for permission in desk.sees)


ROLES_HOLD = {
    Role.OFFICER: {Permission.SEE_RECORDS, Permission.LOG_RECORDS, Permission.SEE_INCIDENTS},
    Role.SUPERVISOR: {Permission.SEE_RECORDS, Permission.DECIDE_RECORDS, Permission.SEE_INCIDENTS},
    Role.COMMANDER: {Permission.SEE_RECORDS, Permission.SEE_INCIDENTS},
    Role.ANALYST: {
        Permission.SEE_RECORDS,
        Permission.SEE_INCIDENTS,
        Permission.KEEP_AREAS,
        Permission.IMPORT_DATA,
        Permission.KEEP_SURVEYS,
    },
    Role.ADVISORY_GROUP: set[Permission](),
    Role.ADMINISTRATOR: {Permission.KEEP_PEOPLE, Permission.KEEP_CODES, Permission.KEEP_AREAS},
}


class TestRecordsDesk:
    @pytest.mark.django_db
    def test_leads_strangers_to_the_one_sign_in(self, client: Client) -> None:
        path = [to for to, _ in client.get("/admin/", follow=True).redirect_chain]

        assert path == ["/admin/login/?next=/admin/", "/sign-in/login/?next=/admin/"]

    @pytest.mark.django_db
    def test_has_no_sign_in_of_its_own(self, client: Client) -> None:
        response = client.get("/admin/login/?next=/admin/accounts/team/")

        assert response.headers["Location"] == "/sign-in/login/?next=/admin/accounts/team/"

    @pytest.mark.parametrize("role", list(Role))
    def test_opens_to_every_role_but_the_advisory_group(
        self, role: Role, everyone: dict[Role, Officer], client: Client
    ) -> None:
        signed_in(client, everyone[role])

        status = client.get("/admin/", follow=True).status_code

        assert status == (200 if role in DESK_ROLES else 403)

    def test_leads_to_the_one_page_for_passwords(self, officer: Officer, client: Client) -> None:
        response = signed_in(client, officer).get("/admin/password_change/")

        assert response.headers["Location"] == reverse("account_change_password")

    def test_shows_administrators_no_records(self, administrator: Officer, client: Client) -> None:
        listed = signed_in(client, administrator).get("/admin/").context["app_list"]

        tables = {table["model"] for app in listed for table in app["models"]}
        assert {Officer, Team, Posting} <= tables
        assert not {table for table in tables if "record" in fields_of(table)}


def fields_of(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


@pytest.mark.parametrize("model", TABLES)
class TestEveryTable:
    def test_is_made_from_the_desks_own_class(self, model: type[Model]) -> None:
        desk = admin.site._registry[model]

        assert isinstance(desk, DeskAdmin)
        assert desk.subject
        assert desk.sees

    def test_edits_nothing_in_lists_or_inline(self, model: type[Model]) -> None:
        desk: ModelAdmin[Model] = admin.site._registry[model]

        assert not desk.list_editable
        assert not desk.inlines

    @pytest.mark.parametrize("role", list(Role))
    def test_opens_to_the_roles_that_may_see_it(
        self, model: type[Model], role: Role, everyone: dict[Role, Officer], client: Client
    ) -> None:
        signed_in(client, everyone[role])

        status = client.get(address(model, "changelist")).status_code

        if role == Role.ADVISORY_GROUP:
            assert status == 302
        else:
            assert status == (200 if sees(model, role) else 403)

    @pytest.mark.parametrize("role", sorted(DESK_ROLES))
    def test_shows_its_form_to_the_roles_that_may_add(
        self, model: type[Model], role: Role, everyone: dict[Role, Officer], client: Client
    ) -> None:
        desk = admin.site._registry[model]
        assert isinstance(desk, DeskAdmin)
        may_add = (
            desk.may_add and desk.keeps is not None and everyone[role].standing.allows(desk.keeps)
        )
        signed_in(client, everyone[role])

        assert client.get(address(model, "add")).status_code == (200 if may_add else 403)

    def test_deletes_nothing(
        self, model: type[Model], administrator: Officer, sergeant: Officer, client: Client
    ) -> None:
        desk: ModelAdmin[Model] = admin.site._registry[model]
        for person in (administrator, sergeant):
            response = signed_in(client, person).get("/admin/")
            request = response.wsgi_request
            assert not desk.has_delete_permission(request)
            assert "delete_selected" not in desk.get_actions(request)

    def test_has_no_row_that_does_not_exist(
        self, model: type[Model], administrator: Officer, sergeant: Officer, client: Client
    ) -> None:
        desk = admin.site._registry[model]
        assert isinstance(desk, DeskAdmin)
        people = (administrator, sergeant)
        who = next(
            (person for person in people if any(map(person.standing.allows, desk.sees))), None
        )
        if who is None:
            return
        signed_in(client, who)
        missing = "00000000-0000-0000-0000-000000000000" if "record" in fields_of(model) else "0"

        assert client.get(address(model, "change", missing)).status_code == 404
        assert client.get(address(model, "history", missing)).status_code == 404


class TestRowsOfAnotherDistrict:
    def test_do_not_exist(
        self, twin_team: Team, twin_officer: Officer, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator)
        posting = twin_officer.postings.get()

        for row in (twin_team, twin_team.district, twin_officer, posting):
            for page in ("change", "history"):
                assert client.get(address(type(row), page, row.pk)).status_code == 404
            listed = client.get(address(type(row), "changelist"))
            assert row not in listed.context["cl"].queryset

    def test_are_not_offered_in_forms_and_filters(
        self, team: Team, twin_team: Team, administrator: Officer, client: Client
    ) -> None:
        signed_in(client, administrator)

        form = client.get(address(Posting, "add")).context["adminform"].form
        listed = client.get(address(Posting, "changelist")).content.decode()

        assert list(form.fields["team"].queryset) == [team]
        assert "City Team" not in listed


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

        assert "team.change" in page
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


class TestCodeAdmin:
    def test_keeps_every_code_list(self) -> None:
        lists = {model for model, _ in REGISTERED if issubclass(model, Code)}

        assert lists == set(Code.__subclasses__())
