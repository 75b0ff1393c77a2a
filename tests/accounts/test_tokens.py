"""Tokens: who makes and revokes one, and what one opens."""

from datetime import timedelta

import pytest

from accounts import actions, tokens
from accounts.models import District, Officer, Posting, Token
from accounts.roles import Permission, Role, Scope
from accounts.tokens import Made, UnknownToken
from accounts.writing import Refused
from audit.models import JournalEntry
from tests.people import AT, PASSWORD

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def make(
    owner: Officer,
    *scopes: Scope,
    by: Officer | None = None,
    days: int = 90,
) -> Made:
    return tokens.make_token(
        owner=owner,
        name="Power BI",
        scopes=set(scopes or (Scope.READ_FIGURES,)),
        days=days,
        by=by or owner,
        at=AT,
    )


def revoke(token: Token, by: Officer, reason: str = "No longer used.") -> Token:
    return tokens.revoke_token(token=token, reason=reason, by=by, at=AT)


def add_system(district: District, by: Officer, role: Role = Role.ANALYST) -> Officer:
    return actions.add_system(
        collar_number="SYS-1", title="System", district=district, role=role, by=by, at=AT
    )


class TestMakeToken:
    def test_stores_the_digest_and_never_the_secret(self, analyst: Officer) -> None:
        made = make(analyst)

        row = str(list(Token.objects.values()))
        assert made.secret not in row
        assert made.secret.removeprefix(tokens.PREFIX) not in row
        assert made.token.digest == tokens.digest_of(made.secret)
        assert made.secret not in str(list(JournalEntry.objects.values()))

    def test_is_journalled_with_what_it_opens(self, analyst: Officer) -> None:
        make(analyst, Scope.READ_FIGURES, Scope.READ_RECORDS)

        [line] = JournalEntry.objects.filter(verb="token.add")
        assert line.detail["scopes"] == ["read_figures", "read_records"]
        assert line.by_label == line.detail["owner"] == "Analyst 70031"

    def test_is_for_oneself_only(
        self, analyst: Officer, administrator: Officer, console: Officer
    ) -> None:
        for other in (administrator, console):
            with pytest.raises(Refused, match="Analyst 70031 makes their own tokens"):
                make(analyst, by=other)

        assert make(analyst).token.owner == analyst

    def test_refuses_what_the_roles_do_not_hold(
        self, officer: Officer, sergeant: Officer, advisor: Officer, analyst: Officer
    ) -> None:
        for owner, scope in (
            (officer, Scope.READ_RECORDS),
            (sergeant, Scope.COMPILE_REPORTS),
            (advisor, Scope.READ_RECORDS),
        ):
            with pytest.raises(Refused, match="do not let them"):
                make(owner, scope)

        assert make(advisor).token.pk
        assert make(analyst, Scope.COMPILE_REPORTS).token.pk

    @pytest.mark.parametrize("days", [0, 367])
    def test_refuses_a_life_that_is_none_or_too_long(self, analyst: Officer, days: int) -> None:
        with pytest.raises(Refused, match="1 to 366 days"):
            make(analyst, days=days)

        assert make(analyst, days=366).token.expires_at == AT + 366 * DAY

    def test_refuses_a_token_for_nothing(self, analyst: Officer) -> None:
        with pytest.raises(Refused, match="would open nothing"):
            tokens.make_token(owner=analyst, name="x", scopes=(), days=1, by=analyst, at=AT)

    def test_refuses_more_than_anybody_looks_after(self, analyst: Officer) -> None:
        made = [make(analyst) for _ in range(tokens.MOST)]

        with pytest.raises(Refused, match="Revoke one"):
            make(analyst)

        revoke(made[0].token, analyst)
        assert make(analyst).token.pk


class TestAddSystem:
    def test_reads_where_it_is_posted_and_never_signs_in(
        self, district: District, console: Officer
    ) -> None:
        system = add_system(district, console)

        assert not system.has_usable_password()
        assert system.stand(at=AT).allows(Permission.SEE_REPORTS, district.pk)
        assert make(system, by=console).token.made_by == console

    def test_is_for_the_console(
        self, district: District, console: Officer, administrator: Officer
    ) -> None:
        with pytest.raises(Refused, match="The console adds systems"):
            add_system(district, administrator)
        system = add_system(district, console)
        with pytest.raises(Refused, match="The console makes the tokens"):
            make(system, by=administrator)
        with pytest.raises(Refused, match="no password"):
            actions.set_password(officer=system, password=PASSWORD, by=administrator, at=AT)

    def test_is_not_posted_to_decide(self, district: District, console: Officer) -> None:
        with pytest.raises(Refused, match="not posted as supervisor"):
            add_system(district, console, Role.SUPERVISOR)

    def test_is_not_posted_elsewhere_by_an_administrator(
        self, district: District, console: Officer, administrator: Officer, team: object
    ) -> None:
        system = add_system(district, console)

        with pytest.raises(Refused, match="for the console to say"):
            actions.post_officer(
                officer=system,
                team=district.teams.all()[0],
                role=Role.COMMANDER,
                from_on=AT.date(),
                by=administrator,
                at=AT,
            )


