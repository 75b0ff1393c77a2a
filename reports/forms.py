"""The form that asks for a report."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.form_fields import DateBoxesField, SouthendForm
from accounts.models import District
from records.closing import MOST_GRACE
from reports.definitions import REPORTS
from reports.periods import EndBeforeStartError, Period, shift_months
from reports.spans import Span, period_of

Choices = list[tuple[str, str]]


class CompileForm(SouthendForm):
    """Which report of which district and period; any days, whole months for police data."""

    report = forms.ChoiceField(choices=[(report.slug, report.name) for report in REPORTS])
    subject = forms.ChoiceField(
        label="Operation", required=False, help_text="Only for the report about one operation."
    )
    district = forms.ModelChoiceField(queryset=District.objects.none(), empty_label=None)
    span = forms.ChoiceField(
        label="Period",
        required=False,
        help_text="A choice here takes the place of the two days.",
    )
    first = DateBoxesField(label="First day", subject="first day", required=False)
    last = DateBoxesField(
        label="Last day",
        subject="last day",
        required=False,
        help_text="Police data has months, not days: it is reported for whole months only.",
    )

    def __init__(
        self,
        *args: Any,
        districts: Any,  # noqa: ANN401 - a queryset
        operations: Choices,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = districts
            elif name == "subject" and isinstance(field, forms.ChoiceField):
                field.choices = [("", "None"), *operations]
            elif name == "span" and isinstance(field, forms.ChoiceField):
                field.choices = spans(today)

    def clean(self) -> dict[str, Any]:
        """Make the period of the choice, or of the two days."""
        cleaned = super().clean() or {}
        if span := cleaned.get("span"):
            return cleaned | {"period": period_of(Span(span), today=self.today)}
        first, last = cleaned.get("first"), cleaned.get("last")
        for name, day in (("first", first), ("last", last)):
            if day is None and name not in self.errors:
                self.add_error(name, f"Enter the {name} day, or choose a period")
        if first and last:
            try:
                cleaned["period"] = Period(start=first, end=last + timedelta(days=1))
            except EndBeforeStartError as error:
                raise ValidationError({"last": str(error)}) from error
        return cleaned


def spans(today: date) -> Choices:
    """List the periods that have a name, each with its days."""
    named = [(span, period_of(span, today=today)) for span in Span]
    words = [(span.value, f"{span.words}: {period.dates}") for span, period in named]
    return [("", "The days below"), *words]


def last_twelve_months(today: date) -> Period:
    """Give the twelve whole months that ended last."""
    first = today.replace(day=1)
    return Period(start=shift_months(first, -12), end=first)


class ClosePeriodForm(SouthendForm):
    """Up to which day a district's records are closed, and after how many days of grace."""

    district = forms.ModelChoiceField(queryset=District.objects.none(), empty_label=None)
    through = DateBoxesField(
        label="Last day to close",
        subject="last day to close",
        help_text="It is closed with every day before it.",
    )
    grace_days = forms.IntegerField(
        label="Days of grace",
        min_value=0,
        max_value=MOST_GRACE,
        help_text="What is approved within them still counts as reported in time.",
    )

    def __init__(self, *args: Any, districts: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's form arguments
        super().__init__(*args, **kwargs)
        choice = self.fields["district"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = districts
