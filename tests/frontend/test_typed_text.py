"""Every form of the pages and of the desk: characters, and a length for each text."""

import pytest
from django import forms
from django.contrib.admin import site
from django.utils.datastructures import MultiValueDict

from accounts.desk import DeskAdmin, DeskForm
from accounts.form_fields import SouthendForm, TypedText
from accounts.typed import LONGEST_TEXT

PACKAGES = {"accounts", "records", "incidents", "operations", "reports"}


def every(kind: type[forms.BaseForm]) -> set[type[forms.BaseForm]]:
    """Give all classes of forms that are made from one."""
    return {kind, *(found for each in kind.__subclasses__() for found in every(each))}


class Note(SouthendForm):
    """One line, several lines, a password."""

    name = forms.CharField(label="Name")
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    secret = forms.CharField(widget=forms.PasswordInput, required=False)


def note(**typed: str) -> Note:
    """Send the form."""
    return Note(MultiValueDict({name: [value] for name, value in typed.items()}))


class TestTypedText:
    def test_takes_out_what_cannot_be_seen_and_says_from_where(self) -> None:
        form = note(name="Op\u200b Union\ufeff", note="one\r\ntwo\u202e")

        assert form.is_valid()
        assert form.cleaned_data["name"] == "Op Union"
        assert form.cleaned_data["note"] == "one\ntwo"
        assert form.taken_out == [
            "2 characters that cannot be seen were taken out of the name.",
            "One character that cannot be seen was taken out of the note.",
        ]

    @pytest.mark.parametrize("odd", ["\ue000", "\ud800", "\ufffe"])
    def test_refuses_what_no_two_computers_show_alike(self, odd: str) -> None:
        form = note(name=f"Op {odd}")

        assert str(form.errors["name"][0]).startswith(
            "The name has a character that cannot be kept"
        )

    def test_refuses_what_is_longer_than_a_field_without_a_length_of_its_own(self) -> None:
        form = note(name="a", note="a" * (LONGEST_TEXT + 1))

        assert form.errors["note"] == ["The note has 4001 characters. Shorten it to 4000"]

    def test_leaves_a_password_as_it_was_typed(self) -> None:
        form = note(name="a", secret="p\u200b\ue000q")

        assert form.is_valid()
        assert form.cleaned_data["secret"] == "p\u200b\ue000q"

    def test_leaves_an_empty_needed_text_needed(self) -> None:
        assert "name" in note(name="\u200b\ufeff").errors


class TestEveryForm:
    def test_that_keeps_text_keeps_the_rules(self) -> None:
        ours = [
            form
            for form in every(forms.BaseForm)
            if form.__module__.split(".")[0] in PACKAGES
            and any(
                isinstance(f, forms.CharField) for f in getattr(form, "base_fields", {}).values()
            )
        ]

        assert len(ours) > 20
        assert {form for form in ours if not issubclass(form, TypedText)} == set()

    def test_of_the_desk_is_one_that_keeps_the_rules(self) -> None:
        desk = [admin for admin in site._registry.values() if isinstance(admin, DeskAdmin)]

        assert desk
        for admin in desk:
            assert issubclass(admin.form, DeskForm), admin
