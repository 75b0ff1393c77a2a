"""The forms of tokens: what one is for and how long it holds, and why one is revoked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.form_fields import SouthendForm
from accounts.models import Officer
from accounts.roles import Scope

LIVES = ((30, "30 days"), (90, "90 days"), (180, "180 days"), (365, "A year"))


class TokenForm(SouthendForm):
    """What a token is for, how long it holds, and who says so."""

    name = forms.CharField(
        label="Name",
        help_text="What it is for, such as Power BI of the district. No names of people.",
        max_length=60,
        error_messages={"required": "Enter a name"},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="Choose as little as will do. It never does more than you may do yourself.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what it may do"},
    )
    days = forms.TypedChoiceField(
        label="How long does it hold?",
        choices=LIVES,
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label="Your password",
        help_text="So that nobody makes one at a screen that you left open.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        choice = self.fields["scopes"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
        choice.choices = [(scope.value, scope.label) for scope in officer.standing.scopes()]

    def clean_scopes(self) -> set[Scope]:
        """Give what was chosen."""
        return {Scope(scope) for scope in self.cleaned_data["scopes"]}

    def clean_password(self) -> str:
        """Compare it with the officer's.

        Raises: ValidationError.
        """
        password: str = self.cleaned_data["password"]
        if not self.officer.check_password(password):
            raise ValidationError("This is not your password. Check it")
        return ""


class RevokeForm(SouthendForm):
    """Why a token is revoked."""

    reason = forms.CharField(
        label="Why is it revoked?",
        help_text="Stands in the journal, and in the list of tokens.",
        max_length=300,
        error_messages={"required": "Say why it is revoked"},
    )
