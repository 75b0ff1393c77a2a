"""What the tests of the shared pages stand on: one kind with pages, its codes, who signs in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from accounts import clock
from accounts.models import Officer
from incidents.logged import LoggedIncidentDetails, log_incident
from incidents.models import AsbQualifier, IncidentType
from records import actions
from records.codes import load_list
from records.models import Record, ReturnReason
from tests.people import AT

PAGES = "tests.records.kind_pages"


@pytest.fixture
def pages(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open the pages of one kind, with its codes, and stop the clock at the tests' moment."""
    settings.ROOT_URLCONF = PAGES
    monkeypatch.setattr(clock, "now", lambda: AT)
    for model in (IncidentType, AsbQualifier, ReturnReason):
        load_list(model)


@pytest.fixture
def browse(pages: None) -> Callable[[Officer], Client]:
    """Give a browser in which an officer is signed in."""

    def signed_in(officer: Officer) -> Client:
        client = Client()
        client.force_login(officer)
        return client

    return signed_in


Browse = Callable[[Officer], Client]


def incident(*, by: Officer, at: datetime = AT, **details: Any) -> Record:
    """Log an incident as a draft."""
    given: dict[str, Any] = {
        "occurred_at": at,
        "type": IncidentType.objects.order_by("position")[0],
        "place": "Marine Parade",
        "description": "A crowd on the seafront.",
    } | details
    row = log_incident(id=uuid4(), details=LoggedIncidentDetails(**given), by=by, at=at)
    return row.record


def sent(*, by: Officer, at: datetime = AT, **details: Any) -> Record:
    """Log an incident and send it for review."""
    return actions.submit(record=incident(by=by, at=at, **details), by=by, at=at)
