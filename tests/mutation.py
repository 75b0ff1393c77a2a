"""What mutmut needs beside the suite's own plugins; docs/mutation.md says how it is run.

mutmut runs the tests several times in one process, then once more in a fork for each mutant.
Settings are read only the first time, so every run keeps the first one's folder. Forks run side by
side, so each works in a copy of the migrated database: on one file they would wait for each
other's lock, and a wait that is given up would pass for a kill.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import setup_databases
from pytest_django import DjangoDbBlocker

from tests.databases import ALIASES, copy_database, drop_database, point_at
from tests.services import FOLDER, is_controller

if is_controller():
    # tests.services leaves the folder of an xdist worker alone, for it belongs to its controller.
    os.environ["PYTEST_XDIST_WORKER"] = "mutmut"
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="southend-mutants-")
    atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)


class OneDatabaseForEachFork:
    """Takes the place of pytest-django's set-up, which would migrate again for each mutant."""

    @pytest.fixture(scope="session")
    @classmethod
    def django_db_setup(
        cls, django_test_environment: None, django_db_blocker: DjangoDbBlocker
    ) -> Iterator[None]:
        """Migrate once, and give each process its copy."""
        template = str(Path(os.environ[FOLDER]) / "template.sqlite3")
        with django_db_blocker.unblock():
            if not Path(template).exists():
                setup_databases(0, interactive=False, aliases=dict.fromkeys(ALIASES))
                connections["default"].close()
                copy_database(str(connections["default"].settings_dict["NAME"]), template)
            name = copy_database(template, f"{os.environ[FOLDER]}/{os.getpid()}.sqlite3")
            point_at(name)
        yield
        with django_db_blocker.unblock():
            for alias in ALIASES:
                connections[alias].close()
            drop_database(name)


def pytest_configure(config: pytest.Config) -> None:
    """Register after pytest-django, so that this set-up is the one taken."""
    config.pluginmanager.register(OneDatabaseForEachFork())
