"""The forms with which records of any kind are moved: reasons, fields, notes, retention."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms

from accounts.form_fields import SouthendForm
from records.actions import Grounds
from records.content import Entry
from records.models import Record, RetentionGroup, ReturnReason

LONGEST_NOTE = 2_000


class NoteForm(SouthendForm):
    """Why an author withdraws a record."""

    note = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Such as: logged twice, the other is A-24-00409. No names of people",
        widget=forms.Textarea(attrs={"rows": "3"}),
        max_length=LONGEST_NOTE,
        error_messages={"required": "Say why it is withdrawn"},
    )


class GroundsForm(SouthendForm):
    """Why a supervisor returns, reopens or withdraws a record: one reason, fields, a note.

    A reason brings its own fields: those that it names are looked at even if none is ticked.
    """

    reason = forms.ChoiceField(
        label="Why?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a reason",
            "invalid_choice": "Choose a reason from the list",
        },
    )
    note = forms.CharField(
        label="What should it say instead?",
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        max_length=LONGEST_NOTE,
    )

    def __init__(
        self,
        *args: Any,
        entries: Iterable[Entry],
        day: date,
        question: str = "Why are you returning it?",
        author: object = "the officer",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = {entry.key: entry.label for entry in entries}
        self.reasons = {
            reason.code: reason
            for reason in ReturnReason.objects.valid_on(day)
            if not reason.fields or set(reason.fields) & set(self.labels)
        }
        chosen = cast("forms.ChoiceField", self.fields["reason"])
        chosen.choices = [(code, str(reason)) for code, reason in self.reasons.items()]
        chosen.label = question
        self.fields["fields"] = forms.MultipleChoiceField(
            label=f"Which fields should {author} look at?",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=list(self.labels.items()),
            error_messages={"invalid_choice": "Choose fields from the list"},
        )
        self.order_fields(["reason", "fields", "note"])

    @property
    def fields_of_reasons(self) -> dict[str, list[str]]:
        """Give the fields that each reason ticks, for the script that ticks them at once."""
        return {
            code: [key for key in reason.fields if key in self.labels]
            for code, reason in self.reasons.items()
        }

    def clean(self) -> dict[str, Any]:
        """Ask for a note where nothing says what to look at."""
        values = self.cleaned_data
        code = values.get("reason")
        if code and not self.ticked() and not values.get("note"):
            self.add_error("note", "Say in a note what is wrong: this reason names no field")
        return values

    def ticked(self) -> tuple[str, ...]:
        """Give the fields that were ticked, or else those of the reason."""
        chosen = self.cleaned_data.get("fields") or []
        return tuple(chosen or self.fields_of_reasons.get(self.cleaned_data.get("reason", ""), []))

    def grounds(self) -> Grounds:
        """Give what the actions take. Call it on a valid form."""
        return Grounds(
            reason=self.reasons[self.cleaned_data["reason"]],
            fields=self.ticked(),
            note=self.cleaned_data["note"],
        )


class RetentionForm(SouthendForm):
    """In which group a record is kept, and whether it is held."""

    group = forms.TypedChoiceField(
        label="Retention group",
        choices=RetentionGroup.choices,
        coerce=lambda value: RetentionGroup(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the retention group"},
    )
    legal_hold = forms.BooleanField(
        label="Legal hold: keep it whatever the review date", required=False
    )
    reason = forms.CharField(
        label="Why?",
        help_text="It stands in the history of the record",
        widget=forms.Textarea(attrs={"rows": "3"}),
        max_length=LONGEST_NOTE,
        error_messages={"required": "Say why"},
    )

    @classmethod
    def of(cls, record: Record) -> "RetentionForm":
        """Make the form as the record stands."""
        return cls(initial={"group": record.retention_group, "legal_hold": record.legal_hold})
