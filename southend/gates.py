"""Every check of the code that is not a test, said once for check_all, pre-commit and the suite."""

import sys
from pathlib import Path


def _python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


GATES = {
    "format": _python("ruff", "format", "--check", "."),
    "lint": _python("ruff", "check", "."),
    "types": _python("mypy", "."),
    "layers": [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
    "spelling": _python("codespell_lib"),
    "migrations": _python("southend", "makemigrations", "--check", "--dry-run"),
}
