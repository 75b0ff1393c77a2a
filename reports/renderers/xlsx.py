"""The Excel workbook of a report: numbers as numbers, native charts, set up for print.

No macros, no hidden sheets, no comments, no author. Text is written as text, so that none of it is
taken for a formula.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports import numerals
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
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
from reports.renderers import words
from reports.renderers.csv import COLUMNS, figure_row

COUNT = "#,##0"
SIGNED = "+#,##0;\N{MINUS SIGN}#,##0;0"
RATIO = "0.0000"
_PERCENT_KINDS = frozenset({ColumnKind.PERCENT, ColumnKind.SIGNED_PERCENT})
_FORMATS = MappingProxyType(
    {ColumnKind.NUMBER: COUNT, ColumnKind.SIGNED: SIGNED, ColumnKind.RATIO: RATIO}
)
_INTERVAL = "+0.0%;\N{MINUS SIGN}0.0%;0.0%"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_COLOURS = ("#005A63", "#4F8E94", "#A3C5C8", "#CFE1E2")
_TOP = 3


def render(document: Document, /) -> bytes:
    """Return the report as an Excel workbook; the same document gives the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    properties: dict[str, object] = {"title": f"{document.title}, {document.subtitle}"}
    if document.stamp:
        properties["created"] = document.stamp.compiled_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(properties)
    writer = _Writer(book, document)
    writer.page_one()
    for section in document.sections:
        writer.section(section)
    writer.figures()
    book.close()
    return stream.getvalue()


