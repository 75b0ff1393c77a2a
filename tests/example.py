"""A small example of everything, made once through the site's own pages and actions.

Two districts that mirror each other in people, and in the first of them one row of each table: each
kind of record submitted, arrests in every other state, police data, an edition, a request.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts import clock, officers
from accounts.models import District, Force, Officer, Posting, Team
from accounts.roles import Role, Scope
from accounts.tokens import make_token
from incidents import processing
from incidents.models import Area, AreaKind, ImportBatch, Incident
from operations.models import Subject
from records import actions
from records.codes import load_codes
from records.models import Code, Kind, Record, ReturnReason
from reports.actions import compile_report
from reports.defining import load_definitions
from reports.definitions import REPORTS, report_named
from reports.forms import last_twelve_months
from reports.models import (
    Compilation,
    Edition,
    MeasureDefinition,
    Message,
    MessageKind,
    Schedule,
    ScheduledRun,
)
from reports.runs import fail, finish
from reports.scheduling import found_schedule
from tests.databases import copy_database, drop_database, point_at
from tests.incidents.published import csv_of, nowhere, street
from tests.incidents.test_drawing import square
from tests.operations import typing_in
from tests.people import AT, posted
from tests.reports.harm_files import uploaded

TITLES: Mapping[Role, tuple[str, str]] = {
    Role.OFFICER: ("41123", "PC"),
    Role.SUPERVISOR: ("40210", "Sergeant"),
    Role.COMMANDER: ("40007", "Chief Inspector"),
    Role.ANALYST: ("70031", "Analyst"),
    Role.ADVISORY_GROUP: ("IAG-4", "Ms"),
    Role.ADMINISTRATOR: ("70002", "Administrator"),
}
TYPED = {
    Kind.OPERATION: typing_in.operation,
    Kind.PATROL: typing_in.patrol,
    Kind.ARREST: typing_in.arrest,
    Kind.PROSECUTION: typing_in.prosecution,
    Kind.ENGAGEMENT: typing_in.engagement,
    Kind.LOGGED_INCIDENT: typing_in.incident,
    Kind.SURVEY_WAVE: typing_in.survey_wave,
}
AUTHORS = {Kind.OPERATION: Role.COMMANDER, Kind.SURVEY_WAVE: Role.ANALYST}
STATES = ("draft", "approved", "returned", "reopened")


@dataclass(kw_only=True)
class Example:
    """The keys of the example's rows by what they are, and who signs in by role."""

    database: str
    folder: Path
    keys: dict[str, object] = field(default_factory=dict)
    people: dict[Role, Officer] = field(default_factory=dict)
    twins: dict[Role, Officer] = field(default_factory=dict)
    clients: dict[Officer | None, Client] = field(default_factory=dict)


def make(example: Example) -> None:
    """Make everything, at AT."""
    console = officers.service(officers.CONSOLE, at=AT)
    load_codes(by=console, at=AT)
    load_definitions(by=console, at=AT)
    force = Force.objects.create(slug="essex", name="Essex Police")
    for slug, prefix, people in (("southend", "", example.people), ("harlow", "9", example.twins)):
        district = District.objects.create(force=force, slug=slug, name=slug.capitalize())
        team = Team.objects.create(district=district, slug="town-centre", name="Town Centre Team")
        for role, (number, title) in TITLES.items():
            people[role] = posted(prefix + number, title, role, team)
    for officer in (*example.people.values(), *example.twins.values()):
        example.clients[officer] = Client()
        example.clients[officer].force_login(officer)
    example.clients[None] = Client()
    make_areas()
    make_records(example)
    make_police_data(example, console)
    make_reports(example)
    name_rows(example)


def make_areas() -> None:
    """Draw a ward, a hotspot and an LSOA of the first district."""
    district = District.objects.get(slug="southend")
    for kind, code, name, vintage in (
        (AreaKind.WARD, "W1", "Pier", None),
        (AreaKind.HOTSPOT, "H1", "Marine Parade", None),
        (AreaKind.LSOA, "E01099001", "Seaborough 001A", 2011),
    ):
        Area.objects.create(
            district=district,
            kind=kind,
            code=code,
            name=name,
            vintage=vintage,
            geometry=square(0.70, 51.53),
        )


def log(example: Example, kind: Kind, **changes: object) -> Record:
    """Log a record through its page, as its author."""
    before = set(Record.objects.values_list("pk", flat=True))
    author = example.people[AUTHORS.get(kind, Role.OFFICER)]
    typed = TYPED[kind](**changes)
    response = example.clients[author].post(reverse(f"{kind}-create"), typed)
    assert response.status_code == 302, response.content.decode()
    return Record.objects.exclude(pk__in=before).get()


def make_records(example: Example) -> None:
    """Log one record of each kind, and arrests in the states that the others are not in."""
    for kind in TYPED:
        example.keys[kind] = log(example, kind).pk
    for number, state in enumerate(STATES):
        missing = typing_in.rows("offences") if state == "draft" else {}
        record = log(example, Kind.ARREST, custody_number=f"50/{number}", **missing)
        move(record, state, by=example.people[Role.SUPERVISOR])
        example.keys[state] = record.pk


