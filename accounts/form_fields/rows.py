"""A field that is a list of small forms, added and taken away without scripts."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from accounts.form_fields.boxes import Data
from accounts.form_fields.forms import AnchoredError, SouthendForm, row_count


class SubmittedRows:
    """The rows of one field as they were sent: one bound form per row, made once."""

    def __init__(self, row_forms: Sequence[SouthendForm]) -> None:
        self.forms = list(row_forms)


class RowsInput(forms.Widget):
    """A fieldset per row: the field builds the forms, the field group's template draws them."""

    kind = "rows"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.row_form_class: type[SouthendForm] = SouthendForm
        self.row_kwargs: dict[str, Any] = {}
        self.max_rows = 1

    def value_from_datadict(self, data: Data, files: Any, name: str) -> SubmittedRows:  # noqa: ANN401 - Django's signature
        """Bind one form per row that was sent, never more than may be."""
        rows = min(row_count(data, name), self.max_rows)
        return SubmittedRows(
            [
                self.row_form_class(
                    data=cast("Any", data),
                    files=files,
                    prefix=f"{name}-{index}",
                    empty_permitted=True,
                    **self.row_kwargs,
                )
                for index in range(rows)
            ]
        )

    def value_omitted_from_data(self, data: Data, files: object, name: str) -> bool:
        """Tell whether the field was not on the form at all."""
        return f"{name}-count" not in data


class RowsBoundField(forms.BoundField):
    """A rows field on its form: keeps the row forms, so that they are validated and drawn once."""

    field: "RowsField"

    @property
    def data(self) -> SubmittedRows:
        """Bind the rows once."""
        if not hasattr(self, "_submitted"):
            self._submitted: SubmittedRows = super().data
        return self._submitted

    @property
    def rows(self) -> list[SouthendForm]:
        """List the forms to draw: as sent, or of the first values, at least as many as must be."""
        made = self._made()
        if self.form.is_bound and getattr(self.form, "is_silent", False):
            for row in made:
                row.silence()
        return made

    def _made(self) -> list[SouthendForm]:
        if self.form.is_bound:
            return self.data.forms
        first = list(self.initial or [])
        blank = max(self.field.min_rows - len(first), 0)
        return [
            self.field.row_form_class(
                initial=values, prefix=f"{self.html_name}-{index}", **self.field.row_kwargs
            )
            for index, values in enumerate([*first, *({} for _ in range(blank))])
        ]

    @property
    def may_add(self) -> bool:
        """Tell whether another row may be added."""
        return len(self.rows) < self.field.max_rows

    @property
    def may_remove(self) -> bool:
        """Tell whether a row may be taken away."""
        return len(self.rows) > self.field.min_rows


class RowsField(forms.Field):
    """A list of small forms; `clean` gives the list of their cleaned data, empty rows left out.

    `noun` names one row: "offence" gives "Offence 1", "Add another offence", "Remove offence 1".
    Errors stand in the row at their box; with several rows each begins with the row's name.
    """

    widget = RowsInput

    def __init__(
        self,
        row_form_class: type[SouthendForm],
        *,
        noun: str,
        min_rows: int = 0,
        max_rows: int = 20,
        row_kwargs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("required", min_rows > 0)
        super().__init__(**kwargs)
        self.row_form_class = row_form_class
        self.noun = noun
        self.min_rows = min_rows
        self.max_rows = max_rows
        self.row_kwargs = row_kwargs or {}

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> RowsBoundField:
        """Bind as a rows field; the widget learns here how to build a row."""
        widget = cast("RowsInput", self.widget)
        widget.row_form_class = self.row_form_class
        widget.row_kwargs = self.row_kwargs
        widget.max_rows = self.max_rows
        return RowsBoundField(form, self, field_name)

    def clean(self, value: object) -> list[dict[str, Any]]:
        """Clean each row that is not empty.

        Raises: ValidationError with one anchored error per wrong box.
        """
        row_forms = value.forms if isinstance(value, SubmittedRows) else []
        filled = [row for row in row_forms if row.has_changed()]
        lacking = max(self.min_rows - len(filled), 0)
        must = [row for row in row_forms if row not in filled][:lacking]
        for row in must:
            row.empty_permitted = False
        if lacking > len(must):
            raise ValidationError(self._too_few(), code="too_few")
        asked = [row for row in row_forms if row in filled or row in must]
        errors = [error for row in asked for error in self._errors_of(row, row_forms)]
        if errors:
            raise ValidationError(errors)
        return [row.cleaned_data for row in asked]

    def _too_few(self) -> str:
        words = f"an {self.noun}" if self.noun[:1] in "aeiou" else f"a {self.noun}"
        return f"Add {words}" if self.min_rows == 1 else f"Add {self.min_rows} {self.noun}s"

    def _errors_of(self, row: SouthendForm, row_forms: list[SouthendForm]) -> list[AnchoredError]:
        if row.is_valid():
            return []
        if len(row_forms) > 1:
            _name_row(row, f"{self.noun.capitalize()} {row_forms.index(row) + 1}")
        fallback = next((row[name].auto_id for name in row.fields), "")
        return [
            AnchoredError(message, anchor=anchor or fallback)
            for message, anchor in row.error_summary()
        ]


def _name_row(row: SouthendForm, name: str) -> None:
    """Begin each error of a row with the row's name, in the row and in the summary alike."""
    for errors in row.errors.values():
        errors.data = [
            AnchoredError(f"{name}: {' '.join(error.messages)}", anchor=error.anchor)
            if isinstance(error, AnchoredError)
            else ValidationError(f"{name}: {' '.join(error.messages)}", code=error.code)
            for error in errors.as_data()
        ]
