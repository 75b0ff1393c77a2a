"""Control charts as accessible SVG, in the look of `charts`: the same file on page and in PDF.

A month inside the limits is a hollow circle, one that stands out a triangle in its direction, or a
square where the measure has no direction that is hoped for. Over a month that is not recorded the
line is broken, and two strokes stand on the axis.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports import numerals
from reports.control_block import Band, Control, ControlRow, Plotted
from reports.drawing import (
    CHARACTER,
    NARROW,
    WIDE,
    Frame,
    line,
    paint,
    rect,
    svg,
    text,
    ticks,
)
from reports.statistics import Reading

ACROSS = 3
_HEIGHT, _SMALL = 330, 176
_BETWEEN = 24
_SIGNALS = {
    Reading.BETTER: "stands out, better",
    Reading.WORSE: "stands out, worse",
    Reading.HIGHER: "stands out, higher",
    Reading.LOWER: "stands out, lower",
}


def control(chart: Control, /, *, width: int = WIDE) -> str:
    """Draw one control chart with its limits named at the right and a legend of its shapes."""
    is_wide = width > NARROW
    frame = _frame(chart, left=0, width=width - (132 if is_wide else 104), bottom=_HEIGHT - 92)
    entries = list(_legend_entries(chart))
    legend, rows = _legend(entries, width, top=_HEIGHT - 36)
    body = [
        *_axis(frame, chart.band, begins=chart.broken_at),
        *_usual(chart, frame),
        *_month_names(chart, frame, every=3 if is_wide else 6),
        *_split(chart, frame),
        *_definition(chart, frame, is_named=True),
        *_course(chart, frame, radius=4.5),
        *_right_names(chart, frame, is_wide=is_wide),
        *legend,
    ]
    height = _HEIGHT - 44 + 24 * rows
    return svg(chart.key, width, height, chart.title, chart.description, body)


def control_row(row: ControlRow, /, *, width: int = WIDE) -> str:
    """Draw up to three small charts beside each other; below each other on a phone."""
    across = ACROSS if width > NARROW else 1
    each = (width - _BETWEEN * (across - 1)) / across
    body: list[str] = []
    for position, chart in enumerate(row.charts):
        down, aside = divmod(position, across)
        left, top = aside * (each + _BETWEEN), down * (_SMALL + 8.0)
        body += _small(chart, left=left, top=top, width=each)
    height = -(-len(row.charts) // across) * (_SMALL + 8) - 8
    return svg(row.key, width, height, row.title, row.description, body)


def _small(chart: Control, *, left: float, top: float, width: float) -> list[str]:
    frame = _frame(chart, left=left, width=width - 8, bottom=top + _SMALL - 26, top=top + 34)
    ends = chart.points[0].label, chart.points[-1].label
    return [
        text(left, top + 14, chart.title, "ink", "start", is_bold=True),
        *_axis(frame, chart.band, begins=chart.broken_at),
        *_usual(chart, frame),
        *_divider(chart, frame),
        *_definition(chart, frame, is_named=False),
        *_course(chart, frame, radius=3.0),
        text(frame.left, frame.bottom + 20, _short(ends[0]), "quiet", "start"),
        text(frame.right, frame.bottom + 20, _short(ends[1]), "quiet", "end"),
    ]


def _frame(chart: Control, *, left: float, width: float, bottom: float, top: float = 30) -> Frame:
    peak = max((point.count or 0 for point in chart.points), default=0)
    limits = [point.high or 0 for point in chart.points]
    limits += [chart.band.high] if chart.band else []
    lines = ticks(max(peak, int(max(limits, default=0)) + 1, 1))
    return Frame(
        left=left + 18 + CHARACTER * len(numerals.count(lines[-1])),
        right=left + width,
        top=top,
        bottom=bottom,
        highest=lines[-1],
        points=len(chart.points),
    )


def _axis(frame: Frame, band: Band | None, *, begins: int) -> Iterator[str]:
    """Draw the limits behind, from the month at `begins` on, then the grid, then the mean."""
    start, end = frame.left - 6, frame.right + 6
    first = frame.x(begins - 0.5) if begins else start
    if band:
        high, low = frame.y(band.high), frame.y(band.low)
        yield rect(first, high, end - first, low - high, paint(fill="band"), inset=0)
    for tick in ticks(int(frame.highest)):
        yield line(start, frame.y(tick), end, frame.y(tick), "grid", 1)
        yield text(frame.left - 12, frame.y(tick) + 5, numerals.count(tick), "quiet", "end")
    yield line(start, frame.bottom, end, frame.bottom, "control", 1)
    if band:
        yield line(first, frame.y(band.mean), end, frame.y(band.mean), "ink", 1.2)
        for limit in (band.low, band.high):
            yield _dashed(first, frame.y(limit), end, frame.y(limit), "5 4")


def _usual(chart: Control, frame: Frame) -> Iterator[str]:
    """Draw the limits of each judged month as a box, and what is usual of it as a stroke."""
    half = (frame.x(1) - frame.x(0)) / 2
    for position in chart.judged:
        point = chart.points[position]
        left, high, low = (
            frame.x(position) - half,
            frame.y(point.high or 0),
            frame.y(point.low or 0),
        )
        yield rect(left, high, 2 * half, low - high, paint(fill="band"), inset=0)
        usual = frame.y(point.usual or 0)
        yield line(left, usual, left + 2 * half, usual, "ink", 1.2)


def _dashed(x1: float, y1: float, x2: float, y2: float, dash: str) -> str:
    plain = line(x1, y1, x2, y2, "quiet", 1.2)
    return plain.replace("/>", f' stroke-dasharray="{dash}"/>')


def _month_names(chart: Control, frame: Frame, *, every: int) -> Iterator[str]:
    """Name every third month and the last, with the year where it begins to be another."""
    last = len(chart.points) - 1
    shown = [i for i in range(0, last + 1, every) if last - i >= min(2, every - 1)] + [last]
    year = ""
    for position in dict.fromkeys(shown):
        x = frame.x(position)
        month, _, of_year = chart.points[position].label.partition(" ")
        yield line(x, frame.bottom, x, frame.bottom + 5, "control", 1)
        yield text(x, frame.bottom + 20, month[:3], "quiet", "middle")
        if of_year != year:
            yield text(x, frame.bottom + 36, of_year, "quiet", "middle")
        year = of_year


def _split(chart: Control, frame: Frame) -> Iterator[str]:
    """Part the period from the months before, with the totals at both sides."""
    yield from _divider(chart, frame)
    x = frame.x(max(0.0, chart.split - 0.5))
    is_late = x > frame.left + 0.6 * (frame.right - frame.left)
    if is_late:
        yield text(x - 8, 14, chart.now, "ink", "end", is_bold=True)
        return
    yield text(x + 8, 14, chart.now, "ink", "start", is_bold=True)
    if CHARACTER * len(chart.before) < x - 8:
        yield text(x - 8, 14, chart.before, "quiet", "end")


def _divider(chart: Control, frame: Frame) -> Iterator[str]:
    if 0 < chart.split < len(chart.points):
        x = frame.x(chart.split - 0.5)
        yield _dashed(x, frame.top - 14, x, frame.bottom, "1.5 3")


def _definition(chart: Control, frame: Frame, *, is_named: bool) -> Iterator[str]:
    """Draw an upright line where a definition begins, with its name where there is room."""
    if not chart.broken_at:
        return
    x = frame.x(chart.broken_at - 0.5)
    yield line(x, frame.top - 8, x, frame.bottom, "ink", 1.6)
    if is_named:
        is_late = x > (frame.left + frame.right) / 2
        gap, anchor = (-6, "end") if is_late else (6, "start")
        yield text(x + gap, frame.bottom - 8, chart.broken, "ink", anchor)


def _course(chart: Control, frame: Frame, *, radius: float) -> Iterator[str]:
    """Draw the line, broken where a month is not recorded, and a shape for every month."""
    known = [
        (frame.x(i), frame.y(point.count)) if point.count is not None else None
        for i, point in enumerate(chart.points)
    ]
    for position, (start, end) in enumerate(pairwise(known), start=1):
        if start and end and position != chart.broken_at:
            yield line(*start, *end, "ink", 1.4)
    for i, (place, point) in enumerate(zip(known, chart.points, strict=True)):
        yield _shape(*place, point, radius) if place else _break(frame.x(i), frame.bottom)


def _break(x: float, bottom: float) -> str:
    strokes = (
        line(x + each, bottom - 2, x + each + 3, bottom - 12, "flat", 1.5) for each in (-4, 0)
    )
    return "".join(strokes)


def _shape(x: float, y: float, point: Plotted, radius: float) -> str:
    """Draw a month: a circle inside the limits, a triangle or a square where it stands out."""
    if point.reading in {Reading.HIGHER, Reading.LOWER}:
        return rect(x - radius, y - radius, 2 * radius, 2 * radius, paint(fill="flat"), inset=0)
    if point.reading not in {Reading.BETTER, Reading.WORSE}:
        look = f'{paint(fill="surface", stroke="flat")} stroke-width="{radius * 0.4:.1f}"'
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * 0.9:.1f}" {look}/>'
    up = -1 if point.upwards else 1
    tip, base = y + up * radius * 1.1, y - up * radius * 0.9
    wide = radius * 1.15
    corners = f"{x:.1f},{tip:.1f} {x + wide:.1f},{base:.1f} {x - wide:.1f},{base:.1f}"
    tone = "better" if point.reading is Reading.BETTER else "worse"
    return f'<polygon points="{corners}" {paint(fill=tone)}/>'


def _right_names(chart: Control, frame: Frame, *, is_wide: bool) -> Iterator[str]:
    """Name limits, mean and the last month at the right, a line of text apart."""
    names: list[tuple[float, str, str]] = []
    if chart.band:
        upper, lower = ("Upper limit", "Lower limit") if is_wide else ("Upper", "Lower")
        limits = ((chart.band.high, upper), (chart.band.mean, "Mean"), (chart.band.low, lower))
        names += [(frame.y(value), name, f"{value:,.1f}") for value, name in limits]
    last = chart.points[-1]
    own = ((last.high, "Upper"), (last.usual, "Usual"), (last.low, "Lower"))
    names += [(frame.y(value), name, f"{value:,.1f}") for value, name in own if value is not None]
    if last.count is not None:
        names.append((frame.y(last.count), last.label.split()[0][:3], numerals.count(last.count)))
    names.sort()
    for y, (_, name, printed) in zip(_apart([y for y, _, _ in names]), names, strict=True):
        yield text(frame.right + 14, y + 5, f"{name} {printed}", "quiet", "start")


def _apart(heights: Sequence[float]) -> list[float]:
    """Move names apart so that none covers another, each as near to its line as it can be."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + 18) if moved else height)
    over = max(0.0, moved[-1] - (_HEIGHT - 92)) if moved else 0.0
    for position in range(len(moved) - 1, -1, -1):
        highest = moved[position + 1] - 18 if position + 1 < len(moved) else moved[position] - over
        moved[position] = min(moved[position], highest)
    return moved


