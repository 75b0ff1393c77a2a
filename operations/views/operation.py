"""The page of an operation: effort, outputs, results, and where."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from accounts import clock
from incidents.maps import feature, source_of
from incidents.models import Area, AreaKind
from operations.models import Operation
from operations.overview import Line, Overview, Span, overview_of
from records.filters import DaysField
from records.models import Kind, Record
from records.views.detail import RecordDetailView

PERIODS = ((12, "12 months"), (3, "3 months"), (1, "Last month"))


class PeriodForm(forms.Form):
    """The days that the figures are of."""

    days = DaysField(required=False, label="Other days")


class OperationDetail(RecordDetailView):
    """An operation in a period: 12 months to the end of last month, unless others are chosen."""

    template_name = "operations/operation_detail.html"
    kind = Kind.OPERATION

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Call the page by the operation's name."""
        context = super().get_context_data(**kwargs)
        operation: Operation = context["operation"]
        context["title"] = operation.name
        context["crumbs"][-1]["label"] = operation.name
        return context

    def more(self, record: Record) -> dict[str, Any]:
        """Add the figures of the period, the map and the table of areas."""
        operation = Operation.objects.select_related("record__district", "lead").get(pk=record.pk)
        form = PeriodForm(self.request.GET or None)
        overview = overview_of(operation, span_of(form, operation, clock.today()))
        return {
            "operation": operation,
            "period_form": form,
            "periods": periods(overview.span, clock.today()),
            "overview": overview,
            "columns": columns(overview),
            "left_out": [
                {"count": line.shown, "url": url_of(line), "reason": line.label}
                for line in overview.left_out
            ],
            "tabs": tabs(overview),
            "area_rows": [
                (row.area, row.patrols.shown, url_of(row.patrols), row.minutes)
                for row in overview.areas
            ],
            **map_of(operation, [row.area for row in overview.areas]),
        }


def span_of(form: PeriodForm, operation: Operation, today: date) -> Span:
    """Read the days chosen; an end that is left open is that of the operation, or today."""
    usual = Span.months_before(today)
    if not form.is_bound or not form.is_valid() or form.cleaned_data["days"] is None:
        return usual
    first, last = form.cleaned_data["days"]
    ends = min(operation.ends_on or today, today)
    span = Span(first=first or operation.starts_on, last=last or ends)
    return span if span.first <= span.last else usual


def periods(span: Span, today: date) -> list[dict[str, Any]]:
    """List the periods that are one press away."""
    offered = [(label, Span.months_before(today, months)) for months, label in PERIODS]
    return [
        {"label": label, "url": f"?{urlencode(one.query)}", "current": one == span}
        for label, one in offered
    ]


def url_of(line: Line) -> str:
    """Give the address of the list behind a figure."""
    return f"{reverse(f'{line.kind}-list')}?{urlencode(line.query)}"


def columns(overview: Overview) -> list[Mapping[str, object]]:
    """Give effort, outputs and results with the address of each figure."""
    named = (
        ("Effort", "what was put in", overview.effort),
        ("Outputs", "what was done", overview.outputs),
        ("Results", "what came of it", overview.results),
    )
    return [
        {"heading": heading, "about": about, "lines": [(line, url_of(line)) for line in lines]}
        for heading, about, lines in named
    ]


def tabs(overview: Overview) -> list[dict[str, str]]:
    """List the lists of the operation's approved records, with how many they hold."""
    lines = [overview.effort[0], *(line for line in overview.outputs if not line.part)]
    return [{"label": line.label, "count": line.shown, "url": url_of(line)} for line in lines]


def map_of(operation: Operation, areas: list[Area]) -> dict[str, Any]:
    """Draw the operation's areas among the wards of the district, and name the source."""
    wards = Area.objects.filter(district=operation.district_id, kind=AreaKind.WARD)
    drawn = [area for area in wards.valid_on(clock.today()) if area not in areas]
    features = [feature(area, chosen=False) for area in drawn]
    features += [feature(area, chosen=True) for area in areas]
    return {
        "geojson": {"type": "FeatureCollection", "features": features},
        "map_source": source_of([*areas, *drawn]),
    }
