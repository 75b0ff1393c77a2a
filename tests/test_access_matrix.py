"""Every address, for every role in its own district and in another, and for strangers."""

import copy

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from accounts.roles import Role
from tests.address import Address
from tests.addresses import ADDRESSES, names
from tests.desk_addresses import TABLES
from tests.example import Example, undone

pytestmark = pytest.mark.sqlite_only


def ask(example: Example, address: Address, officer: Officer | None) -> int:
    """Ask for an address, give the status of the answer, and undo what it wrote."""
    client = Client()
    client.cookies.update(copy.deepcopy(example.clients[officer].cookies))
    url = address.url(example.keys)
    with undone():
        posts = address.method == "POST"
        response = client.post(url, address.sent) if posts else client.get(url)
        for close in response._resource_closers:  # type: ignore[attr-defined] # Django's own list
            close()
    return response.status_code


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
