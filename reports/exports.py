"""Writing a list to a file: one writer for every list, safe against spreadsheet formulas."""

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from reports.cells import safe

Value = str | int | float | None
SECONDS = 300
"""Longest time that the writing of one Excel file may take."""


@dataclass(frozen=True)
class Written:
    """What was written: how many rows under the head, and the digest of the whole file."""

    rows: int
    sha256: str


class NotWritten(RuntimeError):
    """The Excel file could not be written."""


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Written:
    """Write UTF-8 CSV with a byte order mark, which Excel needs to read it."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for row in rows:
            writer.writerow(["" if value is None else safe(value) for value in row])
            count += 1
    return Written(rows=count, sha256=digest(path))


def write_xlsx(
    path: Path, head: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str, marking: str
) -> Written:
    """Write an Excel file in a process of its own.

    Raises: NotWritten.
    """
    count = 0
    with subprocess.Popen(  # noqa: S603 - own module, own interpreter, no shell
        [sys.executable, "-m", "reports.sheet", str(path), title, marking],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            for line in lines(head, rows):
                process.stdin.write(line)  # type: ignore[union-attr] # a pipe was asked for
                count += 1
            _, errors = process.communicate(timeout=SECONDS)
        except (BrokenPipeError, subprocess.TimeoutExpired) as error:
            process.kill()
            raise NotWritten("The Excel file was not finished. Download it as CSV.") from error
    if process.returncode:
        raise NotWritten(f"The Excel file could not be written: {errors.strip()[-200:]}")
    return Written(rows=count - 1, sha256=digest(path))


def lines(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """Give the head and the rows as JSON lines."""
    yield json.dumps(list(head)) + "\n"
    for row in rows:
        yield json.dumps(list(row)) + "\n"


def digest(path: Path) -> str:
    """Compute the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
