"""Read the files of an import in a process of their own, one file ahead of the process that writes.

This is the side of the writer, and what both sides say to each other; reader_process is the other.
"""

import os
import pickle
import subprocess
import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar, cast

from incidents.archives import Entry
from incidents.grouping import Keyed
from incidents.intake import Intake, KeyedFile, KnownForces, Read
from incidents.police_csv import BadRow, FileRefused, PlaceKey, Vocabulary

ROOT = Path(__file__).resolve().parent.parent
WORTH_A_PROCESS = 4 * 1024 * 1024
"""Bytes in all from which reading beside the writer saves more than it costs to start."""

Turn = TypeVar("Turn")
Turns = Iterable[tuple[Turn, Entry | None]]
"""Whatever the caller wants back, with what there is to read of it, if anything."""
Reads = Iterator[tuple[Turn, Read | None]]
Column = tuple[Any, ...]


class ReaderLost(RuntimeError):
    """The process that reads ended before it was asked to."""


class HeldAsked(NamedTuple):
    """The question whether a force is held."""

    name: str


class ForceAsked(NamedTuple):
    """The question which number and slug a force has."""

    name: str


class ForceAnswer(NamedTuple):
    """Number and slug of a force."""

    pk: int
    slug: str


class Columns(NamedTuple):
    """A keyed file in columns, which cross to another process five times as fast as rows."""

    kind: str
    lines: "array[int]"
    keys: "array[int]"
    fixed: list[Column]
    values: list[Column]
    bad: dict[int, BadRow]
    place_keys: "array[int]"
    places: list[Column]


class Refused(NamedTuple):
    """A file that is refused, or left aside."""

    kind: type[FileRefused]
    reason: str
    line: int | None


Heard = HeldAsked | ForceAsked | Columns | Refused
"""What the other process says: a question, or what became of the entry."""


def handed_over(read: Read) -> Columns | Refused:
    """Make of what was read what crosses to another process."""
    if isinstance(read, FileRefused):
        return Refused(type(read), read.reason, read.line)
    return in_columns(read)


def taken_over(heard: Columns | Refused) -> Read:
    """Make what was read of what has crossed."""
    if isinstance(heard, Refused):
        return heard.kind(heard.reason, heard.line)
    return in_rows(heard)


def in_columns(read: KeyedFile) -> Columns:
    """Turn the rows of a file into columns; bad rows by their place among all."""
    good = [row for row in read.rows if not isinstance(row, BadRow)]
    lines, keys, fixed, values = zip(*good, strict=True) if good else ((), (), (), ())
    return Columns(
        read.kind,
        array("q", lines),
        array("q", keys),
        list(zip(*fixed, strict=True)),
        list(zip(*values, strict=True)),
        {at: row for at, row in enumerate(read.rows) if isinstance(row, BadRow)},
        array("q", read.places),
        list(zip(*read.places.values(), strict=True)),
    )


def in_rows(columns: Columns) -> KeyedFile:
    """Turn columns back into the rows of a file."""
    fixed, values = zip(*columns.fixed, strict=True), zip(*columns.values, strict=True)
    good = map(Keyed, columns.lines, columns.keys, fixed, values)
    bad, count = columns.bad, len(columns.keys) + len(columns.bad)
    rows = [bad[at] if at in bad else next(good) for at in range(count)] if bad else list(good)
    places = map(PlaceKey, *columns.places) if columns.places else iter(())
    return KeyedFile(columns.kind, list(rows), dict(zip(columns.place_keys, places, strict=True)))


class Here:
    """Reads in this process, each file when its turn comes."""

    def __init__(self, vocabulary: Vocabulary, forces: KnownForces) -> None:
        self.intake = Intake(vocabulary, forces)

    def each(
        self, turns: Iterable[tuple[Turn, Entry | None]]
    ) -> Iterator[tuple[Turn, Read | None]]:
        """Give what each entry holds, and None where there is nothing to read.

        Keeps no rows itself: two files of them would be too many.
        """
        for turn, entry in turns:
            yield turn, None if entry is None else self.intake.read(entry)


class Ahead:
    """Has each file read by another process while the one before is written."""

    def __init__(self, process: "subprocess.Popen[bytes]", forces: KnownForces) -> None:
        self.process, self.forces = process, forces

    def each(
        self, turns: Iterable[tuple[Turn, Entry | None]]
    ) -> Iterator[tuple[Turn, Read | None]]:
        """Give what each entry holds, and None where there is nothing to read.

        Raises: ReaderLost.
        """
        rest = iter(turns)
        now = next(rest, None)
        self.ask(now)
        while now is not None:
            read = [None if now[1] is None else self.answer()]
            following = next(rest, None)
            self.ask(following)
            yield now[0], read.pop()
            now = following

    def ask(self, turn: tuple[object, Entry | None] | None) -> None:
        """Have the entry of a turn read."""
        if turn is not None and turn[1] is not None:
            self.say(turn[1])

    def answer(self) -> Read:
        """Wait for what became of the entry that was asked for, finding forces meanwhile."""
        while isinstance(heard := self.hear(), ForceAsked | HeldAsked):
            if isinstance(heard, HeldAsked):
                self.say(self.forces.holds(heard.name))
            else:
                force = self.forces[heard.name]
                self.say(ForceAnswer(force.pk, force.slug))
        return taken_over(heard)

    def say(self, said: object) -> None:
        """Write one message.

        Raises: ReaderLost.
        """
        try:
            say(cast("BinaryIO", self.process.stdin), said)
        except BrokenPipeError as error:
            raise self.lost() from error

    def hear(self) -> Heard:
        """Read one message.

        Raises: ReaderLost.
        """
        try:
            heard: Heard = hear(cast("BinaryIO", self.process.stdout))
        except EOFError as error:
            raise self.lost() from error
        return heard

    def lost(self) -> ReaderLost:
        """Say that the process ended."""
        return ReaderLost(f"The process that reads files ended by itself: {self.process.wait()}")


def say(target: BinaryIO, said: object) -> None:
    """Write one message to a pipe."""
    pickle.dump(said, target, protocol=pickle.HIGHEST_PROTOCOL)
    target.flush()


def hear(source: BinaryIO) -> Any:  # noqa: ANN401 - whatever was said
    """Read one message from a pipe.

    Raises: EOFError.
    """
    return pickle.load(source)  # noqa: S301 - said by our own process


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def reader(vocabulary: Vocabulary, forces: KnownForces, *, size: int) -> Iterator[Here | Ahead]:
    """Read beside this process where there is a processor for it and enough to read, else here."""
    if size < WORTH_A_PROCESS or processors() < 2:
        yield Here(vocabulary, forces)
        return
    with subprocess.Popen(
        [sys.executable, "-m", "incidents.reader_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        try:
            ahead = Ahead(process, forces)
            ahead.say(vocabulary)
            yield ahead
        finally:
            process.kill()
            with suppress(BrokenPipeError):
                cast("BinaryIO", process.stdin).close()
