"""Form fields that the kinds of record share: words, numbers, and choices of rows that were read.

Each error says what is wrong and how to mend it; `subject` is what the field holds, in words.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from accounts.typed import LONGEST_LINE, LONGEST_TEXT
from accounts.wording import number
from records.models import Code

C = TypeVar("C", bound=Code)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")


class WordsField(forms.CharField):
    """Plain words: a line, a short one of `width` characters, or several `lines`.

    Without `max_length` a line has at most LONGEST_LINE characters, several LONGEST_TEXT.
    """

    def __init__(self, *, subject: str, lines: int = 0, width: int = 0, **kwargs: Any) -> None:
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        elif width:
            attrs = {"class": f"govuk-input--width-{width}"}
            kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        messages = {
            "required": f"Enter the {subject}",
            "max_length": f"The {subject} has %(show_value)d characters. "
            "Shorten it to %(limit_value)d",
            "null_characters_not_allowed": f"The {subject} has a character that cannot be kept. "
            "Write it again",
        }
        kwargs.setdefault("max_length", LONGEST_TEXT if lines else LONGEST_LINE)
        super().__init__(error_messages=messages, **kwargs)
        self.subject = subject


class NumberField(forms.Field):
    """A number within bounds: an int, or a Decimal where `places` are allowed."""

    def __init__(
        self, *, subject: str, low: int = 0, high: int, places: int = 0, **kwargs: Any
    ) -> None:
        mode = "decimal" if places else "numeric"
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": mode, "class": "govuk-input--width-5"})
        )
        super().__init__(**kwargs)
        self.subject, self.low, self.high, self.places = subject, low, high, places

    def clean(self, value: object) -> int | Decimal | None:
        """Read the number, or say what was typed and what may be."""
        text = str(value if value is not None else "").strip().replace(",", "")
        if not text:
            if self.required:
                raise ValidationError(f"Enter the {self.subject}", code="required")
            return None
        if not (text.isascii() and _NUMBER.fullmatch(text)) or not self._fits(Decimal(text)):
            raise ValidationError(
                f"The {self.subject} is {value}. Enter {self._wanted()}", code="invalid"
            )
        return Decimal(text) if self.places else int(Decimal(text))

    def _fits(self, found: Decimal) -> bool:
        exponent = found.normalize().as_tuple().exponent
        digits = -exponent if isinstance(exponent, int) else 0
        return self.low <= found <= self.high and digits <= self.places

    def _wanted(self) -> str:
        kind = f"a number with at most {self.places} decimals" if self.places else "a whole number"
        return f"{kind} from {number(self.low)} to {number(self.high)}"

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare as the box shows it."""
        first = "" if initial is None else str(initial)
        return first != ("" if data is None else str(data).strip())


class PoundsField(NumberField):
    """An amount of money typed in pounds; cleans to whole pence."""

    def __init__(self, *, subject: str, **kwargs: Any) -> None:
        super().__init__(subject=subject, high=20_000_000, places=2, **kwargs)

    def clean(self, value: object) -> int | None:
        """Read the pounds, with or without their sign, as pence."""
        found = super().clean(str(value if value is not None else "").strip().removeprefix("£"))
        return None if found is None else int(found * 100)

    def _wanted(self) -> str:
        return "pounds and pence such as 415.90"

    def prepare_value(self, value: object) -> object:
        """Show held pence as pounds; what was typed stays as typed."""
        return f"{value / 100:.2f}" if isinstance(value, int) else value


class _Offered:
    """Rows that were read once and are offered by their key."""

    def __init__(self) -> None:
        self.offered: dict[str, Model] = {}

    def choices_of(
        self, rows: Iterable[Model], words: Callable[[Any], str], group: Callable[[Any], str] | None
    ) -> list[tuple[str, Any]]:
        """Keep the rows and list them as choices, under headings where a group is given."""
        listed = list(rows)
        self.offered = {str(row.pk): row for row in listed}
        if group is None:
            return [(str(row.pk), words(row)) for row in listed]
        headed: dict[str, list[tuple[str, str]]] = {}
        for row in listed:
            headed.setdefault(group(row), []).append((str(row.pk), words(row)))
        return list(headed.items())


def _key(value: object) -> object:
    return str(value.pk) if isinstance(value, Model) else value


class OneOfField(_Offered, forms.ChoiceField):
    """One of the rows offered; cleans to the row, or None where nothing is chosen."""

    def __init__(self, *, subject: str, empty: str = "Choose", **kwargs: Any) -> None:
        _Offered.__init__(self)
        forms.ChoiceField.__init__(self, **kwargs)
        self.subject, self.empty = subject, empty

    def offer(
        self,
        rows: Iterable[Model],
        *,
        words: Callable[[Any], str] = str,
        group: Callable[[Any], str] | None = None,
    ) -> None:
        """Offer rows, in their order; a radio list has no empty choice."""
        blank = [] if isinstance(self.widget, forms.RadioSelect) else [("", self.empty)]
        self.choices = [*blank, *self.choices_of(rows, words, group)]

    def prepare_value(self, value: object) -> object:
        """Show a row by its key."""
        return _key(value)

    def clean(self, value: object) -> Model | None:
        """Give the row chosen."""
        text = str(value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(f"Choose the {self.subject}", code="required")
            return None
        if text not in self.offered:
            raise ValidationError(f"Choose the {self.subject} from the list", code="invalid")
        return self.offered[text]

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare the keys."""
        return str(_key(initial) or "") != str(data or "")


class ManyOfField(_Offered, forms.MultipleChoiceField):
    """Any of the rows offered; cleans to them, in the order of the list."""

    def __init__(self, *, subject: str, **kwargs: Any) -> None:
        _Offered.__init__(self)
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        forms.MultipleChoiceField.__init__(self, **kwargs)
        self.subject = subject

    def offer(self, rows: Iterable[Model], *, words: Callable[[Any], str] = str) -> None:
        """Offer rows, in their order."""
        self.choices = self.choices_of(rows, words, None)

    def prepare_value(self, value: object) -> object:
        """Show rows by their keys."""
        return [_key(row) for row in value] if isinstance(value, list | tuple) else value

    def clean(self, value: object) -> tuple[Model, ...]:
        """Give the rows chosen."""
        keys = {str(key) for key in value} if isinstance(value, list | tuple) else set()
        if keys - set(self.offered):
            raise ValidationError(f"Choose the {self.subject} from the list", code="invalid")
        if self.required and not keys:
            raise ValidationError(f"Choose the {self.subject}", code="required")
        return tuple(row for key, row in self.offered.items() if key in keys)


class ValueField(forms.ChoiceField):
    """One of a few values of a TextChoices; cleans to the value."""

    def __init__(
        self, *, subject: str, choices: Iterable[tuple[str, str]], empty: str = "", **kwargs: Any
    ) -> None:
        offered = [(value, label) for value, label in choices if value]
        messages = {
            "required": f"Choose the {subject}",
            "invalid_choice": f"Choose the {subject} from the list",
        }
        blank = [("", empty)] if empty else []
        super().__init__(choices=[*blank, *offered], error_messages=messages, **kwargs)


def codes(model: type[C], day: date, held: Iterable[C | None] = ()) -> list[C]:
    """Read the codes that may be chosen on a day, and those that the record holds already."""
    keys = [code.pk for code in held if code is not None]
    found: QuerySet[C] = model.objects.valid_on(day)
    return list(found | model.objects.filter(pk__in=keys) if keys else found)


Lists = Mapping[str, Iterable[Model]]
