"""What the desk asks before it decides on records, and what it asks of the form of a kind."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, QueryDict

from accounts.clock import LONDON
from accounts.form_fields import SouthendForm
from records import versions
from records.content import Entry
from records.forms import GroundsForm, RetentionForm
from records.models import Record, RetentionGroup

AS_IT_IS = "as-it-is"


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


class NothingForm(SouthendForm):
    """Nothing is asked but to confirm."""


class KeepingForm(SouthendForm):
    """How several records are kept: what is not chosen stays with each as it is.

    A hold that was put on one of them is lifted by nobody who only meant the group.
    """

    group = forms.ChoiceField(
        label="Retention group",
        widget=forms.RadioSelect,
        choices=[(AS_IT_IS, "Leave each in its group"), *RetentionGroup.choices],
        initial=AS_IT_IS,
        error_messages={"required": "Choose the retention group, or to leave it"},
    )
    hold = forms.ChoiceField(
        label="Legal hold",
        widget=forms.RadioSelect,
        choices=[
            (AS_IT_IS, "Leave each as it is"),
            ("on", "Keep them whatever the review date"),
            ("off", "Lift the hold"),
        ],
        initial=AS_IT_IS,
        error_messages={"required": "Choose the legal hold, or to leave it"},
    )
    reason = RetentionForm.base_fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Ask for something to be set."""
        values = self.cleaned_data
        if values.get("group") == values.get("hold") == AS_IT_IS:
            self.add_error("group", "Choose a group or a legal hold: nothing would be set")
        return values

    def keeping_of(self, record: Record) -> dict[str, Any]:
        """Give group, hold and reason for a record, as the action takes them."""
        group, hold = self.cleaned_data["group"], self.cleaned_data["hold"]
        return {
            "group": RetentionGroup(record.retention_group if group == AS_IT_IS else int(group)),
            "legal_hold": record.legal_hold if hold == AS_IT_IS else hold == "on",
            "reason": self.cleaned_data["reason"],
        }


def shared_entries(records: Sequence[Record]) -> list[Entry]:
    """Give the entries that all records have, as the first of them says them."""
    contents = [versions.content_of(versions.latest(record)) for record in records]
    if not contents:
        return []
    shared = set.intersection(*({entry.key for entry in content} for content in contents))
    return [entry for entry in contents[0] if entry.key in shared]


def grounds_form(data: QueryDict | None, records: Sequence[Record], at: datetime) -> GroundsForm:
    """Make the form of the review queue for several records: the fields that all of them have."""
    authors = {str(record.logged_by) for record in records}
    return GroundsForm(
        data,
        entries=shared_entries(records),
        day=at.astimezone(LONDON).date(),
        question=f"Why are you returning {'it' if len(records) == 1 else 'them'}?",
        author=authors.pop() if len(authors) == 1 else "the author of each",
    )


def number_of(request: HttpRequest, name: str) -> int:
    """Read a whole number that a form sent, 0 where there is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def key_of(request: HttpRequest) -> UUID:
    """Read the key that the form was given, so that a second sending is the same record."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid4()
