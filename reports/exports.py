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
from reports.opendocument import About, Book
from reports.renderers.boxes import Box, Face, Number, Print, Row, Sheet
from reports.renderers.sheets import sheet_name

Value = str | int | float | None
SECONDS = 300
"""Longest time that the writing of one Excel file may take."""


@dataclass(frozen=True)
class Written:
    """What was written: how many rows under the head, and the digest of the whole file."""

    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list as it is handed out: its title and marking, its head, and its rows, read once."""

    title: str
    marking: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]


SUFFIXES = ("csv", "xlsx", "ods")
"""The formats in which lists are written."""
MOST_ROWS = (1 << 20) - 1
"""Rows that a sheet holds under its head, in Excel as in OpenDocument."""
WIDTH = 22


class NotWritten(RuntimeError):
    """The spreadsheet could not be written."""


def write(listing: Listing, path: Path, /, *, format: str) -> Written:
    """Write a list in one of the formats of SUFFIXES.

    Raises: NotWritten.
    """
    if format == "csv":
        return write_csv(path, listing.head, listing.rows)
    spreadsheet = write_xlsx if format == "xlsx" else write_ods
    return spreadsheet(
        path, listing.head, listing.rows, title=listing.title, marking=listing.marking
    )


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
        [sys.executable, "-m", "reports.sheet", str(path), sheet_name(title), title, marking],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            for line in lines(head, fitting(rows)):
                process.stdin.write(line)  # type: ignore[union-attr] # a pipe was asked for
                count += 1
            _, errors = process.communicate(timeout=SECONDS)
        except (BrokenPipeError, subprocess.TimeoutExpired) as error:
            end(process)
            raise NotWritten("The Excel file was not finished. Download it as CSV.") from error
        except NotWritten:
            end(process)
            raise
    if process.returncode:
        raise NotWritten(f"The Excel file could not be written: {errors.strip()[-200:]}")
    return Written(rows=count - 1, sha256=digest(path))


def end(process: subprocess.Popen[str]) -> None:
    """End a process and let go of its pipes: what they still hold would fail on being closed."""
    process.kill()
    process.communicate()


def write_ods(
    path: Path, head: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str, marking: str
) -> Written:
    """Write an OpenDocument spreadsheet, row by row: it needs no engine and so no other process.

    Raises: NotWritten.
    """
    sheet = Sheet(sheet_name(title), boxed(head, fitting(rows)), (WIDTH,) * len(head))
    about = About(title=title, subject=marking)
    with (
        path.open("wb") as file,
        Book(file, about=about, on_page=page_of(title, marking), widths=sheet.widths) as book,
    ):
        count = book.sheet(sheet, top=1)
    return Written(rows=count - 1, sha256=digest(path))


def page_of(title: str, marking: str) -> Print:
    """Say what stands on every printed page of a list."""
    return Print(marking=marking, period="", as_at="", title=title, edition="")


def boxed(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[Row]:
    """Give the head and the rows as cells: numbers as numbers, text as text."""
    yield tuple(Box(name, face=Face.HEAD) for name in head)
    for row in rows:
        yield tuple(
            Box(value) if isinstance(value, str) else Box(value, Number.PLAIN) for value in row
        )


def fitting(rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    """Give the rows, as long as a sheet holds them all.

    Raises: NotWritten.
    """
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise NotWritten(
                f"A spreadsheet holds {MOST_ROWS:,} rows, and this list has more. "
                "Download it as CSV, or choose a filter."
            )
        yield row


def lines(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """Give the head and the rows as JSON lines."""
    yield json.dumps(list(head)) + "\n"
    for row in rows:
        yield json.dumps(list(row)) + "\n"


def digest(path: Path) -> str:
    """Compute the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
