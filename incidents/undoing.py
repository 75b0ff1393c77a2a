"""Put back everything that an import did, in short transactions that any process can go on with."""

import json
from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import Exists, OuterRef, Q

from accounts.clock import LONDON
from accounts.models import District, Officer, Posting
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
    DisputedRow,
    ImportBatch,
    IncidentChange,
    Place,
)
from incidents.months import ForceMonth
from incidents.pace import Pace
from incidents.police_csv import OUTCOMES, STREET

STRETCH = 5_000


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
    brought = Coverage.objects.filter(batch=batch).values("force")
    return list(found) or list(District.objects.filter(force__in=brought))


def why_not(batch: ImportBatch, officer: Officer) -> str:
    """Say why an officer may not undo an import as it stands, or nothing."""
    keepers, later = keepers_of(batch), later_than(batch)
    return rules.why_not_undo(officer, batch, keepers=keepers, later=later)


class Undo:
    """The undoing of one import."""

    def __init__(self, batch: ImportBatch, claim: Claim) -> None:
        self.batch, self.claim, self.pace = batch, claim, Pace()
        self.book = PlaceBook(Districts())
        self.ledgers = {
            kind: Ledger(table, batch_id=batch.pk, book=self.book) for kind, table in TABLES.items()
        }

    def run(self) -> None:
        """Put the changed rows back, delete the added ones, count the months anew."""
        self.repeat(self.put_back)
        covered = list(Coverage.objects.filter(batch=self.batch).order_by("force", "month", "kind"))
        for coverage in covered:
            month = ForceMonth(coverage.force_id, coverage.month.isoformat())
            self.delete_month(coverage.kind, month)
        for kind in TABLES:
            self.repeat(partial(self.delete, kind, "month IS NULL", []))
        self.repeat(self.delete_places)

    def repeat(self, stretch: Callable[[], int]) -> None:
        """Do a stretch of work in its own transaction, until nothing is left."""
        left = True
        while left:
            with self.pace.writing():
                self.claim.renew()
                left = bool(stretch())

    def put_back(self) -> int:
        """Take back the latest changes, newest first; tell how many."""
        changes = list(IncidentChange.objects.filter(batch=self.batch).order_by("-id")[:STRETCH])
        for kind in TABLES:
            self.put_back_kind(
                kind, [c for c in changes if bool(c.incident_id) == (kind == STREET)]
            )
        taken = IncidentChange.objects.filter(pk__in=[change.pk for change in changes])
        for month in sorted(months.moved_by(taken)):
            months.recount(month)
        taken.delete()
        return len(changes)

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

    def delete_month(self, kind: str, month: ForceMonth) -> None:
        """Delete what the import added of a month, then its coverage."""
        self.repeat(lambda: self.delete(kind, "force_id = %s AND month = %s", month))
        with self.pace.writing():
            self.claim.renew()
            if kind == STREET:
                months.recount(month)
            Coverage.objects.filter(
                batch=self.batch, kind=kind, force=month.force_id, month=month.month
            ).delete()

    def delete(self, kind: str, where: str, parameters: Iterable[object]) -> int:
        """Delete some of the rows that the import added; tell how many."""
        table = TABLES[kind].name
        sql = f"SELECT key FROM {table} WHERE {where} AND added_by_id = %s LIMIT {STRETCH}"  # noqa: S608 - own names
        if kind == OUTCOMES and where == "month IS NULL":
            return 0
        keys = [key for (key,) in bulk.fetch(sql, [*parameters, self.batch.pk])]
        if kind == STREET:
            DisputedRow.objects.filter(incident__in=keys).delete()
        among = f"DELETE FROM {table} WHERE {bulk.among('key')}"  # noqa: S608 - own names
        return bulk.execute(among, [bulk.listed(keys)]) if keys else 0

    def delete_places(self) -> int:
        """Delete places that this or another undone import added and that nothing names."""
        undone = Q(added_by=self.batch) | Q(added_by__state=BatchState.UNDONE)
        unused = Place.objects.filter(undone)
        for relation in Place._meta.related_objects:
            if relation.related_model is not Place.areas.through:
                named = relation.related_model._default_manager.filter(
                    **{relation.field.name: OuterRef("pk")}
                )
                unused = unused.filter(~Exists(named))
        keys = list(unused.values_list("pk", flat=True)[:STRETCH])
        Place.areas.through.objects.filter(place__in=keys).delete()
        Place.objects.filter(pk__in=keys).delete()
        return len(keys)


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
