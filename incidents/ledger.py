"""Read and write the rows of one kind: incidents of street files, or outcomes."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import models

from incidents import agreement, bulk
from incidents.districts import PlaceBook
from incidents.grouping import HELD, Keyed, Sorted, State, Values
from incidents.models import CrimeOutcome, DisputedRow, Incident, IncidentChange
from incidents.police_csv import OUTCOMES, STREET, BadRow

ROWS = "rows"
CHANGE_FIELDS = ("batch", "incident", "outcome", "field", "before", "after")
DISPUTED_FIELDS = ("incident", "month", "crime_type", "place", "last_outcome")


class KeyCollision(RuntimeError):
    """Two different identifiers have one key. Nothing was written."""


@dataclass(frozen=True)
class Table:
    """One of the two tables of imported rows, and the fields that an import may change."""

    kind: str
    model: type[models.Model]
    fixed: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name of the table in the database."""
        return self.model._meta.db_table

    @property
    def columns(self) -> list[str]:
        """Columns of the values."""
        return bulk.column_names(self.model, self.values)

    @property
    def has_district(self) -> bool:
        """Whether its rows belong to districts."""
        return self.kind == STREET


TABLES = {
    STREET: Table(
        STREET,
        Incident,
        ("force", "crime_id", "occurrence"),
        ("month", "crime_type", "place", "last_outcome"),
    ),
    OUTCOMES: Table(
        OUTCOMES,
        CrimeOutcome,
        ("force", "crime_id", "incident", "month", "outcome_type"),
        ("place", "times"),
    ),
}


def as_text(value: object) -> str:
    """Write a value as the changes keep it: empty where it is not recorded."""
    return "" if value is None else str(value)


