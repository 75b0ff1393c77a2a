"""Text of forms: kept as everybody sees it, and never without a length."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name
from django.utils.datastructures import MultiValueDict

from accounts.form_fields.boxes import Data
from accounts.typed import LONGEST_LINE, LONGEST_TEXT, typed, why_not

if TYPE_CHECKING:
    Base: TypeAlias = forms.BaseForm
else:
    Base = object


class KeepableCharacters:
    """Refuse a text with a character that no two computers show alike."""

    def __init__(self, subject: str) -> None:
        self.subject = subject

    def __call__(self, value: str) -> None:
        """Say which it is. A character of nought is refused by Django's own rule.

        Raises: ValidationError.
        """
        if "\x00" not in value and (why := why_not(value, subject=self.subject)):
            raise ValidationError(why, code="odd_character")


class TypedText(Base):
    """What forms do to every text before it is read. Passwords stay as they are.

    `taken_out` are sentences that say from which field something that cannot be seen was taken.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken_out: list[str] = []
        for name, field in self.text_fields():
            field.validators = [*field.validators, *rules_of(name, field)]

    def text_fields(self) -> Iterator[tuple[str, forms.CharField]]:
        """Give the fields that hold text for people to read."""
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and not hidden_from_view(field):
                yield name, field

    def full_clean(self) -> None:
        """Take out what cannot be seen, then check as forms do."""
        self.taken_out = []
        if self.is_bound:
            for name, field in self.text_fields():
                self._take_out(name, field)
        super().full_clean()

    def _take_out(self, name: str, field: forms.CharField) -> None:
        form: Any = self
        key = self.add_prefix(name)
        raw = form.data.get(key)
        if not isinstance(raw, str):
            return
        found = typed(raw, lines=isinstance(field.widget, forms.Textarea))
        if notice := found.notice(subject_of(name, field)):
            self.taken_out.append(notice)
        if found.text != raw:
            data = mutable(form.data)
            data[key] = found.text
            form.data = data


def rules_of(
    name: str, field: forms.CharField
) -> Iterator[KeepableCharacters | validators.MaxLengthValidator]:
    """Give the rules of a text: its characters, and a length where it names none."""
    subject = subject_of(name, field)
    yield KeepableCharacters(subject)
    if field.max_length is None:
        is_long = isinstance(field.widget, forms.Textarea)
        field.max_length = LONGEST_TEXT if is_long else LONGEST_LINE
        yield validators.MaxLengthValidator(
            field.max_length,
            message=f"The {subject} has %(show_value)d characters. Shorten it to %(limit_value)d",
        )


def hidden_from_view(field: forms.Field) -> bool:
    """Tell whether nobody reads what is typed, so that every character of it counts."""
    return isinstance(field.widget, forms.PasswordInput)


def subject_of(name: str, field: forms.Field) -> str:
    """Name what a field holds, inside a sentence."""
    subject: str = getattr(field, "subject", "") or str(field.label or pretty_name(name))
    return subject if subject[1:2].isupper() else subject[:1].lower() + subject[1:]


def mutable(data: Data) -> MultiValueDict[str, Any]:
    """Copy what a form was sent, so that it can be changed."""
    if isinstance(data, MultiValueDict):
        return MultiValueDict({key: list(values) for key, values in data.lists()})
    return MultiValueDict({key: [value] for key, value in data.items()})
