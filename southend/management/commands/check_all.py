"""Run every gate and then the suite, as pre-commit and the continuous integration do."""

import subprocess
import sys
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from southend.env import BASE_DIR
from southend.gates import GATES

SUITE = [sys.executable, "-m", "southend", "test", "--deselect", "tests/southend/test_gates.py"]


class Command(BaseCommand):
    """Hold everything that holds the code."""

    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them all, and fail at the end when one has failed."""
        failed = [
            name
            for name, command in {**GATES, "suite": SUITE}.items()
            if not self._holds(name, command)
        ]
        if failed:
            raise CommandError(f"These do not hold: {', '.join(failed)}.")

    def _holds(self, name: str, command: list[str]) -> bool:
        self.stdout.write(f"{name}: {' '.join(command[1:])}")
        self.stdout.flush()
        return subprocess.run(command, cwd=BASE_DIR, check=False).returncode == 0  # noqa: S603 - the table above
