"""What holds for every test: cheap passwords, both aliases, no flush."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from tests.databases import ALIASES

PBKDF2PasswordHasher.iterations = 1  # the hash names its rounds, so any process can check it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test that reads the database read it by both aliases; refuse tests that flush."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid} would flush: use committed_database instead")
        if mark or "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=list(ALIASES)), append=False)