class _Writer:
    """Write sheets row by row, as constant memory demands: never back up."""

    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        self.styles: dict[tuple[str, bool], Format] = {}
        self.head = book.add_format(
            {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"}
        )
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.bold = book.add_format({"bold": True})
        self.row = 0
        self.sheet: Worksheet
        self.ranges: dict[str, tuple[int, int]] = {}

    def page_one(self) -> None:
        """Write page one: the figures in words, what changed, what was left out, the edition."""
        document, stamp = self.document, self.document.stamp
        self._open("Page one")
        self._line(document.verdict, self.bold)
        for line in document.summary:
            self._line(line)
        if stamp and stamp.changes:
            self._line(f"Changed since {stamp.replaces}", self.bold)
            for line in stamp.changes:
                self._line(line)
        self._left_out(document.left_out)
        self.row += 1
        for name, value in _facts(document).items():
            self.sheet.write_string(self.row, 0, name)
            self.sheet.write_string(self.row, 1, value)
            self.row += 1

    def section(self, section: Section) -> None:
        """Write one section on a sheet of its own."""
        self._open(f"{section.number} {section.title}")
        charts: list[Months | tuple[Ledger, int]] = []
        for block in section.blocks:
            if isinstance(block, Months):
                charts.append(block)
            elif isinstance(block, Ledger):
                charts.append((block, self._parts(block)))
            else:
                self._block(block)
        for position, chart in enumerate(charts):
            cell = (_TOP + 18 * position, 11)
            if isinstance(chart, Months):
                self._months(chart, cell)
            else:
                self._ledger(*chart, cell)

    def figures(self) -> None:
        """Write every figure with its statistics, one row each, as the CSV does."""
        self._open("Figures")
        for position, name in enumerate(COLUMNS):
            self.sheet.write_string(self.row, position, name, self.head)
        first = self.row
        for figure in self.document.figures:
            self.row += 1
            for position, value in enumerate(figure_row(self.document, figure)):
                if isinstance(value, str):
                    self.sheet.write_string(self.row, position, value)
                elif value is not None:
                    self.sheet.write_number(self.row, position, value)
        self.sheet.autofilter(first, 0, self.row, len(COLUMNS) - 1)

    def _open(self, name: str) -> None:
        """Start a sheet with its title, frozen panes and print set-up."""
        document = self.document
        self.sheet = self.book.add_worksheet(_sheet_name(name))
        self.sheet.set_column(0, 0, 42)
        self.sheet.set_column(1, 10, 14)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0, _TOP - 1)
        marking = f'&"Arial,Bold"{_code(document.marking)}'
        edition = _code(words.edition_and_digest(document))
        self.sheet.set_header(f"&C{marking}")
        self.sheet.set_footer(
            f"&L{_code(document.title)}, {_code(document.service)}\n{edition}"
            f"&C{marking}&RPage &P of &N"
        )
        self.sheet.write_string(0, 0, f"{document.marking}. {words.edition_and_digest(document)}")
        self.sheet.write_string(1, 0, name, self.title)
        self.sheet.write_string(2, 0, f"{document.title}, {document.subtitle}")
        self.sheet.freeze_panes(_TOP, 1)
        self.row = _TOP + 1

    def _line(self, text: str, style: Format | None = None) -> None:
        self.sheet.write_string(self.row, 0, text, style)
        self.row += 1

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Heading):
            self._line(f"{block.text} ({block.aside})" if block.aside else block.text, self.bold)
        elif isinstance(block, Paragraph):
            self._line(f"{block.title}: {block.text}" if block.title else block.text)
        elif isinstance(block, Note):
            self._line(f"{block.title}. {block.text}")
        elif isinstance(block, LeftOut):
            self._left_out(block)
        elif isinstance(block, Definitions):
            self._definitions(block)

    def _left_out(self, line: LeftOut) -> None:
        self._line(
            "; ".join(("Left out", *words.left_out(line))) if line.items else "Nothing left out"
        )

    def _definitions(self, definitions: Definitions) -> None:
        for entry in definitions.entries:
            self.sheet.write_string(self.row, 0, entry.term, self.bold)
            self.sheet.write_string(self.row, 1, f"{entry.text} Version {entry.version or '1'}.")
            self.row += 1

    def _table(self, table: Table) -> None:
        self.row += 1
        self._line(table.caption, self.bold)
        for position, label in enumerate(_heads(table.columns)):
            self.sheet.write_string(self.row, position, label, self.head)
        self.row += 1
        self.ranges[table.key] = (self.row, self.row + len(table.rows) - 1)
        for row in table.all_rows():
            self._cells(table.columns, row, is_sum=row is table.sum_row)
            self.row += 1
        self.row += 1

    def _cells(self, columns: Sequence[Column], row: Sequence[Cell], *, is_sum: bool) -> None:
        position = 0
        for column, cell in zip(columns, row, strict=True):
            if column.kind is ColumnKind.INTERVAL:
                ends = (cell.mark.low, cell.mark.high) if cell.mark else (None, None)
                for end in ends:
                    self._write(position, _scaled(end, 100), cell.text, _INTERVAL, is_sum)
                    position += 1
                continue
            scale = 100 if column.kind in _PERCENT_KINDS else 1
            value = _scaled(cell.value, scale)
            self._write(position, value, _words(cell), _format(column.kind, cell.text), is_sum)
            position += 1

    def _write(
        self, position: int, value: float | None, text: str, number_format: str, is_sum: bool
    ) -> None:
        if value is None:
            self.sheet.write_string(self.row, position, text, self._style("@", is_sum))
        else:
            self.sheet.write_number(self.row, position, value, self._style(number_format, is_sum))

    def _style(self, number_format: str, is_sum: bool) -> Format:
        key = (number_format, is_sum)
        if key not in self.styles:
            looks: dict[str, object] = {"num_format": number_format}
            if is_sum:
                looks |= {"bold": True, "top": 2, "bottom": 2}
            self.styles[key] = self.book.add_format(looks)
        return self.styles[key]

    def _parts(self, ledger: Ledger) -> int:
        """Write the parts of a ledger, which its chart reads; return the first row."""
        self.row += 1
        self._line(f"{ledger.title}: the parts of the bar", self.bold)
        first = self.row
        for part in ledger.parts:
            self.sheet.write_string(self.row, 0, part.label)
            self.sheet.write_number(self.row, 1, part.count, self._style(COUNT, False))
            self.row += 1
        return first

    def _months(self, chart: Months, cell: tuple[int, int]) -> None:
        first, last = self.ranges[chart.table]
        drawn = self.book.add_chart({"type": "line"})
        name = self.sheet.get_name()
        series = [(1, chart.current_label, "#005A63", "solid")]
        if chart.previous:
            series.append((2, chart.previous_label, "#78848B", "dash"))
        for column, label, colour, dash in series:
            drawn.add_series(
                {
                    "name": label,
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, column, last, column],
                    "line": {"color": colour, "width": 2, "dash_type": dash},
                }
            )
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
        drawn.set_y_axis({"min": 0, "num_format": COUNT, "major_gridlines": {"visible": True}})
        drawn.set_legend({"position": "bottom"})
        self._place(drawn, cell, words.alt(chart))

    def _ledger(self, ledger: Ledger, first: int, cell: tuple[int, int]) -> None:
        drawn = self.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        name = self.sheet.get_name()
        for position, part in enumerate(ledger.parts):
            row = first + position
            fill: dict[str, object] = {"color": _COLOURS[min(position, len(_COLOURS) - 1)]}
            drawn.add_series(
                {
                    "name": [name, row, 0],
                    "values": [name, row, 1, row, 1],
                    "fill": {"none": True} if part.is_unknown else fill,
                    "border": {"color": "#69747B", "dash_type": "dash"}
                    if part.is_unknown
                    else {"color": "#FFFFFF"},
                    "data_labels": {"value": part.count > 0},
                }
            )
        drawn.set_title({"name": ledger.title, "name_font": {"size": 12}})
        drawn.set_legend({"position": "bottom"})
        drawn.set_y_axis({"visible": False})
        self._place(drawn, cell, words.alt(ledger))

    def _place(self, drawn: object, cell: tuple[int, int], description: str) -> None:
        self.sheet.insert_chart(
            *cell, drawn, {"description": description, "x_scale": 1.25, "y_scale": 1.1}
        )


def _sheet_name(title: str) -> str:
    """Shorten a title to the 31 characters that Excel allows, at the end of a word."""
    name = _NOT_IN_NAMES.sub(" ", title)
    return name if len(name) <= 31 else name[:32].rpartition(" ")[0] or name[:31]


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


def _heads(columns: Sequence[Column]) -> list[str]:
    heads = []
    for column in columns:
        label = f"{column.label}, {column.unit}" if column.unit else column.label
        if column.kind is ColumnKind.INTERVAL:
            heads += [f"{label}, from", f"{label}, to"]
        else:
            heads.append(label)
    return heads


def _format(kind: ColumnKind, text: str) -> str:
    """Return the number format that prints a value as the report does, decimals included."""
    if kind not in _PERCENT_KINDS:
        return _FORMATS.get(kind, "@")
    digits = "0.0%" if "." in text else "0%"
    if kind is ColumnKind.PERCENT:
        return digits
    return f"+{digits};\N{MINUS SIGN}{digits};{digits}"


def _scaled(value: float | None, scale: int) -> float | None:
    """Turn percent into a fraction without the dust of binary division."""
    return None if value is None else round(value / scale, 6)


def _words(cell: Cell) -> str:
    return f"{cell.text} ({cell.remark})" if cell.remark else cell.text


def _code(text: str) -> str:
    """Keep an ampersand of the text from being read as a code of the print header."""
    return text.replace("&", "&&")
