"""The Excel workbook of a report: numbers as numbers, native charts, set up for print.

No macros, no hidden sheets, no comments, no author. Text is written as text, so that none of it is
taken for a formula.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.cells import fitting
from reports.control_block import Control
from reports.document import Document, Ledger, Months
from reports.renderers import words
from reports.renderers.boxes import Box, Drawing, Face, Number, Print, Row, Sheet
from reports.renderers.control_sheet import ACROSS, ROWS
from reports.renderers.native import control_chart
from reports.renderers.sheets import TOP, printed, sheets

NUMBERS: Mapping[Number, str] = {
    Number.TEXT: "General",
    Number.WORDS: "General",
    Number.PLAIN: "General",
    Number.COUNT: "#,##0",
    Number.SIGNED: "+#,##0;\N{MINUS SIGN}#,##0;0",
    Number.RATIO: "0.0000",
    Number.DECIMAL: "#,##0.0",
    Number.SIGNED_DECIMAL: "+#,##0.0;\N{MINUS SIGN}#,##0.0;0.0",
    Number.PERCENT: "0%",
    Number.PERCENT_1: "0.0%",
    Number.SIGNED_PERCENT: "+0%;\N{MINUS SIGN}0%;0%",
    Number.SIGNED_PERCENT_1: "+0.0%;\N{MINUS SIGN}0.0%;0.0%",
}
FACES: Mapping[Face, dict[str, object]] = {
    Face.PLAIN: {},
    Face.TITLE: {"bold": True, "font_size": 16},
    Face.BOLD: {"bold": True},
    Face.HEAD: {"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"},
    Face.SUM: {"bold": True, "top": 2, "bottom": 2},
    Face.WRAPPED: {"text_wrap": True, "valign": "top"},
}
MOST_PRINTED = 90
"""Characters of a title in a page foot: Excel holds 255 in all, and drops a foot that is longer."""
LINE = 15
"""Height of a line of text in points."""
_COLOURS = ("#005A63", "#4F8E94", "#A3C5C8", "#CFE1E2")


def render(document: Document, /) -> bytes:
    """Return the report as an Excel workbook; the same document gives the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    properties: dict[str, object] = {
        "title": f"{document.title}, {document.subtitle}",
        "subject": words.edition_and_digest(document),
        "keywords": words.claim(document),
    }
    if document.stamp:
        properties["created"] = document.stamp.compiled_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(properties)
    writer = _Writer(book, printed(document))
    for sheet in sheets(document):
        writer.sheet(sheet)
    book.close()
    return stream.getvalue()


