"""limits.py: each connection is told how long it may wait, by what its process is."""

import pytest
from django.conf import settings
from django.db import connection

from southend.limits import Holder, Limits, holder
from tests.databases import CommittedDatabase

PAGES = Limits(lock=5, statement=30, idle=60)


def told(name: str) -> str:
    """Ask the connection for one of its limits."""
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return str(cursor.fetchone()[0])


class TestHolder:
    @pytest.mark.sqlite_only
    def test_tells_sqlite_how_long_to_wait_for_the_writer(
        self, committed_database: CommittedDatabase
    ) -> None:
        one = Holder()
        one.limits = PAGES

        one.tell(connection=connection)

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone()[0] == 5_000

    @pytest.mark.needs_postgresql
    def test_tells_postgresql_all_three(self, committed_database: CommittedDatabase) -> None:
        one = Holder()
        one.limits = PAGES

        one.tell(connection=connection)

        assert told("lock_timeout") == "5s"
        assert told("statement_timeout") == "30s"
        assert told("idle_in_transaction_session_timeout") == "1min"

    def test_holds_every_process_to_the_limits_of_work_at_first(self) -> None:
        """A web server replaces them (southend/wsgi.py) before its first connection."""
        seconds = settings.ENVIRONMENT.task_seconds

        assert holder.limits == Limits(lock=60, statement=seconds, idle=seconds)
