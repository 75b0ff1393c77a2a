"""Read back what the renderers wrote."""

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

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


def excel_figures(written: bytes) -> dict[str, dict[str, object]]:
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_name("Figures").to_python()
    )
    head = next(number for number, row in enumerate(rows) if row[0] == "key")
    names = [str(name) for name in rows[head]]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in rows[head + 1 :]}
