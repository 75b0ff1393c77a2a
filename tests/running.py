"""Real processes for tests: a broker, a worker and a site, on a committed database."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from southend import programs
from southend.celery import app
from southend.env import BASE_DIR
from southend.servers import broker as brokers
from southend.servers import processes
from tests.databases import CommittedDatabase


@dataclass(kw_only=True)
class Running:
    """One program that a test started, and can kill, stop and start again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    is_ready: Callable[["Running"], bool]
    url: str = ""
    process: subprocess.Popen[str] = field(init=False)

    def start(self) -> None:
        """Start it (again) and wait until it is ready."""
        self.log.write_text("")
        self.process = processes.start(self.command, log=self.log, environment=self.environment)
        try:
            processes.wait_until(
                lambda: self.is_ready(self), self.process, name=self.name, log=self.log
            )
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """Kill its whole process group, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it in an orderly way."""
        processes.stop([self.process])


@pytest.fixture
def child_environment(committed_database: CommittedDatabase) -> dict[str, str]:
    """Tell child processes which database is theirs; tests may add to it before they start."""
    return environment_of(committed_database.url)


def environment_of(url: str) -> dict[str, str]:
    """Give the variables for a child process on a database."""
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "southend.settings",
        "PYTHONPATH": str(BASE_DIR),
    }


@pytest.fixture
def embedded_broker(tmp_path: Path) -> Iterator[brokers.Broker]:
    """Run the broker that comes as a package."""
    yield from _broker(tmp_path / "broker", brokers.packaged_program())


@pytest.fixture
def redis_broker(tmp_path: Path) -> Iterator[brokers.Broker]:
    """Run the machine's own Redis; the test is marked needs_redis."""
    yield from _broker(tmp_path / "broker", brokers.installed_program())


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[brokers.Broker]:
    """Run the broker that the demonstration would take here."""
    yield from _broker(tmp_path / "broker", None)


def _broker(folder: Path, program: Path | None) -> Iterator[brokers.Broker]:
    running = brokers.start(folder=folder, program=program)
    before = app.conf.broker_url
    _publish_to(running.url)
    yield running
    _publish_to(before)
    processes.stop([running.process])


def _publish_to(url: str) -> None:
    """Send this process's own tasks to another broker."""
    app.close()
    app.__dict__.pop("amqp", None)  # it keeps producers that are connected to the broker before
    app.conf.update(broker_url=url, broker_write_url=url, broker_read_url=url)


@pytest.fixture
def worker(
    broker: brokers.Broker, child_environment: dict[str, str], tmp_path: Path
) -> Iterator[Running]:
    """Run a Celery worker of two processes on the broker and the committed database."""
    child_environment["REDIS_URL"] = broker.url
    running = make_worker(child_environment, tmp_path)
    running.start()
    yield running
    running.stop()


def make_worker(environment: dict[str, str], folder: Path) -> Running:
    """Describe a worker without starting it; REDIS_URL is in its environment."""
    return Running(
        name="The worker",
        command=programs.worker(processes=2, log_level="INFO"),
        environment=environment,
        log=folder / "worker.log",
        is_ready=lambda running: " ready." in running.log.read_text(),
    )


@pytest.fixture
def live_site(child_environment: dict[str, str], tmp_path: Path) -> Iterator[Running]:
    """Serve the committed database over HTTP; its address is `live_site.url`.

    Ask for `worker` as well, before it, where pages open tasks.
    """
    running = make_site(child_environment, tmp_path)
    running.start()
    yield running
    running.stop()


def make_site(environment: dict[str, str], folder: Path) -> Running:
    """Describe a site without starting it."""
    port = processes.free_port()
    return Running(
        name="The site",
        command=programs.web(host="127.0.0.1", port=port, processes=1),
        environment=environment,
        log=folder / "site.log",
        is_ready=lambda _: processes.is_healthy(port),
        url=f"http://127.0.0.1:{port}",
    )
