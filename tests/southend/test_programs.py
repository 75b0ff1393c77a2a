import os
import subprocess
import sys
from pathlib import Path

import pytest

from southend import programs
from southend.env import BASE_DIR


class TestWeb:
    def test_has_fewer_threads_than_postgresql_has_connections(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("os.cpu_count", lambda: 64)
        command = programs.web(host="127.0.0.1", port=8000, processes=2)

        threads = int(command[command.index("--blocking-threads") + 1])
        assert 2 * 2 * threads < 100  # two processes, two aliases of the database

    def test_names_the_module_that_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(programs, "find_spec", lambda name: None)

        with pytest.raises(ModuleNotFoundError, match="No module named 'granian'") as missing:
            programs.web(host="127.0.0.1", port=8000, processes=2)
        assert missing.value.name == "granian"


class TestCommandsOfProduction:
    @pytest.mark.parametrize("command", ["web", "worker", "beat"])
    @pytest.mark.parametrize("mode", ["embedded", "demonstration"])
    def test_refuse_another_mode(self, command: str, mode: str, tmp_path: Path) -> None:
        done = self.run(command, tmp_path, SOUTHEND_MODE=mode)

        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            f"SOUTHEND_MODE is '{mode}', and {command} runs in production only: unset it."
        ]

    @pytest.mark.parametrize("mode", ["", "production"])
    def test_ask_for_what_production_needs(self, mode: str, tmp_path: Path) -> None:
        done = self.run("web", tmp_path, SOUTHEND_MODE=mode)

        assert done.returncode == 1
        assert done.stderr.startswith("SOUTHEND_SECRET_KEY is not set: production needs it")

    def run(self, command: str, var: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if "SOUTHEND" not in name}
        return subprocess.run(
            [sys.executable, "-m", "southend", command],
            cwd=BASE_DIR,
            env={**kept, "SOUTHEND_VAR": str(var), **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
