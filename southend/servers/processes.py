"""Start programs on a leash and end them with all that they started."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LEASH = Path(__file__).with_name("leash.py")
PATIENCE = 5.0


class DidNotStart(Exception):
    """Say which program did not come up, and the end of what it wrote."""


def start(
    command: Sequence[str],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    configuration: str | None = None,
) -> subprocess.Popen[str]:
    """Start a program in a process group of its own, its output appended to a log.

    `configuration` is what it reads from standard input; without it, it reads nothing.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    leashed = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *command]
    with log.open("a") as output:
        process = subprocess.Popen(  # noqa: S603 - the callers name the programs
            leashed,
            stdin=subprocess.DEVNULL if configuration is None else subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
            text=True,
        )
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):  # its early end is told by wait_until
            process.stdin.write(configuration or "")
            process.stdin.close()
    return process


def stop(processes: Sequence[subprocess.Popen[str]], *, patience: float = PATIENCE) -> None:
    """Ask each to end, wait, and kill the whole group of those that stay."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + patience
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(
    is_ready: Callable[[], bool],
    process: subprocess.Popen[str],
    *,
    name: str,
    log: Path,
    seconds: float = 30,
) -> None:
    """Wait until a program answers.

    Raises: DidNotStart when it ends first or does not answer in time.
    """
    deadline = time.monotonic() + seconds
    while not is_ready():
        if process.poll() is not None:
            raise DidNotStart(f"{name} ended at once:\n{last_lines(log)}")
        if time.monotonic() > deadline:
            raise DidNotStart(f"{name} does not answer after {seconds:.0f} s:\n{last_lines(log)}")
        time.sleep(0.02)


def last_lines(log: Path, *, count: int = 15) -> str:
    """Read the end of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])


def free_port() -> int:
    """Find a port of the loopback address that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def is_healthy(port: int) -> bool:
    """Ask a site on the loopback address whether it can do its work."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def first_line(command: Sequence[str]) -> str:
    """Run a program that tells its version and take the first line."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - as above
    return done.stdout.splitlines()[0].strip()
