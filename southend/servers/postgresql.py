"""A private PostgreSQL for tests: fast, forgetful, and never run by root."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from southend.servers import processes

USER = "southend"
UNPRIVILEGED = ("postgres", "nobody")
INSTALL = "apt-get install postgresql"
OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
    "shared_buffers=128MB",
    "autovacuum_naptime=10s",
    "timezone=UTC",
)


@dataclass(frozen=True, kw_only=True)
class PostgreSQL:
    """A server that runs; it trusts whoever reaches its socket or loopback port."""

    port: int
    version: str
    process: subprocess.Popen[str]

    def url(self, name: str) -> str:
        """Tell the address of one of its databases."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """End it at once, without caring for its files."""
        self.process.send_signal(signal.SIGQUIT)
        processes.stop([self.process])


def programs() -> Path | None:
    """Find the folder that holds both initdb and postgres, the newest version first."""
    found = shutil.which("postgres")
    beside_path = [Path(found).resolve().parent] if found else []
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: int(folder.parent.name),
        reverse=True,
    )
    for folder in [*debian, *beside_path]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def start(*, folder: Path) -> PostgreSQL | None:
    """Make a cluster in a new folder and serve it; None where PostgreSQL is not installed.

    Raises: processes.DidNotStart.
    """
    found = programs()
    if found is None:
        return None
    folder.mkdir(parents=True)
    unprivileged = _as_unprivileged(folder)
    log, cluster = folder / "postgresql.log", folder / "cluster"
    _make_cluster([*unprivileged, str(found / "initdb")], cluster)
    port = processes.free_port()
    command = [*unprivileged, str(found / "postgres"), "-D", str(cluster), *_options(port, folder)]
    process = processes.start(command, log=log)
    try:
        processes.wait_until(lambda: _answers(port), process, name="PostgreSQL", log=log)
    except BaseException:
        processes.stop([process])
        raise
    number = processes.first_line([str(found / "postgres"), "--version"]).split()[2]
    return PostgreSQL(port=port, version=f"PostgreSQL {number}", process=process)


def _make_cluster(initdb: list[str], cluster: Path) -> None:
    """Make the files of an empty server."""
    wanted = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(  # noqa: S603 - the found program, no shell
        [*initdb, "-D", str(cluster), *wanted],
        capture_output=True,
        text=True,
        cwd=cluster.parent,
        check=False,
    )
    if done.returncode:
        raise processes.DidNotStart(f"PostgreSQL could not make its files:\n{done.stderr}")


def _options(port: int, folder: Path) -> list[str]:
    listening = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
    return [word for option in (*OPTIONS, *listening) for word in ("-c", option)]


def _as_unprivileged(folder: Path) -> list[str]:
    """Give root's folder to another user and say how to run as that user."""
    if os.geteuid() != 0:
        return []
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next(known[name] for name in UNPRIVILEGED if name in known)
    os.chown(folder, user.pw_uid, user.pw_gid)
    ids = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, "--pdeathsig", "SIGINT", "--"]


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
