"""Reading the harm table that a force uploads: every fault with its row and column. Pure.

No table is part of this system: the Cambridge Crime Harm Index belongs to its authors, and a force
uploads what it may use.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from accounts.typed import typed, why_not

COLUMNS = ("code", "title", "days", "source", "valid_from")
MOST_ROWS = 5_000
MOST_DAYS = 100_000
_LONGEST = {"code": 60, "title": 200, "source": 200}
_DATES = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True)
class ScoreLine:
    """Hold one score: the days of one code, where they come from, and from which day they hold."""

    code: str
    title: str
    days: Decimal
    source: str
    valid_from: date


@dataclass(frozen=True)
class Fault:
    """Hold one fault; `row` counts the lines of the file from 1, `column` is empty for all."""

    row: int
    column: str
    reason: str

    @property
    def words(self) -> str:
        """Name row and column, and say what is wrong and what to write."""
        column = f", column {self.column}" if self.column else ""
        return f"Row {self.row}{column}: {self.reason}"


class HarmTableError(ValueError):
    """Raised for a file with faults: all of them, in order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.words for fault in faults))
        self.faults = tuple(faults)


class _Wrong(ValueError):
    """Raised for one cell."""


def read(body: bytes, /) -> tuple[ScoreLine, ...]:
    """Read the file, whole or not at all.

    Raises: HarmTableError with every fault at once.
    """
    rows = list(_rows(body))
    faults: list[Fault] = []
    lines: dict[tuple[str, date], ScoreLine] = {}
    for number, row in rows:
        line = _line(number, row, faults)
        if line is None:
            continue
        key = (line.code, line.valid_from)
        if key in lines:
            reason = f"{line.code} stands twice from {line.valid_from:%Y-%m-%d}. Keep one row."
            faults.append(Fault(number, "code", reason))
        lines[key] = line
    if not rows:
        faults.append(Fault(2, "", "There is no score. Write one row for each code."))
    if faults:
        raise HarmTableError(faults)
    return tuple(lines.values())


def template(codes: Sequence[tuple[str, str]], /) -> str:
    """Write the file that a force fills: code and title of each type, without a single score."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for code, title in codes:
        writer.writerow([code, title, "", "", ""])
    return text.getvalue()


def _rows(body: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give each row that is not empty with its line in the file."""
    try:
        text = body.decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        heads = [head.strip().lower() for head in next(reader, [])]
        _check_heads(heads)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heads):
                reason = (
                    f"{len(cells)} cells under {len(heads)} heads. Put text with commas in quotes."
                )
                raise HarmTableError([Fault(reader.line_num, "", reason)])
            yield reader.line_num, dict(zip(heads, cells, strict=True))
            if reader.line_num > MOST_ROWS:
                raise HarmTableError(
                    [Fault(reader.line_num, "", f"A table has at most {MOST_ROWS:,} rows.")]
                )
    except UnicodeDecodeError as error:
        row = body[: error.start].count(b"\n") + 1
        reason = "This is no UTF-8 text. Save the table as CSV UTF-8."
        raise HarmTableError([Fault(row, "", reason)]) from error
    except csv.Error as error:
        raise HarmTableError([Fault(1, "", f"This is no CSV file ({error}).")]) from error


def _check_heads(heads: Sequence[str]) -> None:
    missing = [column for column in COLUMNS if column not in heads]
    if missing:
        named = ", ".join(missing)
        raise HarmTableError([Fault(1, named, "The first row has no such head. Add it.")])
    twice = sorted({head for head in heads if heads.count(head) > 1})
    if twice:
        raise HarmTableError([Fault(1, ", ".join(twice), "The head stands twice. Keep one.")])


def _line(number: int, row: Mapping[str, str], faults: list[Fault]) -> ScoreLine | None:
    """Read one row; what is wrong is added to the faults, column by column."""
    found: dict[str, object] = {}
    readers = {
        "code": lambda cell: _text("code", cell),
        "title": lambda cell: _text("title", cell, needed=False),
        "days": _days,
        "source": lambda cell: _text("source", cell),
        "valid_from": _day,
    }
    for column, reader in readers.items():
        try:
            found[column] = reader(row[column].strip())
        except _Wrong as error:
            faults.append(Fault(number, column, str(error)))
    if len(found) < len(COLUMNS):
        return None
    return ScoreLine(**found)  # type: ignore[arg-type] # each reader gives what its column holds


def _text(column: str, cell: str, *, needed: bool = True) -> str:
    if needed and not cell:
        raise _Wrong(
            "It is empty. Write the code."
            if column == "code"
            else "It is empty. Say where the score comes from."
        )
    cell = typed(cell).text
    if why := why_not(cell, subject=column):
        raise _Wrong(f"{why}.")
    if len(cell) > _LONGEST[column]:
        raise _Wrong(f"It is longer than {_LONGEST[column]} characters. Shorten it.")
    if any(ord(character) < 32 for character in cell):
        raise _Wrong("It holds a line break or a control character. Take it out.")
    return cell


def _days(cell: str) -> Decimal:
    if not cell:
        raise _Wrong("It is empty. Enter days of imprisonment, 0 or more.")
    try:
        days = Decimal(cell.replace(",", ""))
    except InvalidOperation as error:
        raise _Wrong(
            f"{cell[:20]!r} is no number. Enter days of imprisonment, 0 or more."
        ) from error
    if not days.is_finite() or not 0 <= days <= MOST_DAYS:
        raise _Wrong(f"{cell[:20]!r} is not from 0 to {MOST_DAYS:,} days.")
    if days != round(days, 1):
        raise _Wrong(f"{cell[:20]!r} has more than one decimal. Round it.")
    return days


def _day(cell: str) -> date:
    for written in _DATES:
        try:
            return datetime.strptime(cell, written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _Wrong(f"{cell[:20]!r} is no day. Write it as 2024-04-01.")
