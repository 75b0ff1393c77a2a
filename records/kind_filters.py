"""What the lists of every kind filter by. The parameters are a contract: reports link with them.

`district=<slug>` `from=2023-05-01` `to=2024-04-30` (both days included) `status=approved` (may
repeat) `team=<slug>` `q=` (reference and the kind's own numbers) `sort=-occurred_at`.
A parameter that cannot be read shows its error and finds nothing: a wrong link is never a list of
everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet, MultipleChoiceFilter
from django_filters.widgets import SuffixedMultiWidget

from accounts.clock import midnight
from accounts.models import District, Officer, Team
from accounts.roles import Permission
from accounts.wording import listed, long_date
from records.models import Status

NONE = "none"
"""The value of a parameter that asks for rows without one: operation=none, disposal=none."""

Rows = QuerySet[Any]
Days = tuple[date | None, date | None]
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Chosen:
    """One filter that is chosen, as its tag says it, and the parameters that hold it."""

    parameters: tuple[str, ...]
    name: str
    words: str


class DaysWidget(SuffixedMultiWidget):  # type: ignore[misc] # django-filter has no types
    """Two boxes named `from` and `to`, whatever the field is called."""

    template_name = "django_filters/widgets/multiwidget.html"
    suffixes = ["from", "to"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.DateInput, forms.DateInput], attrs)

    def suffixed(self, name: str, suffix: str) -> str:
        """Name the box by itself."""
        return suffix


class DaysField(forms.MultiValueField):
    """A first and a last day, both included; either may be left open."""

    widget = DaysWidget

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": "Enter the day as in 2024-04-30"}
        boxes = [
            forms.DateField(
                required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y"], error_messages=messages
            )
            for _ in range(2)
        ]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[date | None]) -> Days | None:
        """Give the days, or say that they are the wrong way round."""
        first, last = (*data_list, None, None)[:2]
        if first and last and last < first:
            raise ValidationError("The first day is after the last. Check both days")
        return (first, last) if first or last else None


class DaysFilter(Filter):  # type: ignore[misc] # django-filter has no types
    """Rows that occurred on the days chosen, in Europe/London."""

    field_class = DaysField

    def filter(self, rows: Rows, value: Days | None) -> Rows:
        """Keep the rows from the first moment of the first day to the last of the last."""
        first, last = value or (None, None)
        if first:
            rows = rows.filter(**{f"{self.field_name}__gte": midnight(first)})
        if last:
            rows = rows.filter(**{f"{self.field_name}__lt": midnight(last + timedelta(days=1))})
        return rows


class AnyOfFilter(MultipleChoiceFilter):  # type: ignore[misc] # django-filter has no types
    """Rows with any of the values chosen; the value "none" asks for rows without one."""

    def __init__(
        self,
        field_name: str,
        *,
        label: str,
        choices: Choices | None = None,
        distinct: bool = False,
    ) -> None:
        super().__init__(
            field_name=field_name,
            label=label,
            choices=choices or [],
            distinct=distinct,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": f"{label}: %(value)s is not on the list"},
        )

    def filter(self, rows: Rows, value: Sequence[str]) -> Rows:
        """Keep the rows with any of the values."""
        if not value:
            return rows
        values = [key for key in value if key != NONE]
        found = Q(**{f"{self.field_name}__in": values})
        if NONE in value:
            found |= Q(**{f"{self.field_name}__isnull": True})
        return rows.filter(found).distinct() if self.distinct else rows.filter(found)

    @property
    def choices(self) -> Choices:
        """List what is offered."""
        choices: Choices = self.extra["choices"]
        return choices

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these values; of one value the first label stands."""
        self.extra["choices"] = list(dict(reversed(list(choices))).items())[::-1]


