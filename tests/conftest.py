"""What holds for every test: cheap passwords, both aliases, no flush."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from tests.databases import ALIASES

pytest_plugins = ["tests.people", "tests.demonstration"]

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
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> BaseDatabaseWrapper:
    """Let `snapshot` read through the connection of `default`, inside the test's transaction.

    Returns the connection of its own that `snapshot` has everywhere else.
    """
    with django_db_blocker.unblock():
        separate = connections["snapshot"]
        connections["snapshot"] = connections["default"]
    return separate
