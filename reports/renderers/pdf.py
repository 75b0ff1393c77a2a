"""The PDF of a report: typst lays it out as tagged PDF/UA-1 and PDF/A-2a.

Text reaches the layout as JSON and is never read as markup. The fonts are shipped and the system's
are ignored; the time stamp is that of the compilation, so that the same document gives the same
bytes.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typst

from reports import charts, numerals
from reports.codec import Json, encode
from reports.document import (
    Block,
    Cell,
    Definition,
    Definitions,
    Document,
    Layout,
    LeftOut,
    Section,
    Table,
    Tile,
)
from reports.periods import moment_words
from reports.renderers import glyphs, pictures, words
from reports.statistics import Reading

FOLDER = Path(__file__).parent
MOST_CHANGES = 5
LAYOUTS = {Layout.REPORT: "report.typ", Layout.SLIDE: "slide.typ"}


def render(document: Document, /) -> bytes:
    """Return the document as PDF. Raises typst.TypstError where the layout is not accessible."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FOLDER / "fonts")],
    )
    compiler = typst.Compiler(
        str(FOLDER / LAYOUTS[document.layout]),
        root=str(FOLDER),
        font_paths=fonts,
        sys_inputs={"document": json.dumps(_printed(document))},
    )
    stamp = document.stamp.compiled_at if document.stamp else datetime.fromtimestamp(0, UTC)
    printed = compiler.compile(
        format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=int(stamp.timestamp())
    )
    if not isinstance(printed, bytes):
        raise TypeError("One document gives one PDF.")
    return printed


def _printed(document: Document) -> Json:
    """Return the layout with characters that the fonts have, and say what they have not."""
    printing = glyphs.Printing()
    layout = {key: printing.values(part) for key, part in _layout(document).items()}
    return {**layout, "fonts": list(glyphs.FAMILIES), "unprinted": printing.note()}


def _layout(document: Document) -> dict[str, Json]:
    """Return what the layout prints, with every number already in words."""
    stamp = document.stamp
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "service": document.service,
        "marking": document.marking,
        "verdict": document.verdict,
        "period_words": document.period_words,
        "claim": words.claim(document),
        "footer": {
            "title": f"{document.title}, {document.service}",
            "edition": words.edition_and_digest(document),
            "period": document.period.dates,
            "as_at": words.data_as_at(document),
        },
        "tiles": [_tile(tile) for tile in document.tiles],
        "summary": list(document.summary),
        "changes_title": f"Changed since {_lower(stamp.replaces)}" if stamp else "",
        "changes": words.first(stamp.changes, MOST_CHANGES) if stamp else [],
        "facts": _facts(document),
        "sections": [_section(section) for section in document.sections],
    }


def _facts(document: Document) -> Json:
    """Return the facts at the foot of page one: name, value, whether it is set in monospace."""
    stamp = document.stamp
    left_out = words.left_out(document.left_out)
    if stamp is None:
        return [["Owner", document.owner, False]]
    return [
        ["Edition", f"{stamp.edition}, frozen on {moment_words(stamp.compiled_at)}", False],
        ["Complete", document.complete or "Not stated", False],
        ["Replaces", stamp.replaces or "Nothing: this is the first edition", False],
        ["Definitions", f"Section {len(document.sections)}", False],
        ["Data as at", moment_words(stamp.data_as_at), False],
        ["State", stamp.closing, False],
        ["Figures", numerals.digest_words(document.digest), True],
        ["Owner", document.owner, False],
        ["Left out", "; ".join(left_out) or "Nothing was left out", False],
    ]


def _tile(tile: Tile) -> Json:
    reading = tile.value.reading
    return {
        "hero": tile.is_hero,
        "label": tile.label,
        "value": tile.value.text,
        "unit": tile.unit,
        "change": tile.change,
        "percent": tile.percent,
        "sentence": tile.sentence,
        "reading": reading.value if reading else "",
        "glyph": charts.glyph(reading or Reading.NO_COMPARISON, rising=tile.value.rising),
    }


def _section(section: Section) -> Json:
    return {
        "number": section.number,
        "title": section.title,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> Json:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, pictures.PICTURES):
        return {"block": "chart", "svg": pictures.drawn(block), "alt": words.alt(block)}
    if isinstance(block, LeftOut):
        return {"block": "left_out", "items": list(words.left_out(block))}
    if isinstance(block, Definitions):
        entries: Json = [
            {"term": each.term, "text": _text(each), "facts": words.facts(each)}
            for each in block.entries
        ]
        return {"block": "definitions", "entries": entries}
    return encode(block)


def _text(entry: Definition) -> str:
    """Print what a term means, and what the version before it counted differently."""
    before = f" Before it: {entry.difference}" if entry.difference else ""
    return f"{entry.text}{before}"


def _table(table: Table) -> Json:
    return {
        "block": "table",
        "caption": table.caption,
        "columns": [encode(column) for column in table.columns],
        "scale": words.scale(table),
        "rows": [_row(table, row, number) for number, row in enumerate(table.rows)],
        "sum": _row(table, table.sum_row, len(table.rows)) if table.sum_row else None,
    }


def _row(table: Table, row: Sequence[Cell], number: int) -> Json:
    return [
        {
            "text": cell.text,
            "remark": cell.remark,
            "glyph": charts.glyph(cell.reading, rising=cell.rising) if cell.reading else "",
            "strip": _strip(table, row[0].text, cell, number),
        }
        for cell in row
    ]


def _strip(table: Table, label: str, cell: Cell, number: int) -> Json:
    drawn = words.strip(table, cell, label=label, number=number)
    return None if drawn is None else {"svg": drawn.svg, "alt": drawn.description}


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
