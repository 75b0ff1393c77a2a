"""What the desk asks before it decides on records, and what it asks of the form of a kind."""

from datetime import date
from typing import Any, Protocol

from django import forms

from accounts.form_fields import SouthendForm
from records.actions import Grounds
from records.models import ReturnReason


class KindForm(Protocol):
    """What the desk asks of the form of a kind."""

    def is_valid(self) -> bool:
        """Tell whether what was typed can be used."""

    def details(self) -> Any:  # noqa: ANN401 - each kind has details of its own
        """Give what the actions take."""

    def take(self, refusal: Exception) -> None:
        """Show what an action refused."""

    def wants_more_rows(self, data: Any) -> bool:  # noqa: ANN401 - as SouthendForm declares it
        """Tell whether the form itself is to change."""

    def rearrange(self, *, today: date) -> None:
        """Change the form itself."""


class GroundsForm(SouthendForm):
    """Why a record is returned."""

    reason = forms.ModelChoiceField(
        queryset=ReturnReason.objects.none(),
        label="Reason",
        error_messages={"required": "Choose the reason"},
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        label="Note to the author",
        help_text="What to mend, without names of people",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.queryset = ReturnReason.objects.all().valid_on(today)

    def grounds(self) -> Grounds:
        """Give the reason with the fields that it points at."""
        reason: ReturnReason = self.cleaned_data["reason"]
        return Grounds(reason=reason, fields=tuple(reason.fields), note=self.cleaned_data["note"])


class NoteForm(SouthendForm):
    """Why an author withdraws a record."""

    note = forms.CharField(
        max_length=300, label="Reason", error_messages={"required": "Give the reason"}
    )


class NothingForm(SouthendForm):
    """Nothing is asked but to confirm."""
