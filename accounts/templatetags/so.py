"""The one library of template tags: numbers and dates in words, glyphs, readings, interval strips.

Filters write None as "Not yet recorded", because a missing number is not a zero.
"""

from collections.abc import Callable
from datetime import date, datetime

from django import forms, template
from django.core.paginator import Page
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts import form_renderer, marks, wording
from accounts.wording import Numeric

register = template.Library()


@register.simple_tag
def glyph(state: str) -> SafeString:
    """Draw the 16 px shape of a state; the word stands beside it in the page.

    Raises: KeyError, if there is no shape of that name.
    """
    return marks.svg(marks.GLYPHS[marks.slug(state)])


@register.simple_tag
def status(state: str, words: str = "") -> SafeString:
    """Write a state as its shape and its word, or the words given instead."""
    return marks.status(state, words)


@register.simple_tag
def reading_mark(reading: str, change: Numeric | None = None) -> SafeString:
    """Write a reading as its mark and its words; the triangle points the way the number moved."""
    return marks.reading(str(reading), change)


def _filter(name: str, write: Callable[..., str]) -> None:
    def written(value: object, argument: object = None) -> str:
        if value is None or value == "":
            return wording.NOT_RECORDED
        return write(value) if argument is None else write(value, argument)

    register.filter(name, written)


_filter("number", lambda value, places=0: wording.number(value, places=int(places)))
_filter("signed", lambda value, places=0: wording.signed(value, places=int(places)))
_filter("percent", lambda value, places=1: wording.percent(value, places=int(places)))
_filter("signed_percent", lambda value, places=1: wording.signed_percent(value, places=int(places)))
_filter("long_date", wording.long_date)
_filter("short_date", wording.short_date)
_filter("clock_time", wording.clock_time)
_filter("moment", wording.moment)
_filter("month", wording.month)
_filter("hours", wording.hours)
_filter("digest", wording.digest)
_filter("count_of", lambda value, nouns: wording.count(value, *str(nouns).split(",")))


@register.filter
def age(since: datetime, at: datetime) -> str:
    """Write how long before `at` something was: {{ record.submitted_at|age:now }}."""
    return wording.age(since, at)


@register.simple_tag
def period(start: date, end: date) -> str:
    """Write a half-open period by its first and last day."""
    return wording.period(start, end)


@register.simple_tag
def period_and_days(start: date, end: date) -> str:
    """Write a half-open period and how many days it has."""
    return wording.period_and_days(start, end)


@register.simple_tag
def interval(low: Numeric | None, high: Numeric | None, places: int = 1) -> str:
    """Write an interval in percent; None is an end without bound."""
    return wording.interval(low, high, places=places)


@register.filter
def lookup(mapping: object, key: object) -> object:
    """Read one key of a mapping, "" where it has none."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: object) -> str:
    """Write the query of this page with some keys changed, None or "" taking one away.

    The page number is dropped unless it is what changes: another filter starts at page one.
    """
    query: QueryDict = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def sort_direction(context: template.Context, key: str) -> str:
    """Tell which way the page is sorted by a key, in the words of aria-sort."""
    sort = context["request"].GET.get("sort", context.get("sort", ""))
    return {key: "ascending", f"-{key}": "descending"}.get(str(sort), "none")


@register.simple_tag
def interval_strip(
    estimate: Numeric | None,
    low: Numeric | None,
    high: Numeric | None,
    reading: str = "could-be-chance",
    scale_low: Numeric = -45,
    scale_high: Numeric = 10,
    wide: bool = False,
) -> SafeString:
    """Draw an interval of a change in percent; all strips of one table share a scale."""
    if estimate is None:
        return mark_safe("")
    draw = marks.wide_strip if wide else marks.row_strip
    return draw(
        marks.Interval(estimate, low, high, reading),
        scale=(min(float(scale_low), 0.0), max(float(scale_high), 0.0)),
    )


@register.simple_tag
def page_numbers(page: "Page[object]") -> list[int | None]:
    """List the page numbers to print, None where some are left out: 1 … 4 5 6 … 129."""
    last = page.paginator.num_pages
    near = {1, last, page.number - 1, page.number, page.number + 1}
    shown = sorted(n for n in near if 1 <= n <= last)
    printed: list[int | None] = []
    for n in shown:
        if printed and printed[-1] is not None and n - printed[-1] > 1:
            printed.append(n - 1 if n - printed[-1] == 2 else None)
        printed.append(n)
    return printed


@register.filter
def minus(value: int, other: int) -> int:
    """Subtract, for "9 more"."""
    return int(value) - int(other)


@register.filter
def kind_of(field: forms.BoundField) -> str:
    """Name the shape a form field is drawn in."""
    return form_renderer.kind_of(field)


@register.filter
def when_optional(field: forms.BoundField) -> str:
    """Say beside a label that a field may stay empty, or when it may not."""
    return form_renderer.when_optional(field)


@register.filter
def form_input(field: forms.BoundField) -> SafeString:
    """Render the widget of a field in GOV.UK classes, with its error and description."""
    return form_renderer.render_input(field)


@register.filter
def with_class(field: forms.BoundField, name: str) -> SafeString:
    """Render the widget of a field with one class."""
    return field.as_widget(attrs={"class": name})


@register.simple_tag
def keep(form: forms.Form, version: object = "") -> SafeString:
    """Write the attributes of a form element that offers back what an interruption left.

    The version is that of the record the form changes: what was kept of an older one is left.
    """
    answered = mark_safe(" data-answered") if form.is_bound else ""
    return format_html('data-keep="{}"{}', version, answered)
