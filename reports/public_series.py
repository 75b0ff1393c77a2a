"""What public editions print of people, one after another, as a reader lays it together. Pure.

Every number is a sum over the days of its period, and periods share days, so that what one edition
leaves out may follow from another. reports.series_attack finds out whether it does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.document import Cell, Document, Table
from reports.evidence import Place
from reports.periods import Period
from reports.protection import STEP
from reports.symbols import Symbol
from reports.tables import CURRENT, PREVIOUS

PLAIN, ROUNDED = "public", "public-rounded"
"""The keys of the two public editions."""
NO_OPERATION = "No named operation"
REST = "Other or not recorded"
UNLISTED = "what is not listed"
ALL, EVERY = "all", "every row"
"""The place of a total, and that of a whole side of the tables of one total."""
OFFENCES, STAGES, ARREST_OPERATIONS = "offences", "stages", "arrest-operations"
RESULTS, CASE_OPERATIONS = "results", "case-operations"
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "arrests": (OFFENCES, STAGES, ARREST_OPERATIONS),
    "cases": (RESULTS, CASE_OPERATIONS),
}
"""The tables that break down one total, by their keys; others are about no single person."""
TOTALS = {"arrests": "arrests_total", "cases": "prosecutions_total"}
"""The figure of each total."""


@dataclass(frozen=True)
class Counted:
    """Name what a number counts: rows of a table in a period.

    `rows` are one row, every row for a total, or those that an edition does not list.
    """

    table: str
    rows: frozenset[str]
    period: Period


@dataclass(frozen=True)
class Said:
    """Hold what an edition says of one number; `most` is None where it is left out.

    `place` is None for rows that are not printed because there is nothing in them.
    """

    counted: Counted
    least: int
    most: int | None = None
    place: Place | None = None

    @property
    def is_left_out(self) -> bool:
        """Tell whether a symbol stands in the place of the number."""
        return self.most is None


def rows_known(documents: Sequence[Document], family: str) -> dict[str, frozenset[str]]:
    """Collect the rows that editions list between them, by the table of a family."""
    known: dict[str, set[str]] = {key: {UNLISTED} for key in FAMILIES[family]}
    for document in documents:
        for table in tables_of(document, family):
            known[table.key].update(row_key(table, row) for row in table.rows)
    return {key: frozenset(rows) for key, rows in known.items()}


def tables_of(document: Document, family: str) -> list[Table]:
    """Find the tables of an edition that break down a total."""
    return [table for _, table in document.tables() if table.key in FAMILIES[family]]


def sides_of(table: Table, document: Document) -> list[tuple[str, Period]]:
    """Give the columns of a table that count, each with its period."""
    keys = {column.key for column in table.columns}
    both = ((CURRENT, document.period), (PREVIOUS, document.previous))
    return [(side, period) for side, period in both if side in keys]


def row_key(table: Table, row: Sequence[Cell]) -> str:
    """Name a row by the key of its figure, or by its label where it has none."""
    if row[0].text in (NO_OPERATION, REST):
        return UNLISTED
    return row[1].opens.rpartition("/")[0] if table.key == OFFENCES else row[0].text


def said_in(document: Document, family: str, known: Mapping[str, frozenset[str]]) -> Iterator[Said]:
    """Give what an edition says of every number of a family; `known` are the rows of all."""
    for table in tables_of(document, family):
        for side, period in sides_of(table, document):
            yield from _said_of(table, side, period, known[table.key], document.definition)


def _said_of(
    table: Table, side: str, period: Period, known: frozenset[str], definition: str
) -> Iterator[Said]:
    at = [column.key for column in table.columns].index(side)
    listed = [row_key(table, row) for row in table.rows]
    unlisted = (known - set(listed)) | {UNLISTED}
    for key, row in zip(listed, table.rows, strict=True):
        counted = unlisted if key == UNLISTED else frozenset((key,))
        if (bounds := bounds_of(row[at], definition)) is not None:
            place = Place(table.key, key, side)
            yield Said(Counted(table.key, counted, period), *bounds, place)
    if table.sum_row is None or (bounds := bounds_of(table.sum_row[at], definition)) is None:
        return
    yield Said(Counted(table.key, known, period), *bounds, Place(table.key, ALL, side))
    if UNLISTED not in listed:
        yield Said(Counted(table.key, unlisted, period), 0, 0)


def bounds_of(cell: Cell, definition: str) -> tuple[int, int | None] | None:
    """Give the least and the most that a number can be by what is printed; None where unknown."""
    if cell.text == Symbol.CONFIDENTIAL:
        return 1, None
    if cell.text == Symbol.LOW:
        return 1, STEP // 2
    if cell.value is None:
        return None
    number = int(cell.value)
    away = STEP // 2 if definition == ROUNDED and number else 0
    return number - away, number + away
