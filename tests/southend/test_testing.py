import os
import subprocess
import sys

import pytest

from southend import testing
from southend.servers import postgresql
from tests import services


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Note which run is a child and which takes the process's place."""
    runs: list[tuple[str, str]] = []

    def child(
        command: list[str], *, env: dict[str, str], check: bool
    ) -> subprocess.CompletedProcess[str]:
        runs.append(("child", env[testing.CHOSEN]))
        return subprocess.CompletedProcess(command, int("fail" in command))

    def replace(path: str, command: list[str], env: dict[str, str]) -> None:
        runs.append(("exec", env[testing.CHOSEN]))
        sys.exit(0)

    monkeypatch.setattr(subprocess, "run", child)
    monkeypatch.setattr(os, "execve", replace)
    monkeypatch.setattr(os, "chdir", lambda path: None)
    return runs


class TestRun:
    def test_ends_in_the_second_engine(self, ran: list[tuple[str, str]]) -> None:
        with pytest.raises(SystemExit):
            testing.run([])

        assert ran == [("child", "sqlite"), ("exec", "postgresql")]

    def test_fails_where_the_first_engine_fails(self, ran: list[tuple[str, str]]) -> None:
        with pytest.raises(SystemExit) as ending:
            testing.run(["fail"])

        assert (ending.value.code, ran) == (1, [("child", "sqlite")])

    @pytest.mark.parametrize("engine", testing.ENGINES)
    def test_runs_one_engine_by_exec(self, ran: list[tuple[str, str]], engine: str) -> None:
        with pytest.raises(SystemExit):
            testing.run(["--database", engine, "-k", "some"])

        assert ran == [("exec", engine)]


class TestWithoutPostgreSQL:
    @pytest.fixture(autouse=True)
    def _missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgresql, "programs", lambda: None)
        monkeypatch.delenv(testing.REQUIRE, raising=False)

    def test_runs_on_sqlite_alone(self, ran: list[tuple[str, str]]) -> None:
        with pytest.raises(SystemExit):
            testing.run([])

        assert ran == [("exec", "sqlite")]

    @pytest.mark.parametrize("arguments", [[], ["--database", "postgresql"]])
    def test_fails_where_it_is_required(
        self, monkeypatch: pytest.MonkeyPatch, arguments: list[str], ran: list[tuple[str, str]]
    ) -> None:
        monkeypatch.setenv(testing.REQUIRE, "1")

        with pytest.raises(SystemExit, match="PostgreSQL is not installed: apt-get install"):
            testing.run(arguments)


class TestRefuseTheNetwork:
    @pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
    def test_refuses_other_machines(self, host: str) -> None:
        with pytest.raises(PermissionError, match="no network but loopback"):
            services.refuse_the_network("socket.connect", (None, (host, 80)))

    @pytest.mark.parametrize("address", [("127.0.0.1", 80), ("::1", 80, 0, 0), "/run/socket"])
    def test_lets_this_machine_pass(self, address: object) -> None:
        services.refuse_the_network("socket.connect", (None, address))
