"""Which blocks are drawn, and how: the same drawing for every format that shows it."""

from dataclasses import replace

from reports import charts, control_drawing
from reports.control_block import Control, ControlRow
from reports.document import Ledger, Months, Picture
from reports.drawing import NARROW, WIDE

PICTURES = (Months, Ledger, Control, ControlRow)


def drawn(block: Picture, /, *, width: int = WIDE) -> str:
    """Draw a block as SVG."""
    if isinstance(block, Months):
        return charts.months(block, width=width)
    if isinstance(block, Ledger):
        return charts.ledger(block, width=width)
    if isinstance(block, Control):
        return control_drawing.control(block, width=width)
    return control_drawing.control_row(block, width=width)


def for_phone(block: Picture, /) -> str:
    """Draw a block for a phone, with identifiers of its own: the page holds it twice."""
    return drawn(replace(block, key=f"{block.key}-phone"), width=NARROW)
