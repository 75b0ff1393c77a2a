"""The one door of the API: whose token it is, what it opens, and what is written down."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import clock, tokens
from accounts.models import Officer, Token
from accounts.officers import district_of
from accounts.roles import NEEDS, Scope
from audit import journal
from audit.models import Operation
from reports.api.throttles import PerGuess, PerToken

SCHEMA = "api-1"
"""The published schema of the API: docs/schemas/api-1.json."""
TELL = (
    "Send a token in the header Authorization, as Bearer, or as the password of Basic. "
    "Tokens are made on the page Your account."
)


class TokenAuthentication(BaseAuthentication):
    """Read the token of a request: as a bearer (RFC 6750), or as the password of Basic.

    Excel and Power BI keep a password in the credential store of Windows, where they would write a
    header into the workbook. The user name of Basic is not looked at.
    """

    def authenticate(self, request: Request) -> tuple[Officer, Token] | None:
        """Give the owner, standing within the token's scopes, and the token.

        Raises: AuthenticationFailed, with the reason and the mend.
        """
        kind, _, given = get_authorization_header(request).partition(b" ")
        if not kind:
            return None
        try:
            token = tokens.token_of(secret_of(kind, given), at=clock.now())
        except tokens.UnknownToken as error:
            raise exceptions.AuthenticationFailed(str(error)) from error
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        """Name what is taken."""
        return 'Bearer realm="southend", Basic realm="southend", charset="UTF-8"'


def secret_of(kind: bytes, given: bytes) -> str:
    """Take the secret out of the header.

    Raises: AuthenticationFailed.
    """
    try:
        if kind.lower() == b"bearer":
            return given.strip().decode("ascii")
        if kind.lower() == b"basic":
            return base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError) as error:
        raise exceptions.AuthenticationFailed("The header Authorization cannot be read.") from error
    raise exceptions.AuthenticationFailed(TELL)


def officer_behind(request: Request) -> Officer:
    """Give the owner of the token; no view is reached without one.

    Raises: NotAuthenticated.
    """
    if not isinstance(request.user, Officer) or not isinstance(request.auth, Token):
        raise exceptions.NotAuthenticated(TELL)
    return request.user


def token_behind(request: Request) -> Token:
    """Give the token of a request; no view is reached without one."""
    token: Any = request.auth
    return cast("Token", token)


class ApiView(APIView):
    """An address of the API. Give `reads`, and `writes` where something is asked for.

    Each is the scopes of which the token needs one. `discloses` is false where an action that the
    view calls writes the disclosure down itself. `cached` says what a cache may do.
    """

    reads: ClassVar[tuple[Scope, ...]] = ()
    writes: ClassVar[tuple[Scope, ...]] = ()
    discloses: ClassVar[bool] = True
    cached: ClassVar[str] = "private, no-cache"
    authentication_classes = (TokenAuthentication,)
    throttle_classes = (PerToken,)
    rows: int | None = None
    digest: str = ""

    def perform_authentication(self, request: Request) -> None:
        """Find whose token it is; count what is no token, and slow it down."""
        try:
            officer_behind(request)
        except exceptions.AuthenticationFailed:
            guesses = PerGuess()
            if not guesses.allow_request(request, self):
                raise exceptions.Throttled(guesses.wait()) from None
            raise

    def check_permissions(self, request: Request) -> None:
        """Refuse a token without the scope, and an owner without the right.

        Raises: PermissionDenied.
        """
        officer = officer_behind(request)
        scopes = self.writes if request.method not in {"GET", "HEAD", "OPTIONS"} else self.reads
        if not scopes:
            return
        held = [scope for scope in scopes if scope in token_behind(request).scope_set]
        if not held:
            raise exceptions.PermissionDenied(
                f"This token lacks the scope {scopes[0].value}. Make one that has it."
            )
        if not any(officer.standing.allows(need) for scope in held for need in NEEDS[scope]):
            raise exceptions.PermissionDenied(
                f"The roles of {officer} no longer include this: {held[0].label.lower()}."
            )

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - a file is answered as it is
        """Write the answer, its tag and its headers, and what was done with the token."""
        answered = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(answered, Response):
            answered.render()
        is_good = answered.status_code < HTTPStatus.BAD_REQUEST
        answered["Cache-Control"] = self.cached if is_good else "no-store"
        schema = f'<{reverse("schema-detail", args=[SCHEMA])}>; rel="service-desc"'
        answered["Link"] = ", ".join(filter(None, [answered.headers.get("Link"), schema]))
        return self.told(request, answered) if is_good else answered

    def told(self, request: Request, answered: HttpResponse) -> HttpResponseBase:
        """Tag what was read by its digest, leave out what the caller has, write the rest down."""
        if request.method != "GET":
            self.note(request, is_disclosure=False, detail={"status": answered.status_code})
            return answered
        is_file = isinstance(answered, FileResponse)
        digest = self.digest if is_file else sha256(answered.content)
        kept = answered if is_file else self.tagged(request, answered, digest)
        is_sent = kept.status_code == HTTPStatus.OK
        detail = {"status": kept.status_code, "sha256": digest}
        self.note(request, is_disclosure=is_sent, detail=detail)
        return kept

    def tagged(self, request: Request, answered: HttpResponse, digest: str) -> HttpResponse:
        """Give the tag, and nothing besides where the caller has what it stands for."""
        if "ETag" not in answered:
            answered["ETag"] = f'"{digest}"'
        kept = get_conditional_response(bare(request), etag=answered["ETag"], response=answered)
        kept = kept or answered
        kept["Cache-Control"] = self.cached
        return kept

    def note(self, request: Request, *, is_disclosure: bool, detail: Mapping[str, object]) -> None:
        """Write down who read or asked what with which token (Data Protection Act 2018 s.62)."""
        officer, token, at = officer_behind(request), token_behind(request), clock.now()
        district = district_of(officer)
        journal.note(
            verb="api.read" if request.method == "GET" else "api.ask",
            operation=Operation.DISCLOSURE
            if is_disclosure and self.discloses
            else Operation.ACCESS,
            by=officer,
            at=at,
            subject="token",
            subject_id=token.pk,
            label=str(token),
            district=district.slug if district else "",
            detail={
                "method": request.method,
                "path": request.path,
                "query": request.query_params.urlencode(),
                "to": str(officer),
                **({"rows": self.rows} if self.rows is not None else {}),
                **detail,
            },
        )
        tokens.note_use(token, at=at)


def bare(request: Request) -> HttpRequest:
    """Give Django's request, with the owner of the token as its user."""
    inner: HttpRequest = request._request
    return inner


def sha256(content: bytes) -> str:
    """Give the digest of what is sent."""
    return hashlib.sha256(content).hexdigest()