def _legend_entries(chart: Control) -> Iterator[tuple[Plotted | Band | None, str]]:
    """Give each shape that the chart uses, with its words; None is a month not recorded."""
    seen: dict[tuple[Reading, bool], Plotted] = {}
    for point in chart.points:
        if point.count is not None:
            is_signal = point.reading in _SIGNALS
            key = (point.reading if is_signal else Reading.USUAL, is_signal and point.upwards)
            seen.setdefault(key, point)
    for (reading, _), point in seen.items():
        inside = "inside the limits" if chart.band or chart.judged else "recorded month"
        yield point, _SIGNALS.get(reading, inside)
    if any(point.count is None for point in chart.points):
        yield None, "not recorded"
    if chart.band:
        yield chart.band, f"limits set from {chart.band.months}"
    if chart.base:
        base = Band(0, 0, 0, chart.base)
        yield base, f"limits of each month; what is usual is set from {chart.base}"


def _legend(
    entries: Sequence[tuple[Plotted | Band | None, str]], width: int, *, top: float
) -> tuple[list[str], int]:
    """Set shapes and words in rows; return the drawing and the number of rows."""
    drawn: list[str] = []
    x, row = 0.0, 0
    for shape, words in entries:
        span = 22 + CHARACTER * len(words)
        if x and x + span > width:
            x, row = 0.0, row + 1
        y = top + 24 * row
        if isinstance(shape, Plotted):
            drawn.append(_shape(x + 7, y + 1, shape, 4.5))
        elif shape is None:
            drawn.append(_break(x + 7, y + 8))
        else:
            drawn.append(rect(x, y - 6, 16, 12, paint(fill="band"), inset=0))
        drawn.append(text(x + 22, y + 6, words, "quiet", "start"))
        x += span + 16
    return drawn, row + 1


def _short(label: str) -> str:
    """Shorten a month: May 2023 stays, September 2023 is Sep 2023."""
    month, _, year = label.partition(" ")
    return f"{month[:3]} {year}"
