"""Fresh databases and fresh processes for benchmarks, on either engine."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
START = (
    "import runpy, sys, django; django.setup(); "
    "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
)
"""How a side begins: Django first, then the script, which imports at its top like any other."""


def common_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what every comparison is asked with."""
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument(
        "--url",
        default="postgresql://postgres@127.0.0.1:5432",
        help="a PostgreSQL server on which databases may be made",
    )
    parser.add_argument("--rounds", type=int, default=5)


@contextmanager
def fresh(options: argparse.Namespace) -> Iterator[dict[str, str]]:
    """Make a migrated database of its own, give the environment that names it, and drop it."""
    name = f"bench_{os.getpid()}_{os.urandom(4).hex()}"
    with tempfile.TemporaryDirectory(prefix="southend-bench-") as folder:
        environment = {
            **os.environ,
            "SOUTHEND_VAR": folder,
            "SOUTHEND_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "southend.settings",
            "PYTHONPATH": str(ROOT),
        }
        environment.pop("DATABASE_URL", None)
        if options.database == "postgresql":
            administer(options.url, f'CREATE DATABASE "{name}"')
            environment["DATABASE_URL"] = f"{options.url}/{name}"
        try:
            migrate = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
            subprocess.run(migrate, env=environment, cwd=ROOT, check=True)
            yield environment
        finally:
            if options.database == "postgresql":
                administer(options.url, f'DROP DATABASE "{name}" WITH (FORCE)')


def administer(url: str, statement: str) -> None:
    """Run one statement on the server."""
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


def run_side(name: str, environment: Mapping[str, str], *arguments: object) -> Any:  # noqa: ANN401 - as JSON is
    """Run one side in a fresh process and give what it printed."""
    script = str(ROOT / "benchmarks" / "sides" / f"{name}.py")
    done = subprocess.run(
        [sys.executable, "-c", START, script, *map(str, arguments)],
        env=dict(environment),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(done.stdout)
