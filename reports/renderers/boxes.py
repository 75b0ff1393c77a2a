"""What a sheet is made of, whichever program opens it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reports.document import Picture
from reports.marking import PROVISIONAL, REVISED

SYMBOLS = (PROVISIONAL, REVISED)


class Number(StrEnum):
    """Say how a number is printed; words keep a distance from the numbers of the column before."""

    TEXT = "text"
    WORDS = "words"
    PLAIN = "plain"
    COUNT = "count"
    SIGNED = "signed"
    RATIO = "ratio"
    DECIMAL = "decimal"
    SIGNED_DECIMAL = "signed_decimal"
    PERCENT = "percent"
    PERCENT_1 = "percent_1"
    SIGNED_PERCENT = "signed_percent"
    SIGNED_PERCENT_1 = "signed_percent_1"


MARKED = frozenset({Number.COUNT, Number.PERCENT, Number.PERCENT_1})
"""The numbers of a period, which may carry a symbol."""


class Face(StrEnum):
    """Say how a cell looks."""

    PLAIN = "plain"
    TITLE = "title"
    BOLD = "bold"
    HEAD = "head"
    SUM = "sum"
    WRAPPED = "wrapped"


@dataclass(frozen=True)
class Box:
    """Hold one cell of a sheet: text or a number; percentages are fractions of one.

    Text that stands for a number, or heads a column of them, says which: it stands at the right.
    A number keeps its symbol beside it, such as [r], and is still a number.
    """

    value: str | int | float | None = None
    number: Number = Number.TEXT
    face: Face = Face.PLAIN
    symbol: str = ""


Row = tuple[Box, ...]


@dataclass(frozen=True)
class Drawing:
    """Name a chart and the rows of its sheet, counted from 0, that hold what it draws."""

    block: Picture
    first: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """Hold one sheet; `widths` are of its columns in characters, `filtered` the row of a head.

    It prints `across` pages side by side, however long it is. Its charts stand from the row
    `drawn_from`, or under its last row.
    """

    name: str
    rows: Iterable[Row]
    widths: tuple[int, ...]
    drawings: tuple[Drawing, ...] = ()
    filtered: int | None = None
    across: int = 1
    drawn_from: int | None = None


@dataclass(frozen=True)
class Print:
    """Hold what stands on every printed page of every sheet."""

    marking: str
    period: str
    as_at: str
    title: str
    edition: str
