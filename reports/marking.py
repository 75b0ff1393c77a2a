"""The symbols that figures of an edition carry: [p] provisional and [r] restated. Pure.

They belong to the edition and not to the figures, so the digest does not cover them. Source of the
symbols: Government Analysis Function, symbols in tables (docs/statistics.md).
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from reports.document import Cell, Document, Stamp, Tile
from reports.figures import Figure
from reports.tables import CURRENT, PREVIOUS

Part = TypeVar("Part")
PROVISIONAL, REVISED = "[p]", "[r]"


def marked(document: Document) -> Document:
    """Print the symbols beside the numbers of the period that an edition stamps.

    A tile carries its symbol in the label: beside a figure of that size it would be read first.
    """
    return document if document.stamp is None else _marked(document, document.stamp)


def _marked(part: Part, stamp: Stamp) -> Part:
    if isinstance(part, tuple):
        return cast(Part, tuple(_marked(one, stamp) for one in part))
    if isinstance(part, Stamp) or not is_dataclass(part) or isinstance(part, type):
        return part
    if isinstance(part, Tile):
        symbol = symbol_of(part.value, stamp)
        return cast(Part, replace(part, label=f"{part.label} {symbol}")) if symbol else part
    if isinstance(part, Cell):
        symbol = symbol_of(part, stamp)
        return cast(Part, replace(part, text=f"{part.text} {symbol}")) if symbol else part
    changed: dict[str, Any] = {
        field.name: _marked(getattr(part, field.name), stamp)
        for field in fields(part)
        if field.init
    }
    return cast(Part, replace(part, **changed))


def symbol_of(cell: Cell, stamp: Stamp) -> str:
    """Give the symbol of a number; numbers of the period before are not provisional."""
    if cell.value is None:
        return ""
    if cell.opens in stamp.revised:
        return REVISED
    is_current = cell.opens.endswith(f"/{CURRENT}")
    return PROVISIONAL if stamp.is_provisional and is_current else ""


def marks_of(figure: Figure, stamp: Stamp | None) -> tuple[bool, bool]:
    """Tell whether a figure is provisional and whether either side of it is revised.

    It says of a row what the symbols say of its cells, for machines. What is not stamped is
    neither.
    """
    if stamp is None:
        return False, False
    sides = {f"{figure.key}/{side}" for side in (CURRENT, PREVIOUS)}
    return stamp.is_provisional, not sides.isdisjoint(stamp.revised)
