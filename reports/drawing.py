"""What every chart is drawn with: colours, lines, boxes, words, and axes from 0. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reports.statistics import Reading

WIDE, NARROW = 720, 358
"""The widths of a drawing, in pixels: on a desk and in print, and on a phone."""
COLOURS = {
    "ink": "#14191d",
    "quiet": "#4a545b",
    "control": "#69747b",
    "grid": "#e3e8e8",
    "band": "#e4eaea",
    "surface": "#ffffff",
    "on-accent": "#ffffff",
    "now": "#005a63",
    "before": "#78848b",
    "better": "#2166ac",
    "worse": "#b04c06",
    "flat": "#66717a",
    "step-1": "#005a63",
    "step-2": "#4f8e94",
    "step-3": "#a3c5c8",
    "step-4": "#cfe1e2",
}
TONES = {Reading.BETTER: "better", Reading.WORSE: "worse"}
FONT = 'font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="14"'
CHARACTER = 6.9
"""How wide a character is, on average, in pixels."""


@dataclass(frozen=True)
class Frame:
    """Hold the drawing area of a chart with axes, which start at 0."""

    left: float
    right: float
    top: float
    bottom: float
    highest: float
    points: int

    def x(self, position: float) -> float:
        """Return where a point of the series stands."""
        return self.left + (self.right - self.left) * position / max(1, self.points - 1)

    def y(self, value: float) -> float:
        """Return how high a value stands."""
        return self.bottom - (self.bottom - self.top) * value / self.highest


def svg(
    key: str, width: int, height: int, title: str, description: str, body: Sequence[str]
) -> str:
    """Return the whole drawing with its title and its description in words."""
    name = escape(key, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="so-chart" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{"".join(body)}</svg>'
    )


def paint(*, fill: str = "", stroke: str = "") -> str:
    """Name the colours of a shape, as attributes and as classes; no fill is none."""
    classes = " ".join(filter(None, [fill and f"so-fill-{fill}", stroke and f"so-stroke-{stroke}"]))
    line = f' stroke="{COLOURS[stroke]}"' if stroke else ""
    return f'class="{classes}" fill="{COLOURS[fill] if fill else "none"}"{line}'


def line(x1: float, y1: float, x2: float, y2: float, token: str, width: float) -> str:
    """Draw a line."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'{paint(stroke=token)} stroke-width="{width}"/>'
    )


def rect(x: float, y: float, width: float, height: float, shape: str, *, inset: float) -> str:
    """Draw a box of a shape, which `paint` gives."""
    return (
        f'<rect x="{x + inset:.1f}" y="{y + inset:.1f}" width="{max(1.0, width - 2 * inset):.1f}" '
        f'height="{height - 2 * inset:.1f}" {shape}/>'
    )


def text(x: float, y: float, words: str, token: str, anchor: str, *, is_bold: bool = False) -> str:
    """Write words; `anchor` is start, middle or end."""
    weight = ' font-weight="700"' if is_bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" {paint(fill=token)} text-anchor="{anchor}" '
        f"{FONT}{weight}>{escape(words)}</text>"
    )


def ticks(peak: int) -> list[int]:
    """Return four or five round values from 0 to the peak or above."""
    step = next(
        size * 10**power
        for power in range(12)
        for size in (1, 2, 5)
        if size * 10**power * 5 >= peak
    )
    return [step * n for n in range(-(-peak // step) + 1)]
