"""A form that was sent after its officer was signed out: kept, and offered to that officer only.

Each form carries its officer's key, signed. Sent by nobody, it is put into the session, which
lies in the database and outlives the sign-in; the same officer finds it filled in again at the
same address. Without the signature nothing is kept, so that a stranger cannot fill the table.
"""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, QueryDict

from accounts.models import Officer

FIELD = "writer"
KEPT = "interrupted_form"
LONGEST = 200_000
"""How many characters of a form are kept."""
OLDEST = timedelta(hours=24)


def signer() -> TimestampSigner:
    """Sign under a name of its own."""
    return TimestampSigner(salt="records.interrupted")


def signed(officer: Officer) -> str:
    """Sign who opened a form."""
    return signer().sign(str(officer.pk))


def writer_of(data: QueryDict) -> str:
    """Read the key of the officer who opened a form, "" where it is not signed."""
    try:
        return signer().unsign(data.get(FIELD, ""), max_age=OLDEST)
    except BadSignature:
        return ""


def is_of_another(data: QueryDict, officer: Officer) -> bool:
    """Tell whether someone else opened the form that this officer sends."""
    return writer_of(data) not in {"", str(officer.pk)}


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in; keep what was sent."""
    writer = writer_of(request.POST)
    if request.method == "POST" and writer:
        data = request.POST.copy()
        data.pop("csrfmiddlewaretoken", None)
        written = data.urlencode()
        if len(written) <= LONGEST:
            request.session[KEPT] = {"path": request.path, "writer": writer, "data": written}
            messages.info(
                request,
                "You were signed out before this was sent. Nothing was saved. "
                "Sign in again and it is filled in as you wrote it.",
            )
    return redirect_to_login(request.get_full_path())


def taken_back(request: HttpRequest, officer: Officer) -> QueryDict | None:
    """Give what the officer was writing at this address, once; forget what was another's."""
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if kept is None:
        return None
    is_own = kept["writer"] == str(officer.pk)
    if is_own and kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["data"]) if is_own else None
