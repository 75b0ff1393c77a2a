"""Databases for tests that commit: each is a fresh copy of the migrated one, and none is flushed.

Append-only triggers refuse the DELETE of a flush, and other processes (a site, a worker, a browser)
see only what is committed. So such a test takes a copy, keeps it, and throws it away.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

ALIASES = ("default", "snapshot")


@dataclass(frozen=True, kw_only=True)
class CommittedDatabase:
    """A database of one test's own; both aliases of this process point at it."""

    name: str
    url: str


@pytest.fixture(scope="session")
def template_database(
    django_db_setup: BaseDatabaseWrapper, django_db_blocker: DjangoDbBlocker
) -> str:
    """Copy the migrated test database once, before any test has written to the copy."""
    with django_db_blocker.unblock():
        migrated = str(connections["default"].settings_dict["NAME"])
        connections["default"].close()
        return copy_database(migrated, f"{migrated}_template")


@pytest.fixture
def committed_database(
    request: pytest.FixtureRequest,
    template_database: str,
    django_db_setup: BaseDatabaseWrapper,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[CommittedDatabase]:
    """Give the test a database that it may commit to, and drop it afterwards."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        raise pytest.UsageError("committed_database takes the place of db: use one of them")
    with django_db_blocker.unblock():
        name = copy_database(template_database, f"{template_database}_{uuid4().hex[:8]}")
        migrated = str(connections["default"].settings_dict["NAME"])
        connections["snapshot"] = django_db_setup
        point_at(name)
        yield CommittedDatabase(name=name, url=database_url(name))
        point_at(migrated)
        connections["snapshot"] = connections["default"]
        drop_database(name)


def point_at(name: str) -> None:
    """Let both aliases of this process read and write another database."""
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def _is_sqlite() -> bool:
    return connections["default"].vendor == "sqlite"


def database_url(name: str) -> str:
    """Give the address of a database, as DATABASE_URL wants it."""
    if _is_sqlite():
        return f"sqlite:///{name}"
    place = settings.DATABASES["default"]
    return f"postgresql://{place['USER']}@{place['HOST']}:{place['PORT']}/{name}"


def copy_database(source: str, target: str) -> str:
    """Copy a database and give the name of the copy."""
    if _is_sqlite():
        with sqlite3.connect(source) as read, sqlite3.connect(target) as written:
            read.backup(written)
        read.close()
        written.close()
    else:
        _administer(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    return target


def drop_database(name: str) -> None:
    """Throw a database away."""
    if _is_sqlite():
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
    else:
        _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(statement: str) -> None:
    with psycopg.connect(database_url("postgres"), autocommit=True) as connection:
        connection.execute(statement)
