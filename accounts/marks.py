"""The shapes of states, readings and intervals, as SVG in the tokens' colours: pure functions."""

from typing import Final, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts import wording
from accounts.wording import Numeric

_STROKE: Final = 'fill="none" stroke="currentColor" stroke-width="1.6"'
_TICK: Final = (
    '<path d="M4.7 8.3l2.2 2.2 4.4-4.8" fill="none" stroke="var(--so-surface)" stroke-width="1.8"/>'
)
GLYPHS: Final[dict[str, str]] = {
    "draft": f'<circle cx="8" cy="8" r="6.2" {_STROKE} stroke-dasharray="2.6 2.27"/>',
    "submitted": f'<circle cx="8" cy="8" r="6.2" {_STROKE}/>'
    '<path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor"/>',
    "approved": f'<circle cx="8" cy="8" r="7" fill="currentColor"/>{_TICK}',
    "returned": f'<rect x="1.8" y="1.8" width="12.4" height="12.4" {_STROKE}/>'
    f'<path d="M11 4.8v4.4H5.2M7.6 6.6L5 9.2l2.6 2.6" {_STROKE}/>',
    "reopened": f'<path d="M13.2 9.6a5.6 5.6 0 1 1-1.6-5.4" {_STROKE}/>'
    f'<path d="M12.6 1.2v3.6H9" {_STROKE}/>',
    "withdrawn": f'<circle cx="8" cy="8" r="6.2" {_STROKE}/>'
    f'<path d="M3.8 12.2l8.4-8.4" {_STROKE}/>',
    "dip-sample": f'<circle cx="6.8" cy="6.8" r="4.6" {_STROKE}/>'
    '<path d="M10.2 10.2l4.4 4.4" stroke="currentColor" stroke-width="2"/>',
    "on-device": f'<rect x="4.2" y="1.2" width="7.6" height="13.6" rx="1.2" {_STROKE}/>'
    '<circle cx="8" cy="12" r="1" fill="currentColor"/>',
    "received": f'<path d="M8 1.5v7M5 6l3 3 3-3M1.8 9.5v4.7h12.4V9.5" {_STROKE}/>',
    "not-yet": f'<circle cx="8" cy="8" r="6.2" {_STROKE}/>',
    "refused": '<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor"/>'
    '<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" fill="none" stroke="var(--so-surface)" '
    'stroke-width="1.8"/>',
    "at-risk": f'<path d="M8 1.8l6.6 12H1.4z" {_STROKE} stroke-linejoin="round"/>'
    '<path d="M8 6v4" stroke="currentColor" stroke-width="1.6"/>'
    '<circle cx="8" cy="11.9" r=".9" fill="currentColor"/>',
    "frozen": '<rect x="2.6" y="7" width="10.8" height="7.6" rx="1" fill="currentColor"/>'
    f'<path d="M5 7V4.6a3 3 0 0 1 6 0V7" {_STROKE}/>',
    "full": '<rect x="2" y="2" width="12" height="12" fill="currentColor"/>',
    "part": f'<rect x="2.6" y="2.6" width="10.8" height="10.8" {_STROKE}/>'
    '<path d="M2.6 8h10.8v5.4H2.6z" fill="currentColor"/>',
    "missed": '<path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" stroke-width="2"/>',
    "online": '<path d="M3 14v-3M8 14V7M13 14V2" stroke="currentColor" stroke-width="2.4"/>',
    "no-signal": '<path d="M3 14v-3M8 14V7M13 14V2" stroke="currentColor" stroke-width="2.4"/>'
    '<path d="M1.5 2.5l12 12" stroke="currentColor" stroke-width="1.6"/>',
    "break": '<path d="M5 13L9 3M8 13l4-10M1.5 8h13" fill="none" stroke="currentColor" '
    'stroke-width="1.5"/>',
}
STATUS_WORDS: Final[dict[str, str]] = {
    "draft": "Draft",
    "submitted": "Submitted",
    "approved": "Approved",
    "returned": "Returned",
    "reopened": "Reopened",
    "withdrawn": "Withdrawn",
    "dip-sample": "Dip sample",
    "on-device": "On this phone",
    "received": "Received",
    "not-yet": "Not received yet",
    "refused": "Not accepted",
    "at-risk": "At risk",
    "frozen": "Frozen",
    "full": "As planned",
    "part": "In part",
    "missed": "Missed",
    "online": "Online",
    "no-signal": "No signal",
    "break": "No comparison",
}
READING_WORDS: Final[dict[str, str]] = {
    "better": "Better",
    "worse": "Worse",
    "higher": "Higher",
    "lower": "Lower",
    "could-be-chance": "Could be chance",
    "usual-variation": "Usual variation",
    "too-few": "Too few to say",
    "too-short": "Too short to say",
    "no-clear-change": "No clear change",
}
"""The last is of editions that an earlier method computed."""
_UNDECIDED: Final = frozenset({"could-be-chance", "usual-variation", "no-clear-change"})
_READING_SHAPES: Final[dict[str, str]] = {
    "up": '<path d="M8 2.5l6 11H2z" fill="currentColor"/>',
    "down": '<path d="M8 13.5l6-11H2z" fill="currentColor"/>',
    "disc": '<circle cx="8" cy="8" r="4.6" fill="currentColor"/>',
    "diamond": '<path d="M8 2l6 6-6 6-6-6z" fill="none" stroke="currentColor" stroke-width="1.6"/>',
}


