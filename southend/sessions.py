"""How long a session lives: thirty minutes without a request, twelve hours at most.

Both limits are signed moments in the session itself, so that they follow real time (never the
demonstration's clock) and a page costs a write only once a minute.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from southend.session_store import BEGAN, SEEN, SessionStore

SEEN_EVERY = timedelta(minutes=1)


class SessionLimits:
    """End a session that is too old, and keep alive one that is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.signer = TimestampSigner(salt="southend.sessions")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hold the limits before the view runs."""
        if request.user.is_authenticated:
            self._limit(request)
        return self.get_response(request)

    def _limit(self, request: HttpRequest) -> None:
        session = request.session
        if BEGAN not in session:
            session[BEGAN] = session[SEEN] = self.signer.sign("southend")
        elif not self._is_younger(session[BEGAN], settings.SESSION_LONGEST):
            _end(request)
        elif not self._is_younger(session[SEEN], SEEN_EVERY):
            session[SEEN] = self.signer.sign("southend")

    def _is_younger(self, moment: str, age: timedelta) -> bool:
        try:
            self.signer.unsign(moment, max_age=age)
        except BadSignature:
            return False
        return True


def _end(request: HttpRequest) -> None:
    """Sign the request out without waiting to delete a session that opens nothing any more.

    The browser is told to forget it; its row goes when expired sessions are cleared.
    """
    request.session = SessionStore()
    request.user = AnonymousUser()
