"""Put back everything that an import did, in short transactions that any process can go on with."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.clock import LONDON
from accounts.models import District, Force, Officer, Posting
from accounts.roles import TABLE, Permission
from incidents import bulk, months, rules
from incidents.claims import Claim
from incidents.districts import Districts, PlaceBook
from incidents.grouping import State, Values
from incidents.ledger import ROWS, TABLES, Ledger
from incidents.models import (
    UNFINISHED,
    BatchState,
    Coverage,
    FileState,
    ImportBatch,
    IncidentChange,
    MonthInDoubt,
    Place,
)
from incidents.months import ForceMonth
from incidents.pace import Pace
from incidents.police_csv import STREET

Piece = Callable[[], bool]
Closing = Callable[[bool], object]

PIECE = 500
"""Rows that are done between two looks at the clock."""
LONGEST_HOLD = 0.5
"""Seconds after which an undo lets other writers in: pages answer within one."""


def later_than(batch: ImportBatch) -> ImportBatch | None:
    """Find an import after this one that touched the same months or rows, or that still may."""
    mine = Coverage.objects.filter(
        batch=batch, force=OuterRef("force"), kind=OuterRef("kind"), month=OuterRef("month")
    )
    same_months = Coverage.objects.filter(Exists(mine), batch__gt=batch.pk).values("batch")
    changed = IncidentChange.objects.filter(batch__gt=batch.pk)
    my_rows = (
        Q(incident__added_by=batch)
        | Q(outcome__added_by=batch)
        | Q(incident__in=batch.changes.filter(incident__isnull=False).values("incident"))
        | Q(outcome__in=batch.changes.filter(outcome__isnull=False).values("outcome"))
    )
    return (
        ImportBatch.objects.filter(pk__gt=batch.pk)
        .filter(
            Q(pk__in=same_months)
            | Q(pk__in=changed.filter(my_rows).values("batch"))
            | Q(state__in=UNFINISHED)
        )
        .order_by("pk")
        .last()
    )


def keepers_of(batch: ImportBatch) -> list[District]:
    """Find the districts whose analysts may undo an import and confirm what vanished with it.

    Those in which the officer who brought it in was posted to import on that day; of an account
    without a sign-in, such as the console, those of the forces whose months it brought.
    """
    day = batch.received_at.astimezone(LONDON).date()
    roles = [role for role, held in TABLE.items() if Permission.IMPORT_DATA in held]
    postings = Posting.objects.filter(officer=batch.by_id, role__in=roles, from_on__lte=day)
    of_the_day = postings.exclude(to_on__lte=day)
    found = District.objects.filter(pk__in=of_the_day.values("team__district"))
    brought = Q(force__in=Coverage.objects.filter(batch=batch).values("force"))
    in_doubt = Q(force__in=MonthInDoubt.objects.filter(file__batch=batch).values("force"))
    return list(found) or list(District.objects.filter(brought | in_doubt))


def why_not(batch: ImportBatch, officer: Officer) -> str:
    """Say why an officer may not undo an import as it stands, or nothing."""
    keepers, later = keepers_of(batch), later_than(batch)
    return rules.why_not_undo(officer, batch, keepers=keepers, later=later)


class Undo:
    """The undoing of one import."""

    def __init__(self, batch: ImportBatch, claim: Claim) -> None:
        self.batch, self.claim = batch, claim
        self.pace = Pace(longest_hold=LONGEST_HOLD)
        self.moved: set[ForceMonth] = set()
        self.book = PlaceBook(Districts())
        self.ledgers = {
            kind: Ledger(table, batch_id=batch.pk, book=self.book) for kind, table in TABLES.items()
        }

    def run(self) -> None:
        """Put the changed rows back, delete the added ones, count the months anew."""
        bulk.widen_cache()
        self.repeat(self.put_back, closing=self.recount_moved)
        for kind, month in self.begun_months():
            self.delete_month(kind, month)
        for force in Force.objects.all():
            self.delete(STREET, self.added(STREET, force=force, month__isnull=True))
        self.delete_places()

    def repeat(self, piece: Piece, *, closing: Closing = lambda left: None) -> None:
        """Do work piece by piece in short transactions; close each, told whether some is left."""
        left = True
        while left:
            with self.pace.writing():
                self.claim.renew()
                left = self.pace.until_time_is_up(piece)
                closing(left)

    def put_back(self) -> bool:
        """Take back the latest changes, newest first; tell whether there were any."""
        changes = list(IncidentChange.objects.filter(batch=self.batch).order_by("-id")[:PIECE])
        for kind in TABLES:
            self.put_back_kind(
                kind, [c for c in changes if bool(c.incident_id) == (kind == STREET)]
            )
        taken = IncidentChange.objects.filter(pk__in=[change.pk for change in changes])
        self.moved |= months.moved_by(taken)
        taken.delete()
        return bool(changes)

    def recount_moved(self, left: bool) -> None:
        """Count the months anew from which and into which rows were moved back."""
        for month in sorted(self.moved):
            months.recount(month)
        self.moved.clear()

    def put_back_kind(self, kind: str, changes: list[IncidentChange]) -> None:
        """Take back changes of one table."""
        ledger = self.ledgers[kind]
        keys = {change.incident_id or change.outcome_id or 0 for change in changes}
        states = months.read_states(ledger, sorted(keys))
        rows: dict[int, list[Values]] = {}
        for change in changes:
            key = change.incident_id or change.outcome_id or 0
            if change.field == ROWS:
                rows[key] = [tuple(values) for values in json.loads(change.before)]
            else:
                states[key] = restored(states[key], ledger.table.values, change)
        places = {
            state.values[list(ledger.table.values).index("place")] for state in states.values()
        }
        self.book.look_up(place for place in places if isinstance(place, int))
        ledger.put(list(states.items()))
        if rows:
            ledger.put_disputed(rows)

    def begun_months(self) -> list[tuple[str, ForceMonth]]:
        """List the months that the import covered, and those that a file cut short may have begun.

        By them an index finds the rows; one on `added_by` would cost every import.
        """
        covered = Coverage.objects.filter(batch=self.batch)
        pairs = covered.values_list("kind", "force_id", "month")
        found = {(kind, ForceMonth(force, month.isoformat())) for kind, force, month in pairs}
        forces = list(Force.objects.values_list("pk", flat=True))
        begun_files = self.batch.files.filter(state=FileState.READING)
        for kind, first, last in begun_files.values_list("kind", "month", "last_month"):
            begun = months_between(first, last) if first and last else []
            found |= {(kind, ForceMonth(force, month)) for force in forces for month in begun}
        return sorted(found)

    def added(self, kind: str, **which: object) -> list[int]:
        """Read the numbers of rows that the import added, in the order in which they lie."""
        rows = TABLES[kind].model._default_manager.filter(added_by=self.batch, **which)
        return list(rows.order_by("id").values_list("id", flat=True))

    def delete_month(self, kind: str, month: ForceMonth) -> None:
        """Delete what the import added of a month, count the month anew, end its coverage."""
        rows = self.added(kind, force=month.force_id, month=month.month)
        self.delete(kind, rows, closing=partial(self.uncover, kind, month))

    def uncover(self, kind: str, month: ForceMonth, left: bool) -> None:
        """Count a month anew and end its coverage by this import, once nothing is left of it."""
        if left:
            return
        if kind == STREET:
            months.recount(month)
        Coverage.objects.filter(
            batch=self.batch, kind=kind, force=month.force_id, month=month.month
        ).delete()

    def delete(self, kind: str, rows: list[int], *, closing: Closing = lambda left: None) -> None:
        """Delete rows of one table with what hangs on them, piece by piece."""
        pieces, table = in_pieces(rows), TABLES[kind].name
        whose = f"incident_id IN (SELECT key FROM {table} WHERE {bulk.among('id')})"  # noqa: S608 - own names

        def piece() -> bool:
            listed = next(pieces, [])
            if kind == STREET:
                delete_from("incidents_disputedrow", whose, listed)
            delete_from(table, bulk.among("id"), listed)
            return bool(listed)

        self.repeat(piece, closing=closing)

    def delete_places(self) -> None:
        """Delete places that this or another undone import added and that nothing names."""
        undone = Q(added_by=self.batch) | Q(added_by__state=BatchState.UNDONE)
        pieces = in_pieces(
            list(Place.objects.filter(undone).order_by().values_list("pk", flat=True))
        )

        def piece() -> bool:
            listed = next(pieces, [])
            unused = list(unnamed(listed).values_list("pk", flat=True))
            delete_from("incidents_place_areas", bulk.among("place_id"), unused)
            delete_from("incidents_place", bulk.among("id"), unused)
            return bool(listed)

        self.repeat(piece)


def unnamed(keys: list[int]) -> QuerySet[Place]:
    """Find those of some places that nothing names."""
    unused = Place.objects.filter(pk__in=keys).order_by()
    for relation in Place._meta.related_objects:
        if relation.related_model is not Place.areas.through:
            named = relation.related_model._default_manager.filter(
                **{relation.field.name: OuterRef("pk")}
            )
            unused = unused.filter(~Exists(named))
    return unused


def delete_from(table: str, condition: str, keys: list[int]) -> None:
    """Delete the rows of a table that a condition finds with some keys (see bulk.among)."""
    if keys:
        bulk.execute(f"DELETE FROM {table} WHERE {condition}", [bulk.listed(keys)])  # noqa: S608 - own names


def months_between(first: date, last: date) -> list[str]:
    """List the first days of months in ISO form, both ends included."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1).isoformat() for number in numbers]


def in_pieces(keys: list[int]) -> Iterator[list[int]]:
    """Cut a list into pieces that take a moment each."""
    return (keys[start : start + PIECE] for start in range(0, len(keys), PIECE))


def restored(state: State, names: Iterable[str], change: IncidentChange) -> State:
    """Give a state with one field as it was before."""
    if change.field == "disputed":
        return state._replace(disputed=change.before)
    if change.field == "presence":
        return state._replace(presence=change.before)
    values = dict(zip(names, state.values, strict=True))
    is_number = change.field in ("place", "times")
    before = int(change.before) if change.before and is_number else change.before or None
    values[change.field] = before
    return state._replace(values=tuple(values.values()))


def undo(batch: ImportBatch, claim: Claim) -> None:
    """Undo a claimed import.

    Raises: ClaimLost.
    """
    Undo(batch, claim).run()
