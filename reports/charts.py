"""Charts as accessible SVG: the same file on the page and in the PDF.

Colours are presentation attributes (the light theme, and print) beside a class per token:
`so-fill-ink` for a fill, `so-stroke-ink` for a stroke, which a style sheet overrides for the dark
theme. Nothing here uses a style attribute: the content security policy forbids it. Every number
drawn also stands in the table that belongs to the chart.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from reports import numerals
from reports.document import Ledger, Mark, Months
from reports.drawing import (
    CHARACTER,
    NARROW,
    TONES,
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

__all__ = ["NARROW", "WIDE", "glyph", "ledger", "months", "scale_of", "strip"]


def strip(
    mark: Mark,
    /,
    *,
    key: str,
    scale: tuple[int, int],
    reading: Reading,
    description: str,
    is_large: bool = False,
) -> str:
    """Draw an interval strip: zero line, whisker with caps, dot; large with an axis in percent.

    An end without a limit, or beyond the scale, is drawn to the edge without a cap.
    """
    width, height = (260, 44) if is_large else (132, 20)
    pad, middle = (22.0, 12.0) if is_large else (4.0, 10.0)
    low, high = scale

    def x(value: float) -> float:
        inside = min(max(value, low), high)
        return pad + (width - 2 * pad) * (inside - low) / (high - low)

    tone = TONES.get(reading, "flat")
    cap, radius = (5, 5.5) if is_large else (4, 3)
    ends = [end for end in (mark.low, mark.high) if end is not None and low <= end <= high]
    far = high if mark.high is None else mark.high
    body = [
        line(x(low), middle, x(high), middle, "grid", 1),
        *(_axis(x, scale, middle) if is_large else ()),
        line(x(0), 1, x(0), 2 * middle - 1, "ink", 1),
        line(x(mark.low), middle, x(far), middle, tone, 3),
        *(line(x(end), middle - cap, x(end), middle + cap, tone, 2) for end in ends),
    ]
    if mark.estimate is not None:
        body.append(
            f'<circle cx="{x(mark.estimate):.1f}" cy="{middle}" r="{radius}" '
            f'{paint(fill=tone, stroke="surface" if is_large else "")} stroke-width="1"/>'
        )
    return svg(key, width, height, "Change per day with its 95% interval", description, body)


def months(chart: Months, /, *, width: int = WIDE) -> str:
    """Draw monthly counts as two lines over the same calendar months, from 0.

    The period before is grey and dashed, this one is solid; each line is named at its right end.
    """
    height = 300 if width > NARROW else 260
    peak = max((*chart.current, *chart.previous, 1))
    lines = ticks(peak)
    frame = Frame(
        left=12 + CHARACTER * len(numerals.count(lines[-1])),
        right=width - 104.0,
        top=16,
        bottom=height - 32.0,
        highest=lines[-1],
        points=len(chart.labels),
    )
    body = [
        *(line(frame.left, frame.y(t), frame.right, frame.y(t), "grid", 1) for t in lines),
        *(text(frame.left - 8, frame.y(t) + 5, numerals.count(t), "quiet", "end") for t in lines),
        line(frame.left, frame.bottom, frame.right, frame.bottom, "control", 1),
        *_month_labels(chart.labels, frame),
        _path(chart.previous, frame, "before", 'stroke-dasharray="5 4"'),
        _path(chart.current, frame, "now", ""),
        *_end_labels(chart, frame),
    ]
    return svg(chart.key, width, height, chart.title, chart.description, body)


def ledger(
    chart: Ledger, /, *, width: int = WIDE, steps: Mapping[str, int] = MappingProxyType({})
) -> str:
    """Draw an ordered bar with gaps, counts inside where they fit, and all of them named below.

    Each part is a step lighter than the one before it, unless `steps` names its step by its label.
    """
    parts = [part for part in chart.parts if part.count]
    total = sum(part.count for part in parts) or 1
    room = width - 2 * (len(parts) - 1) if parts else width
    body, left, step = [], 0.0, 0
    legend: list[tuple[str, str]] = []
    for part in parts:
        step = steps.get(part.label, step if part.is_unknown else min(step + 1, 4))
        unknown = f'{paint(stroke="control")} stroke-width="1.5" stroke-dasharray="3 2"'
        shape = unknown if part.is_unknown else paint(fill=f"step-{step}")
        span = room * part.count / total
        body.append(rect(left, 0, max(span, 2.0), 40, shape, inset=0.75 * part.is_unknown))
        printed = numerals.count(part.count)
        if span > CHARACTER * len(printed) + 16:
            tone = "on-accent" if step == 1 and not part.is_unknown else "ink"
            body.append(text(left + 8, 26, printed, tone, "start", is_bold=True))
        legend.append((shape, f"{part.label} {printed}"))
        left += span + 2
    rows, used = _legend(legend, width)
    return svg(chart.key, width, 56 + 24 * used, chart.title, chart.description, [*body, *rows])


def glyph(reading: Reading, /, *, rising: bool) -> str:
    """Draw the mark of a reading, 16 px; decoration, because the word stands beside it."""
    tone = TONES.get(reading, "flat")
    if reading in {Reading.COULD_BE_CHANCE, Reading.USUAL, Reading.NO_CLEAR_CHANGE}:
        shape = f'<circle cx="8" cy="8" r="4.5" {paint(fill="flat")}/>'
    elif reading in {Reading.TOO_FEW, Reading.TOO_SHORT}:
        shape = f'<path d="M8 2.5 13.5 8 8 13.5 2.5 8Z" {paint(stroke="flat")} stroke-width="1.5"/>'
    elif reading is Reading.NO_COMPARISON:
        shape = (
            f'<path d="M2 8h3M11 8h3M5 12 8 4M8 12 11 4" {paint(stroke="flat")} '
            'stroke-width="1.5"/>'
        )
    else:
        points = "8,3 14,13 2,13" if rising else "2,3 14,3 8,13"
        shape = f'<polygon points="{points}" {paint(fill=tone)}/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="so-glyph" width="16" height="16" '
        f'viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape}</svg>'
    )


def scale_of(marks: Sequence[Mark], /) -> tuple[int, int]:
    """Return the one scale of all strips of a table: whole tens of percent, zero inside."""
    ends = [end for mark in marks for end in (mark.low, mark.high) if end is not None]
    low = min((0.0, *ends))
    high = min(max((0.0, *ends)), 200.0)
    return int(low // 10 * 10), max(10, int(-(-high // 10) * 10))


def _path(values: Sequence[int], frame: Frame, token: str, dash: str) -> str:
    points = " ".join(f"{frame.x(i):.1f},{frame.y(v):.1f}" for i, v in enumerate(values))
    return f'<polyline points="{points}" {paint(stroke=token)} stroke-width="2" {dash}/>'


def _month_labels(labels: Sequence[str], frame: Frame) -> list[str]:
    last = len(labels) - 1
    shown = [i for i in range(0, len(labels), 3) if last - i > 1 or i == last] + [last]
    return [
        part
        for i in dict.fromkeys(shown)
        for part in (
            line(frame.x(i), frame.bottom, frame.x(i), frame.bottom + 5, "control", 1),
            text(frame.x(i), frame.bottom + 22, labels[i], "quiet", "middle"),
        )
    ]


def _end_labels(chart: Months, frame: Frame) -> list[str]:
    """Name both lines at their right end, at least two lines of text apart."""
    ends = [(chart.current_label, chart.current, "ink", True)]
    if chart.previous:
        ends.append((chart.previous_label, chart.previous, "quiet", False))
    ends.sort(key=lambda end: -end[1][-1])
    labels, free = [], frame.top - 4
    for label, values, tone, is_bold in ends:
        y = max(frame.y(values[-1]) - 2, free)
        total = numerals.count(sum(values))
        labels.append(text(frame.right + 10, y, label, tone, "start", is_bold=is_bold))
        labels.append(text(frame.right + 10, y + 16, total, tone, "start", is_bold=is_bold))
        free = y + 38
    return labels


def _legend(entries: Sequence[tuple[str, str]], width: int) -> tuple[list[str], int]:
    """Set swatches and words in rows below a bar; return the drawing and the number of rows."""
    drawn, x, row = [], 0.0, 0
    for shape, words in entries:
        span = 20 + CHARACTER * len(words)
        if x and x + span > width:
            x, row = 0.0, row + 1
        y = 52 + 24 * row
        drawn.append(rect(x, y, 12, 12, shape, inset=0.75 * ("none" in shape)))
        drawn.append(text(x + 18, y + 11, words, "ink", "start"))
        x += span + 18
    return drawn, row + 1


def _axis(x: Callable[[float], float], scale: tuple[int, int], middle: float) -> list[str]:
    step = 10 if scale[1] - scale[0] <= 60 else 20 * -(-(scale[1] - scale[0]) // 120)
    marks = [t for t in range(scale[0], scale[1] + 1) if t % step == 0]
    return [
        part
        for tick in marks
        for part in (
            line(x(tick), middle + 11, x(tick), middle + 15, "control", 1),
            text(x(tick), middle + 30, _tick_words(tick), "quiet", "middle"),
        )
    ]


def _tick_words(tick: int) -> str:
    return numerals.signed_percent(tick, decimals=0) if tick else "0"
