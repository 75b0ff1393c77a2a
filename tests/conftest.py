"""What holds for every test: cheap passwords, both aliases, no flush."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from tests.databases import ALIASES

pytest_plugins = ["tests.people", "tests.demonstration", "tests.example"]

PBKDF2PasswordHasher.iterations = 1  # the hash names its rounds, so any process can check it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test that reads the database read it by both aliases; refuse tests that flush."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid} would flush: use committed_database instead")
        if mark or "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=list(ALIASES)), append=False)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[BaseDatabaseWrapper]:
    """Let `snapshot` read through the connection of `default`, inside the test's transaction.

    Gives the connection of its own that `snapshot` has everywhere else. pytest-django migrates
    only for tests that use `db`: where the chosen ones all work in copies, it is done here.
    """
    marked = any(item.get_closest_marker("django_db") for item in request.session.items)
    with django_db_blocker.unblock():
        made = (
            [] if marked else setup_databases(0, interactive=False, aliases=dict.fromkeys(ALIASES))
        )
        separate = connections["snapshot"]
        connections["snapshot"] = connections["default"]
    yield separate
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)
