"""What a list costs: the same queries for one row as for fifty."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from incidents.models import Incident
from records.models import Kind
from tests.example import Example, log, undone

pytestmark = pytest.mark.sqlite_only

ROWS = 50
NUMBERS = {
    Kind.ARREST: "custody_number",
    Kind.PROSECUTION: "case_number",
    Kind.OPERATION: "name",
}
LISTS = [*Kind, "review", "my-records", "incident"]


@contextmanager
def signed_in(example: Example, role: Role) -> Iterator[Client]:
    """Sign the officer of a role in."""
    yield example.clients[example.people[role]]


def cost(client: Client, url: str) -> int:
    """Count the queries of a page; the first opening of a session is not counted."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def address_of(name: str) -> str:
    """Give the address of a list."""
    return reverse(name if name in {"review", "my-records"} else f"{name}-list")


def add_rows(example: Example, name: str) -> None:
    """Bring what a list shows to fifty rows and more."""
    if name == "incident":
        held = Incident.objects.all()[0]
        for number in range(ROWS):
            held.pk, held.key, held.occurrence = None, number + 1, number + 10
            held.save(force_insert=True)
        return
    kind = Kind.PATROL if name in {"review", "my-records"} else Kind(name)
    for number in range(ROWS):
        changes = {NUMBERS[kind]: f"7/{number}"} if kind in NUMBERS else {}
        log(example, kind, **changes)


@pytest.mark.parametrize("name", LISTS)
def test_list_costs_the_same_for_fifty_rows_as_for_one(name: str, example: Example) -> None:
    with undone(), signed_in(example, Role.SUPERVISOR) as client:
        before = cost(client, address_of(name))
        add_rows(example, name)

        assert cost(client, address_of(name)) == before
