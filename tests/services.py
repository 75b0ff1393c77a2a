"""The servers a run of the suite uses, started before Django reads its settings.

Loaded by `-p tests.services` (pyproject.toml), earlier than any other plugin. The process that
controls the run starts the servers and tells its workers by the environment.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from southend import env
from southend.servers import broker, chromium, postgresql
from southend.testing import CHOSEN, REQUIRE

FOLDER = "SOUTHEND_TEST_FOLDER"
INSTALL = {
    "postgresql": postgresql.INSTALL,
    "redis": broker.INSTALL,
    "chromium": chromium.INSTALL,
}
READ = {"db", "template_database"}
"""Fixtures through which a test reads a database."""
LOOPBACK = ("127.", "::1", "localhost")


@dataclass
class Services:
    """What this run found and started."""

    folder: Path
    database: postgresql.PostgreSQL | None = None


SERVICES = pytest.StashKey[Services]()


def engine() -> str:
    """Tell the engine this run is on: sqlite or postgresql."""
    return os.environ.get(CHOSEN, "sqlite")


def is_available(service: str) -> bool:
    """Tell whether tests marked needs_<service> can run here."""
    found = {
        "postgresql": postgresql.programs,
        "redis": broker.installed_program,
        "chromium": chromium.find,
    }
    return found[service]() is not None


def is_controller() -> bool:
    """Tell whether this process is the one that starts and stops the servers."""
    return "PYTEST_XDIST_WORKER" not in os.environ


def refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Let sockets reach loopback only."""
    if event not in {"socket.connect", "socket.getaddrinfo"}:
        return
    address = arguments[1] if event == "socket.connect" else arguments
    host = address[0] if isinstance(address, tuple) else None
    if isinstance(host, bytes):
        host = host.decode()
    if isinstance(host, str) and not host.startswith(LOOPBACK):
        raise PermissionError(f"a test reached for {host}: the suite has no network but loopback")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Start the servers and set the environment before Django's settings are read."""
    if is_controller():
        early_config.stash[SERVICES] = _begin()
    else:
        os.environ["SOUTHEND_VAR"] = f"{os.environ[FOLDER]}/{os.environ['PYTEST_XDIST_WORKER']}"
    sys.addaudithook(refuse_the_network)
    yield


def _begin() -> Services:
    for name in env.VARIABLES:
        os.environ.pop(name, None)
    services = Services(folder=Path(tempfile.mkdtemp(prefix="southend-tests-")))
    services.folder.chmod(0o755)  # PostgreSQL's unprivileged user passes through
    os.environ[FOLDER] = str(services.folder)
    os.environ["SOUTHEND_VAR"] = str(services.folder / "var")
    os.environ["SOUTHEND_SECRET_KEY"] = "the-tests-know-this-secret-and-nobody-else-uses-it-at-all"
    if engine() == "postgresql":
        services.database = postgresql.start(folder=services.folder / "postgresql")
        if services.database is None:
            raise pytest.UsageError(f"PostgreSQL is not installed: {postgresql.INSTALL}")
        os.environ["DATABASE_URL"] = services.database.url("postgres")
    return services


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the servers and remove what they wrote."""
    services = config.stash.get(SERVICES, None)
    if services is None:
        return
    if services.database is not None:
        services.database.stop()
    shutil.rmtree(services.folder, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks."""
    for service, how in INSTALL.items():
        config.addinivalue_line("markers", f"needs_{service}: left out without it ({how})")
    config.addinivalue_line("markers", "sqlite_only: left to the run on SQLite")


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Name the engine, the broker and the browser that are really used."""
    services = config.stash.get(SERVICES, None)
    lines = [f"database: {_database_version(services)}"]
    program = broker.installed_program() or broker.packaged_program()
    lines.append(f"broker: {broker.version(program) if program else 'none'}")
    browser = chromium.find()
    lines.append(f"browser: {chromium.version(browser) if browser else 'none'}")
    return lines


def _database_version(services: Services | None) -> str:
    if services and services.database:
        return services.database.version
    return f"SQLite {sqlite3.sqlite_version}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the other engine's run what only that engine can run."""
    elsewhere = [item for item in items if _is_for_the_other_engine(item)]
    if elsewhere:
        items[:] = [item for item in items if item not in set(elsewhere)]
        config.hook.pytest_deselected(items=elsewhere)


def _is_for_the_other_engine(item: pytest.Item) -> bool:
    if engine() == "postgresql":
        return item.get_closest_marker("sqlite_only") is not None or not _reads_a_database(item)
    return item.get_closest_marker("needs_postgresql") is not None and is_available("postgresql")


def _reads_a_database(item: pytest.Item) -> bool:
    """Tell whether the engine can make a difference to a test: pytest-django bars the others."""
    marked = any(map(item.get_closest_marker, ("django_db", "needs_postgresql")))
    return marked or not READ.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out the tests of a missing service, or fail where every service is required."""
    for service, how in INSTALL.items():
        if item.get_closest_marker(f"needs_{service}") is None or is_available(service):
            continue
        message = f"{service} is not installed: {how}"
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests left out and how to have them."""
    missing = [service for service in INSTALL if not is_available(service)]
    if not missing:
        return
    terminalreporter.section("left out")
    if "postgresql" in missing:
        terminalreporter.line("the whole suite on PostgreSQL")
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.line(report.nodeid)
    for service in missing:
        terminalreporter.line(f"{service} is not installed: {INSTALL[service]}")
