"""Sessions in the database, of which only what must be written waits for a writer. ADR 0104."""

from contextlib import nullcontext
from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import DatabaseError

from audit import waiting

BEGAN = "session_began"
SEEN = "session_seen"
KEPT_ALIVE = frozenset({BEGAN, SEEN})
"""Moments that keep a session alive: the next page writes them where this one cannot."""
AT_ONCE = 0.1


class SessionStore(DatabaseSessions):
    """A session that a page which only reads does not wait for."""

    def load(self) -> dict[str, Any]:
        """Read the session, and remember what it said."""
        found: dict[str, Any] = super().load()
        self.read = dict(found)
        return found

    def save(self, must_create: bool = False) -> None:
        """Write the session; what only keeps it alive is left out while others write."""
        is_left_out = not must_create and self.is_kept_alive_only()
        try:
            with waiting.at_most(AT_ONCE) if is_left_out else nullcontext():
                super().save(must_create=must_create)
        except UpdateError as error:
            busy = error.__context__  # Django takes every error here for a session that is gone
            if not (isinstance(busy, DatabaseError) and waiting.is_busy(busy)):
                raise
            if not is_left_out:
                raise busy  # noqa: B904 - with the cause that it has

    def is_kept_alive_only(self) -> bool:
        """Tell whether nothing was changed but the moments that keep it alive."""
        before: dict[str, Any] = getattr(self, "read", {})
        now = dict(self.items())
        changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
        return bool(before) and changed <= KEPT_ALIVE