def slug(value: object) -> str:
    """Write a state or reading as the key of its shape: "could be chance" is "could-be-chance"."""
    word = str(value).strip().lower().replace("_", "-").replace(" ", "-")
    return word.removesuffix("-to-say")


def svg(inner: str, tone: str = "") -> SafeString:
    """Wrap a shape of this module as a 16 px picture that screen readers skip."""
    classes = f"so-glyph {tone}".strip()
    return mark_safe(  # noqa: S308 - both parts are constants of this module
        f'<svg class="{classes}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{inner}</svg>"
    )


def status(state: str, words: str = "") -> SafeString:
    """Write a state as its shape and its word, or the words given instead.

    Raises: KeyError, if there is no shape of that name.
    """
    return format_html(
        '<span class="so-status">{} {}</span>',
        svg(GLYPHS[slug(state)]),
        words or STATUS_WORDS[slug(state)],
    )


def _shape_of(reading: str, change: Numeric | None) -> str:
    if reading in _UNDECIDED:
        return "disc"
    if reading in {"too-few", "too-short"} or change is None:
        return "diamond"
    return "up" if change > 0 else "down"


def _tone_of(reading: str) -> str:
    return f"so-tone-{reading if reading in ('better', 'worse') else 'flat'}"


_EDGE: Final = 8
_WIDE: Final = 360
_ROW: Final = 120


class Interval(NamedTuple):
    """A change in percent with its interval; None is an end without bound."""

    estimate: Numeric
    low: Numeric | None
    high: Numeric | None
    reading: str


Scale = tuple[float, float]


def reading(name: str, change: Numeric | None) -> SafeString:
    """Write a reading as its mark and its words; the triangle points the way the number moved."""
    key = slug(name)
    return format_html(
        '<span class="so-reading">{} {}</span>',
        svg(_READING_SHAPES[_shape_of(key, change)], _tone_of(key)),
        READING_WORDS[key],
    )


def row_strip(interval: Interval, *, scale: Scale) -> SafeString:
    """Draw the strip of a table's row, without an axis; what lies beyond the scale stops there."""
    return _strip(interval, scale=scale, width=_ROW, height=20, middle=10)


def wide_strip(interval: Interval, *, scale: Scale) -> SafeString:
    """Draw the strip of a tile, with an axis."""
    return _strip(interval, scale=scale, width=_WIDE, height=46, middle=14)


def _strip(interval: Interval, *, scale: Scale, width: int, height: int, middle: int) -> SafeString:
    def across(value: Numeric) -> float:
        share = (min(max(float(value), scale[0]), scale[1]) - scale[0]) / (scale[1] - scale[0])
        return round(_EDGE + share * (width - 2 * _EDGE), 1)

    key = slug(interval.reading)
    low, high = across(_or(interval.low, scale[0])), across(_or(interval.high, scale[1]))
    wide = width == _WIDE
    drawing = (
        f'<path class="so-strip__base" d="M{_EDGE} {middle}H{width - _EDGE}"/>'
        f"{''.join(_tick(tick, across(tick)) for tick in _ticks(scale)) if wide else ''}"
        f'<path class="so-strip__zero" d="M{across(0)} {middle - 9}V{middle + 9}"/>'
        f'<g class="{_tone_of(key)}"><path class="so-strip__line" d="M{low} {middle}H{high}"/>'
        f'<path class="so-strip__cap" d="M{low} {middle - 5}V{middle + 5}M{high} {middle - 5}V'
        f'{middle + 5}"/><circle class="so-strip__dot" cx="{across(interval.estimate)}" '
        f'cy="{middle}" r="{5.5 if wide else 3.5}"/></g>'
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        "so-strip" if wide else "so-strip so-strip--row",
        width,
        height,
        f"{wording.signed_percent(interval.estimate)}, 95% interval "
        f"{wording.interval(interval.low, interval.high)}: {READING_WORDS[key]}",
        mark_safe(drawing),  # noqa: S308 - made of numbers and constants only
    )


def _or(value: Numeric | None, edge: float) -> Numeric:
    return edge if value is None else value


def _ticks(scale: Scale) -> range:
    span = scale[1] - scale[0]
    step = next((step for step in (10, 20, 50, 100, 200, 500) if span / step <= 6), 1000)
    return range(-(int(-scale[0]) // step) * step, int(scale[1]) + 1, step)


def _tick(tick: int, x: float) -> str:
    word = "0" if tick == 0 else wording.signed_percent(tick, places=0)
    anchor = "start" if x < 24 else "end" if x > _WIDE - 24 else "middle"
    return (
        f'<path class="so-strip__tick" d="M{x} 20v5"/>'
        f'<text class="so-strip__text" x="{x}" y="41" text-anchor="{anchor}">{word}</text>'
    )