def move(record: Record, state: str, *, by: Officer) -> None:
    """Bring a submitted record to a state."""
    grounds = actions.Grounds(reason=ReturnReason.objects.all()[0], fields=(), note="As told.")
    if state == "returned":
        version = record.version
        actions.return_record(record=record, version=version, grounds=grounds, by=by, at=AT)
    if state in {"approved", "reopened"}:
        record = actions.approve(record=record, version=record.version, by=by, at=AT)
    if state == "reopened":
        actions.reopen(record=record, version=record.version, grounds=grounds, by=by, at=AT)


def make_police_data(example: Example, console: Officer) -> None:
    """Import a file of four good rows, two that contradict each other and a bad one."""
    rows = [
        street(1),
        street(2, Crime_type="Burglary"),
        street(),
        street(4, **nowhere()),
        street(5),
        street(5, Crime_type="Burglary"),
        street(6, Month="never"),
    ]
    file = SimpleUploadedFile("2024-04-essex-street.csv", csv_of(rows))
    analyst = example.clients[example.people[Role.ANALYST]]
    assert analyst.post(reverse("import-create"), {"file": file}).status_code == 302
    batch = ImportBatch.objects.get()
    processing.process_import(batch=batch, by=console, clock=clock.now)
    example.keys["batch"] = batch.pk
    example.keys["incident"] = Incident.objects.filter(district__slug="southend")[0].pk


def make_reports(example: Example) -> None:
    """Compile an edition, and leave a request that waits."""
    district, by = District.objects.get(slug="southend"), example.people[Role.COMMANDER]
    period = last_twelve_months(AT.date())
    example.keys["harm_table"] = uploaded(by).pk
    edition = compile_report(report=REPORTS[0], district=district, period=period, by=by, at=AT)
    example.keys["edition"] = edition.pk
    public = compile_report(
        report=report_named("public"), district=district, period=period, by=by, at=AT
    )
    example.keys["public"] = public.pk
    example.keys["digest"] = edition.figures_sha256
    example.keys["schedule"] = make_schedule(by, district, edition).pk
    example.keys["message"] = Message.objects.get(to=by, kind=MessageKind.REPORT).pk
    example.keys["compilation"] = Compilation.objects.create(
        id=uuid4(),
        definition=REPORTS[0].slug,
        district=district,
        start=period.start,
        end=period.end,
        by=by,
        requested_at=AT,
        heard_at=AT,
    ).pk


def make_schedule(by: Officer, district: District, edition: Edition) -> Schedule:
    """Add a schedule: one period is delivered, one failed."""
    schedule = found_schedule(district=district, by=by, at=AT)
    clocks = officers.service(officers.CLOCK, at=AT)
    due = {"schedule": schedule, "opened_at": AT, "next_try_at": AT, "late_at": AT}
    done = ScheduledRun.objects.create(
        **due, start=edition.start, end=edition.end, due_at=edition.compiled_at
    )
    finish(done, edition, by=clocks, at=AT)
    failed = ScheduledRun.objects.create(
        **due, start=edition.start, end=AT.date(), due_at=edition.compiled_at
    )
    fail(failed, "A measure is missing.", by=clocks, at=AT)
    return schedule


def name_rows(example: Example) -> None:
    """Make a token, and name the rows of the tables that are kept on the records desk only."""
    commander = example.people[Role.COMMANDER]
    made = make_token(
        owner=commander,
        name="Power BI",
        scopes={Scope.READ_FIGURES},
        days=90,
        by=commander,
        at=AT,
    )
    example.keys["token"] = made.token.pk
    example.keys |= {
        "force": Force.objects.get().pk,
        "district": District.objects.get(slug="southend").pk,
        "team": Team.objects.get(district__slug="southend").pk,
        "officer": example.people[Role.OFFICER].pk,
        "posting": Posting.objects.get(officer=example.people[Role.OFFICER]).pk,
        "subject": Subject.objects.all()[0].pk,
        "area": Area.objects.get(code="H1").pk,
        "definition": MeasureDefinition.objects.get(key="officer_minutes").pk,
    }
    for model in apps.get_models():
        if issubclass(model, Code):
            example.keys[model._meta.label_lower] = model._default_manager.all()[0].pk


@pytest.fixture(scope="session")
def example_made(
    template_database: str,
    django_db_setup: BaseDatabaseWrapper,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Example]:
    """Make the example in a copy of the migrated database, once."""
    with django_db_blocker.unblock():
        migrated = str(connections["default"].settings_dict["NAME"])
        example = Example(
            database=copy_database(template_database, f"{template_database}_example"),
            folder=tmp_path_factory.mktemp("example"),
        )
        connections["snapshot"] = django_db_setup
        point_at(example.database)
        try:
            with override_settings(MEDIA_ROOT=str(example.folder)), patch.object(clock, "now", now):
                make(example)
        finally:
            point_at(migrated)
            connections["snapshot"] = connections["default"]
        yield example
        drop_database(example.database)


@pytest.fixture
def example(example_made: Example, django_db_blocker: DjangoDbBlocker) -> Iterator[Example]:
    """Let a test work in the example at AT; whatever it changes is rolled back."""
    with django_db_blocker.unblock():
        migrated = str(connections["default"].settings_dict["NAME"])
        point_at(example_made.database)
        try:
            with (
                override_settings(MEDIA_ROOT=str(example_made.folder)),
                patch.object(clock, "now", now),
                transaction.atomic(),
            ):
                yield example_made
                transaction.set_rollback(True)
        finally:
            point_at(migrated)


def now() -> datetime:
    """Show AT."""
    return AT


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is written inside, and forget what was cached."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
