"""Render a document in any format. For workers and commands: it loads typst and xlsxwriter."""

from collections.abc import Callable, Mapping

from reports.document import Document
from reports.renderers import csv, csvw, html, json, ods, pdf, xlsx
from reports.renderers.formats import named

_RENDERERS: Mapping[str, Callable[[Document], bytes]] = {
    "pdf": pdf.render,
    "xlsx": xlsx.render,
    "ods": ods.render,
    "csv": csv.render,
    "csvw": csvw.render,
    "json": json.render,
    "html": html.render,
}


def render(document: Document, /, *, format: str) -> bytes:
    """Render a document in the format with a key. Raises formats.UnknownFormatError."""
    return _RENDERERS[named(format).key](document)