class TestRevokeToken:
    def test_is_for_the_owner_their_administrator_and_the_console(
        self, analyst: Officer, administrator: Officer, console: Officer
    ) -> None:
        for by in (analyst, administrator, console):
            token = revoke(make(analyst).token, by)
            assert (token.revoked_at, token.revoked_by) == (AT, by)

    def test_is_not_for_others(
        self, analyst: Officer, chief_inspector: Officer, twin_administrator: Officer
    ) -> None:
        token = make(analyst).token

        for by in (chief_inspector, twin_administrator):
            with pytest.raises(Refused):
                revoke(token, by)

        assert not Token.objects.filter(revoked_at__isnull=False)

    def test_needs_a_reason_and_happens_once(self, analyst: Officer) -> None:
        token = make(analyst).token
        with pytest.raises(Refused, match="Say why"):
            revoke(token, analyst, " ")
        revoke(token, analyst)

        with pytest.raises(Refused, match="was revoked on 30/04/2024"):
            revoke(token, analyst)
        [line] = JournalEntry.objects.filter(verb="token.revoke")
        assert line.reason == "No longer used."


class TestTokenOf:
    def test_gives_the_owner_within_the_scopes(self, analyst: Officer) -> None:
        made = make(analyst, Scope.READ_FIGURES)

        owner = tokens.token_of(made.secret, at=AT).owner

        assert owner == analyst
        assert owner.standing.allows(Permission.SEE_REPORTS)
        assert not owner.standing.allows(Permission.SEE_RECORDS)
        assert not owner.standing.allows(Permission.COMPILE_REPORTS)

    def test_gives_no_more_than_the_owner_holds_at_the_moment(self, analyst: Officer) -> None:
        made = make(analyst, Scope.READ_FIGURES, Scope.COMPILE_REPORTS)
        posting = Posting.objects.get(officer=analyst)
        Posting.objects.create(
            officer=analyst, team=posting.team, role=Role.ADVISORY_GROUP, from_on=posting.from_on
        )
        posting.to_on = AT.date()
        posting.save()

        standing = tokens.token_of(made.secret, at=AT).owner.standing

        assert set(standing.grants) == {Permission.READ_PUBLIC}

    @pytest.mark.parametrize("secret", ["", "southend_", "southend_" + "a" * 43])
    def test_knows_no_other_secret(self, analyst: Officer, secret: str) -> None:
        make(analyst)

        with pytest.raises(UnknownToken, match="No token has this secret"):
            tokens.token_of(secret, at=AT)

    def test_says_that_it_expired(self, analyst: Officer) -> None:
        made = make(analyst, days=1)

        assert tokens.token_of(made.secret, at=AT + DAY - MINUTE) == made.token
        with pytest.raises(UnknownToken, match="expired on 01/05/2024"):
            tokens.token_of(made.secret, at=AT + DAY)

    def test_says_that_it_was_revoked(self, analyst: Officer) -> None:
        made = make(analyst)
        revoke(made.token, analyst)

        with pytest.raises(UnknownToken, match="was revoked on 30/04/2024"):
            tokens.token_of(made.secret, at=AT + MINUTE)

    def test_is_dead_with_the_account_and_stays_so(
        self, analyst: Officer, administrator: Officer
    ) -> None:
        made = make(analyst)
        actions.deactivate_officer(officer=analyst, reason="Left.", by=administrator, at=AT)

        with pytest.raises(UnknownToken, match="was revoked"):
            tokens.token_of(made.secret, at=AT)

        actions.reactivate_officer(officer=analyst, reason="Back.", by=administrator, at=AT)
        with pytest.raises(UnknownToken, match="was revoked"):
            tokens.token_of(made.secret, at=AT)

    def test_is_dead_with_an_account_that_was_closed_past_the_actions(
        self, analyst: Officer
    ) -> None:
        made = make(analyst)
        Officer.objects.filter(pk=analyst.pk).update(is_active=False)

        with pytest.raises(UnknownToken, match="is closed"):
            tokens.token_of(made.secret, at=AT)

    def test_is_dead_with_a_new_password(self, analyst: Officer, administrator: Officer) -> None:
        made = make(analyst)
        actions.set_password(officer=analyst, password=PASSWORD, by=administrator, at=AT)

        with pytest.raises(UnknownToken, match="was revoked"):
            tokens.token_of(made.secret, at=AT)


class TestNoteUse:
    def test_keeps_the_last_use_within_ten_minutes(self, analyst: Officer) -> None:
        token = make(analyst).token
        seen = []
        for minutes in (0, 9, 11):
            tokens.note_use(token, at=AT + minutes * MINUTE)
            seen.append(Token.objects.get().used_at)

        assert seen == [AT, AT, AT + 11 * MINUTE]


class TestVisibleTo:
    def test_shows_ones_own_and_to_administrators_those_of_their_people(
        self, analyst: Officer, sergeant: Officer, administrator: Officer, twin_analyst: Officer
    ) -> None:
        own, other, twin = (make(one).token for one in (analyst, sergeant, twin_analyst))

        assert set(Token.objects.visible_to(analyst)) == {own}
        assert set(Token.objects.visible_to(administrator)) == {own, other}
        assert set(Token.objects.visible_to(twin_analyst)) == {twin}
