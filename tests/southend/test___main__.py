"""What a command says before the database is prepared."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from southend.env import BASE_DIR, VARIABLES

pytestmark = pytest.mark.sqlite_only


def run(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a data folder, in the embedded mode."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "-m", "southend", *arguments],
        env={**kept, "SOUTHEND_VAR": str(var)},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


class TestMain:
    def test_says_how_to_prepare_the_database(self, tmp_path: Path) -> None:
        wanted = ["add_district", "harlow", "--name", "Harlow", "--force", "Essex Police"]

        refused = run(tmp_path, *wanted)
        run(tmp_path, "migrate", "--verbosity=0")
        added = run(tmp_path, *wanted)

        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == (
            "The database is not prepared. Prepare it first: python3 manage.py migrate\n"
        )
        assert added.returncode == 0, added.stderr
