"""A day in three boxes and a time as it is spoken."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

Data = QueryDict | MultiValueDict[str, Any] | Mapping[str, Any]

_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})|(\d{2})(\d{2})|(\d)(\d{2})")


def typed_text(data: Data, key: str) -> str:
    """Read one value as text without the blanks round it, "" where there is none."""
    return str(data.get(key) or "").strip()


class DateBoxes(NamedTuple):
    """The three boxes as they were typed."""

    day: str
    month: str
    year: str

    @classmethod
    def of(cls, value: object) -> "DateBoxes":
        """Take boxes as they are, split a date, and read anything else as three empty boxes."""
        if isinstance(value, DateBoxes):
            return value
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls("", "", "")


class DateBoxesInput(forms.Widget):
    """Day, month and year in three boxes with buttons for today and yesterday."""

    template_name = "components/form/date.html"
    kind = "date"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, quick: bool = True) -> None:
        super().__init__(attrs)
        self.quick = quick

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Add the three boxes, each with its id, name and value."""
        context = super().get_context(name, value, attrs)
        identity = context["widget"]["attrs"].get("id", f"id_{name}")
        typed = DateBoxes.of(value)
        context["boxes"] = [
            {
                "part": part,
                "label": part.capitalize(),
                "id": f"{identity}_{part}",
                "name": f"{name}_{part}",
                "value": text,
            }
            for part, text in zip(DateBoxes._fields, typed, strict=True)
        ]
        context["quick"] = self.quick
        context["is_invalid"] = "aria-invalid" in context["widget"]["attrs"]
        return context

    def value_from_datadict(self, data: Data, files: object, name: str) -> DateBoxes:
        """Read the three boxes; an ISO date under the plain name also serves, as in a link."""
        plain = typed_text(data, name)
        if plain:
            try:
                return DateBoxes.of(date.fromisoformat(plain))
            except ValueError:
                return DateBoxes(plain, "", "")
        return DateBoxes(*(typed_text(data, f"{name}_{part}") for part in DateBoxes._fields))

    def value_omitted_from_data(self, data: Data, files: object, name: str) -> bool:
        """Tell whether none of the boxes was sent."""
        return not any(f"{name}_{part}" in data for part in DateBoxes._fields)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Point at the first box."""
        return f"{id_}_day" if id_ else id_


class DateBoxesField(forms.Field):
    """A day typed as 5, 05 or 5 in one box, 5, 05, May or mai in the next, four digits in the last.

    `subject` is what the date is of, as an error names it: "date of the arrest".
    """

    widget = DateBoxesInput

    def __init__(self, *, subject: str = "date", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.subject = subject

    def clean(self, value: object) -> date | None:
        """Turn the boxes into a date, or say which box is wrong and how to mend it."""
        typed = DateBoxes.of(value)
        if not any(typed):
            if self.required:
                raise ValidationError(f"Enter the {self.subject}", code="day")
            return None
        missing = [part for part in DateBoxes._fields if not getattr(typed, part)]
        if missing:
            words = " and ".join(f"a {part}" for part in missing)
            raise ValidationError(f"The {self.subject} needs {words}", code=missing[0])
        found = self._date(typed)
        self.run_validators(found)
        return found

    def _date(self, typed: DateBoxes) -> date:
        day, month, year = self._day(typed), self._month(typed), self._year(typed)
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(
                f"{'/'.join(typed)} is not a date. Check the day and the month",
                code="day",
            ) from None

    def _day(self, typed: DateBoxes) -> int:
        if typed.day.isascii() and typed.day.isdigit() and 1 <= int(typed.day) <= 31:
            return int(typed.day)
        raise ValidationError(f"The day is {typed.day}. Enter a day from 1 to 31", code="day")

    def _month(self, typed: DateBoxes) -> int:
        text = typed.month
        if text.isascii() and text.isdigit() and 1 <= int(text) <= 12:
            return int(text)
        if len(text) >= 3 and text[:3].lower() in _MONTHS:
            return _MONTHS[text[:3].lower()]
        raise ValidationError(
            f"The month is {text}. Enter a month from 1 to 12, or its name", code="month"
        )

    def _year(self, typed: DateBoxes) -> int:
        text = typed.year
        if text.isascii() and text.isdigit() and len(text) == 4 and text[0] != "0":
            return int(text)
        raise ValidationError(f"The year is {text}. Enter the year with four digits", code="year")

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare what was typed with the first value, both as boxes."""
        return DateBoxes.of(initial) != DateBoxes.of(data)


class TimeInput(forms.TextInput):
    """A short box for a time of day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "so-time", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:  # noqa: ANN401 - Django's signature
        """Write a time as 23:14 and leave what was typed as it was."""
        return f"{value:%H:%M}" if isinstance(value, time) else super().format_value(value)


class TimeField(forms.Field):
    """A time of day typed as 1:30, 01:30, 1.30, 130 or 0130.

    `subject` is what happened, as an error names it: "arrest" gives "The arrest is at 25:14".
    """

    widget = TimeInput

    def __init__(self, *, subject: str = "time", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.subject = subject

    def clean(self, value: object) -> time | None:
        """Turn the text into a time, or say what it says and what to enter."""
        text = str(value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(f"Enter the time of the {self.subject}", code="required")
            return None
        found = _TIME.fullmatch(text) if text.isascii() else None
        if not found:
            raise ValidationError(
                f"The {self.subject} is at {text}. Enter a time such as 23:14", code="invalid"
            )
        hour, minute = (int(part) for part in found.groups() if part is not None)
        if hour > 23 or minute > 59:
            raise ValidationError(
                f"The {self.subject} is at {text}. Enter a time from 00:00 to 23:59", code="invalid"
            )
        at = time(hour, minute)
        self.run_validators(at)
        return at

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare as the box shows it."""
        first = f"{initial:%H:%M}" if isinstance(initial, time) else str(initial or "")
        return first != str(data or "").strip()
