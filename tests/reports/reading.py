"""Read back what the renderers wrote."""

import csv
import io
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl  # type: ignore[import-untyped] # it ships no types
import pikepdf
from python_calamine import CalamineWorkbook

from reports import performance
from reports.document import Definition, Document
from tests.reports import example

HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> #panic("x") {{ 1 }} & \\ $x$ *b*'


def hostile_document() -> Document:
    """Return the example with text in it that every format could stumble over."""
    inputs = example.inputs()
    crime = replace(inputs.crime_types[0], label=HOSTILE)
    hostile = replace(
        inputs,
        district=HOSTILE,
        owner=HOSTILE,
        complete=HOSTILE,
        notes=(HOSTILE,),
        definitions=(Definition(HOSTILE, HOSTILE),),
        crime_types=(crime, *inputs.crime_types[1:]),
    )
    return performance.build(hostile).sealed(replace(example.STAMP, changes=(HOSTILE,)))


class Page(HTMLParser):
    """Collect the cells of the tables, the links and the identifiers of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: dict[str, str] = {}
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.headings: list[int] = []
        self.link = ""
        self.is_cell = self.is_drawing = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.attributes |= values.keys()
        self.ids += [values["id"] or ""] if "id" in values else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.is_cell = True
        if tag == "svg":
            self.is_drawing = True
        if tag == "a":
            self.link = values.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.is_cell = False
        if tag == "svg":
            self.is_drawing = False
        if tag == "a":
            self.link = ""

    def handle_data(self, data: str) -> None:
        if self.link:
            self.links[self.link] = self.links.get(self.link, "") + data.strip()
        if self.is_cell and not self.is_drawing and self.rows and self.rows[-1]:
            self.rows[-1][-1] = f"{self.rows[-1][-1]}{data.strip()}"


def text_of(written: bytes) -> list[str]:
    """Return the text of each page, as laid out."""
    found = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=written, capture_output=True, check=True
    )
    return found.stdout.decode().split("\f")[:-1]


def nodes(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Walk the structure tree of a PDF."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from nodes(child)
    elif isinstance(node, pikepdf.Dictionary):
        yield node
        if "/K" in node:
            yield from nodes(node.K)


class Figures(HTMLParser):
    """Collect the cells of a page that say which figure they hold, by key and side.

    `definitions` are the versions of their definitions, from the column Def. of the same row.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.definitions: dict[str, str] = {}
        self.row: list[str] = []
        self.key = ""
        self.is_definition = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.row = []
        if tag == "td":
            self.key = dict(attrs).get("data-figure") or ""
            self.is_definition = dict(attrs).get("data-label") == "Def."
            self.row += [self.key] if self.key else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.key = ""
            self.is_definition = False

    def handle_data(self, data: str) -> None:
        if self.is_definition and data.strip():
            self.definitions |= dict.fromkeys(self.row, data.strip())
        if self.key and data.strip():
            self.found[self.key] = self.found.get(self.key, "") + data.strip()


class Words(HTMLParser):
    """Collect what a page says."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.text += f"{data} "


Cells = Iterable[Sequence[object]]
Rows = dict[str, dict[str, object]]


def keyed(rows: Cells) -> Rows:
    """Read the sheet of figures, whatever stands above its head."""
    lines = list(rows)
    head = next(number for number, row in enumerate(lines) if row and row[0] == "key")
    names = [str(name) for name in lines[head]]
    return {
        str(row[0]): {
            name: None if value == "" else value for name, value in zip(names, row, strict=True)
        }
        for row in lines[head + 1 :]
    }


def calamine_figures(written: bytes) -> Rows:
    """Read the figures of an Excel or OpenDocument file."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    return keyed(book.get_sheet_by_name("Figures").to_python(skip_empty_area=False))


def openpyxl_figures(written: bytes) -> Rows:
    """Read the figures of an Excel file with another reader."""
    sheet = openpyxl.load_workbook(io.BytesIO(written))["Figures"]
    return keyed([[cell.value for cell in row] for row in sheet.iter_rows()])


def csv_figures(written: bytes) -> Rows:
    """Read the figures of the CSV; numbers stay as they are written."""
    return keyed(csv.reader(io.StringIO(written.decode("utf-8-sig"))))


def sheet_words(written: bytes) -> list[str]:
    """Read every cell of every sheet of a workbook as text."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return [str(cell) for rows in sheets for row in rows for cell in row if cell != ""]