class RecordFilterSet(FilterSet):  # type: ignore[misc] # django-filter has no types
    """The filters that the lists of every kind have.

    `order` is the order on the panel, `facets` the filters whose options carry counts, `numbers`
    the columns that `q` looks into besides the reference, `sorts` what may be sorted by, `exempt`
    the fields of the kind without a filter, each with the reason.
    """

    order: ClassVar[tuple[str, ...]] = ("q", "when", "status", "team", "district")
    facets: ClassVar[tuple[str, ...]] = ("status",)
    numbers: ClassVar[tuple[str, ...]] = ()
    numbers_label: ClassVar[str] = "Reference"
    when_label: ClassVar[str] = "When"
    sorts: ClassVar[Mapping[str, str]] = {
        "reference": "record__reference",
        "occurred_at": "record__occurred_at",
        "logged_by": "record__logged_by__collar_number",
        "status": "record__status",
    }
    default_sort: ClassVar[str] = "-occurred_at"
    exempt: ClassVar[Mapping[str, str]] = {}
    filters: dict[str, Any]

    q = CharFilter(method="find")
    when = DaysFilter(field_name="record__occurred_at")
    status = AnyOfFilter("record__status", label="Status", choices=Status.choices)
    team = AnyOfFilter("record__team__slug", label="Team")
    district = AnyOfFilter("record__district__slug", label="District")
    sort = ChoiceFilter(method="in_order", widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | Mapping[str, Any] | None = None,
        queryset: Rows | None = None,
        *,
        officer: Officer,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, queryset, **kwargs)
        self.officer = officer
        self.filters["q"].label = self.numbers_label
        self.filters["when"].label = self.when_label
        self.filters["sort"].extra["choices"] = [
            (f"{sign}{key}", key) for key in self.sorts for sign in ("", "-")
        ]
        self.offer()
        self.filters = {name: self.filters[name] for name in (*self.order, "sort")}

    def offer(self) -> None:
        """Offer the teams and districts whose records the officer sees."""
        standing, sees = self.officer.standing, Permission.SEE_RECORDS
        teams = standing.limit(Team.objects.order_by("name"), sees, "district")
        self.filters["team"].offer(teams.values_list("slug", "name"))
        districts = list(
            standing.limit(District.objects.all(), sees, "pk").values_list("slug", "name")
        )
        self.filters["district"].offer(districts)
        if len(districts) < 2:
            self.filters["district"].extra["widget"] = forms.MultipleHiddenInput

    def find(self, rows: Rows, name: str, value: str) -> Rows:
        """Keep the rows whose reference or number holds the text."""
        paths = ("record__reference", *self.numbers)
        found = Q()
        for path in paths:
            found |= Q(**{f"{path}__icontains": value.strip()})
        return rows.filter(found)

    def in_order(self, rows: Rows, name: str, value: str) -> Rows:
        """Sort, and by key where two are the same."""
        sign = "-" if value.startswith("-") else ""
        return rows.order_by(f"{sign}{self.sorts[value.removeprefix('-')]}", "pk")

    def filter_queryset(self, rows: Rows) -> Rows:
        """Filter and sort; what cannot be read finds nothing."""
        if self.form.errors:
            return rows.none()
        found: Rows = super().filter_queryset(rows)
        return (
            found
            if self.form.cleaned_data["sort"]
            else self.in_order(found, "sort", self.default_sort)
        )

    def counts(self) -> dict[str, dict[str, int]]:
        """Count the rows behind each option of the facets, with the other filters as they are."""
        if self.form.errors:
            return {}
        return {name: self.count_of(name) for name in self.facets}

    def count_of(self, facet: str) -> dict[str, int]:
        """Count the rows behind each option of one filter."""
        rows = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name not in (facet, "sort"):
                rows = self.filters[name].filter(rows, value)
        path = self.filters[facet].field_name
        found = rows.order_by().values_list(path).annotate(n=Count("pk"))
        return {NONE if key is None else str(key): n for key, n in found}

    def chosen(self) -> list[Chosen]:
        """List the filters that are chosen, in words, in the order of the panel."""
        if not self.form.is_valid():
            return []
        values = self.form.cleaned_data
        return [
            Chosen(
                parameters=("from", "to") if name == "when" else (name,),
                name=self.form.fields[name].label,
                words=self.words(name, values[name]),
            )
            for name in self.order
            if values.get(name)
        ]

    def words(self, name: str, value: Any) -> str:  # noqa: ANN401 - as wide as the filters
        """Say what is chosen of one filter."""
        if name == "when":
            return days_in_words(value)
        if isinstance(value, list):
            labels = dict(self.form.fields[name].choices)
            return ", ".join(str(labels[key]) for key in value)
        choices = getattr(self.form.fields[name], "choices", None)
        return str(dict(choices).get(value, value)) if choices else str(value)


def days_in_words(days: Days) -> str:
    """Say which days are chosen."""
    first, last = days
    if first and last:
        return f"{long_date(first)} to {long_date(last)}"
    return f"from {long_date(first)}" if first else f"to {long_date(last)}" if last else ""


def split_in_words(by_status: Mapping[str, int]) -> str:
    """Split a list by state: "23 approved and counted. 3 submitted are not counted yet."."""
    approved = by_status.get(Status.APPROVED, 0)
    others = [
        f"{n:,} {Status(status).label.lower()}"
        for status in Status
        if status != Status.APPROVED and (n := by_status.get(status, 0))
    ]
    counted = f"{approved:,} approved and counted." if approved else "None is counted yet."
    if not others:
        return counted
    one = len(others) == 1 and others[0].startswith("1 ")
    return f"{counted} {listed(others)} {'is' if one else 'are'} not counted."
