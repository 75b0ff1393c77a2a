"""What the sheets of a report hold, whichever program opens them. Pure.

Excel and OpenDocument write these sheets cell by cell, so that they cannot say different things.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reports import numerals
from reports.control_block import Control, ControlRow
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Document,
    Heading,
    Ledger,
    LeftOut,
    Months,
    Note,
    Paragraph,
    Section,
    Table,
)
from reports.periods import moment_words
from reports.renderers import control_sheet, words
from reports.renderers.boxes import SYMBOLS, Box, Drawing, Face, Number, Print, Row, Sheet
from reports.renderers.csv import COLUMNS, figure_row

TOP = 3
"""Rows above the first line of a sheet: they stay in sight and head each printed page."""
LONGEST_NAME = 31
LONGEST_LINE = 150
"""Characters of a line of text: a longer one goes on in the row below, so that it prints large."""
DEFINITIONS = "Definitions"
FIGURES = "Figures"
_WIDTHS = {
    "key": 42, "label": 34, "unit": 14, "interval_of": 18, "reading": 18, "reason": 40,
    "missing_months": 20, "excluded": 30, "definition": 28,
    "period": 30, "figures_sha256": 70, "marking": 20,
}  # fmt: skip
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def sheets(document: Document, /) -> Iterator[Sheet]:
    """Give the sheets of a report in order: page one, sections, definitions, every figure."""
    yield _page_one(document)
    for section in document.sections:
        yield _Filling(document, f"{section.number} {section.title}").section(section)
    if charts := control_sheet.charts_of(document):
        yield control_sheet.fill(_Filling(document, control_sheet.NAME).sheet(), charts)
    yield _definitions(document)
    yield _figures(document)


def printed(document: Document, /) -> Print:
    """Return what stands on every printed page."""
    return Print(
        marking=document.marking,
        period=document.period.dates,
        as_at=words.data_as_at(document),
        title=f"{document.title}, {document.service}",
        edition=words.edition_and_digest(document),
    )


def sheet_name(title: str, /) -> str:
    """Shorten a title to what spreadsheets allow as a name, at the end of a word."""
    name = _NOT_IN_NAMES.sub(" ", title)
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME + 1].rpartition(" ")[0] or name[:LONGEST_NAME]


class _Filling:
    """Fill one sheet from top to bottom."""

    def __init__(self, document: Document, title: str) -> None:
        self.name = sheet_name(title)
        self.ranges: dict[str, tuple[int, int]] = {}
        self.rows: list[Row] = [
            (Box(f"{document.marking}. {words.edition_and_digest(document)}"),),
            (Box(title, face=Face.TITLE),),
            (Box(f"{document.title}, {document.subtitle}. {words.data_as_at(document)}"),),
            (),
        ]

    def sheet(self, drawings: Sequence[Drawing] = ()) -> Sheet:
        """Return the sheet as it was filled."""
        return Sheet(self.name, tuple(self.rows), (42, *(17,) * 10), tuple(drawings))

    def line(self, text: str, face: Face = Face.PLAIN) -> None:
        """Write text, over as many rows as it needs."""
        for line in textwrap.wrap(text, LONGEST_LINE, break_on_hyphens=False) or [text]:
            self.rows.append((Box(line, face=face),))

    def section(self, section: Section) -> Sheet:
        """Write the blocks of a section, then name what its charts draw."""
        drawings: list[Drawing | Months] = []
        for block in section.blocks:
            if isinstance(block, Months):
                drawings.append(block)
            elif isinstance(block, Control | ControlRow):
                self.line(f"{block.title}: drawn on the sheet {control_sheet.NAME}.")
            elif isinstance(block, Ledger):
                drawings.append(self._parts(block))
            else:
                self._block(block)
        return self.sheet(
            drawings=[
                Drawing(each, *self.ranges[each.table]) if isinstance(each, Months) else each
                for each in drawings
            ]
        )

    def left_out(self, line: LeftOut) -> None:
        """Say what was left out."""
        said = "; ".join(words.left_out(line))
        self.line(f"Left out: {said}" if said else "Nothing was left out")

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Heading):
            self.line(f"{block.text} ({block.aside})" if block.aside else block.text, Face.BOLD)
        elif isinstance(block, Paragraph):
            self.line(f"{block.title}: {block.text}" if block.title else block.text)
        elif isinstance(block, Note):
            self.line(f"{block.title}. {block.text}")
        elif isinstance(block, LeftOut):
            self.left_out(block)
        elif isinstance(block, Definitions):
            self.line(f"The terms are defined on the sheet {DEFINITIONS}.")

    def _table(self, table: Table) -> None:
        self.rows.append(())
        self.line(table.caption, Face.BOLD)
        self.rows.append(tuple(_heads(table.columns)))
        first = len(self.rows)
        self.ranges[table.key] = (first, first + len(table.rows) - 1)
        for row in table.all_rows():
            boxes = _boxes(table.columns, row)
            if row is table.sum_row:
                boxes = [replace(box, face=Face.SUM) for box in boxes]
            self.rows.append(tuple(boxes))
        self.rows.append(())

    def _parts(self, ledger: Ledger) -> Drawing:
        """Write the parts of a ledger, which its chart reads."""
        self.rows.append(())
        self.line(f"{ledger.title}: the parts of the bar", Face.BOLD)
        first = len(self.rows)
        for part in ledger.parts:
            self.rows.append((Box(part.label), Box(part.count, Number.COUNT)))
        return Drawing(ledger, first, len(self.rows) - 1)


def _page_one(document: Document) -> Sheet:
    """Write the figures in words, what changed, what was left out, and the edition."""
    filling, stamp = _Filling(document, "Page one"), document.stamp
    filling.line(document.verdict, Face.BOLD)
    for line in document.summary:
        filling.line(line)
    if stamp and stamp.changes:
        filling.line(f"Changed since {stamp.replaces}", Face.BOLD)
        for line in stamp.changes:
            filling.line(line)
    filling.left_out(document.left_out)
    filling.rows.append(())
    filling.rows += [(Box(name), Box(value)) for name, value in _facts(document).items()]
    return filling.sheet()


def _definitions(document: Document) -> Sheet:
    """Write every term that the report defines, with the version of its definition."""
    filling = _Filling(document, DEFINITIONS)
    heads = ("Term", "Version", "Means", "Unit", "Source", "Owner", "In force", "Formula")
    filling.rows.append(tuple(Box(head, face=Face.HEAD) for head in heads))
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Definitions):
                filling.rows += [_definition(entry) for entry in block.entries]
    return replace(filling.sheet(), widths=(42, 10, 100, 14, 52, 24, 34, 54), across=2)


def _definition(entry: Definition) -> Row:
    """Write one definition; what is not dated has no more than its text."""
    text = f"{entry.text} Counted differently before: {entry.difference}"
    return (
        Box(entry.term, face=Face.BOLD),
        Box(entry.version or "1"),
        Box(text if entry.difference else entry.text, face=Face.WRAPPED),
        Box(entry.unit),
        Box(entry.source, face=Face.WRAPPED),
        Box(entry.owner),
        Box(words.dates(entry)),
        Box(entry.formula),
    )


def _figures(document: Document) -> Sheet:
    """Write every figure with its statistics, one row each, as the CSV does."""
    filling = _Filling(document, FIGURES)
    filtered = len(filling.rows)
    kinds = [Number.WORDS if name in _WIDTHS else Number.PLAIN for name in COLUMNS]
    heads = zip(COLUMNS, kinds, strict=True)
    filling.rows.append(tuple(Box(name, kind, Face.HEAD) for name, kind in heads))
    for figure in document.figures:
        cells = zip(figure_row(document, figure), kinds, strict=True)
        filling.rows.append(tuple(Box(value, kind) for value, kind in cells))
    widths = tuple(_WIDTHS.get(name, 16) for name in COLUMNS)
    return replace(filling.sheet(), widths=widths, filtered=filtered, across=3)


def _facts(document: Document) -> Mapping[str, str]:
    stamp = document.stamp
    return {
        "Marking": document.marking,
        "Period": document.period_words,
        "Edition": str(document.edition),
        "Replaces": stamp.replaces if stamp else "",
        "Compiled": moment_words(stamp.compiled_at) if stamp else "",
        "Data as at": moment_words(stamp.data_as_at) if stamp else "",
        "State": stamp.closing if stamp else "",
        "Owner": document.owner,
        "Complete": document.complete,
        "Figures digest": numerals.digest_words(document.digest),
    }


def _heads(columns: Sequence[Column]) -> Iterator[Box]:
    for column in columns:
        label = f"{column.label}, {column.unit}" if column.unit else column.label
        number = Number.TEXT if column is columns[0] else _number(column.kind, "")
        if column.kind is ColumnKind.INTERVAL:
            yield Box(f"{label}, from", number, Face.HEAD)
            label = f"{label}, to"
        yield Box(label, number, Face.HEAD)


def _boxes(columns: Sequence[Column], row: Sequence[Cell]) -> list[Box]:
    boxes: list[Box] = []
    for column, cell in zip(columns, row, strict=True):
        if column.kind is ColumnKind.INTERVAL:
            ends = (cell.mark.low, cell.mark.high) if cell.mark else (None, None)
            number = _number(column.kind, cell.text)
            boxes += [_box(end, 100, cell.text, number) for end in ends]
        else:
            number = _number(column.kind, cell.text) if boxes else Number.TEXT
            scale = 100 if "percent" in number else 1
            text = f"{cell.text} ({cell.remark})" if cell.remark else cell.text
            boxes.append(_box(cell.value, scale, text, number))
    return boxes


def _box(value: float | None, scale: int, text: str, number: Number) -> Box:
    """Hold a number, as a fraction without the dust of binary division, or else its words."""
    if value is None:
        return Box(text, number)
    symbol = next((each for each in SYMBOLS if text.endswith(f" {each}")), "")
    return Box(value if scale == 1 else round(value / scale, 6), number, symbol=symbol)


def _number(kind: ColumnKind, text: str) -> Number:
    """Choose what prints a value as the report does, decimals included."""
    if kind is ColumnKind.PERCENT:
        return Number.PERCENT_1 if "." in text else Number.PERCENT
    if kind is ColumnKind.SIGNED_PERCENT:
        return Number.SIGNED_PERCENT_1 if "." in text else Number.SIGNED_PERCENT
    plain = {
        ColumnKind.NUMBER: Number.COUNT,
        ColumnKind.SIGNED: Number.SIGNED,
        ColumnKind.RATIO: Number.RATIO,
        ColumnKind.DECIMAL: Number.DECIMAL,
        ColumnKind.SIGNED_DECIMAL: Number.SIGNED_DECIMAL,
        ColumnKind.INTERVAL: Number.SIGNED_PERCENT_1,
    }
    return plain.get(kind, Number.WORDS)
