import subprocess

import pytest

from southend.env import BASE_DIR
from southend.gates import GATES


@pytest.mark.sqlite_only
@pytest.mark.parametrize("name", GATES)
def test_holds(name: str) -> None:
    done = subprocess.run(GATES[name], cwd=BASE_DIR, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
