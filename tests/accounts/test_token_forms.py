"""The form of a token offers what the officer holds, and asks for the password."""

import pytest

from accounts.models import Officer
from accounts.roles import Scope
from accounts.token_forms import TokenForm
from tests.people import PASSWORD


def filled(officer: Officer, **changes: object) -> TokenForm:
    typed = {"name": "Excel", "scopes": ["read_figures"], "days": "90", "password": PASSWORD}
    return TokenForm(typed | changes, officer=officer)


class TestTokenForm:
    def test_gives_scopes_and_days(self, analyst: Officer) -> None:
        form = filled(analyst)

        assert form.is_valid(), form.errors
        assert (form.cleaned_data["scopes"], form.cleaned_data["days"]) == (
            {Scope.READ_FIGURES},
            90,
        )

    def test_never_keeps_the_password(self, analyst: Officer) -> None:
        form = filled(analyst)
        form.is_valid()

        assert PASSWORD not in str(form.cleaned_data)
        assert PASSWORD not in str(form)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"password": "seven lamps"}, "password"),
            ({"password": ""}, "password"),
            ({"scopes": []}, "scopes"),
            ({"scopes": ["see_all"]}, "scopes"),
            ({"days": "5000"}, "days"),
            ({"name": ""}, "name"),
        ],
    )
    def test_refuses(self, analyst: Officer, changes: dict[str, object], field: str) -> None:
        form = filled(analyst, **changes)

        assert set(form.errors) == {field}

    def test_offers_only_what_the_officer_holds(self, sergeant: Officer, advisor: Officer) -> None:
        def offered(officer: Officer) -> list[str]:
            return [value for value, _ in filled(officer).fields["scopes"].choices]  # type: ignore[attr-defined] # a field with choices

        assert offered(sergeant) == [Scope.READ_FIGURES, Scope.READ_RECORDS]
        assert offered(advisor) == [Scope.READ_FIGURES]
