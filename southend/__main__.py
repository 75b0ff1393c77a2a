"""What manage.py becomes once its environment is ready."""

import os
import sys
from collections.abc import MutableMapping

from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from southend import env, testing
from southend.demonstration import clock

PRODUCTION_COMMANDS = frozenset({"web", "worker", "beat"})
DEMONSTRATION_COMMANDS = frozenset({"demo", "load_demo"})


def main(arguments: list[str], environment: MutableMapping[str, str]) -> None:
    """Choose the mode, check the environment and run the command."""
    command = arguments[1] if len(arguments) > 1 else ""
    if command == "test":
        testing.run(arguments[2:])
    environment.setdefault("DJANGO_SETTINGS_MODULE", "southend.settings")
    try:
        if command in PRODUCTION_COMMANDS:
            _insist_on_production(command, environment)
        known = env.read(environment)
        begins = command in DEMONSTRATION_COMMANDS
        if known.mode is env.Mode.EMBEDDED and (begins or clock.has_begun(known.var)):
            environment["SOUTHEND_MODE"] = env.Mode.DEMONSTRATION
            environment["SOUTHEND_DEMO_CLOCK"] = clock.began(known.var)
            env.read(environment)
    except env.EnvironmentRefused as refusal:
        sys.exit(str(refusal))
    try:
        execute_from_command_line(arguments)
    except (OperationalError, ProgrammingError):
        if _is_prepared():
            raise
        sys.exit("The database is not prepared. Prepare it first: python3 manage.py migrate")


def _is_prepared() -> bool:
    """Tell whether the database has had every migration of this version."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _insist_on_production(command: str, environment: MutableMapping[str, str]) -> None:
    """Set the mode of a command that serves; another mode would let debugging in.

    Raises: EnvironmentRefused.
    """
    mode = environment.get("SOUTHEND_MODE") or env.Mode.PRODUCTION
    if mode != env.Mode.PRODUCTION:
        raise env.EnvironmentRefused(
            f"SOUTHEND_MODE is {mode!r}, and {command} runs in production only: unset it."
        )
    environment["SOUTHEND_MODE"] = mode


if __name__ == "__main__":
    main(sys.argv, os.environ)
