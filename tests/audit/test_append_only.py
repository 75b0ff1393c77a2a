"""Tables to which rows are only ever added, whoever writes and however."""

import pytest
from django.db import IntegrityError, connection

from accounts.models import Officer
from audit import journal
from tests import drafting
from tests.people import AT

TABLES = ("audit_journalentry", "audit_seal", "records_recordversion", "records_decision")
COLUMNS = {
    "audit_journalentry": "verb",
    "audit_seal": "digest",
    "records_recordversion": "verb",
    "records_decision": "note",
}


@pytest.fixture
def rows(officer: Officer, sergeant: Officer) -> None:
    """Have at least one row in each table."""
    drafting.approve(drafting.submitted(by=officer), by=sergeant)
    journal.seal(day=AT.date())


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("table", TABLES)
class TestAppendOnly:
    def test_refuses_an_update_by_raw_sql(self, table: str) -> None:
        statement = f"UPDATE {table} SET {COLUMNS[table]} = 'x'"

        with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"):
            cursor.execute(statement)

    def test_refuses_a_delete_by_raw_sql(self, table: str) -> None:
        with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"):
            cursor.execute(f"DELETE FROM {table}")

    @pytest.mark.needs_postgresql
    def test_refuses_to_be_emptied(self, table: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(IntegrityError, match="append-only"):
                cursor.execute(f"TRUNCATE {table} CASCADE")
