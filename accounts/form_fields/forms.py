"""The form of every page: error summary, and changes of the form itself without scripts."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, pretty_name
from django.utils.datastructures import MultiValueDict

from accounts.form_fields.boxes import Data, DateBoxes, DateBoxesField, typed_text
from accounts.form_fields.text import TypedText, mutable
from accounts.form_renderer import SouthendRenderer


class AnchoredError(ValidationError):
    """An error that knows the id of the box it is about, for the link in the error summary."""

    def __init__(self, message: str, *, anchor: str, code: str = "invalid") -> None:
        super().__init__(message, code=code)
        self.anchor = anchor


class SouthendForm(TypedText, forms.Form):
    """A form in GOV.UK markup whose rows and dates also work without scripts.

    A view asks `wants_more_rows` first. If so it calls `rearrange` and shows the form again:
    what was typed stands as it was, nothing is validated, nothing is saved.

    `needed` names the fields that may be empty but are not optional, with the condition under
    which they are asked for, as the label says it: "with a result", or "" for always.
    """

    default_renderer = SouthendRenderer
    use_required_attribute = False
    needed: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_silent = False
        for name, field in self.fields.items():
            _word_required(field, label=str(field.label or pretty_name(name)))

    @staticmethod
    def wants_more_rows(data: Data) -> bool:
        """Tell whether the form itself is to change, or to be drawn again as it was typed."""
        return any(key in data for key in ("add", "remove", "fill", "restore"))

    def rearrange(self, *, today: date) -> None:
        """Do what the pressed button asks of the form's own data, and leave it unvalidated.

        A button that names no field or row of this form changes nothing.
        """
        data = mutable(self.data)
        name, _, which = typed_text(data, "fill").rpartition(":")
        if name and which in ("today", "yesterday"):
            on = today if which == "today" else today - timedelta(days=1)
            _fill(data, name, on)
        if added := typed_text(data, "add"):
            data[f"{added}-count"] = str(row_count(data, added) + 1)
        name, _, which = typed_text(data, "remove").rpartition(":")
        if name and which.isdigit():
            _remove_row(data, name, int(which))
        self.data = data
        self._bound_fields_cache: dict[str, forms.BoundField] = {}
        self.silence()

    def silence(self) -> None:
        """Show the form as typed, without validating it."""
        self.is_silent = True
        self._errors = ErrorDict()

    def error_summary(self) -> list[tuple[str, str]]:
        """List each error with the id of the box it is about, in the order of the fields.

        Errors of the whole form come first and have no id.
        """
        found = [(str(message), "") for message in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            found += [
                (" ".join(error.messages), _anchor(bound, error))
                for error in bound.errors.as_data()
            ]
        return found


def _word_required(field: forms.Field, *, label: str) -> None:
    """Say what to enter where a field has no words of its own for being empty."""
    messages = field.error_messages
    if messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    if label.endswith("?"):
        messages["required"] = f"Answer “{label}”"
        return
    verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
    inside = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    messages["required"] = f"{verb} the {inside}"


def _anchor(bound: forms.BoundField, error: ValidationError) -> str:
    if isinstance(error, AnchoredError):
        return error.anchor
    if isinstance(bound.field, DateBoxesField):
        part = error.code if error.code in DateBoxes._fields else "day"
        return f"{bound.auto_id}_{part}"
    if isinstance(bound.field.widget, forms.RadioSelect):
        return f"{bound.auto_id}_0"
    return bound.auto_id


def _fill(data: MultiValueDict[str, Any], name: str, on: date) -> None:
    for part, text in zip(DateBoxes._fields, DateBoxes.of(on), strict=True):
        data[f"{name}_{part}"] = text


def row_count(data: Data, name: str) -> int:
    """Read how many rows of a field were sent; anything that is no number is none."""
    text = typed_text(data, f"{name}-count")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def _remove_row(data: MultiValueDict[str, Any], name: str, index: int) -> None:
    """Take one row's keys away and move the later rows up by one."""
    count = row_count(data, name)
    if not 0 <= index < count:
        return
    pattern = re.compile(rf"{re.escape(name)}-(\d+)-(.+)")
    rows = [(key, found) for key in list(data) if (found := pattern.fullmatch(key))]
    moved: dict[str, list[Any]] = {}
    for key, found in rows:
        row = int(found[1])
        values = data.pop(key)
        if row != index:
            moved[f"{name}-{row - (row > index)}-{found[2]}"] = values
    for key, values in moved.items():
        data.setlist(key, values)
    data[f"{name}-count"] = str(count - 1)
