"""Filters of lists. The query strings are a contract: figures of reports link with them.

district=<slug> from=2023-05-01 to=2024-04-30 (days in London, both included) status=approved (may
repeat) team=<slug> q=<words>; kinds add their own.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict

from accounts.clock import LONDON
from accounts.models import District, Officer, Team
from accounts.roles import Permission
from accounts.wording import long_date, period
from records.models import Status


class Days(NamedTuple):
    """Days in Europe/London from one to another, both included; None leaves that end open."""

    first: date | None
    last: date | None

    def condition(self, field: str) -> Q:
        """Make the condition on a column of moments."""
        found = Q()
        if self.first is not None:
            found &= Q(**{f"{field}__gte": midnight(self.first)})
        if self.last is not None:
            found &= Q(**{f"{field}__lt": midnight(self.last + timedelta(days=1))})
        return found

    def __str__(self) -> str:
        """Say the days."""
        if self.first and self.last:
            return period(self.first, self.last + timedelta(days=1))
        return f"from {long_date(self.first)}" if self.first else f"until {long_date(self.last)}"  # type: ignore[arg-type] # one of them is given


def midnight(day: date) -> datetime:
    """Give the first moment of a day in Europe/London."""
    return datetime.combine(day, time.min, tzinfo=LONDON)


class DaysWidget(forms.MultiWidget):
    """Two boxes of dates, sent as `from` and `to` whatever the filter is called."""

    keys = ("from", "to")

    def __init__(self) -> None:
        super().__init__([forms.DateInput(), forms.DateInput()])

    def decompress(self, value: Days | None) -> list[date | None]:
        """Split the days."""
        return [value.first, value.last] if value else [None, None]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ANN401 - Django's signature
        """Read both boxes."""
        return [str(data.get(key) or "") for key in self.keys]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Name the boxes."""
        context = super().get_context(name, value, attrs)
        for box, key in zip(context["widget"]["subwidgets"], self.keys, strict=True):
            box["name"] = key
        return context


class DaysField(forms.MultiValueField):
    """Days from one to another; either may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("widget", None)
        message = {"invalid": "Enter a date such as 2024-04-30"}
        fields = [
            forms.DateField(input_formats=["%Y-%m-%d"], required=False, error_messages=message)
            for _ in range(2)
        ]
        super().__init__(fields, widget=DaysWidget(), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[date | None]) -> Days | None:
        """Join both ends.

        Raises: ValidationError, where the last day is before the first.
        """
        first, last = data_list or (None, None)
        if first and last and last < first:
            raise ValidationError("The last day is before the first. Check both days")
        return Days(first, last) if first or last else None


class DaysFilter(django_filters.Filter):  # type: ignore[misc] # django-filter ships no types
    """Keep the rows whose moment falls on the days `from` … `to` in Europe/London."""

    field_class = DaysField

    def filter(self, qs: QuerySet[Any], value: Days | None) -> QuerySet[Any]:
        """Keep the rows of the days."""
        return qs.filter(value.condition(self.field_name)) if value else qs


class SeveralFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc] # ships no types
    """Keep the rows that have one of the values chosen, shown as check boxes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(**kwargs)

    def is_noop(self, qs: QuerySet[Any], value: list[str]) -> bool:
        """Keep every row only where nothing is chosen."""
        return not value


class Tag(NamedTuple):
    """One filter that is chosen, and the address of the page without it."""

    name: str
    words: str
    url: str


class ListFilterSet(django_filters.FilterSet):  # type: ignore[misc] # django-filter ships no types
    """What the filters of every list share: words for what is chosen, counts beside options.

    `facets` maps a filter with check boxes to the column that it counts. A filter of the list
    reads the `officer` who filters.
    """

    facets: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        self.officer = officer
        super().__init__(*args, **kwargs)

    @property
    def found(self) -> QuerySet[Any]:
        """Give the rows that the filters keep; a filter that cannot be read keeps none."""
        rows: QuerySet[Any] = self.queryset.none() if self.errors else self.qs
        return rows

    def keys_of(self, name: str) -> tuple[str, ...]:
        """Name the keys of the query that a filter reads."""
        widget = self.form.fields[name].widget
        return widget.keys if isinstance(widget, DaysWidget) else (name,)

    def tags(self, request: HttpRequest) -> list[Tag]:
        """List the filters that are chosen, each with the page without it."""
        found = []
        for name in self.form.fields:
            value = getattr(self.form, "cleaned_data", {}).get(name)
            if value not in (None, "", []):
                words = in_words(self.form.fields[name], value)
                url = without(request.GET, *self.keys_of(name))
                found.append(Tag(str(self.form.fields[name].label), words, url))
        return found

    def counts(self) -> dict[str, dict[str, int]]:
        """Count each option of the facets among the rows that the other filters keep."""
        found = {}
        for name, column in self.facets.items():
            if name in self.filters:
                rows = self.others_than(name).order_by().values(column)
                pairs = rows.annotate(n=Count("pk", distinct=True)).values_list(column, "n")
                found[name] = {"none" if key is None else str(key): n for key, n in pairs}
        return found

    def others_than(self, left_out: str) -> QuerySet[Any]:
        """Filter by all filters but one."""
        rows: QuerySet[Any] = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != left_out and name in self.filters:
                rows = self.filters[name].filter(rows, value)
        return rows


def in_words(field: forms.Field, value: object) -> str:
    """Say what is chosen in a filter, by its labels."""
    chosen = value if isinstance(value, list | tuple) and not isinstance(value, Days) else [value]
    labels = {}
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        for key, label in choices:
            grouped = label if isinstance(label, list | tuple) else [(key, label)]
            labels.update({str(code): str(name) for code, name in grouped})
    return ", ".join(labels.get(str(part), str(part)) for part in chosen)


def without(query: QueryDict, *keys: str) -> str:
    """Write a query without some keys, and without the page."""
    left = query.copy()
    for key in (*keys, "page"):
        left.pop(key, None)
    return f"?{left.urlencode()}"


class RecordFilterSet(ListFilterSet):
    """The filters that every kind of record has. A kind adds its own, and where `q` looks."""

    searched: ClassVar[tuple[str, ...]] = ("record__reference", "record__summary")
    facets: ClassVar[Mapping[str, str]] = {"status": "record__status"}

    q = django_filters.CharFilter(method="search", label="Reference or words")
    occurred = DaysFilter(field_name="record__occurred_at", label="Days")
    status = SeveralFilter(field_name="record__status", choices=Status.choices, label="Status")
    team = django_filters.ChoiceFilter(
        field_name="record__team__slug", label="Team", empty_label="All teams"
    )
    district = django_filters.ChoiceFilter(
        field_name="record__district__slug", label="District", empty_label="All districts"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = self.officer.standing.limit(
            District.objects.all(), Permission.SEE_RECORDS, "pk"
        )
        teams = Team.objects.filter(district__in=districts).order_by("name")
        self.filters["team"].extra["choices"] = list(teams.values_list("slug", "name"))
        choices = list(districts.values_list("slug", "name"))
        self.filters["district"].extra["choices"] = choices
        if len(choices) < 2 and not (self.data or {}).get("district"):
            del self.filters["district"]

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the rows that have the words in one of the columns searched."""
        found = Q()
        for column in self.searched:
            found |= Q(**{f"{column}__icontains": value.strip()})
        return rows.filter(found)
