"""The web page of a report: the fragment that the edition page shows, and a file of its own.

Light enough for the web process: Django's templates and our own SVG, no engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from reports import charts, numerals
from reports.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Definition,
    Definitions,
    Document,
    LeftOut,
    Link,
    Section,
    Table,
    Tile,
)
from reports.periods import moment_words
from reports.renderers import pictures, words
from reports.renderers.glyphs import numbers_after
from reports.tables import definition_link

FRAGMENT = "reports/_document.html"
FILE = "reports/_document_file.html"
_STYLE = Path(__file__).parent / "document.css"
_WIDE = frozenset({ColumnKind.INTERVAL, ColumnKind.DEFINITION})
"""Columns of tables that become rows of their own on a phone."""
_WORDS = frozenset({ColumnKind.TEXT, ColumnKind.READING})


@dataclass(frozen=True)
class ShownCell:
    """Hold a cell as the template shows it."""

    cell: Cell
    css: str
    label: str
    is_head: bool
    url: str
    glyph: SafeString
    strip: SafeString
    has_strip: bool


def render(document: Document, /) -> bytes:
    """Return the report as one file that stands alone; its links lead into the application."""
    # The sheet is our own file, so it may stand unescaped inside the page.
    style = mark_safe(_STYLE.read_text(encoding="utf-8"))  # noqa: S308 - the sheet is our own
    on_page = mark_safe(_margins(document))  # noqa: S308 - every character of it was escaped
    page = render_to_string(
        FILE,
        {
            **context(document),
            "style": style,
            "on_page": on_page,
            "claim": words.claim(document),
            "edition_words": words.edition_and_digest(document),
        },
    )
    return numbers_after(page).encode(errors="replace")


def _margins(document: Document) -> str:
    """Print marking, period, edition and page numbers on every page, in its margins."""
    boxes = {
        "top-left": _quoted(document.period.dates),
        "top-center": _quoted(document.marking),
        "top-right": _quoted(words.data_as_at(document)),
        "bottom-left": _quoted(f"{document.title}, {words.edition_and_digest(document)}"),
        "bottom-center": _quoted(document.marking),
        "bottom-right": '"Page " counter(page) " of " counter(pages)',
    }
    rules = "".join(f"@{place} {{ content: {text}; }} " for place, text in boxes.items())
    return f"@media print {{ @page {{ {rules}}} }}"


def _quoted(text: str) -> str:
    """Write text as a string of a style sheet; what is neither letter nor digit is escaped."""
    plain = (c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in text)
    return f'"{"".join(plain)}"'


def fragment(document: Document, /, *, proofs: Sequence[Mapping[str, str]] = ()) -> SafeString:
    """Return the body of the edition page: contents, page one, sections.

    `proofs` are the pages behind the edition, as url and words.
    """
    page = render_to_string(FRAGMENT, {**context(document), "proofs": proofs})
    return mark_safe(numbers_after(page))  # noqa: S308 - the template escaped it


def context(document: Document, /) -> Mapping[str, object]:
    """Return what the template needs, with every link resolved and every chart drawn."""
    stamp = document.stamp
    return {
        "document": document,
        "edition_words": words.edition_and_digest(document),
        "digest_words": numerals.digest_words(document.digest),
        "compiled_words": moment_words(stamp.compiled_at) if stamp else "",
        "data_as_at_words": moment_words(stamp.data_as_at) if stamp else "",
        "changes": stamp.changes if stamp else (),
        "heroes": _tiles(document, heroes=True),
        "small_tiles": _tiles(document, heroes=False),
        "left_out": _left_out(document.left_out),
        "sections": [_section(section) for section in document.sections],
    }


def url(link: Link | None, /) -> str:
    """Return the address that a link opens, or nothing."""
    if link is None:
        return ""
    query = f"?{urlencode(link.query)}" if link.query else ""
    return reverse(link.name, args=link.args) + query


def _section(section: Section) -> Mapping[str, object]:
    return {"section": section, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> Mapping[str, object]:
    shown: dict[str, object] = {"name": block.block, "block": block}
    if isinstance(block, Table):
        shown |= _table(block)
    elif isinstance(block, pictures.PICTURES):
        wide, narrow = _svg(pictures.drawn(block)), _svg(pictures.for_phone(block))
        shown |= {"name": "chart", "wide": wide, "narrow": narrow}
    elif isinstance(block, LeftOut):
        shown["left_out"] = _left_out(block)
    elif isinstance(block, Definitions):
        shown["entries"] = [_entry(entry) for entry in block.entries]
    return shown


def _entry(entry: Definition) -> tuple[Definition, str, str]:
    """Give a definition with its facts in words, and the page of its versions."""
    page = url(definition_link(entry.key)) if entry.key else ""
    return entry, words.facts(entry), page


def _table(table: Table) -> Mapping[str, object]:
    columns = table.columns
    is_wide = any(column.kind in _WIDE for column in columns)
    return {
        "css": "so-table so-rows" if is_wide else "so-table",
        "columns": [(column, _class(column)) for column in columns],
        "scale": words.scale(table),
        "rows": [_row(table, row, number) for number, row in enumerate(table.rows)],
        "sum_row": _row(table, table.sum_row, len(table.rows)) if table.sum_row else None,
    }


def _row(table: Table, row: Sequence[Cell], number: int) -> list[ShownCell]:
    return [
        _cell(table, column, cell, row[0].text, number)
        for column, cell in zip(table.columns, row, strict=True)
    ]


def _cell(table: Table, column: Column, cell: Cell, label: str, number: int) -> ShownCell:
    is_interval = column.kind is ColumnKind.INTERVAL
    drawn = words.strip(table, cell, label=label, number=number) if is_interval else None
    reading = column.kind is ColumnKind.READING and cell.reading
    return ShownCell(
        cell=cell,
        css=_class(column),
        label=column.label,
        is_head=column is table.columns[0],
        url=url(cell.link),
        glyph=_svg(charts.glyph(reading, rising=cell.rising)) if reading else SafeString(""),
        strip=_svg(drawn.svg) if drawn else SafeString(""),
        has_strip=is_interval,
    )


def _class(column: Column) -> str:
    if column.kind in _WORDS:
        return ""
    return "so-number so-bold" if column.key == "current" else "so-number"


def _tiles(document: Document, *, heroes: bool) -> list[Mapping[str, object]]:
    marks = [tile.value.mark for tile in document.tiles if tile.value.mark]
    scale = charts.scale_of(marks)
    numbered = enumerate(document.tiles)
    return [_tile(tile, number, scale) for number, tile in numbered if tile.is_hero is heroes]


def _tile(tile: Tile, number: int, scale: tuple[int, int]) -> Mapping[str, object]:
    value = tile.value
    strip = SafeString("")
    if value.mark and value.reading:
        strip = _svg(
            charts.strip(
                value.mark,
                key=f"tile-{number}",
                scale=scale,
                reading=value.reading,
                description=f"{tile.label}: {tile.sentence}",
                is_large=True,
            )
        )
    glyph = charts.glyph(words.reading_of(value), rising=value.rising)
    return {
        "tile": tile,
        "url": url(value.link),
        "previous_url": url(tile.previous.link) if tile.previous else "",
        "strip": strip,
        "glyph": _svg(glyph),
    }


def _left_out(line: LeftOut) -> list[Mapping[str, str]]:
    return [
        {"count": numerals.count(entry.count), "reason": entry.reason, "url": url(entry.link)}
        for entry in line.items
        if entry.count
    ]


def _svg(drawing: str) -> SafeString:
    # Every word inside was escaped by charts.
    return mark_safe(drawing)  # noqa: S308 - escaped by charts
