"""What every kind of record shares on the desk, with patrols as the kind."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import URLPattern, URLResolver, path, reverse

from accounts.desk import RecordsDesk
from accounts.form_fields import SouthendForm
from accounts.models import Officer
from accounts.roles import Role
from audit import journal
from operations.actions import change_patrol, log_patrol
from operations.details import PatrolDetails
from operations.models import Patrol, PatrolMode, ProviderType
from records import actions
from records.desk import RecordKindAdmin
from records.models import Kind, Record, Status
from southend.urls import urlpatterns as of_the_site
from tests import drafting
from tests.people import AT

KEY = "0d6cbd45-41b7-43c2-9c1b-0a1f3f1d7f10"
LIST = "admin:operations_patrol_changelist"


class PatrolForm(SouthendForm):
    """As little of a patrol as the desk needs."""

    note = forms.CharField(required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def details(self) -> PatrolDetails:
        return details(note=self.cleaned_data["note"])

    def take(self, refusal: Exception) -> None:
        self.add_error(None, str(refusal))


def details(note: str = "Quiet.") -> PatrolDetails:
    return PatrolDetails(
        operation=None,
        provider=ProviderType.objects.get(),
        mode=PatrolMode.objects.get(),
        started_at=AT,
        ended_at=AT + timedelta(hours=1),
        area=None,
        crew=(),
        partners=1,
        note=note,
    )


class PatrolDesk(RecordKindAdmin[Patrol]):
    """Patrols on the desk of these tests."""

    kind = Kind.PATROL
    row_argument = "patrol"
    log = staticmethod(log_patrol)
    change = staticmethod(change_patrol)

    def bound_form(
        self, data: Mapping[str, Any] | None, *, by: Officer, at: datetime, row: Patrol | None
    ) -> PatrolForm:
        return PatrolForm(data, at=at)


desk = RecordsDesk(name="admin")
desk.register(Patrol, PatrolDesk)
urlpatterns: list[URLPattern | URLResolver] = [
    *(kept for kept in of_the_site if str(kept.pattern) != "admin/"),
    path("admin/", desk.urls),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def code_lists(db: None) -> None:
    """Have one provider and one mode."""
    for model in (ProviderType, PatrolMode):
        model.objects.create(code="one", label="One", source="Tests", valid_from=AT.date())


@pytest.fixture
def patrol(officer: Officer) -> Patrol:
    """Give a submitted patrol."""
    patrol = log_patrol(id=UUID(KEY), details=details(), by=officer, at=AT)
    actions.submit(record=patrol.record, by=officer, at=AT)
    return Patrol.objects.get()


def signed_in(client: Client, officer: Officer) -> Client:
    client.force_login(officer)
    return client


def act(
    client: Client,
    action: str,
    patrol: Patrol,
    version: int | None = None,
    **answer: str | list[str],
) -> str:
    """Choose an action in the list and answer what it asks."""
    seen = Record.objects.get(pk=patrol.pk).version if version is None else version
    sent = {
        "action": action,
        "_selected_action": [str(patrol.pk)],
        "answered": "yes",
        f"version-{patrol.pk}": str(seen),
        **answer,
    }
    return client.post(reverse(LIST), sent, follow=True).content.decode()


def state(patrol: Patrol) -> Status:
    return Status(Record.objects.get(pk=patrol.pk).status)


class TestChangelist:
    @pytest.mark.parametrize("role", list(Role))
    def test_lists_the_records_that_the_role_may_see(
        self, role: Role, patrol: Patrol, everyone: dict[Role, Officer], client: Client
    ) -> None:
        response = signed_in(client, everyone[role]).get(reverse(LIST))

        sees = role not in {Role.ADVISORY_GROUP, Role.ADMINISTRATOR}
        assert response.status_code == (200 if sees else 403 if role == Role.ADMINISTRATOR else 302)
        assert (patrol.record.reference in response.content.decode()) == sees

    @pytest.mark.usefixtures("patrol")
    def test_lists_none_of_another_district(self, twin_sergeant: Officer, client: Client) -> None:
        page = signed_in(client, twin_sergeant).get(reverse(LIST)).content.decode()

        assert "P-24-00001" not in page
        assert "Town Centre Team" not in page

    @pytest.mark.usefixtures("patrol")
    @pytest.mark.parametrize("words", ["P-24-00001", "41123"])
    def test_finds_by_reference_and_collar_number(
        self, words: str, sergeant: Officer, client: Client
    ) -> None:
        page = signed_in(client, sergeant).get(reverse(LIST), {"q": words})

        assert page.context["cl"].queryset.count() == 1

    @pytest.mark.usefixtures("patrol")
    @pytest.mark.parametrize(("status", "found"), [("submitted", 1), ("approved", 0)])
    def test_filters_by_state(
        self, status: str, found: int, sergeant: Officer, client: Client
    ) -> None:
        page = signed_in(client, sergeant).get(reverse(LIST), {"record__status__exact": status})

        assert page.context["cl"].queryset.count() == found

    def test_offers_decisions_to_those_who_decide(
        self, officer: Officer, sergeant: Officer, chief_inspector: Officer, client: Client
    ) -> None:
        def choices(person: Officer) -> set[str]:
            page = signed_in(client, person).get(reverse(LIST))
            return set(PatrolDesk(Patrol, desk).get_actions(page.wsgi_request))

        decides = {"approve", "return_records"}
        assert choices(officer) == {"submit", "withdraw"}
        assert choices(sergeant) == {"submit", "withdraw", *decides, "set_retention"}
        assert choices(chief_inspector) == {"set_retention"}


class TestAddView:
    def test_logs_by_the_action_and_once(self, officer: Officer, client: Client) -> None:
        address = reverse("admin:operations_patrol_add")
        signed_in(client, officer)

        for _ in range(2):
            response = client.post(address, {"id": KEY, "note": "Busy."}, follow=True)

        assert Patrol.objects.get().note == "Busy."
        assert journal.of(Kind.PATROL, KEY).filter(verb="patrol.log").count() == 1
        assert "was received before" in response.content.decode()
        assert not LogEntry.objects.exists()

    def test_is_refused_to_those_who_do_not_log(
        self, chief_inspector: Officer, client: Client
    ) -> None:
        response = signed_in(client, chief_inspector).get(reverse("admin:operations_patrol_add"))

        assert response.status_code == 403


class TestChangeView:
    def address(self, patrol: Patrol) -> str:
        return reverse("admin:operations_patrol_change", args=[patrol.pk])

    def test_shows_what_the_record_says_and_writes_a_consultation(
        self, patrol: Patrol, chief_inspector: Officer, client: Client
    ) -> None:
        page = signed_in(client, chief_inspector).get(self.address(patrol)).content.decode()

        assert "PC 41123: logged it" in page
        assert "Only those who took part in this record, or a supervisor" in page
        assert "Save" not in page
        assert journal.of(Kind.PATROL, patrol.pk)[0].operation == "consultation"

    def test_changes_by_the_action(self, patrol: Patrol, officer: Officer, client: Client) -> None:
        signed_in(client, officer).post(self.address(patrol), {"version": "2", "note": "Busy."})

        assert Patrol.objects.get().note == "Busy."
        assert Record.objects.get().version == 3

    def test_shows_a_stale_edit_beside_what_stands(
        self, patrol: Patrol, officer: Officer, client: Client
    ) -> None:
        response = signed_in(client, officer).post(
            self.address(patrol), {"version": "1", "note": "Busy."}
        )

        page = response.content.decode()
        assert "PC 41123 submitted P-24-00001" in page
        assert "Busy." in page
        assert "Quiet." in page
        assert Patrol.objects.get().note == "Quiet."

    def test_is_refused_to_those_who_may_not_change(
        self, patrol: Patrol, other_officer: Officer, client: Client
    ) -> None:
        response = signed_in(client, other_officer).post(
            self.address(patrol), {"version": "2", "note": "Busy."}
        )

        assert response.status_code == 403

    def test_does_not_exist_in_another_district(
        self, patrol: Patrol, twin_sergeant: Officer, client: Client
    ) -> None:
        assert signed_in(client, twin_sergeant).get(self.address(patrol)).status_code == 404

    def test_has_the_journal_as_history(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        address = reverse("admin:operations_patrol_history", args=[patrol.pk])

        page = signed_in(client, sergeant).get(address).content.decode()

        assert "<td>Log</td>" in page
        assert "<td>Submit</td>" in page
        assert "Collection" in page


class TestApprove:
    def test_names_the_records_and_asks_first(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        sent = {"action": "approve", "_selected_action": [str(patrol.pk)]}

        page = signed_in(client, sergeant).post(reverse(LIST), sent).content.decode()

        assert "P-24-00001" in page
        assert f'name="version-{patrol.pk}" value="2"' in page
        assert state(patrol) == Status.SUBMITTED

    def test_approves_by_the_action(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        page = act(signed_in(client, sergeant), "approve", patrol)

        assert state(patrol) == Status.APPROVED
        assert "Approved: 1 of 1." in page

    def test_says_why_not(self, sergeant: Officer, client: Client) -> None:
        patrol = log_patrol(id=UUID(KEY), details=details(), by=sergeant, at=AT)
        actions.submit(record=patrol.record, by=sergeant, at=AT)

        page = act(signed_in(client, sergeant), "approve", patrol)

        assert "You logged this record" in page
        assert state(patrol) == Status.SUBMITTED

    def test_refuses_a_version_other_than_the_one_shown(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        page = act(signed_in(client, sergeant), "approve", patrol, version=1)

        assert "after it was opened here" in page
        assert state(patrol) == Status.SUBMITTED


class TestReturnRecords:
    def test_asks_for_the_coded_reason(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        page = act(signed_in(client, sergeant), "return_records", patrol)

        assert "Choose a reason" in page
        assert "Which fields should PC 41123 look at?" in page
        assert state(patrol) == Status.SUBMITTED

    def test_returns_with_the_fields_that_were_ticked(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        reason = drafting.grounds().reason

        act(
            signed_in(client, sergeant),
            "return_records",
            patrol,
            reason=reason.pk,
            fields=["area", "note"],
        )

        assert patrol.record.decisions.get().fields == ["area", "note"]

    def test_refuses_a_field_that_the_record_does_not_have(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        reason = drafting.grounds().reason

        page = act(
            signed_in(client, sergeant),
            "return_records",
            patrol,
            reason=reason.pk,
            fields=["custody_number"],
        )

        assert "Choose fields from the list" in page
        assert state(patrol) == Status.SUBMITTED

    def test_returns_with_the_fields_of_the_reason_and_a_note(
        self, patrol: Patrol, sergeant: Officer, client: Client
    ) -> None:
        reason = drafting.grounds().reason
        reason.fields = ["area"]
        reason.save()

        act(
            signed_in(client, sergeant),
            "return_records",
            patrol,
            reason=reason.pk,
            note="Give the area.",
        )

        decision = patrol.record.decisions.get()
        assert (decision.reason, decision.fields, decision.note) == (
            reason,
            ["area"],
            "Give the area.",
        )


class TestSubmit:
    def test_submits_by_the_action(self, officer: Officer, client: Client) -> None:
        patrol = log_patrol(id=UUID(KEY), details=details(), by=officer, at=AT)

        act(signed_in(client, officer), "submit", patrol)

        assert state(patrol) == Status.SUBMITTED


class TestWithdraw:
    def test_asks_why_and_withdraws(self, patrol: Patrol, officer: Officer, client: Client) -> None:
        asked = act(signed_in(client, officer), "withdraw", patrol)
        act(client, "withdraw", patrol, note="Logged twice.")

        assert "Say why it is withdrawn" in asked
        assert state(patrol) == Status.WITHDRAWN
