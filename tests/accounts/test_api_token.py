"""The command of tokens: systems, their tokens, and revoking anybody's."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts import clock, tokens
from accounts.models import District, Officer, Token
from accounts.roles import Permission, Scope


def run(*words: str) -> str:
    """Run the command and give the standard output."""
    out = io.StringIO()
    call_command("api_token", *words, stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def add_system(role: str = "analyst", district: str = "southend") -> str:
    return run("add-system", "SYS-1", "--district", district, "--role", role)


def add_token(scope: str = "read_figures", owner: str = "SYS-1") -> str:
    return run("add", "--owner", owner, "--name", "Power BI", "--scope", scope, "--days", "30")


class TestCommand:
    def test_makes_a_system_and_a_token_that_opens_what_it_says(self, district: District) -> None:
        said = add_system()

        secret = add_token()

        assert said.startswith("System SYS-1 reads as analyst of Southend, by token only.")
        token = tokens.token_of(secret, at=clock.now())
        assert token.owner.standing.allows(Permission.SEE_REPORTS, district.pk)
        assert token.scope_set == {Scope.READ_FIGURES}

    def test_lists_and_revokes(self, district: District) -> None:
        add_system()
        secret = add_token()
        [token] = Token.objects.all()

        assert "Holds until" in run("list")
        assert secret not in run("list")
        said = run("revoke", str(token.pk), "--reason", "A new one is in place.")

        assert "was revoked on" in said
        with pytest.raises(tokens.UnknownToken):
            tokens.token_of(secret, at=clock.now())
        assert run("list", "--owner", "nobody") == "There is no token."

    def test_says_what_is_wrong(self, district: District, analyst: Officer) -> None:
        with pytest.raises(CommandError, match=r"no district bath\. Known: southend"):
            add_system(district="bath")
        with pytest.raises(CommandError, match="Analyst 70031 makes their own tokens"):
            add_token(owner="70031")
        with pytest.raises(CommandError, match="No active officer"):
            add_token(owner="SYS-9")
        add_system("advisory_group")
        with pytest.raises(CommandError, match="do not let them"):
            add_token("read_records")
        with pytest.raises(CommandError, match="There is no token 7"):
            run("revoke", "7", "--reason", "x")

    def test_revokes_in_an_administrators_name(
        self, analyst: Officer, administrator: Officer, twin_administrator: Officer
    ) -> None:
        token = tokens.make_token(
            owner=analyst,
            name="Excel",
            scopes={Scope.READ_FIGURES},
            days=30,
            by=analyst,
            at=clock.now(),
        ).token

        with pytest.raises(CommandError, match="There is no token"):
            run("revoke", str(token.pk), "--reason", "x", "--by", twin_administrator.collar_number)
        run("revoke", str(token.pk), "--reason", "x", "--by", administrator.collar_number)

        assert Token.objects.get().revoked_by == administrator
