"""Tokens of the API: making, revoking and recognising them. The secret itself is never stored."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import Q

from accounts import rules
from accounts.models import Officer, Token
from accounts.roles import Scope
from accounts.writing import Refused, districts_of, line, refuse
from audit import waiting
from audit.models import Operation

PREFIX = "southend_"
"""What every secret begins with, so that one that leaked into a file is found."""
BYTES = 32
HINT = len(PREFIX) + 4
LONGEST = 366
MOST = 20
"""Usable tokens of one owner."""
NOTED_EVERY = timedelta(minutes=10)
AT_ONCE = 0.1


class UnknownToken(LookupError):
    """No token has this secret, or it opens nothing any more; the message says why."""


@dataclass(frozen=True)
class Made:
    """A token that was just made, with its secret, which nobody can read again."""

    token: Token
    secret: str


def digest_of(secret: str) -> str:
    """Give the digest by which a secret is known.

    One round does: the secret is 256 random bits, and nothing shorter is worth a guess.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, owner: Officer, name: str, scopes: Collection[Scope], days: int, by: Officer, at: datetime
) -> Made:
    """Make a token and give its secret, this once.

    Raises: Refused.
    """
    refuse(rules.why_not_make_token(by=by, owner=owner))
    Officer.objects.select_for_update().get(pk=owner.pk)
    refuse_token(owner=owner, scopes=scopes, days=days, at=at)
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    token = Token.objects.create(
        owner=owner,
        name=name,
        digest=digest_of(secret),
        hint=secret[:HINT],
        scopes=[scope.value for scope in Scope if scope in scopes],
        made_at=at,
        made_by=by,
        expires_at=at + timedelta(days=days),
    )
    detail = {"owner": str(owner), "scopes": token.scopes, "days": days}
    line(token, "add", by=by, at=at, operation=Operation.ACCESS, detail=detail)
    return Made(token, secret)


def refuse_token(*, owner: Officer, scopes: Collection[Scope], days: int, at: datetime) -> None:
    """Refuse a token that would be of no use or would live too long.

    Raises: Refused.
    """
    if not scopes:
        raise Refused("The token would open nothing. Choose what it is for.")
    open_to = set(owner.stand(at=at).scopes())
    useless = [scope.label.lower() for scope in Scope if scope in set(scopes) - open_to]
    if useless:
        raise Refused(
            f"The roles of {owner} do not let them {', '.join(useless)}. Choose something else."
        )
    if not 1 <= days <= LONGEST:
        raise Refused(f"A token lasts 1 to {LONGEST} days. Enter a number of days.")
    if owner.tokens.usable(at).count() >= MOST:
        raise Refused(f"{owner} has {MOST} tokens that hold. Revoke one that is not needed.")


@transaction.atomic
def revoke_token(*, token: Token, reason: str, by: Officer, at: datetime) -> Token:
    """Revoke a token; the next request with it is refused.

    Raises: Refused.
    """
    locked = Token.objects.select_for_update().select_related("owner").get(pk=token.pk)
    districts = districts_of(locked.owner, at=at)
    refuse(rules.why_not_revoke(by=by, owner=locked.owner, district_ids=districts))
    if locked.revoked_at is not None:
        raise Refused(f"{locked.why_unusable(at)} It opens nothing.")
    if not reason.strip():
        raise Refused("Say why the token is revoked.")
    end(locked, reason=reason.strip(), by=by, at=at)
    return locked


def revoke_all(*, owner: Officer, reason: str, by: Officer, at: datetime) -> None:
    """Revoke every token of an account, inside the transaction of whoever closes it."""
    for token in owner.tokens.select_for_update().filter(revoked_at__isnull=True):
        end(token, reason=reason, by=by, at=at)


def end(token: Token, *, reason: str, by: Officer, at: datetime) -> None:
    """Write down that a token is revoked."""
    token.revoked_at, token.revoked_by, token.why_revoked = at, by, reason
    token.save(update_fields=["revoked_at", "revoked_by", "why_revoked"])
    detail = {"owner": str(token.owner)}
    line(token, "revoke", by=by, at=at, operation=Operation.ACCESS, reason=reason, detail=detail)


def token_of(secret: str, *, at: datetime) -> Token:
    """Find the token of a secret, with its owner standing within its scopes at this moment.

    Raises: UnknownToken.
    """
    tokens = Token.objects.select_related("owner").filter(digest=digest_of(secret))
    token = tokens.first()
    if token is None:
        raise UnknownToken("No token has this secret. Check that it was copied whole.")
    why = token.why_unusable(at)
    if why:
        raise UnknownToken(f"{why} Make a new one on the page Your account.")
    token.owner.stand_for(token.scope_set, at=at)
    return token


def note_use(token: Token, *, at: datetime) -> None:
    """Keep when a token was last used, to within a few minutes, so that idle ones are seen.

    While others write it is left to the next use: reading waits for no writer.
    """
    if token.used_at is not None and token.used_at >= at - NOTED_EVERY:
        return
    stale = Q(used_at__isnull=True) | Q(used_at__lt=at - NOTED_EVERY)
    try:
        with waiting.at_most(AT_ONCE), transaction.atomic():
            Token.objects.filter(stale, pk=token.pk).update(used_at=at)
    except OperationalError as error:
        if not waiting.is_busy(error):
            raise
