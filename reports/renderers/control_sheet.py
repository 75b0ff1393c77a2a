"""The sheet of the control charts: the charts above, and below them the months that they draw."""

from collections.abc import Sequence
from dataclasses import replace

from reports.control_block import Control, ControlRow, Plotted, control_charts
from reports.document import Document
from reports.renderers.boxes import Box, Drawing, Face, Number, Row, Sheet
from reports.statistics import Reading

NAME = "Control charts"
ACROSS, ROWS = 2, 18
"""How many charts stand beside each other, and how many rows each covers."""
_BEFORE = "Counted differently"
_HEADS = (
    ("Month", Number.TEXT),
    ("Count", Number.COUNT),
    ("Usual", Number.DECIMAL),
    ("Lower limit", Number.DECIMAL),
    ("Upper limit", Number.DECIMAL),
    ("Reading", Number.WORDS),
)


def charts_of(document: Document, /) -> tuple[Control, ...]:
    """Give the control charts of a report, in order."""
    return tuple(
        chart
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Control | ControlRow)
        for chart in control_charts(block)
    )


def fill(empty: Sheet, charts: Sequence[Control], /) -> Sheet:
    """Leave room for the charts under the head of the sheet, then write what they draw."""
    rows: list[Row] = list(empty.rows)
    drawn_from = len(rows)
    rows += [()] * (ROWS * -(-len(charts) // ACROSS))
    drawings = []
    for chart in charts:
        rows += [
            (Box(f"{chart.title}: the months of the chart", face=Face.BOLD),),
            tuple(Box(head, number, Face.HEAD) for head, number in _HEADS),
        ]
        first = len(rows)
        rows += _rows(chart)
        drawings.append(Drawing(chart, first, len(rows) - 1))
        rows.append(())
    return replace(empty, rows=tuple(rows), drawings=tuple(drawings), drawn_from=drawn_from)


def _rows(chart: Control) -> list[Row]:
    """Write the months; a row without a count stands where a definition begins: no line crosses."""
    at = chart.broken_at
    if not at:
        return [_row(chart, point) for point in chart.points]
    nothing = (Box(None, Number.DECIMAL),) * 3
    before: list[Row] = [
        (Box(each.label), Box(each.count, Number.COUNT), *nothing, Box(_BEFORE, Number.WORDS))
        for each in chart.points[:at]
    ]
    begins: Row = (Box(None), Box(None, Number.COUNT), *nothing, Box(chart.broken, Number.WORDS))
    return [*before, begins, *(_row(chart, point) for point in chart.points[at:])]


def _row(chart: Control, point: Plotted) -> Row:
    """Write one month. A month that is not recorded has an empty cell: the line is broken there."""
    band = chart.band
    own = (point.usual, point.low, point.high)
    limits = (band.mean, band.low, band.high) if band else own
    return (
        Box(point.label),
        Box(point.count, Number.COUNT),
        *(Box(limit, Number.DECIMAL) for limit in limits),
        Box(_words(point, chart), Number.WORDS),
    )


def _words(point: Plotted, chart: Control) -> str:
    if point.count is None:
        return "Not recorded"
    if not chart.band and not chart.judged:
        return "No limits"
    if not chart.band and point.high is None:
        return "Base"
    inside = {Reading.USUAL, Reading.NO_CLEAR_CHANGE}
    return "Inside" if point.reading in inside else point.reading.value
