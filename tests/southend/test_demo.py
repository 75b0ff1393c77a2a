import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from southend.env import BASE_DIR
from southend.servers import processes

pytestmark = pytest.mark.sqlite_only
PATIENCE = 240


class Demo:
    """One demonstration of its own, with its own data folder."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = processes.free_port()
        self.output = var / "output"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("SOUTHEND_") and name not in {"DATABASE_URL", "REDIS_URL"}
        } | {"SOUTHEND_VAR": str(var)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> float:
        """Start it, wait for its last line, and tell the seconds that took."""
        began = time.monotonic()
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "southend", "demo", "--port", str(self.port), *arguments],
                cwd=BASE_DIR,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        while "Ctrl-C ends it." not in self.output.read_text():
            if self.process.poll() is not None or time.monotonic() - began > PATIENCE:
                raise AssertionError(self.output.read_text())
            time.sleep(0.05)
        return time.monotonic() - began

    def end(self, number: signal.Signals) -> int:
        """End it by a signal and tell its status."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def left_behind(self) -> list[str]:
        """List the processes that still know this data folder, five times until there are none."""
        for _ in range(100):
            found = [
                entry.parent.name
                for entry in Path("/proc").glob("[0-9]*/environ")
                if self._is_ours(entry)
            ]
            if not found:
                return []
            time.sleep(0.2)
        return found

    def _is_ours(self, entry: Path) -> bool:
        try:
            return f"SOUTHEND_VAR={self.var}\0".encode() in entry.read_bytes()
        except OSError:
            return False


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder that says it holds the demonstration; loading it is tested elsewhere."""
    var = tmp_path_factory.mktemp("loaded")
    script = (
        "import django; django.setup();"
        "from audit.models import JournalEntry; from django.utils import timezone;"
        "from southend.demo.load import LOADED;"
        "JournalEntry.objects.create(verb=LOADED, operation='collection', at=timezone.now())"
    )
    environment = Demo(var).environment | {"DJANGO_SETTINGS_MODULE": "southend.settings"}
    for command in (["-m", "southend", "migrate", "-v0"], ["-c", script]):
        subprocess.run([sys.executable, *command], cwd=BASE_DIR, env=environment, check=True)
    return var


@pytest.fixture
def demo(loaded: Path) -> Iterator[Demo]:
    made = Demo(loaded)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end(signal.SIGTERM)


def run(demo: Demo, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "southend", "demo", "--port", str(demo.port), *arguments],
        cwd=BASE_DIR,
        env=demo.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


class TestDemo:
    def test_starts_serves_keeps_its_data_and_leaves_nothing_running(self, demo: Demo) -> None:
        demo.start()
        assert processes.is_healthy(demo.port)
        clock = (demo.var / "demo-clock").read_text()
        assert demo.end(signal.SIGINT) == 0
        assert demo.left_behind() == []

        demo.start()

        assert "Bringing the database up to date" not in demo.output.read_text()
        assert (demo.var / "demo-clock").read_text() == clock
        assert processes.is_healthy(demo.port)
        assert demo.end(signal.SIGTERM) == 0
        assert demo.left_behind() == []

    def test_leaves_nothing_running_when_it_is_killed(self, demo: Demo) -> None:
        demo.start()

        demo.end(signal.SIGKILL)

        assert demo.left_behind() == []

    def test_ends_with_a_sentence_when_a_process_ends_by_itself(self, demo: Demo) -> None:
        demo.start()
        assert demo.process is not None
        children = Path(f"/proc/{demo.process.pid}/task/{demo.process.pid}/children")
        web = next(
            int(child)
            for child in children.read_text().split()
            if b"granian" in Path(f"/proc/{child}/cmdline").read_bytes()
        )

        os.kill(web, signal.SIGKILL)

        assert demo.process.wait(60) == 1
        assert "The web server ended by itself (status -9)" in demo.output.read_text()
        assert demo.left_behind() == []

    def test_refuses_a_port_in_use(self, demo: Demo) -> None:
        with socket.create_server(("127.0.0.1", demo.port)):
            done = run(demo)

        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            f"CommandError: 127.0.0.1 port {demo.port} cannot be had (Address already in use):"
            " choose another. --port names it."
        ]

    def test_refuses_production(self, demo: Demo) -> None:
        demo.environment |= {"SOUTHEND_MODE": "production"}

        done = run(demo)

        assert done.returncode == 1
        assert "SOUTHEND_SECRET_KEY is not set" in done.stderr

    def test_throws_away_its_own_database_only(self, demo: Demo) -> None:
        demo.environment |= {"DATABASE_URL": f"sqlite:///{demo.var}/other.sqlite3"}

        done = run(demo, "--reset")

        assert done.returncode == 1
        assert "removes the embedded database only" in done.stderr
