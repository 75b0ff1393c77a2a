"""Filters of lists. The query strings are a contract: figures of reports link with them.

district=<slug> from=2023-05-01 to=2024-04-30 (days in London, both included) status=approved (may
repeat) team=<slug> q=<words>; kinds add their own.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from accounts.clock import LONDON
from accounts.form_fields import DateBoxes, DateBoxesField, DateBoxesInput
from accounts.models import District, Officer
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


class DaysInput(forms.Widget):
    """Two days in three boxes each, sent as from_day … to_year; a link says from= and to=."""

    template_name = "components/form/days.html"
    kind = "days"
    ends: ClassVar[Mapping[str, str]] = {"from": "From", "to": "To"}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.box = DateBoxesInput(quick=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """Name every key of the query that it reads."""
        parts = [f"{end}_{part}" for end in self.ends for part in DateBoxes._fields]
        return (*self.ends, *parts)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[DateBoxes]:  # noqa: ANN401 - Django's signature
        """Read both days."""
        return [self.box.value_from_datadict(data, files, end) for end in self.ends]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Add each day under its label."""
        context = super().get_context(name, value, attrs)
        days = value or [None, None]
        context["days"] = [
            (label, self.box.get_context(end, day, {"id": f"id_{end}"}))
            for (end, label), day in zip(self.ends.items(), days, strict=True)
        ]
        return context


class DaysField(forms.MultiValueField):
    """Days from one to another; either may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("widget", None)
        fields = [
            DateBoxesField(required=False, subject=subject) for subject in ("first day", "last day")
        ]
        super().__init__(fields, widget=DaysInput(), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[date | None]) -> Days | None:
        """Join both ends.

        Raises: ValidationError, where the last day is before the first, or the last there is.
        """
        first, last = data_list or (None, None)
        if last == date.max:
            raise ValidationError("The last day is too late. Enter an earlier day")
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

    `facets` maps a filter with check boxes, of which a row has one value, to the column that it
    counts. A filter of the list reads the `officer` who filters.
    """

    facets: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        self.officer = officer
        super().__init__(*args, **kwargs)

    @property
    def facet_columns(self) -> dict[str, str]:
        """Give the column that each facet of this list counts."""
        return {name: column for name, column in self.facets.items() if name in self.filters}

    @property
    def found(self) -> QuerySet[Any]:
        """Give the rows that the filters keep; a filter that cannot be read keeps none."""
        rows: QuerySet[Any] = self.queryset.none() if self.errors else self.qs
        return rows

    def keys_of(self, name: str) -> tuple[str, ...]:
        """Name the keys of the query that a filter reads."""
        widget = self.form.fields[name].widget
        return widget.keys if isinstance(widget, DaysInput) else (name,)

    def tags(self, request: HttpRequest) -> list[Tag]:
        """List the filters that are chosen, each with the page without it."""
        found = []
        for name in self.form.fields:
            value = getattr(self.form, "cleaned_data", {}).get(name)
            if value not in (None, "", []):
                words = self.words(name, value)
                url = without(request.GET, *self.keys_of(name))
                found.append(Tag(str(self.form.fields[name].label), words, url))
        return found

    def words(self, name: str, value: object) -> str:
        """Say what is chosen in a filter."""
        return in_words(self.form.fields[name], value)

    def counts(self) -> dict[str, dict[str, int]]:
        """Count each option of the facets among the rows that the other filters keep."""
        return {name: self.counts_of(name, but=name) for name in self.facet_columns}

    def split(self, name: str) -> dict[str, int]:
        """Count what was found by the options of a facet."""
        return self.counts_of(name)

    def counts_of(self, name: str, *, but: str = "") -> dict[str, int]:
        """Add the cells of the table up by one facet, within what the facets but one keep."""
        chosen = {
            facet: set(self.form.cleaned_data[facet])
            for facet in self.facet_columns
            if facet != but and self.form.cleaned_data.get(facet)
        }
        counts: dict[str, int] = {}
        for cell, n in self.table:
            if all(cell[facet] in options for facet, options in chosen.items()):
                counts[cell[name]] = counts.get(cell[name], 0) + n
        return counts

    @cached_property
    def table(self) -> list[tuple[dict[str, str], int]]:
        """Count the rows that all filters but the facets keep, by every combination of the facets.

        One query serves the counts of every facet and the split of what was found.
        """
        rows: QuerySet[Any] = self.queryset.order_by()
        for name, value in self.form.cleaned_data.items():
            if name in self.filters and name not in self.facet_columns:
                rows = self.filters[name].filter(rows, value)
        columns = list(self.facet_columns.values())
        counted = rows.values_list(*columns).annotate(n=Count("pk", distinct=True))
        return [
            (
                {
                    name: "none" if key is None else str(key)
                    for name, key in zip(self.facet_columns, keys, strict=True)
                },
                n,
            )
            for *keys, n in counted
        ]


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
            District.objects.order_by("teams__name"), Permission.SEE_RECORDS, "pk"
        )
        rows = list(districts.values_list("slug", "name", "teams__slug", "teams__name"))
        teams = [(slug, name) for _, _, slug, name in rows if slug]
        self.filters["team"].extra["choices"] = teams
        choices = sorted({(slug, name) for slug, name, _, _ in rows}, key=itemgetter(1))
        self.filters["district"].extra["choices"] = choices
        if len(choices) < 2 and not (self.data or {}).get("district"):
            del self.filters["district"]

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the rows that have the words in one of the columns searched."""
        found = Q()
        for column in self.searched:
            found |= Q(**{f"{column}__icontains": value.strip()})
        return rows.filter(found)
