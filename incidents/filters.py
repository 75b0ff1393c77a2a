"""What the list of imported incidents filters by; the parameters are those that reports link with.

`district=<slug>` `month_from=2023-05` `month_to=2024-04` (both months included)
`group=crime|asb` `type=<code>|not-recorded` (may repeat) `place=none` `outcome=<code>`
`force=<slug>` of the publisher (may repeat)
`state=disputed|vanished|left_out` `q=<crime ID>`.
A parameter that cannot be read shows its error and finds nothing.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import CharFilter, ChoiceFilter, Filter, MultipleChoiceFilter

from accounts.clock import LONDON
from accounts.models import District, Force
from accounts.roles import Permission
from accounts.wording import month
from incidents.keys import crime_key
from incidents.models import CrimeType, Incident, MonthlyCount, OutcomeType, Presence
from records.filters import ListFilterSet

NOT_RECORDED = "not-recorded"


class MonthField(forms.CharField):
    """A month such as 2024-04 or April 2024, as its first day."""

    def to_python(self, value: str | None) -> date | None:  # type: ignore[override] # a day, not text
        """Read the month.

        Raises: ValidationError.
        """
        text = str(value or "").strip()
        if not text:
            return None
        for pattern in ("%Y-%m", "%B %Y", "%b %Y", "%m/%Y"):
            try:
                return datetime.strptime(text, pattern).replace(tzinfo=LONDON).date()
            except ValueError:
                continue
        raise ValidationError(f"The month is {text}. Enter a month such as April 2024")


class MonthFilter(Filter):  # type: ignore[misc] # django-filter has no types
    """Rows from a month on, or up to it."""

    field_class = MonthField


class IncidentFilterSet(ListFilterSet):
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
    force = MultipleChoiceFilter(
        label="Publishing force",
        field_name="force__slug",
        widget=forms.CheckboxSelectMultiple,
        choices=[],
    )
    district = ChoiceFilter(label="District", choices=[], empty_label="All", method="of_district")

    class Meta:
        """Of imported incidents."""

        model = Incident
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = self.officer.standing.limit(
            District.objects.all(), Permission.SEE_INCIDENTS, "pk"
        ).values_list("slug", "name")
        self.filters["district"].extra["choices"] = list(districts)
        types = list(CrimeType.objects.order_by("position").values_list("code", "label"))
        self.filters["type"].extra["choices"] = [*types, (NOT_RECORDED, "Not recorded (disputed)")]
        publishers = Force.objects.filter(
            Exists(MonthlyCount.objects.filter(force=OuterRef("pk")))
        ).order_by("name")
        self.filters["force"].extra["choices"] = list(publishers.values_list("slug", "name"))
        outcomes = OutcomeType.objects.order_by("position").values_list("code", "label")
        self.filters["outcome"].extra["choices"] = list(outcomes)

    def filter_queryset(self, rows: QuerySet[Incident]) -> QuerySet[Incident]:
        """Filter what counts in the officer's districts.

        Rows without a location, which belong to no district, and those left out of counts are
        read only where they are asked for, so that the list reads by its index otherwise.
        """
        left_out = self.form.cleaned_data["state"] == Presence.LEFT_OUT
        if self.form.cleaned_data["place"]:
            seen = Incident.objects.visible_to(self.officer).without_location()
            rows = seen if left_out else seen.countable()
        elif left_out:
            rows = Incident.objects.in_districts(self.officer)
        found: QuerySet[Incident] = super().filter_queryset(rows)
        return found

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
        """Keep one district; rows without a location are those of its force, or of those chosen."""
        if self.form.cleaned_data["place"]:
            chosen = self.form.cleaned_data["force"]
            return rows if chosen else rows.filter(force__districts__slug=value)
        return rows.filter(district=District.objects.get(slug=value))

    def words(self, name: str, value: object) -> str:
        """Say a month in words."""
        return month(value) if isinstance(value, date) else super().words(name, value)
