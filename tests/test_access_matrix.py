"""Every address, for every role in its own district and in another, and for strangers."""

import copy
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import Officer
from accounts.roles import Role, Scope
from tests.address import Address
from tests.addresses import ADDRESSES, names
from tests.desk_addresses import TABLES
from tests.example import Example, undone
from tests.reports.api.asking import bearer

pytestmark = pytest.mark.sqlite_only


def ask(example: Example, address: Address, officer: Officer | None) -> int:
    """Ask for an address, give the status of the answer, and undo what it wrote."""
    client = Client()
    client.cookies.update(copy.deepcopy(example.clients[officer].cookies))
    url = address.url(example.keys)
    with undone():
        headers = bearer(officer, address.scope) if officer and address.scope else {}
        response = send(client, address, url, headers)
        for close in response._resource_closers:
            close()
    status: int = response.status_code
    return status


def send(client: Client, address: Address, url: str, headers: dict[str, str]) -> Any:  # noqa: ANN401 - whatever the client gives
    """Send as a browser sends a form, or as a program sends JSON."""
    if address.scope is None:
        posts = address.method == "POST"
        return client.post(url, address.sent) if posts else client.get(url)
    sent = dict(address.sent) if address.method != "GET" else ""
    return client.generic(
        address.method,
        url,
        json.dumps(sent) if sent != "" else "",
        content_type="application/json",
        headers=headers,
    )


class TestTheTable:
    def test_names_every_address_of_the_project(self) -> None:
        listed = {address.name for address in ADDRESSES} | {""}

        assert set(names()) - listed == set()

    def test_names_nothing_else(self) -> None:
        assert {address.name for address in ADDRESSES} - set(names()) == set()

    def test_has_no_deletion(self) -> None:
        assert not [name for name in names() if name.endswith("delete")]

    @pytest.mark.parametrize("address", [*TABLES])
    def test_lets_nothing_be_deleted(self, address: str, example: Example) -> None:
        row = reverse(f"admin:{address}_change", args=[example.keys[TABLES[address].row]])
        client = example.clients[example.people[Role.ADMINISTRATOR]]

        response = client.post(row.replace("/change/", "/delete/"), {"post": "yes"}, follow=True)

        assert response.status_code in {403, 404, 405}


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_every_address_answers_each_role_as_the_table_says(
    address: Address, example: Example
) -> None:
    expected = {role.value: address.answer(role) for role in Role}
    twins = {role.value: address.twin_answer(role) for role in Role}

    found = {role.value: ask(example, address, who) for role, who in example.people.items()}
    found_by_twins = {role.value: ask(example, address, who) for role, who in example.twins.items()}

    assert found == expected
    assert found_by_twins == twins
    assert ask(example, address, None) == address.stranger


WITH_TOKENS = [address for address in ADDRESSES if address.scope]


class TestTokens:
    @pytest.mark.parametrize("address", WITH_TOKENS, ids=str)
    def test_are_the_only_way_in(self, address: Address, example: Example) -> None:
        """A session, of whatever role, opens no address of the API."""
        client = Client()
        client.cookies.update(example.clients[example.people[Role.COMMANDER]].cookies)

        answered = send(client, address, address.url(example.keys), {})

        assert answered.status_code == 401
        assert answered["WWW-Authenticate"].startswith("Bearer")

    @pytest.mark.parametrize("address", WITH_TOKENS, ids=str)
    def test_open_nothing_beyond_their_scopes(self, address: Address, example: Example) -> None:
        """A commander's token of every other scope is refused, or reads as another scope does."""
        assert address.scope
        others = [scope for scope in Scope if scope != address.scope]
        view: Any = resolve(address.url(example.keys)).func
        scopes = view.view_class.writes if address.method != "GET" else view.view_class.reads
        strange = [scope for scope in others if scope not in scopes]

        with undone():
            headers = bearer(example.people[Role.COMMANDER], *strange)
            answered = send(Client(), address, address.url(example.keys), headers)

        assert answered.status_code == (403 if scopes else 200)
