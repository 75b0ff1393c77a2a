"""How long this process waits for a lock in the database, and whether an error says it did."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

SQLITE_BUSY = (5, 6)
"""SQLITE_BUSY and SQLITE_LOCKED of sqlite3.h."""
POSTGRESQL_BUSY = frozenset({"55P03", "57014", "40P01", "40001", "25P03"})
"""Lock not available, query cancelled, deadlock, serialisation failure, idle in a transaction."""


def is_busy(error: BaseException) -> bool:
    """Tell whether an error says that others were at the rows for too long: asking again may do."""
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    primary = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return primary in SQLITE_BUSY or getattr(cause, "sqlstate", None) in POSTGRESQL_BUSY


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Wait no longer than that for a lock of this thread's connection, within."""
    before = _wait(f"{seconds * 1000:.0f}")
    try:
        yield
    finally:
        _wait(before)


def _wait(milliseconds: str) -> str:
    """Set the wait past Django, which would count it as a query; give what it was before."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        raw = connection.connection
        if connection.vendor == "sqlite":
            before = raw.execute("PRAGMA busy_timeout").fetchone()[0]
            raw.execute(f"PRAGMA busy_timeout = {milliseconds}")
        else:
            sql = "SELECT setting FROM pg_settings WHERE name = 'lock_timeout'"
            before = raw.execute(sql).fetchone()[0]
            raw.execute(f"SET lock_timeout = {milliseconds}")
    return str(before)
