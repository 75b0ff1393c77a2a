"""Judge the months of a file by what is held, before a row of them is stored. ADR 0026."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from accounts.models import Force
from incidents import bulk
from incidents.grouping import Keyed
from incidents.ledger import Table
from incidents.models import Coverage, ImportBatch, ImportFile, MonthInDoubt
from incidents.months import ForceMonth
from incidents.police_csv import STREET, BadRow
from incidents.volume import (
    NO_TURNS,
    OPEN,
    UNDATED,
    Covered,
    Publication,
    Reason,
    Snapshot,
    Turns,
    is_back,
    nearest,
    reasons,
)

Held = Mapping[int, tuple[str, str]]
"""Identifier and last outcome of the rows held of a month, by key; both empty where none is."""


def month_of(kind: str, row: Keyed) -> ForceMonth:
    """Find the force and the month of a row."""
    month = row.values[0] if kind == STREET else row.fixed[3]
    return ForceMonth(int(row.fixed[0]), str(month))


class Published:
    """What a file publishes: its good rows by month, and every crime that any row of it names.

    Whatever is wrong with a row, the crime that it names is there. A rejected row without an
    identifier stands for one row without an identifier.
    """

    def __init__(self, kind: str, rows: Sequence[Keyed | BadRow]) -> None:
        self.kind, self.rows, self.published = kind, rows, rows
        months: dict[tuple[object, object], list[Keyed]] = defaultdict(list)
        street = kind == STREET
        for row in rows:
            if not isinstance(row, BadRow):
                months[row.fixed[0], row.values[0] if street else row.fixed[3]].append(row)
        self.months = dict(sorted((month_of(kind, found[0]), found) for found in months.values()))
        self.is_one = len(self.months) == 1
        self.is_first = False
        """Whether it is one month alone, of which nothing was held when it was judged."""

    def narrow(self, months: Collection[ForceMonth]) -> None:
        """Publish only some of the months; what the file names stays as it is.

        The rejected rows of a file go with its first month, as reports count them.
        """
        first = min((month.month for month in self.months), default="")
        self.months = {month: rows for month, rows in self.months.items() if month in months}
        has_first = any(month.month == first for month in self.months)
        self.published = [
            row
            for row in self.rows
            if (has_first if isinstance(row, BadRow) else month_of(self.kind, row) in self.months)
        ]

    def count(self, month: ForceMonth) -> int:
        """Count what is published of a month, each once."""
        return len(self.keys if self.is_one else {row.key for row in self.months[month]})

    @cached_property
    def keys(self) -> set[int]:
        """The keys of the good rows."""
        return {row.key for row in self.rows if not isinstance(row, BadRow)}

    @cached_property
    def rejected(self) -> list[str]:
        """The identifiers that stand in the rejected rows, empty where one has none."""
        return [row.crime_id for row in self.rows if isinstance(row, BadRow)]

    @cached_property
    def crime_ids(self) -> set[str]:
        """The crimes that are named; in an outcomes file a good row names one outcome alone."""
        named = {identifier for identifier in self.rejected if identifier}
        if self.kind == STREET:
            good = (row for row in self.rows if not isinstance(row, BadRow))
            named |= {str(row.fixed[1]) for row in good if row.fixed[1]}
        return named

    def missing(self, held: Held) -> list[int]:
        """List the keys of the rows held that the file does not name."""
        absent = [key for key in held if key not in self.keys]
        if not absent:
            return []
        nameless = [key for key in absent if not held[key][0]]
        spare = self.rejected.count("")
        named = (key for key in absent if held[key][0])
        return [key for key in named if held[key][0] not in self.crime_ids] + nameless[spare:]


def held_of(table: Table, month: ForceMonth) -> Held:
    """Read the rows of a month that did not vanish."""
    outcome = "last_outcome_id" if table.kind == STREET else "''"
    sql = (
        f"SELECT key, crime_id, COALESCE({outcome}, '') FROM {table.name} "  # noqa: S608 - own names
        "WHERE force_id = %s AND month = %s AND presence = 'held' ORDER BY key"
    )
    return {key: (crime_id, code) for key, crime_id, code in bulk.fetch(sql, month)}


def turns_of(held: Held, rows: Iterable[Keyed]) -> Turns:
    """Count the crimes whose outcome goes back or on; `rows` are of a street file."""
    back = forward = 0
    for row in rows:
        before, after = held.get(row.key, ("", ""))[1], str(row.values[3] or "")
        if before != after and row.key in held:
            back += is_back(before, after)
            forward += is_back(after, before)
    return Turns(
        back=back, forward=forward, held=sum(code not in OPEN for _, code in held.values())
    )


class History:
    """What is covered of each kind and force: as it is stored, and what this import adds."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, int], dict[date, Covered]] = {}

    def of(self, kind: str, force_id: int) -> dict[date, Covered]:
        """Give what is covered, each month by its newest import.

        Of when a publication is, the last import says that says it.
        """
        if (kind, force_id) not in self.known:
            found: dict[date, Covered] = {}
            rows = Coverage.objects.filter(kind=kind, force=force_id).order_by("batch")
            for month, count, archive, dated in rows.values_list(
                "month", "rows", "archive", "dated"
            ):
                before = found[month].snapshot if month in found else UNDATED
                latest = Snapshot(archive or before.archive, dated or before.dated)
                found[month] = Covered(count, latest)
            self.known[kind, force_id] = found
        return self.known[kind, force_id]

    def add(self, kind: str, month: ForceMonth, covered: Covered) -> None:
        """Note that this import covers a month."""
        self.of(kind, month.force_id)[date.fromisoformat(month.month)] = covered

    def store(self, kind: str, months: Iterable[ForceMonth], *, batch_id: int) -> None:
        """Store that an import brought months of a kind."""
        rows = []
        for month in months:
            covered = self.of(kind, month.force_id)[date.fromisoformat(month.month)]
            archive, dated = covered.snapshot
            rows.append(
                Coverage(
                    force_id=month.force_id,
                    kind=kind,
                    month=month.month,
                    batch_id=batch_id,
                    rows=covered.rows,
                    archive=archive,
                    dated=dated,
                )
            )
        Coverage.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["force", "kind", "month", "batch"],
            update_fields=["rows", "archive", "dated"],
        )

    def why_in_doubt(self, kind: str, publication: Publication, force_id: int) -> list[Reason]:
        """Say why a publication is in doubt."""
        months = {each: covered.rows for each, covered in self.of(kind, force_id).items()}
        return reasons(publication, nearest(months, publication.month))


