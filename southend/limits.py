"""How long a process waits for the database, by what it is: one that answers pages, or another.

A page gives up soon and says so (southend/busy.py); a worker or a command has as long as a task.
PostgreSQL keeps three limits for each connection, SQLite the first of them.
"""

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Seconds for a lock, for one statement, and idle within a transaction."""

    lock: int
    statement: int
    idle: int


class Holder:
    """Tells each new connection of this process its limits."""

    def __init__(self) -> None:
        self.limits: Limits | None = None

    def hold(self, limits: Limits) -> None:
        """Hold every connection that is made from now on to these limits."""
        self.limits = limits
        connection_created.connect(self.tell, dispatch_uid="southend.limits")

    def tell(self, *, connection: BaseDatabaseWrapper, **_: Any) -> None:
        """Set the limits of a connection."""
        if self.limits is None:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA busy_timeout = {self.limits.lock * 1000}")
                return
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false),"
                " set_config('statement_timeout', %s, false),"
                " set_config('idle_in_transaction_session_timeout', %s, false)",
                [f"{self.limits.lock}s", f"{self.limits.statement}s", f"{self.limits.idle}s"],
            )


holder = Holder()
