"""The command lines of the three programs that serve, said once for production, demo and tests."""

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

MOST_THREADS = 16  # of a web process, each with a database connection; PostgreSQL has 100


class PortInUse(Exception):
    """Say that somebody listens already, and the mend."""


def web(*, host: str, port: int, processes: int) -> list[str]:
    """Serve pages and static files."""
    place = ["--host", host, "--port", str(port)]
    threads = min(MOST_THREADS, 2 * (os.cpu_count() or 1) + 1)  # more than that, granian warns
    size = ["--workers", str(processes), "--blocking-threads", str(threads)]
    options = ["--interface", "wsgi", "--no-ws", "--log-level", "warning", *place, *size]
    return _module("granian", *options, "southend.wsgi:application")


def worker(*, processes: int, log_level: str) -> list[str]:
    """Run background tasks; workers do not talk to one another, which saves a second at start."""
    size = ["--concurrency", str(processes), "--loglevel", log_level]
    return _celery("worker", "--without-mingle", "--without-gossip", *size)


def beat(*, var: Path, log_level: str) -> list[str]:
    """Open the tasks of the timetable; runs once for a site."""
    schedule = ["--schedule", str(var / "beat"), "--pidfile", "", "--loglevel", log_level]
    return _celery("beat", *schedule)


def _celery(*arguments: str) -> list[str]:
    return _module("celery", "-A", "southend.celery", *arguments)


def _module(name: str, *arguments: str) -> list[str]:
    """Run a module of the environment.

    Raises: ModuleNotFoundError where it is missing, which manage.py answers with the mend.
    """
    if find_spec(name) is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return [sys.executable, "-m", name, *arguments]


def refuse_port_in_use(*, host: str, port: int) -> None:
    """Raise: PortInUse, where the address is taken or may not be had."""
    try:
        socket.create_server((host, port)).close()
    except (OSError, OverflowError) as error:
        said = getattr(error, "strerror", None) or "a port is a number below 65536"
        reason = said.partition(" (while")[0]
        raise PortInUse(f"{host} port {port} cannot be had ({reason}): choose another.") from error