@dataclass(frozen=True)
class Judging:
    """What the months of a file are judged by."""

    table: Table
    snapshot: Snapshot
    history: History
    forces: Mapping[int, Force]

    def judge(self, file: ImportFile, published: Published) -> list[MonthInDoubt]:
        """Find the months of a file that are in doubt, the earliest first; the others are covered.

        Counts in the file how many of the rows held it does not name.
        """
        doubts, kind = [], self.table.kind
        for month, rows in published.months.items():
            publication = self.publication(published, month)
            file.vanished += publication.missing
            why = self.history.why_in_doubt(kind, publication, month.force_id)
            if why:
                force = self.forces[month.force_id]
                doubts.append(
                    MonthInDoubt(
                        file=file,
                        force=force,
                        month=publication.month,
                        rows=len(rows),
                        reasons=[reason.as_json() for reason in why],
                    )
                )
            else:
                self.history.add(kind, month, Covered(publication.rows, self.snapshot))
        return doubts

    def publication(self, published: Published, month: ForceMonth) -> Publication:
        """Put a month as it was published beside what is held of it."""
        kind, rows, held = self.table.kind, published.months[month], held_of(self.table, month)
        day = date.fromisoformat(month.month)
        published.is_first = not held and published.is_one
        return Publication(
            month=day,
            rows=published.count(month),
            held=len(held),
            missing=len(published.missing(held)),
            turns=turns_of(held, rows) if held and kind == STREET else NO_TURNS,
            snapshot=self.snapshot,
            covered=self.history.of(kind, month.force_id).get(day),
        )


def known(
    file: ImportFile, published: Published, snapshot: Snapshot, history: History
) -> list[MonthInDoubt]:
    """Read what was judged when a file was begun; its other months are covered."""
    doubts = list(MonthInDoubt.objects.filter(file=file))
    cover(published, set(map(force_month, doubts)), snapshot, history)
    return doubts


def confirm(
    file: ImportFile, published: Published, table: Table, snapshot: Snapshot, history: History
) -> None:
    """Cover the months of a file without judging them: somebody confirmed them."""
    if file._state.adding:
        missing = (published.missing(held_of(table, month)) for month in published.months)
        file.vanished = sum(map(len, missing))
    cover(published, set(), snapshot, history)


def cover(published: Published, but: set[ForceMonth], snapshot: Snapshot, history: History) -> None:
    """Note that the months of a file are covered but for some."""
    for month in published.months:
        if month not in but:
            history.add(published.kind, month, Covered(published.count(month), snapshot))


def force_month(doubt: MonthInDoubt) -> ForceMonth:
    """Give force and month of a month in doubt."""
    return ForceMonth(doubt.force_id, doubt.month.isoformat())


def among(months: Iterable[ForceMonth]) -> Q:
    """Make the condition that force and month are among some; there is at least one."""
    found = Q()
    for month in months:
        found |= Q(force=month.force_id, month=month.month)
    return found


def keep(file: ImportFile, doubts: Sequence[MonthInDoubt]) -> None:
    """Store the months in doubt of a file; those of the same upload before are replaced."""
    MonthInDoubt.objects.bulk_create(doubts)
    if doubts:
        before = MonthInDoubt.objects.unsettled().filter(
            among(map(force_month, doubts)),
            file__kind=file.kind,
            file__batch__digest=file.batch.digest,
            file__batch__lt=file.batch,
        )
        before.update(replaced_by=file.batch)


def replace(file: ImportFile, months: Sequence[ForceMonth]) -> None:
    """Settle the older publications in doubt of months that a file has brought."""
    if months:
        before = MonthInDoubt.objects.unsettled().filter(
            among(months), file__kind=file.kind, file__batch__lte=file.batch.origin
        )
        before.exclude(file=file).update(replaced_by=file.batch)


def reopen(batch: ImportBatch) -> None:
    """Let the months wait again that an import was to confirm and did not bring."""
    for doubt in batch.confirmed_months.select_related("file"):
        brought = Coverage.objects.filter(
            batch=batch, force=doubt.force_id, kind=doubt.file.kind, month=doubt.month
        )
        if not brought.exists():
            doubt.confirmed_as = None
            doubt.save(update_fields=["confirmed_as"])


def confirmed_by(batch: ImportBatch) -> dict[int, set[ForceMonth]] | None:
    """List the months that an import confirms, by the position of their file; else None."""
    if batch.confirms_id is None:
        return None
    found: dict[int, set[ForceMonth]] = {}
    for doubt in batch.confirmed_months.select_related("file"):
        found.setdefault(doubt.file.position, set()).add(force_month(doubt))
    return found
