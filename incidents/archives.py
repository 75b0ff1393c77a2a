"""Open what was received: a CSV file, a folder, or a zip in the layout of the public archive.

Pure: paths go in, entries and refusals come out. Nothing is unpacked to disk.
"""

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from incidents.police_csv import LONGEST_LINE, FileRefused
from incidents.volume import UNDATED, Snapshot

LARGEST_FILE = 256 * 1024 * 1024
LARGEST_ARCHIVE = 16 * 1024 * 1024 * 1024
MOST_ENTRIES = 20_000
SUSPICIOUS_SIZE = 16 * 1024 * 1024
SUSPICIOUS_RATIO = 100
ARCHIVE_STARTS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
)
MAC_FOLDER = "__MACOSX"
SYSTEM_FILES = (".DS_Store", "Thumbs.db")
WORKBOOK_MEMBERS = {"[Content_Types].xml", "mimetype"}
"""What office files hold: those of OOXML the first, those of OpenDocument the second."""
BUFFER = 1 << 16
ARCHIVE_NAME = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])(?: ?\(\d+\))?\.zip", re.ASCII | re.IGNORECASE)
"""How the public archive names its files; a browser adds a number to one that it has already."""
NO_DATE = 1980
"""The year that zip archives write where there is no date."""


@dataclass(frozen=True)
class Entry:
    """One file that may be read."""

    path: str
    size: int
    open: Callable[[], BinaryIO]
    snapshot: Snapshot = UNDATED


@dataclass(frozen=True)
class Refusal:
    """One file that is refused by name, and why."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True)
class LeftAside:
    """One file that is known not to be meant, such as what a Mac packs beside each file."""

    path: str
    reason: str


Found = Entry | Refusal | LeftAside


def entries(source: Path, name: str, prefix: str = "") -> Iterator[Found]:
    """List the files of a source in a fixed order; directory entries are no files.

    `name` is what the source was called when it was received; `prefix` stands before the names of
    files that lie in it. Read each entry before asking for the next: an archive closes at its end.
    """
    if source.is_symlink():
        yield Refusal(name, "It is a link, not a file")
    elif source.is_dir():
        yield from folder_entries(source, prefix)
    elif not source.exists():
        yield Refusal(name, "There is no such file")
    elif not source.is_file():
        yield Refusal(name, "It is not a file")
    elif reason := not_meant(name):
        yield LeftAside(name, reason)
    elif starts_like_zip(source):
        yield from zip_entries(source, name, prefix)
    elif source.stat().st_size > LARGEST_FILE:
        yield Refusal(name, f"It is larger than {LARGEST_FILE:,} bytes")
    else:
        yield Entry(name, source.stat().st_size, partial(opened_file, source.absolute()))


class Archive(zipfile.ZipFile):
    """A zip archive that another process is handed as its path and opens anew."""

    def __reduce__(self) -> tuple[Callable[[str], "Archive"], tuple[str]]:
        """Give the path."""
        return opened_archive, (os.path.abspath(str(self.filename)),)


@lru_cache(maxsize=1)
def opened_archive(path: str) -> Archive:
    """Open an archive that another process has found to be one, and keep it open."""
    return Archive(path)


def opened_file(source: Path) -> BinaryIO:
    """Open a file for buffered reading."""
    return source.open("rb", buffering=BUFFER)


def starts_like_zip(source: Path) -> bool:
    """Tell whether the first bytes are those of a zip archive."""
    with source.open("rb") as opened:
        return opened.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def folder_entries(folder: Path, prefix: str) -> Iterator[Found]:
    """List the files below a folder, never following a link; a zip in it is opened too."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in sorted(files + links):
            path = Path(here) / name
            label = prefix + path.relative_to(folder).as_posix()
            yield from entries(path, label, f"{label}/")


