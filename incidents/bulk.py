"""Set-based reads and writes in SQL that both engines share, except where COPY is faster."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.db import connection, models

CACHE_KILOBYTES = 16_384
LOG_PAGES = 8_000
MOST_ROWS = 500  # of one statement on SQLite: each opens every index of the table once

Cell = int | str | float | bool | date | None


def widen_cache() -> None:
    """Give this process room on SQLite for the pages of indexes, and let the log grow longer.

    The defaults are 2 MB of pages, and a checkpoint with every stretch of rows.
    """
    if connection.vendor == "sqlite":
        execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}", [])
        execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}", [])


def column_names(model: type[models.Model], fields: Sequence[str]) -> list[str]:
    """Give the columns of fields."""
    names = [model._meta.get_field(name) for name in fields]
    return [str(getattr(field, "column", "")) for field in names]


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Cell, ...]]
) -> None:
    """Insert rows: by COPY on PostgreSQL, by statements of many rows on SQLite."""
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in column_names(model, fields))
    if connection.vendor == "postgresql":
        copy_rows(f"COPY {table} ({columns}) FROM STDIN", rows)
    else:
        into = f"INSERT INTO {table} ({columns}) VALUES "  # noqa: S608 - own names
        insert_values(into, len(fields), rows)


def copy_rows(sql: str, rows: Sequence[tuple[Cell, ...]]) -> None:
    """Run one COPY of PostgreSQL."""
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)


def insert_values(sql: str, width: int, rows: Sequence[tuple[Cell, ...]]) -> None:
    """Insert rows on SQLite, as many with one statement as it takes, the rest one by one."""
    at_once = min(MOST_ROWS, most_parameters() // width)
    whole = len(rows) - len(rows) % at_once
    marks = f"({', '.join(['%s'] * width)})"
    starts = range(0, whole, at_once)
    flat = [tuple(chain.from_iterable(rows[start : start + at_once])) for start in starts]
    execute_many(sql + ", ".join([marks] * at_once), flat)
    execute_many(sql + marks, rows[whole:])


def most_parameters() -> int:
    """Ask the connection to SQLite how many parameters a statement may have."""
    connection.ensure_connection()
    return int(connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))


def among(column: str) -> str:
    """Write the condition that a column is among the numbers of one parameter (see listed)."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)"
    return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - own names only


def listed(keys: Iterable[int]) -> Any:  # noqa: ANN401 - a list for one driver, text for another
    """Make the one parameter that `among` takes."""
    return list(keys) if connection.vendor == "postgresql" else json.dumps(list(keys))


def fetch(sql: str, parameters: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Run a query and give its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        yield from cursor.fetchall()


def execute(sql: str, parameters: Sequence[Any]) -> int:
    """Run a statement and tell how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def execute_many(sql: str, rows: Sequence[tuple[Cell, ...]]) -> None:
    """Run one statement for each row of parameters."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)
