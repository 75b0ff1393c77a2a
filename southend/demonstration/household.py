"""The demonstration's four processes: started together, watched, ended together."""

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from southend import programs
from southend.env import Environment
from southend.servers import broker, processes

HOST = "127.0.0.1"


class AlreadyRunning(Exception):
    """Say that a demonstration is running from this folder."""


class Ended(Exception):
    """Say which process ended by itself, and where its log is."""


class Household:
    """Own the processes of one demonstration."""

    def __init__(self, environment: Environment, *, port: int) -> None:
        self.environment = environment
        self.port = port
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "southend.settings"}
        self.address = f"http://{HOST}:{port}/"
        self.variables.setdefault("SOUTHEND_SITE_ADDRESS", self.address)

    def start(self) -> None:
        """Start the broker where none is given, the site, and once it answers the worker and beat.

        One after the other: together they would share the cores, and the site would wait longest.
        """
        known = self.environment
        if known.redis_url is None:
            own = broker.start(folder=known.var / "broker")
            self.running["broker"] = own.process
            self.variables["REDIS_URL"] = own.url
        level = "WARNING" if known.log_level == "INFO" else known.log_level
        self._start("web server", programs.web(host=HOST, port=self.port, processes=1))
        processes.wait_until(
            lambda: processes.is_healthy(self.port),
            self.running["web server"],
            name="The web server",
            log=self.log("web server"),
        )
        self._start("worker", programs.worker(processes=2, log_level=level))
        self._start("beat", programs.beat(var=known.var, log_level=level))

    def watch(self) -> None:
        """Wait until a process ends by itself.

        Raises: Ended.
        """
        while True:
            for name, process in self.running.items():
                if process.poll() is not None:
                    raise Ended(
                        f"The {name} ended by itself (status {process.returncode});"
                        f" its log is {self.log(name)}."
                    )
            time.sleep(0.2)

    def stop(self) -> None:
        """End all of them, the broker last, so that nothing is lost on the way."""
        own = self.running.pop("broker", None)
        processes.stop(list(self.running.values()))
        if own is not None:
            processes.stop([own])

    def log(self, name: str) -> Path:
        """Tell where a process writes."""
        folder = self.environment.var
        return folder / "broker" / "broker.log" if name == "broker" else folder / f"{name}.log"

    def _start(self, name: str, command: list[str]) -> None:
        self.log(name).unlink(missing_ok=True)
        self.running[name] = processes.start(
            command, log=self.log(name), environment=self.variables
        )


@contextmanager
def alone(var: Path) -> Iterator[TextIO]:
    """Let one demonstration at a time run from a folder.

    Raises: AlreadyRunning.
    """
    with (var / "demo.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"A demonstration is running from {var}: end it, or set SOUTHEND_VAR to another."
            ) from error
        yield file
