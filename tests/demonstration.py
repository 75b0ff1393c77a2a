"""The demonstration, loaded once for all tests that want it; each leaves it as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from southend.demo import load
from tests.databases import copy_database, drop_database, point_at


@pytest.fixture(scope="session")
def demonstration_database(
    template_database: str,
    django_db_setup: BaseDatabaseWrapper,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Load the demonstration into a copy of the migrated database, and give its name."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock():
        migrated = str(connections["default"].settings_dict["NAME"])
        name = copy_database(template_database, f"{template_database}_demonstration")
        connections["snapshot"] = django_db_setup
        point_at(name)
        with override_settings(MEDIA_ROOT=str(folder)):
            load.load(tell=lambda line: None)
        point_at(migrated)
        connections["snapshot"] = connections["default"]
        yield name
        drop_database(name)


@pytest.fixture
def demonstration(
    demonstration_database: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[None]:
    """Let a test work in the demonstration; whatever it changes is rolled back."""
    with django_db_blocker.unblock():
        migrated = str(connections["default"].settings_dict["NAME"])
        point_at(demonstration_database)
        with (
            override_settings(MEDIA_ROOT=str(tmp_path)),
            transaction.atomic(),
        ):
            yield
            transaction.set_rollback(True)
        point_at(migrated)
