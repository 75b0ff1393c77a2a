"""What the list of imported incidents filters by; the parameters are those that reports link with.

`district=<slug>` `month_from=2023-05` `month_to=2024-04` (both months included)
`group=crime|asb` `type=<code>|not-recorded` (may repeat) `place=none` `outcome=<code>`
`state=disputed|vanished|left_out` `q=<crime ID>` `sort=-month`.
A parameter that cannot be read shows its error and finds nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet, MultipleChoiceFilter

from accounts.models import District, Force, Officer
from accounts.roles import Permission
from incidents.keys import crime_key
from incidents.models import CrimeType, Incident, OutcomeType, Presence

NOT_RECORDED = "not-recorded"
SORTS = {"month": "month"}
"""What an index gives in order: two hundred thousand rows are not sorted for one page."""


class MonthField(forms.CharField):
    """A month such as 2024-04, as its first day."""

    def to_python(self, value: str | None) -> date | None:  # type: ignore[override] # a day, not text
        """Read the month.

        Raises: ValidationError.
        """
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError as error:
            raise ValidationError("Enter the month as in 2024-04") from error


class MonthFilter(Filter):  # type: ignore[misc] # django-filter has no types
    """Rows from a month on, or up to it."""

    field_class = MonthField


class Chosen(NamedTuple):
    """One filter that is chosen: its name, what it says, and the page without it."""

    name: str
    words: str
    url: str


class IncidentFilterSet(FilterSet):  # type: ignore[misc] # django-filter has no types
    """The filters of imported incidents."""

    filters: dict[str, Any]

    q = CharFilter(method="of_crime_id", label="Crime ID, in full")
    month_from = MonthFilter(field_name="month", lookup_expr="gte", label="From month")
    month_to = MonthFilter(field_name="month", lookup_expr="lte", label="To month")
    group = ChoiceFilter(
        label="Crime or antisocial behaviour",
        choices=[("crime", "Recorded crime"), ("asb", "Antisocial behaviour")],
        empty_label="Both",
        method="of_group",
    )
    type = MultipleChoiceFilter(
        label="Type", widget=forms.CheckboxSelectMultiple, method="of_type", choices=[]
    )
    outcome = ChoiceFilter(
        field_name="last_outcome", label="Last outcome", empty_label="All", choices=[]
    )
    state = ChoiceFilter(
        label="State",
        choices=[
            ("disputed", "Rows contradict each other"),
            (Presence.VANISHED.value, Presence.VANISHED.label),
            (Presence.LEFT_OUT.value, Presence.LEFT_OUT.label),
        ],
        empty_label="All that count",
        method="in_state",
    )
    place = ChoiceFilter(
        label="Location",
        choices=[("none", "Without a location (whole force)")],
        empty_label="In the district",
        method="of_place",
    )
    district = ChoiceFilter(label="District", choices=[], empty_label="All", method="of_district")
    sort = ChoiceFilter(
        choices=[(f"{sign}{key}", key) for key in SORTS for sign in ("", "-")],
        widget=forms.HiddenInput,
        method="in_order",
    )

    class Meta:
        """Of imported incidents."""

        model = Incident
        fields: ClassVar[list[str]] = []

    def __init__(self, data: QueryDict | Mapping[str, Any] | None, *, officer: Officer) -> None:
        super().__init__(data, Incident.objects.all())
        self.officer = officer
        districts = officer.standing.limit(
            District.objects.all(), Permission.SEE_INCIDENTS, "pk"
        ).values_list("slug", "name")
        self.filters["district"].extra["choices"] = list(districts)
        types = list(CrimeType.objects.order_by("position").values_list("code", "label"))
        self.filters["type"].extra["choices"] = [*types, (NOT_RECORDED, "Not recorded (disputed)")]
        outcomes = OutcomeType.objects.order_by("position").values_list("code", "label")
        self.filters["outcome"].extra["choices"] = list(outcomes)

    def filter_queryset(self, rows: QuerySet[Incident]) -> QuerySet[Incident]:
        """Filter and sort what the officer may see; what cannot be read finds nothing."""
        if self.form.errors:
            return rows.none()
        values = self.form.cleaned_data
        everything = Incident.objects
        rows = (
            everything.visible_to(self.officer).without_location()
            if values["place"]
            else everything.in_districts(self.officer)
        )
        if values["state"] != Presence.LEFT_OUT:
            rows = rows.countable()
        found: QuerySet[Incident] = super().filter_queryset(rows)
        return found if values["sort"] else self.in_order(found, "sort", "-month")

    def of_crime_id(self, rows: Any, name: str, value: str) -> Any:  # noqa: ANN401 - django-filter
        """Keep the incident with an identifier, found by its key."""
        forces = Force.objects.values_list("slug", flat=True)
        return rows.filter(key__in=[crime_key(slug, value.strip()) for slug in forces])

    def of_group(self, rows: Any, name: str, value: str) -> Any:  # noqa: ANN401 - django-filter
        """Keep recorded crime, or antisocial behaviour."""
        return rows.crimes() if value == "crime" else rows.antisocial()

    def of_type(self, rows: Any, name: str, value: list[str]) -> Any:  # noqa: ANN401 - django-filter
        """Keep the types chosen."""
        if not value:
            return rows
        found = Q(crime_type__in=[code for code in value if code != NOT_RECORDED])
        if NOT_RECORDED in value:
            found |= Q(crime_type__isnull=True)
        return rows.filter(found)

    def in_state(self, rows: Any, name: str, value: str) -> Any:  # noqa: ANN401 - django-filter
        """Keep the disputed, or the vanished."""
        return rows.disputed() if value == "disputed" else rows.filter(presence=value)

    def of_place(self, rows: Any, name: str, value: str) -> Any:  # noqa: ANN401 - django-filter
        """Leave the rows: filter_queryset has begun with those without a location."""
        return rows

    def of_district(self, rows: Any, name: str, value: str) -> Any:  # noqa: ANN401 - django-filter
        """Keep one district; rows without a location are those of its force."""
        if self.form.cleaned_data["place"]:
            return rows.filter(force__districts__slug=value)
        return rows.filter(district=District.objects.get(slug=value))

    def in_order(self, rows: Any, name: str, value: str) -> Any:  # noqa: ANN401 - django-filter
        """Sort, and by number where two are the same."""
        sign = "-" if value.startswith("-") else ""
        return rows.order_by(f"{sign}{SORTS[value.removeprefix('-')]}", f"{sign}pk")

    def chosen(self, query: QueryDict) -> list[Chosen]:
        """List the filters that are chosen, each with the page without it."""
        values = getattr(self.form, "cleaned_data", {})
        return [
            Chosen(str(field.label), self.words(name, values[name]), without(query, name))
            for name, field in self.form.fields.items()
            if name != "sort" and values.get(name)
        ]

    def words(self, name: str, value: Any) -> str:  # noqa: ANN401 - as wide as the filters
        """Say what is chosen of one filter."""
        if isinstance(value, date):
            return f"{value:%B %Y}"
        labels = dict(getattr(self.form.fields[name], "choices", []))
        listed = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(key, key)) for key in listed)


def without(query: QueryDict, name: str) -> str:
    """Write a query without one parameter, at its first page."""
    left = query.copy()
    for key in (name, "page"):
        left.pop(key, None)
    return f"?{left.urlencode()}"
