"""The records desk as each role meets it: every table, its rows, its forms, its actions."""

import pytest
from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.desk import DeskAdmin
from accounts.models import Officer, Posting, Team
from accounts.roles import TABLE, Permission, Role
from records.models import Code
from tests import desk_addresses

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
    Role.OFFICER: {
        Permission.SEE_RECORDS,
        Permission.LOG_RECORDS,
        Permission.SEE_INCIDENTS,
        Permission.SEE_AREAS,
    },
    Role.SUPERVISOR: {
        Permission.SEE_RECORDS,
        Permission.DECIDE_RECORDS,
        Permission.SEE_INCIDENTS,
        Permission.SEE_AREAS,
    },
    Role.COMMANDER: {Permission.SEE_RECORDS, Permission.SEE_INCIDENTS, Permission.SEE_AREAS},
    Role.ANALYST: {
        Permission.SEE_RECORDS,
        Permission.SEE_INCIDENTS,
        Permission.SEE_AREAS,
        Permission.KEEP_AREAS,
        Permission.IMPORT_DATA,
        Permission.KEEP_SURVEYS,
    },
    Role.ADVISORY_GROUP: set[Permission](),
    Role.ADMINISTRATOR: {
        Permission.KEEP_PEOPLE,
        Permission.KEEP_CODES,
        Permission.SEE_AREAS,
        Permission.KEEP_AREAS,
    },
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

    def test_is_seen_and_added_to_by_the_roles_of_the_access_matrix(
        self, model: type[Model]
    ) -> None:
        """tests/test_access_matrix.py asks for each of its pages as each role."""
        desk = admin.site._registry[model]
        assert isinstance(desk, DeskAdmin)
        table = desk_addresses.TABLES[f"{model._meta.app_label}_{model._meta.model_name}"]

        seeing = {role for role in Role if sees(model, role)}
        adding = {role for role in Role if desk.may_add and desk.keeps in TABLE[role]}

        assert seeing == set(table.sees)
        assert adding == set(table.adds)

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


class TestCodeAdmin:
    def test_keeps_every_code_list(self) -> None:
        lists = {model for model, _ in REGISTERED if issubclass(model, Code)}

        assert lists == set(Code.__subclasses__())