def zip_entries(source: Path, name: str, prefix: str) -> Iterator[Found]:
    """List the files of a zip archive; what is wrong with one leaves the others."""
    try:
        archive = Archive(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield Refusal(name, "The archive is cut off or is not a zip archive")
        return
    with archive:
        members = archive.infolist()
        if len(members) > MOST_ENTRIES:
            yield Refusal(name, f"The archive has more than {MOST_ENTRIES:,} files")
        elif sum(member.file_size for member in members) > LARGEST_ARCHIVE:
            yield Refusal(name, f"The archive unpacks to more than {LARGEST_ARCHIVE:,} bytes")
        elif WORKBOOK_MEMBERS & {member.filename for member in members}:
            yield Refusal(name, "It is a spreadsheet or a document. Save it as CSV UTF-8")
        elif not any(not member.is_dir() for member in members):
            yield Refusal(name, "The archive is empty")
        else:
            yield from member_entries(archive, members, prefix, archive_month(name))


def archive_month(name: str) -> date | None:
    """Read the month in the name of a public archive, such as 2023-12.zip."""
    found = ARCHIVE_NAME.fullmatch(PurePosixPath(name.replace("\\", "/")).name)
    return date(int(found[1]), int(found[2]), 1) if found else None


def dated(member: zipfile.ZipInfo) -> datetime | None:
    """Read the date of a member; none where the archive gives none or no real one."""
    if member.date_time[0] <= NO_DATE:
        return None
    try:
        return datetime(*member.date_time, tzinfo=UTC)
    except ValueError:
        return None  # a day or an hour that there is not, as broken packers write


def member_entries(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], prefix: str, month: date | None
) -> Iterator[Found]:
    """List the members of an open archive, by name, each name once."""
    seen: set[str] = set()
    for member in sorted(members, key=lambda member: member.filename):
        reason = unsafe_name(member.orig_filename) or unsafe_member(member)
        if not reason and member.is_dir():
            continue
        if not reason and member.filename in seen:
            reason = "The archive holds this name twice"
        seen.add(member.filename)
        if reason:
            yield Refusal(prefix + member.orig_filename, reason)
        elif aside := not_meant(member.filename):
            yield LeftAside(prefix + member.filename, aside)
        else:
            opens = partial(opened_member, archive, member)
            of = Snapshot(month, dated(member))
            yield Entry(prefix + member.filename, member.file_size, opens, of)


def opened_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """Open one member for buffered reading.

    Raises: FileRefused.
    """
    try:
        return io.BufferedReader(cast("io.RawIOBase", archive.open(member)), BUFFER)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise FileRefused(f"The archive cannot give this file: {error}") from error


def not_meant(name: str) -> str:
    """Name what systems put beside the files of a folder without being asked, or nothing."""
    parts = PurePosixPath(name).parts
    if MAC_FOLDER in parts[:-1]:
        return MAC_FOLDER
    return parts[-1] if parts and parts[-1] in SYSTEM_FILES else ""


def unsafe_name(name: str) -> str:
    """Say what is wrong with the name of a member, or nothing."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or (len(name) > 1 and name[1] == ":"):
        return "The path is absolute"
    if ".." in path.parts:
        return "The path climbs out of the archive"
    if "\0" in name:
        return "The path holds a zero byte"
    return ""


def unsafe_member(member: zipfile.ZipInfo) -> str:
    """Say what is wrong with a member before it is opened, or nothing."""
    if stat.S_ISLNK(member.external_attr >> 16):
        return "It is a link, not a file"
    if member.flag_bits & 0x1:
        return "It is encrypted"
    if member.file_size > LARGEST_FILE:
        return f"It unpacks to {member.file_size:,} bytes, more than {LARGEST_FILE:,}"
    swollen = member.file_size > SUSPICIOUS_RATIO * max(member.compress_size, 1)
    if swollen and member.file_size > SUSPICIOUS_SIZE:
        return f"It unpacks to more than {SUSPICIOUS_RATIO} times its size, as a zip bomb does"
    return ""


def lines(opened: BinaryIO) -> Iterator[bytes]:
    """Read the lines of a file, none of them longer than a little over the longest allowed.

    Raises: FileRefused.
    """
    if starts_like_archive(opened):
        raise FileRefused("It is an archive, not a CSV file")
    while line := opened.readline(LONGEST_LINE + 2):
        yield line


def starts_like_archive(opened: BinaryIO) -> bool:
    """Look at the first bytes without taking them."""
    first = opened.peek(8)[:8] if isinstance(opened, io.BufferedReader) else b""
    return first.startswith(ARCHIVE_STARTS)


@contextmanager
def reading(entry: Entry) -> Iterator[Iterator[bytes]]:
    """Open an entry and give its lines; what the archive cannot give refuses the file.

    Raises: FileRefused.
    """
    try:
        with entry.open() as opened:
            yield lines(opened)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise FileRefused(f"The archive is damaged or cut off here: {error}") from error
