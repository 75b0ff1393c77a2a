"""Each kind from its form to the count, through the pages that officers use."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import Officer
from accounts.roles import Role
from incidents.logged import log_incident
from incidents.logged_forms import LoggedIncidentForm
from incidents.models import Area
from operations import actions as operations
from operations import forms
from operations.models import Arrest, Operation, Patrol, Prosecution
from records import actions
from records.kind_forms import RecordForm, Writing
from records.kinds import WORDS
from records.models import Kind, Record, Status
from tests.operations import typing_in
from tests.operations.typing_in import Typed, day, rows, sent
from tests.people import AT

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
else:
    Answer = HttpResponse

pytestmark = pytest.mark.usefixtures("codes", "at_the_desk")
SEES = {Role.OFFICER, Role.SUPERVISOR, Role.COMMANDER, Role.ANALYST}


class Journey(NamedTuple):
    """How a kind is typed in, and which fixture logs it."""

    typed: Callable[..., Typed]
    author: str = "officer"
    decides: str = "sergeant"


JOURNEYS = {
    Kind.PATROL: Journey(typing_in.patrol),
    Kind.ARREST: Journey(typing_in.arrest),
    Kind.PROSECUTION: Journey(typing_in.prosecution),
    Kind.ENGAGEMENT: Journey(typing_in.engagement),
    Kind.LOGGED_INCIDENT: Journey(typing_in.incident),
    Kind.SURVEY_WAVE: Journey(typing_in.survey_wave, author="analyst"),
    Kind.OPERATION: Journey(typing_in.operation, author="chief_inspector"),
}


@pytest.fixture
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages' clock show AT."""
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def everybody(everyone: dict[Role, Officer], request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Give anyone by the name of their fixture."""
    return request.getfixturevalue


def page(client: Client, officer: Officer, name: str, *args: object, query: str = "") -> str:
    """Open a page as an officer."""
    client.force_login(officer)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def post(client: Client, officer: Officer, name: str, typed: Typed, *args: object) -> Answer:
    """Send a form as an officer."""
    client.force_login(officer)
    return client.post(reverse(name, args=args), typed, follow=True)


def logged(client: Client, officer: Officer, kind: Kind, **changes: object) -> Record:
    """Log and send a record through its page."""
    before = set(Record.objects.values_list("pk", flat=True))
    response = post(client, officer, f"{kind}-create", JOURNEYS[kind].typed(**changes))
    new = Record.objects.filter(kind=kind).exclude(pk__in=before)
    assert new.count() == 1, re.findall(r'error-message".*?</p>', response.content.decode(), re.S)
    return new.get()


UNIQUE = {
    Kind.ARREST: "custody_number",
    Kind.PROSECUTION: "case_number",
    Kind.OPERATION: "slug",
}
FORMS: dict[Kind, tuple[type[RecordForm[Any, Any]], Callable[..., Any]]] = {
    Kind.PATROL: (forms.PatrolForm, operations.log_patrol),
    Kind.ARREST: (forms.ArrestForm, operations.log_arrest),
    Kind.PROSECUTION: (forms.ProsecutionForm, operations.log_prosecution),
    Kind.ENGAGEMENT: (forms.EngagementForm, operations.log_engagement),
    Kind.LOGGED_INCIDENT: (LoggedIncidentForm, log_incident),
    Kind.SURVEY_WAVE: (forms.SurveyWaveForm, operations.log_survey_wave),
    Kind.OPERATION: (forms.OperationForm, operations.log_operation),
}


def stock(author: Officer, kind: Kind, n: int) -> None:
    """Log the n-th record of a kind without a page."""
    changes = {UNIQUE[kind]: f"n-{n}"} if kind in UNIQUE else {}
    form_class, log = FORMS[kind]
    writing = Writing(by=author, at=AT, district=author.postings.get().team.district)
    form = form_class(sent(JOURNEYS[kind].typed(**changes)), writing=writing)
    assert form.is_valid(), form.errors
    log(id=uuid4(), details=form.details(), by=author, at=AT)


@pytest.mark.parametrize("kind", list(JOURNEYS))
class TestEveryKind:
    def test_is_logged_sent_approved_and_counted(
        self, kind: Kind, client: Client, everybody: Callable[..., Any]
    ) -> None:
        journey = JOURNEYS[kind]
        author, decides = everybody(journey.author), everybody(journey.decides)
        if kind == Kind.OPERATION:
            decides = everybody("other_team_sergeant")

        record = logged(client, author, kind)
        assert record.status == Status.SUBMITTED
        assert record.reference in page(client, author, f"{kind}-detail", record.pk)
        actions.approve(record=record, version=record.version, by=decides, at=AT)

        counted = page(client, author, f"{kind}-list", query="?status=approved")
        assert f"1 {WORDS[kind].noun}" in counted
        assert "1 approved and counted." in counted
        assert reverse(f"{kind}-detail", args=[record.pk]) in counted

    @pytest.mark.parametrize("role", list(Role))
    def test_opens_to_those_who_see_records(
        self, kind: Kind, role: Role, client: Client, everyone: dict[Role, Officer]
    ) -> None:
        client.force_login(everyone[role])

        response = client.get(reverse(f"{kind}-list"))

        assert response.status_code == (200 if role in SEES else 403)

    @pytest.mark.parametrize("role", list(Role))
    def test_is_logged_by_those_who_may(
        self, kind: Kind, role: Role, client: Client, everyone: dict[Role, Officer]
    ) -> None:
        officer = everyone[role]
        client.force_login(officer)
        may = officer.standing.allows(WORDS[kind].logs)

        form = client.get(reverse(f"{kind}-create"))
        sent = client.post(reverse(f"{kind}-create"), JOURNEYS[kind].typed())

        assert form.status_code == (200 if may else 403)
        assert (sent.status_code == 403) == (not may)
        assert Record.objects.filter(kind=kind).exists() <= may

    def test_is_not_there_for_another_district(
        self,
        kind: Kind,
        client: Client,
        everybody: Callable[..., Any],
        twin_sergeant: Officer,
    ) -> None:
        record = logged(client, everybody(JOURNEYS[kind].author), kind)
        client.force_login(twin_sergeant)

        for name in ("detail", "edit"):
            assert client.get(reverse(f"{kind}-{name}", args=[record.pk])).status_code == 404
        assert record.reference not in page(client, twin_sergeant, f"{kind}-list")

    def test_comes_back_with_what_was_typed_and_changes(
        self, kind: Kind, client: Client, everybody: Callable[..., Any]
    ) -> None:
        author = everybody(JOURNEYS[kind].author)
        record = logged(client, author, kind)

        form = page(client, author, f"{kind}-edit", record.pk)
        assert 'name="version"' in form
        response = post(
            client,
            author,
            f"{kind}-edit",
            {**JOURNEYS[kind].typed(), "version": record.version},
            record.pk,
        )

        assert response.status_code == 200
        assert Record.objects.get(pk=record.pk).status == Status.SUBMITTED


class TestArrest:
    def test_stays_a_draft_until_it_is_complete(self, client: Client, officer: Officer) -> None:
        record = logged(client, officer, Kind.ARREST, **rows("offences"), necessities=[])

        assert record.status == Status.DRAFT
        shown = page(client, officer, "arrest-detail", record.pk)
        assert "Give at least one offence." in shown

    def test_leads_to_the_record_that_has_the_custody_number(
        self, client: Client, officer: Officer, other_officer: Officer
    ) -> None:
        first = logged(client, other_officer, Kind.ARREST, arresting_officer="41187")

        response = post(client, officer, "arrest-create", typing_in.arrest(place="High Street"))

        shown = response.content.decode()
        assert response.status_code == 422
        assert f"belongs to an arrest by PC 41187, {first.reference}" in shown
        assert f'href="{reverse("arrest-detail", args=[first.pk])}">Open {first.reference}' in shown
        assert 'value="High Street"' in shown
        assert "Threw a bottle" in shown

    def test_of_a_night_patrol_says_which_day_it_took(
        self, client: Client, officer: Officer
    ) -> None:
        night = logged(client, officer, Kind.PATROL, start="22:00", end="04:00")

        response = post(
            client, officer, "arrest-create", typing_in.arrest(patrol=night.pk, time="0130")
        )

        assert "The arrest is recorded at 30 Apr 2024, 01:30" in response.content.decode()
        assert Arrest.objects.get().record.occurred_at == datetime(2024, 4, 30, 0, 30, tzinfo=UTC)
        assert "Arrests on this patrol" in page(client, officer, "patrol-detail", night.pk)

    def test_adds_rows_without_scripts_and_saves_nothing(
        self, client: Client, officer: Officer
    ) -> None:
        typed = {**typing_in.arrest(time="25:14"), "add": "offences"}

        response = post(client, officer, "arrest-create", typed)

        shown = response.content.decode()
        assert "Offence 2" in shown
        assert "There is a problem" not in shown
        assert 'value="25:14"' in shown
        assert not Record.objects.exists()

    def test_keeps_an_administrator_out_with_the_reason(
        self, client: Client, administrator: Officer
    ) -> None:
        client.force_login(administrator)

        response = client.get(reverse("arrest-list"))

        assert response.status_code == 403
        assert "They do not see records" in response.content.decode()


class TestPatrol:
    def test_with_nothing_to_report_is_one_tap(self, client: Client, officer: Officer) -> None:
        logged(client, officer, Kind.PATROL)
        form = page(client, officer, "patrol-create")
        boxes = dict(re.findall(r'name="(\w+)" value="([^"]*)"[^>]*type="text"', form))
        boxes |= {
            name: value
            for name, value in re.findall(r'type="text" name="(\w+)" value="([^"]*)"', form)
        }

        assert 'name="nothing_to_report" value="on"' in form
        response = post(
            client,
            officer,
            "patrol-create",
            {
                **boxes,
                "provider": "police-officer",
                "mode": "foot",
                "nothing_to_report": "on",
            },
        )

        assert "is sent" in response.content.decode()
        assert Patrol.objects.filter(nothing_to_report=True).get().crew_size == 1


class TestProsecution:
    def test_with_two_charges_and_a_sentence_is_shown_whole(
        self, client: Client, officer: Officer
    ) -> None:
        arrest = logged(client, officer, Kind.ARREST)

        case = logged(client, officer, Kind.PROSECUTION, arrests=arrest.reference)

        shown = page(client, officer, "prosecution-detail", case.pk)
        assert "Charge 1: Immediate custody, 8 weeks" in shown
        assert "£415.90" in shown
        assert arrest.reference in shown
        assert case.reference in page(client, officer, "arrest-detail", arrest.pk)
        assert Prosecution.objects.get().subject == Arrest.objects.get().subject

    def test_starts_from_an_arrest(
        self, client: Client, officer: Officer, twin_officer: Officer
    ) -> None:
        arrest = logged(client, officer, Kind.ARREST)

        form = page(client, officer, "prosecution-create", query=f"?arrest={arrest.reference}")
        client.force_login(twin_officer)
        theirs = client.get(reverse("prosecution-create") + f"?arrest={arrest.reference}")

        assert f'value="{arrest.reference}"' in form
        assert theirs.status_code == 404


class TestOperationPage:
    def test_shows_effort_outputs_and_results_and_opens_each(
        self,
        client: Client,
        officer: Officer,
        sergeant: Officer,
        op_union: Operation,
        hotspot: Area,
    ) -> None:
        march = {"operation": op_union.pk, "area": hotspot.pk}
        for start, end in (("20:00", "22:00"), ("21:00", "23:00")):
            patrol = logged(
                client,
                officer,
                Kind.PATROL,
                **march,
                **day("started_on", date(2024, 3, 1)),
                start=start,
                end=end,
                partners="1",
            )
            actions.approve(record=patrol, version=patrol.version, by=sergeant, at=AT)
        arrest = logged(
            client, officer, Kind.ARREST, **march, **day("arrested_on", date(2024, 3, 1))
        )
        actions.approve(record=arrest, version=arrest.version, by=sergeant, at=AT)
        logged(
            client,
            officer,
            Kind.ARREST,
            **march,
            **day("arrested_on", date(2024, 3, 2)),
            custody_number="50/1",
        )

        shown = page(client, officer, "operation-detail", op_union.pk)

        figures = dict(
            re.findall(r"<dt[^>]*>([\w ,]+?)(?: <span.*?)?</dt><dd>.*?>([\w, ]+)</a></dd>", shown)
        )
        assert figures["Patrols"] == "2"
        assert figures["Patrol time"] == "3 h"
        assert figures["Officer time"] == "8 h"
        assert figures["Violence against the person"] == "1"
        assert figures["Not yet recorded"] == "1"
        assert "arrest submitted" in shown
        assert "1 April 2023 to 31 March 2024, 366 days" in shown
        assert '"name": "Marine Parade", "chosen": true' in shown
        for url in set(re.findall(r'so-figure-link" href="([^"]+)"', shown)):
            client.force_login(officer)
            assert client.get(url.replace("&amp;", "&")).status_code == 200

    def test_takes_other_days(self, client: Client, officer: Officer, op_union: Operation) -> None:
        shown = page(
            client,
            officer,
            "operation-detail",
            op_union.pk,
            query="?from=2024-04-01&to=2024-04-30",
        )

        assert "1 to 30 April 2024, 30 days" in shown

    @pytest.mark.parametrize("query", ["?from=x", "?from=2024-05-01&to=2024-04-01", "?to="])
    def test_answers_days_that_are_none_with_the_usual_period(
        self, client: Client, officer: Officer, op_union: Operation, query: str
    ) -> None:
        shown = page(client, officer, "operation-detail", op_union.pk, query=query)

        assert "366 days" in shown
