"""Lines that cannot go into the journal at once, kept in a file until they do. ADR 0104.

One file for each database, under the folder of the setting JOURNAL_SPOOL, shared by all processes
of this machine. A line is on the disk when `append` returns. Lines stay in their order and leave
by their identifiers, so that whoever is killed between two steps loses and doubles nothing.
"""

import fcntl
import json
import logging
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

logger = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that a process waits for its turn at the file, which takes milliseconds."""
FRESH = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
Line = dict[str, Any]


class Unwritable(RuntimeError):
    """The file can be neither written nor read; the message says why."""


def path() -> Path:
    """Name the file of the database that this process works with."""
    place = connection.settings_dict
    named = [str(place.get(part) or "") for part in ("ENGINE", "HOST", "PORT", "NAME")]
    digest = sha256("\0".join(named).encode()).hexdigest()[:16]
    return Path(settings.JOURNAL_SPOOL) / f"{digest}.jsonl"


def is_empty() -> bool:
    """Tell whether no line waits."""
    try:
        return path().stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError as error:
        raise Unwritable(f"{path()}: {error.strerror}") from error


def append(line: Line) -> None:
    """Add a line and return once it is on the disk; where that fails nothing is left of it.

    Raises: Unwritable.
    """
    with _alone(), _opened() as file:
        size = file.seek(0, os.SEEK_END)
        try:
            _whole(file, _mended(file, size) + json.dumps(line).encode() + b"\n")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise
        if size == 0:
            _keep_name(path().parent)


def lines() -> list[Line]:
    """Read the lines that wait, in their order.

    Raises: Unwritable.
    """
    with _alone():
        return [line for _, line in _read()]


def drop(identifiers: Collection[str]) -> None:
    """Take lines out that the journal holds now.

    Raises: Unwritable.
    """
    with _alone():
        kept = [raw for raw, line in _read() if line["uid"] not in identifiers]
        fresh = path().with_suffix(".fresh")
        with os.fdopen(os.open(fresh, FRESH, 0o600), "wb") as file:
            file.writelines(kept)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path())
        _keep_name(path().parent)


def _read() -> Iterator[tuple[bytes, Line]]:
    """Read each line as it stands and what it says.

    A line that was cut off is of a page that was never shown: its writer was killed before it
    answered. It is named in the log and leaves with the others.
    """
    if not path().exists():
        return
    for raw in path().read_bytes().splitlines(keepends=True):
        try:
            yield raw, dict(json.loads(raw))
        except ValueError:
            logger.warning("A line in %s was cut off: %r", path(), raw)


def _opened() -> FileIO:
    """Open the file to add to it; nobody but this account reads it."""
    return FileIO(os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+")


def _mended(file: FileIO, size: int) -> bytes:
    """Give what ends a line that was cut off, so that the next begins a line of its own."""
    if size == 0:
        return b""
    file.seek(size - 1)
    return b"" if file.read(1) == b"\n" else b"\n"


def _whole(file: FileIO, written: bytes) -> None:
    """Write all of it: the system may take a part and say how much.

    Raises: OSError, where the disk is full.
    """
    while written:
        written = written[file.write(written) :]


def _keep_name(folder: Path) -> None:
    """Put the name of a new file on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other processes and threads from the file.

    Raises: Unwritable.
    """
    folder = path().parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(folder / "turn", os.O_RDWR | os.O_CREAT, 0o600), "w") as turn:
            _await(turn.fileno())
            yield
    except OSError as error:
        raise Unwritable(f"{folder}: {error.strerror or error}") from error


def _await(handle: int) -> None:
    """Wait for this process's turn.

    Raises: TimeoutError.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise TimeoutError(f"another process holds it for {PATIENCE:.0f} s") from None
            time.sleep(0.005)
        else:
            return