class _Writer:
    """Write sheets row by row, as constant memory demands: never back up."""

    def __init__(self, book: xlsxwriter.Workbook, on_page: Print) -> None:
        self.book = book
        self.on_page = on_page
        self.styles: dict[tuple[Number, Face, bool, str], Format] = {}

    def sheet(self, sheet: Sheet) -> None:
        """Write one sheet with its charts over the cells."""
        written = self._open(sheet)
        rows = tuple(sheet.rows)
        for number, row in enumerate(rows):
            if height := _height(row, sheet.widths):
                written.set_row(number, height)
            for position, box in enumerate(row):
                self._write(written, number, position, box)
        if sheet.filtered is not None:
            last = len(rows) - 1
            written.autofilter(sheet.filtered, 0, last, len(sheet.widths) - 1)
        top = len(rows) + 1 if sheet.drawn_from is None else sheet.drawn_from
        for position, drawing in enumerate(sheet.drawings):
            down, aside = divmod(position, ACROSS)
            self._draw(written, drawing, (top + ROWS * down, 4 * aside))

    def _open(self, sheet: Sheet) -> Worksheet:
        """Start a sheet with frozen panes and print set-up."""
        written = self.book.add_worksheet(sheet.name)
        for column, width in enumerate(sheet.widths):
            written.set_column(column, column, width)
        written.set_landscape()
        written.set_paper(9)
        written.fit_to_pages(sheet.across, 0)
        written.repeat_rows(0, TOP - 1)
        if sheet.across > 1:
            written.repeat_columns(0)
        page = self.on_page
        marking = f'&"Arial,Bold"{_code(page.marking)}'
        written.set_header(f"&L{_code(page.period)}&C{marking}&R{_code(page.as_at)}")
        written.set_footer(
            f"&L{_code(page.title)}\n{_code(page.edition)}&C{marking}&RPage &P of &N"
        )
        written.freeze_panes(TOP, 1)
        return written

    def _write(self, written: Worksheet, row: int, position: int, box: Box) -> None:
        if isinstance(box.value, str):
            style = self._style(box.number, box.face, is_text=True)
            written.write_string(row, position, fitting(box.value), style)
        elif isinstance(box.value, bool):
            written.write_boolean(row, position, box.value, self._style(box.number, box.face))
        elif box.value is not None:
            style = self._style(box.number, box.face, symbol=box.symbol)
            written.write_number(row, position, box.value, style)

    def _style(
        self, number: Number, face: Face, *, is_text: bool = False, symbol: str = ""
    ) -> Format:
        key = (number, face, is_text, symbol)
        if key not in self.styles:
            looks = {"num_format": "General" if is_text else NUMBERS[number], **FACES[face]}
            if symbol:
                looks["num_format"] = f'{NUMBERS[number]}" {symbol}"'
            if number is Number.WORDS:
                looks["indent"] = 1
            elif is_text and number is not Number.TEXT:
                looks["align"] = "right"
            self.styles[key] = self.book.add_format(looks)
        return self.styles[key]

    def _draw(self, written: Worksheet, drawing: Drawing, cell: tuple[int, int]) -> None:
        block = drawing.block
        name = written.get_name()
        if isinstance(block, Months):
            drawn = self._months(name, block, drawing)
        elif isinstance(block, Ledger):
            drawn = self._ledger(name, block, drawing)
        elif isinstance(block, Control):
            drawn = control_chart(self.book, name, block, drawing)
        else:
            raise TypeError(f"{block.block} has no chart in Excel.")
        drawn.set_title({"name": block.title, "name_font": {"size": 12}})
        drawn.set_legend({"position": "bottom"})
        written.insert_chart(
            *cell, drawn, {"description": words.alt(block), "x_scale": 1.25, "y_scale": 1.1}
        )

    def _months(self, name: str, chart: Months, drawing: Drawing) -> xlsxwriter.chart.Chart:
        drawn = self.book.add_chart({"type": "line"})
        series = [(1, chart.current_label, "#005A63", "solid")]
        if chart.previous:
            series.append((2, chart.previous_label, "#78848B", "dash"))
        first, last = drawing.first, drawing.last
        for column, label, colour, dash in series:
            drawn.add_series(
                {
                    "name": label,
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, column, last, column],
                    "line": {"color": colour, "width": 2, "dash_type": dash},
                }
            )
        scale = {"min": 0, "num_format": NUMBERS[Number.COUNT]}
        drawn.set_y_axis({**scale, "major_gridlines": {"visible": True}})
        return drawn

    def _ledger(self, name: str, ledger: Ledger, drawing: Drawing) -> xlsxwriter.chart.Chart:
        drawn = self.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        for position, part in enumerate(ledger.parts):
            row = drawing.first + position
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
        drawn.set_y_axis({"visible": False})
        return drawn


def _height(row: Row, widths: Sequence[int]) -> float:
    """Give a row the height of its text, or 0 for the height of one line."""
    if any(box.face is Face.TITLE for box in row):
        return 1.5 * LINE
    wrapped = [
        -(-len(box.value) // width)
        for box, width in zip(row, widths, strict=False)
        if isinstance(box.value, str) and box.face in {Face.HEAD, Face.WRAPPED}
    ]
    most = max(wrapped, default=1)
    return LINE * most if most > 1 else 0


def _code(text: str) -> str:
    """Keep an ampersand of the text from being read as a code of the print header."""
    short = text if len(text) <= MOST_PRINTED else f"{text[: MOST_PRINTED - 1]}…"
    return short.replace("&", "&&")
