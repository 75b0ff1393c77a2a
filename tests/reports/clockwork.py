"""A clock, workers and a post that do all that is to be done at a moment that the test tells."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from accounts import clock
from accounts.models import District, Officer
from accounts.roles import Role
from reports import actions, scheduling, tasks
from reports.models import Compilation, Schedule
from tests.people import AT
from tests.reports import postbox

HOUR = timedelta(hours=1)
DUE = datetime(2024, 5, 8, 5, 0, tzinfo=UTC)
"""When `monthly` is first due: 8 May 2024, 06:00 in London."""


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """Let reports be small, and the mail server one of the test's own."""
    monkeypatch.setattr(actions, "render", lambda document, *, format: b"")
    settings.EMAIL_BACKEND = "tests.reports.postbox.Postbox"
    settings.MAIL_DOMAIN = "essex.example"
    postbox.empty()
    yield
    postbox.empty()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Tell the tasks the time: the last of the list."""
    told = [AT]
    monkeypatch.setattr(clock, "now", lambda: told[-1])
    return told


def planned(
    district: District, owner: Officer, definition: str = "performance", **changes: object
) -> Schedule:
    """Add a schedule for the commanders, as its owner."""
    plan = scheduling.Plan(
        definition=definition,
        district=district,
        owner=owner,
        recurrence=scheduling.FIRST_RECURRENCE,
        roles=(Role.COMMANDER,),
    )
    return scheduling.add_schedule(plan=replace(plan, **changes), by=owner, at=AT)  # type: ignore[arg-type] # each test names fields of a plan


def tick(now: list[datetime], at: datetime) -> None:
    """Let the clock, the workers and the post do all that is to be done at a moment."""
    now.append(at)
    wanting = list(Schedule.objects.wanting(at))
    for _ in range(2):
        for schedule in wanting:
            tasks.run_schedule.apply(kwargs={"schedule_id": schedule.pk}, throw=True)
        for compilation in Compilation.objects.unfinished():
            tasks.compile_report.apply(kwargs={"compilation_id": str(compilation.pk)})
    tasks.send_mail()


def walk(now: list[datetime], first: datetime, last: datetime, *, step: timedelta = HOUR) -> None:
    """Let time pass."""
    at = first
    while at <= last:
        tick(now, at)
        at += step


@pytest.fixture
def monthly(district: District, chief_inspector: Officer) -> Schedule:
    """Give the monthly schedule, due on 8 May 2024 at 06:00."""
    return planned(district, chief_inspector)
