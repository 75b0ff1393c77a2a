"""Each kind on the records desk: the same forms and the same actions as on the pages."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from incidents.models import LoggedIncident
from operations.models import (
    Arrest,
    Engagement,
    Operation,
    Patrol,
    Prosecution,
    Subject,
    SurveyWave,
)
from records.kinds import WORDS
from records.models import Kind, Record, Status
from tests.operations import typing_in
from tests.operations.test_journeys import JOURNEYS
from tests.operations.typing_in import rows
from tests.people import AT

pytestmark = pytest.mark.usefixtures("codes")
MODELS: dict[Kind, type[Model]] = {
    Kind.ARREST: Arrest,
    Kind.ENGAGEMENT: Engagement,
    Kind.LOGGED_INCIDENT: LoggedIncident,
    Kind.OPERATION: Operation,
    Kind.PATROL: Patrol,
    Kind.PROSECUTION: Prosecution,
    Kind.SURVEY_WAVE: SurveyWave,
}


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desk's clock show AT."""
    monkeypatch.setattr(clock, "now", lambda: AT)


def address(kind: Kind, name: str, *args: object) -> str:
    """Give an address of a kind on the desk."""
    opts = MODELS[kind]._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=args)


def logged(client: Client, officer: Officer, kind: Kind, **changes: object) -> Record:
    """Log a record on the desk."""
    client.force_login(officer)
    typed = {**JOURNEYS[kind].typed(**changes), "id": str(uuid4())}
    response = client.post(address(kind, "add"), typed)
    assert response.status_code == 302, response.content.decode()
    return Record.objects.filter(kind=kind).latest("logged_at", "reference")


def act(client: Client, officer: Officer, action: str, record: Record) -> None:
    """Choose an action in the list and answer what it asks."""
    client.force_login(officer)
    sent = {
        "action": action,
        "_selected_action": [str(record.pk)],
        "answered": "yes",
        f"version-{record.pk}": str(record.version),
    }
    client.post(address(Kind(record.kind), "changelist"), sent, follow=True)
    record.refresh_from_db()


@pytest.mark.parametrize("kind", list(MODELS))
class TestEveryKind:
    def test_is_logged_submitted_and_approved(
        self, kind: Kind, client: Client, request: pytest.FixtureRequest, sergeant: Officer
    ) -> None:
        author: Officer = request.getfixturevalue(JOURNEYS[kind].author)
        other: Officer = request.getfixturevalue("other_team_sergeant")

        record = logged(client, author, kind)
        act(client, author, "submit", record)
        assert record.status == Status.SUBMITTED
        act(client, other, "approve", record)

        assert record.status == Status.APPROVED
        assert record.reference in client.get(address(kind, "changelist")).content.decode()

    def test_is_shown_with_its_form_and_changes(
        self, kind: Kind, client: Client, request: pytest.FixtureRequest, sergeant: Officer
    ) -> None:
        author: Officer = request.getfixturevalue(JOURNEYS[kind].author)
        record = logged(client, author, kind)
        page = address(kind, "change", record.pk)

        shown = client.get(page)
        typed = {**JOURNEYS[kind].typed(), "version": record.version}
        saved = client.post(page, typed)

        assert shown.status_code == 200
        assert saved.status_code == 302
        assert client.get(address(kind, "history", record.pk)).status_code == 200

    def test_is_not_there_for_another_district(
        self,
        kind: Kind,
        client: Client,
        request: pytest.FixtureRequest,
        sergeant: Officer,
        twin_sergeant: Officer,
    ) -> None:
        author: Officer = request.getfixturevalue(JOURNEYS[kind].author)
        record = logged(client, author, kind)
        client = Client()
        client.force_login(twin_sergeant)

        listed = client.get(address(kind, "changelist")).content.decode()

        assert record.reference not in listed
        assert client.get(address(kind, "change", record.pk)).status_code != 200

    def test_is_logged_by_those_who_may(
        self, kind: Kind, client: Client, everyone: dict[Any, Officer]
    ) -> None:
        for officer in everyone.values():
            client.force_login(officer)
            may = officer.standing.allows(WORDS[kind].logs)

            assert (client.get(address(kind, "add")).status_code == 200) == may

    def test_is_registered(self, kind: Kind) -> None:
        assert admin.site.is_registered(MODELS[kind])


class TestArrest:
    def test_shows_a_custody_number_that_is_taken_at_its_box(
        self, client: Client, officer: Officer
    ) -> None:
        first = logged(client, officer, Kind.ARREST)
        typed = {**typing_in.arrest(), "id": str(uuid4())}

        response = client.post(address(Kind.ARREST, "add"), typed)

        shown = response.content.decode()
        assert f"Open {first.reference}" in shown
        assert 'href="#id_custody_number"' in shown

    def test_adds_rows_without_scripts(self, client: Client, officer: Officer) -> None:
        client.force_login(officer)

        response = client.post(
            address(Kind.ARREST, "add"), {**typing_in.arrest(**rows("offences")), "add": "offences"}
        )

        assert "Offence 1" in response.content.decode()
        assert not Record.objects.exists()


class TestSubject:
    @pytest.fixture
    def subject(self, client: Client, officer: Officer) -> Subject:
        """Give the person of an arrest."""
        logged(client, officer, Kind.ARREST)
        return Subject.objects.get()

    def test_is_read_and_never_written(
        self, client: Client, everyone: dict[Any, Officer], subject: Subject
    ) -> None:
        page = reverse("admin:operations_subject_change", args=[subject.pk])
        for officer in everyone.values():
            client.force_login(officer)
            sees = officer.standing.allows(Permission.SEE_RECORDS)

            assert (client.get(page).status_code == 200) == sees
            assert client.post(page, {"reference": "NEW"}).status_code in (302, 403, 404)
            assert client.get(reverse("admin:operations_subject_add")).status_code != 200
        subject.refresh_from_db()
        assert subject.reference != "NEW"

    def test_of_another_district_is_not_there(
        self, client: Client, subject: Subject, twin_officer: Officer
    ) -> None:
        client.force_login(twin_officer)
        listed = client.get(reverse("admin:operations_subject_changelist"))

        assert subject.reference not in listed.content.decode()
