"""The control chart of Excel: a line over its limits, with a mark where it stands out."""

import xlsxwriter

from reports.control_block import Control, Plotted
from reports.renderers.boxes import Drawing
from reports.statistics import Reading

_INK, _QUIET, _INSIDE = "#14191D", "#4A545B", "#66717A"
_SIGNALS = {
    Reading.BETTER: "#2166AC",
    Reading.WORSE: "#B04C06",
    Reading.HIGHER: _INSIDE,
    Reading.LOWER: _INSIDE,
}
_LIMITS = ((2, "Usual", "solid"), (3, "Lower limit", "dash"), (4, "Upper limit", "dash"))


def control_chart(
    book: xlsxwriter.Workbook, name: str, chart: Control, drawing: Drawing, /
) -> xlsxwriter.chart.Chart:
    """Return the chart of the months that stand in the rows of a drawing."""
    drawn = book.add_chart({"type": "line"})
    first, last = drawing.first, drawing.last
    months = [name, first, 0, last, 0]
    drawn.add_series(
        {
            "name": chart.unit.capitalize(),
            "categories": months,
            "values": [name, first, 1, last, 1],
            "line": {"color": _INK, "width": 1.5},
            "marker": _marker("#FFFFFF", _INSIDE),
            "points": _points(chart),
        }
    )
    for column, label, dash in _LIMITS if chart.band or chart.judged else ():
        drawn.add_series(
            {
                "name": label,
                "categories": months,
                "values": [name, first, column, last, column],
                "line": {"color": _QUIET, "width": 1.25, "dash_type": dash},
                "marker": {"type": "none"},
            }
        )
    drawn.set_y_axis({"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": True}})
    drawn.set_x_axis({"interval_unit": 3, "interval_tick": 3})
    return drawn


def _points(chart: Control) -> list[dict[str, object] | None]:
    """Give the marks of the rows: one has none, where a definition begins."""
    marks = [_point(point) for point in chart.points]
    at = chart.broken_at
    return [*marks[:at], None, *marks[at:]] if at else marks


def _marker(fill: str, border: str) -> dict[str, object]:
    return {"type": "circle", "size": 6, "fill": {"color": fill}, "border": {"color": border}}


def _point(point: Plotted) -> dict[str, object] | None:
    colour = _SIGNALS.get(point.reading)
    if colour is None:
        return None
    return {"fill": {"color": colour}, "border": {"color": colour}}