class Ledger:
    """The rows of one kind as the database holds them."""

    def __init__(self, table: Table, *, batch_id: int, book: PlaceBook) -> None:
        self.table, self.batch_id, self.book = table, batch_id, book
        columns = ", ".join(
            f"CAST({name} AS varchar(10))" if name == "month" else name for name in table.columns
        )
        self.select = (
            f"SELECT key, crime_id, disputed, presence, {columns} "  # noqa: S608 - own names
            f"FROM {table.name} WHERE {bulk.among('key')}"
        )

    def held(self, rows: Iterable[Keyed | BadRow]) -> dict[int, State]:
        """Read what is held under the keys of some rows.

        Raises: KeyCollision.
        """
        identifiers = {row.key: row.fixed[1] for row in rows if not isinstance(row, BadRow)}
        held: dict[int, State] = {}
        for key, crime_id, disputed, presence, *values in bulk.fetch(
            self.select, [bulk.listed(identifiers)]
        ):
            if identifiers[key] != crime_id:
                raise KeyCollision(f"{crime_id!r} and {identifiers[key]!r} share the key {key}")
            held[key] = State(tuple(values), disputed, presence)
        return held

    def disputed_rows(self, held: dict[int, State]) -> dict[int, list[Values]]:
        """Read the rows in dispute of those keys that have any."""
        keys = [key for key, state in held.items() if state.disputed]
        rows: dict[int, list[Values]] = defaultdict(list)
        if keys and self.table.kind == STREET:
            for row in DisputedRow.objects.filter(incident__in=keys).order_by("id"):
                rows[row.incident_id].append(
                    (row.month.isoformat(), row.crime_type_id, row.place_id, row.last_outcome_id)
                )
        return rows

    def write(self, result: Sorted) -> None:
        """Write what a stretch of rows came to."""
        self.add(result.added, result.merged)
        self.change(result.updated)
        if result.disputes:
            self.dispute(result.disputes, new={row.key for row in result.added})

    def district(self, values: Values) -> int | None:
        """Find the district of an incident by its place and month."""
        month, _, place, _ = values
        return self.book.found[place, month]

    def look_up(self, states: Iterable[State]) -> None:
        """Read the places of some states, so that their districts can be found."""
        at = self.table.values.index("place")
        places = {state.values[at] for state in states}
        self.book.look_up(place for place in places if isinstance(place, int))

    def add(self, added: Sequence[Keyed], merged: Mapping[int, State]) -> None:
        """Add new rows, in the order of the file; `merged` are the states of some of them."""
        fields: tuple[str, ...] = ("disputed", "presence", "added_by")
        if self.table.has_district:
            fields = ("district", *fields)
        names = ("key", *self.table.fixed, *self.table.values, *fields)
        bulk.insert(self.table.model, names, list(self.new_rows(added, merged)))

    def new_rows(
        self, added: Iterable[Keyed], merged: Mapping[int, State]
    ) -> Iterator[tuple[bulk.Cell, ...]]:
        """Make the rows of the table."""
        has_district, found = self.table.has_district, self.book.found
        end = ("", HELD, self.batch_id)
        for _, key, fixed, says in added:
            values, last = says, end
            if key in merged:
                values, disputed, presence = merged[key]
                last = (disputed, presence, self.batch_id)
            if has_district:
                yield key, *fixed, *values, found[values[2], values[0]], *last
            else:
                yield key, *fixed, *values, *last

    def change(self, updated: Sequence[tuple[int, State, State]]) -> None:
        """Change rows, and keep what each field said before."""
        self.put([(key, after) for key, _, after in updated])
        changes = []
        names = (*self.table.values, "disputed", "presence")
        for key, before, after in updated:
            olds, news = (*before.values, *before[1:]), (*after.values, *after[1:])
            changes += [
                self.change_row(key, name, as_text(old), as_text(new))
                for name, old, new in zip(names, olds, news, strict=True)
                if old != new
            ]
        bulk.insert(IncidentChange, CHANGE_FIELDS, changes)

    def change_row(
        self, key: int, field: str, before: str, after: str
    ) -> tuple[int | str | None, ...]:
        """Make one row of the changes."""
        street = self.table.kind == STREET
        whose = (key, None) if street else (None, key)
        return (self.batch_id, *whose, field, before, after)

    def put(self, states: Sequence[tuple[int, State]]) -> None:
        """Write states over what is held."""
        columns = [*self.table.columns, *(["district_id"] if self.table.has_district else [])]
        assigned = ", ".join(f"{name} = %s" for name in (*columns, "disputed", "presence"))
        rows = [
            (
                *state.values,
                *([self.district(state.values)] if self.table.has_district else []),
                *state[1:],
                key,
            )
            for key, state in states
        ]
        sql = f"UPDATE {self.table.name} SET {assigned} WHERE key = %s"  # noqa: S608 - own names
        bulk.execute_many(sql, rows)
        self.agree(key for key, state in states if "place" in state.disputed)

    def agree(self, keys: Iterable[int]) -> None:
        """Give incidents whose place is disputed the district that all their rows lie in."""
        if self.table.has_district:
            agreement.settle_districts(keys, self.book)

    def dispute(
        self, disputes: Sequence[tuple[int, list[Values], list[Values]]], *, new: set[int]
    ) -> None:
        """Keep all rows in dispute; of incidents that were held before, keep the former ones."""
        changes = [
            self.change_row(key, ROWS, json.dumps(before), json.dumps(after))
            for key, before, after in disputes
            if key not in new
        ]
        bulk.insert(IncidentChange, CHANGE_FIELDS, changes)
        self.put_disputed({key: after for key, _, after in disputes})

    def put_disputed(self, rows: dict[int, list[Values]]) -> None:
        """Replace the rows in dispute of some incidents."""
        DisputedRow.objects.filter(incident__in=list(rows)).delete()
        bulk.insert(
            DisputedRow,
            DISPUTED_FIELDS,
            [(key, *values) for key, after in rows.items() for values in after],
        )
        self.agree(rows)


class DryLedger(Ledger):
    """The rows of one kind as they would be: what is written stays in memory."""

    def __init__(self, table: Table, *, book: PlaceBook) -> None:
        super().__init__(table, batch_id=0, book=book)
        self.states: dict[int, State] = {}
        self.rows: dict[int, list[Values]] = {}

    def held(self, rows: Iterable[Keyed | BadRow]) -> dict[int, State]:
        """Read what would be held."""
        listed = list(rows)
        held = super().held(listed)
        for row in listed:
            if not isinstance(row, BadRow) and row.key in self.states:
                held[row.key] = self.states[row.key]
        return held

    def disputed_rows(self, held: dict[int, State]) -> dict[int, list[Values]]:
        """Read the rows that would be in dispute."""
        return {**super().disputed_rows(held), **self.rows}

    def write(self, result: Sorted) -> None:
        """Remember what would be written."""
        self.states |= {row.key: State(row.values) for row in result.added}
        self.states |= result.merged
        self.states |= {key: after for key, _, after in result.updated}
        self.rows |= {key: after for key, _, after in result.disputes}
