"""The demonstration, loaded once for all tests that want it; each leaves it as it was."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from southend.demo import load
from tests.databases import copy_database, drop_database, point_at
from tests.services import FOLDER


@pytest.fixture(scope="session")
def demonstration_database(
    template_database: str,
    django_db_setup: BaseDatabaseWrapper,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Give this process's own copy of the demonstration, which one process of the run loads."""
    run = Path(os.environ[FOLDER])
    loaded = run / "demonstration.name"
    with django_db_blocker.unblock(), (run / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            folder: Path = tmp_path_factory.mktemp("demonstration")
            loaded.write_text(load_into_copy(template_database, django_db_setup, folder))
        name = copy_database(loaded.read_text(), f"{template_database}_own_demonstration")
    with django_db_blocker.unblock():
        yield name
        drop_database(name)


def load_into_copy(template: str, separate: BaseDatabaseWrapper, folder: Path) -> str:
    """Load the demonstration into a copy of the migrated database, and give its name."""
    migrated = str(connections["default"].settings_dict["NAME"])
    name = copy_database(template, f"{template}_demonstration")
    connections["snapshot"] = separate
    point_at(name)
    with override_settings(MEDIA_ROOT=str(folder)):
        load.load(tell=lambda line: None)
    point_at(migrated)
    connections["snapshot"] = connections["default"]
    return name


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
