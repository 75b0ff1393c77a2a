"""The suite on one engine or on both, ending in pytest itself."""

import argparse
import os
import subprocess
import sys
from typing import NoReturn

from southend.env import BASE_DIR
from southend.servers import postgresql

ENGINES = ("sqlite", "postgresql")
REQUIRE = "SOUTHEND_REQUIRE_SERVICES"
CHOSEN = "SOUTHEND_TEST_DATABASE"
PROCESSES = ("--numprocesses=auto",)
"""One for each processor; later arguments change it."""


def run(arguments: list[str]) -> NoReturn:
    """Run pytest once for each engine; the last run takes this process's place.

    The first failing run ends it with its own status, so that the closing line on the screen is
    always the one that decides.
    """
    parser = argparse.ArgumentParser(prog="manage.py test", allow_abbrev=False)
    parser.add_argument("--database", choices=(*ENGINES, "both"), default="both")
    options, rest = parser.parse_known_args(arguments)
    engines = _engines(options.database)
    os.chdir(BASE_DIR)
    command = [sys.executable, "-m", "pytest", *PROCESSES, *rest]
    for engine in engines[:-1]:
        status = subprocess.run(command, env=_environment(engine), check=False).returncode  # noqa: S603 - pytest, no shell
        if status:
            sys.exit(status)
    os.execve(command[0], command, _environment(engines[-1]))  # noqa: S606 - as above


def _engines(chosen: str) -> tuple[str, ...]:
    """Choose the runs; without PostgreSQL the closing lines of the one run say so."""
    if chosen != "both":
        wanted: tuple[str, ...] = (chosen,)
    elif postgresql.programs() is None and os.environ.get(REQUIRE) != "1":
        wanted = ("sqlite",)
    else:
        wanted = ENGINES
    if "postgresql" in wanted and postgresql.programs() is None:
        sys.exit(f"PostgreSQL is not installed: {postgresql.INSTALL}.")
    return wanted


def _environment(engine: str) -> dict[str, str]:
    return {**os.environ, CHOSEN: engine}
