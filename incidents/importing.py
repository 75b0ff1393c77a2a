"""Import the files of a batch. Imports shapely: for workers and commands only. ADR 0021.

Each file is read to its end before one of its rows is stored. Then stretches of rows are written,
each in its own short transaction together with the counts of the file, so that a process that was
killed is followed by one that goes on at the next row. A last transaction marks the rows that
vanished, notes coverage and counts the months anew: until then reports see none of the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from incidents import bulk, doubt, months
from incidents.archives import Entry, Found, LeftAside, Refusal
from incidents.claims import Claim
from incidents.districts import Districts, PlaceBook
from incidents.doubt import History, Judging, Published, month_of
from incidents.geometry import Gazetteer
from incidents.grouping import Keyed, Sorted, Sorter, grouped
from incidents.intake import KeyedFile, Read
from incidents.known import Forces
from incidents.ledger import TABLES, DryLedger, Ledger
from incidents.models import (
    FileState,
    ImportFile,
    IncidentChange,
    MonthInDoubt,
    Place,
    RejectedRow,
)
from incidents.months import ForceMonth
from incidents.pace import Pace
from incidents.police_csv import (
    STREET,
    BadRow,
    FileRefused,
    NotMeant,
    PlaceKey,
)
from incidents.volume import Snapshot

STRETCH = 8_000
MOST_REASONS = 100
OTHER_REASONS = "other reasons"
PLACE_FIELDS = (
    "id",
    "longitude",
    "latitude",
    "name",
    "lsoa_code",
    "lsoa_name",
    "exact",
    "added_by",
)


class Work:
    """What the files of one import share: words, places, districts, history, and the claim.

    Without a claim nothing is written: a dry run. `confirmed` are the months in doubt that alone
    are brought in, by the position of their file, or None.
    """

    def __init__(
        self,
        claim: Claim | None,
        *,
        total: int,
        confirmed: Mapping[int, set[ForceMonth]] | None = None,
    ) -> None:
        self.claim, self.total, self.done = claim, max(total, 1), 0
        self.confirmed = confirmed
        self.history, self.in_doubt = History(), list[MonthInDoubt]()
        bulk.widen_cache()
        self.forces = Forces(make=claim is not None)
        self.gazetteer = Gazetteer()
        self.book = PlaceBook(Districts())
        self.unstored: set[object] = set()
        """Places that the book knows and that no row needs yet: their months are in doubt."""
        self.pace = Pace()
        self.ledgers = {kind: self.ledger(kind) for kind in TABLES}

    def ledger(self, kind: str) -> Ledger:
        """Open the table of a kind."""
        if self.claim is None:
            return DryLedger(TABLES[kind], book=self.book)
        return Ledger(TABLES[kind], batch_id=self.claim.batch_id, book=self.book)

    def progress(self, part: int) -> int:
        """Tell how far the import is, in percent."""
        return min(100, (self.done + part) * 100 // self.total)


def import_file(entry: Found, file: ImportFile, read: Read | None, work: Work) -> None:
    """Import one file, from the row after the last that was stored, or refuse it by name.

    `read` is what stands in it, or None where it was not opened.
    """
    size = entry.size if isinstance(entry, Entry) else 0
    if isinstance(read, KeyedFile) and isinstance(entry, Entry):
        FileImport(file, read, entry, work).run()
    elif isinstance(read, FileRefused):
        refuse(file, read, work)
    elif isinstance(entry, LeftAside):
        refuse(file, NotMeant(entry.reason), work)
    elif isinstance(entry, Refusal):
        refuse(file, FileRefused(entry.reason, entry.line), work)
    work.done += size


def refuse(file: ImportFile, refused: FileRefused, work: Work) -> None:
    """Note that a file is refused, or left aside, and why."""
    file.state = FileState.ASIDE if isinstance(refused, NotMeant) else FileState.REFUSED
    file.reason, file.line = refused.reason[:400], refused.line
    if work.claim is not None:
        with work.pace.writing():
            work.claim.renew()
            file.save()


class FileImport:
    """The import of one file whose rows are read."""

    def __init__(self, file: ImportFile, read: KeyedFile, entry: Entry, work: Work) -> None:
        self.file, self.size, self.work, self.kind = file, entry.size, work, read.kind
        self.rows: Sequence[Keyed | BadRow] = read.rows
        self.places = read.places
        self.ledger = work.ledgers[read.kind]
        self.published = Published(read.kind, self.rows)
        self.in_doubt = self.judged(entry.snapshot)
        doubtful = {doubt.force_month(month) for month in self.in_doubt}
        self.months = [month for month in self.published.months if month not in doubtful]
        self.known_months = frozenset(self.months)
        kept, left = self.split(self.rows)
        self.sorter = self.sorter_of(kept, self.months)
        self.doubtful_sorter = self.sorter_of(left, doubtful)

    def sorter_of(self, rows: Sequence[Keyed | BadRow], months: Iterable[ForceMonth]) -> Sorter:
        """Make what sorts the rows of some months."""
        of_months = frozenset(month.month for month in months)
        return Sorter(self.ledger.table.values, grouped(rows), of_months)

    def judged(self, snapshot: Snapshot) -> list[MonthInDoubt]:
        """Find the months in doubt: as they were judged when the file was begun, or now.

        Where months are confirmed, the file is only those, and none is in doubt.
        """
        file, published, work = self.file, self.published, self.work
        if work.confirmed is not None:
            published.narrow(work.confirmed[file.position])
            self.rows = published.published
            doubt.confirm(file, published, self.ledger.table, snapshot, work.history)
            return []
        if not file._state.adding:
            return doubt.known(file, published, snapshot, work.history)
        forces = {force.pk: force for force in work.forces.values()}
        judging = Judging(self.ledger.table, snapshot, work.history, forces)
        found = judging.judge(file, published)
        work.in_doubt += found
        return found

    def split(
        self, rows: Sequence[Keyed | BadRow]
    ) -> tuple[Sequence[Keyed | BadRow], Sequence[Keyed]]:
        """Split rows into those that come in, or are rejected, and those of months in doubt."""
        if not self.in_doubt:
            return rows, ()
        kept: list[Keyed | BadRow] = []
        left: list[Keyed] = []
        for row in rows:
            if isinstance(row, BadRow) or month_of(self.kind, row) in self.known_months:
                kept.append(row)
            else:
                left.append(row)
        return kept, left

    def run(self) -> None:
        """Store every row that is not stored yet, then what the months come to."""
        file = self.file
        file.kind, file.state = self.kind, FileState.READING
        if named := [month.month for month in self.published.months]:
            file.month, file.last_month = min(named), max(named)
        self.store_places()
        for start in range(file.read, len(self.rows), STRETCH):
            self.store(self.rows[start : start + STRETCH])
        self.finish()

    def store_places(self) -> None:
        """Add the places that are new, with the areas they lie in."""
        work, places = self.work, sorted(self.places.items())
        work.book.forget()
        work.book.look_up(self.places)
        known = work.book.places.keys() - work.unstored
        new = [(key, place) for key, place in places if key not in known]
        areas = work.gazetteer.find([point(place) for _, place in new])
        for (key, place), found in zip(new, areas, strict=True):
            wards = [area_id for area_id in found if area_id in work.gazetteer.wards]
            located = place.longitude is not None or bool(place.lsoa_code)
            work.book.learn(key, place.lsoa_code, wards, located)
        used = self.used_places()
        stored = [
            (place, found) for place, found in zip(new, areas, strict=True) if place[0] in used
        ]
        work.unstored |= {key for key, _ in new} - used
        work.unstored -= used
        if work.claim is not None and stored:
            with work.pace.writing():
                work.claim.renew()
                add_places(stored, work.claim.batch_id, work.book.districts)

    def used_places(self) -> set[object]:
        """Find the places of the rows that come in: those of months in doubt alone wait."""
        if not self.in_doubt and self.work.confirmed is None:
            return set(self.places)
        at = self.ledger.table.values.index("place")
        kept, _ = self.split(self.rows)
        return {row.values[at] for row in kept if not isinstance(row, BadRow)}

    def store(self, rows: Sequence[Keyed | BadRow]) -> None:
        """Store one stretch of rows together with the counts of the file."""
        if self.work.claim is None:
            self.sort(rows)
            return
        with self.work.pace.writing():
            part = self.size * self.file.read // len(self.rows)
            self.work.claim.renew(progress=self.work.progress(part))
            if self.file._state.adding:
                self.file.save()
                doubt.keep(self.file, self.in_doubt)
            result = self.sort(rows)
            self.file.save()
            self.list_rows(result)

    def sort(self, rows: Sequence[Keyed | BadRow]) -> Sorted:
        """Sort a stretch of rows, write it to the ledger and count it."""
        held = self.ledger.held(rows)
        disputed_rows = self.ledger.disputed_rows(held)
        kept, left = self.split(rows)
        result = self.sorter.sort(kept, held, disputed_rows)
        self.ledger.write(result)
        result.take_counts(self.doubtful_sorter.sort(left, held, disputed_rows))
        for bucket, count in result.counts.items():
            setattr(self.file, bucket, getattr(self.file, bucket) + count)
        self.file.reasons = added_up(self.file.reasons, result.reasons)
        self.file.read += len(rows)
        if self.kind == STREET:
            self.count_places(rows)
        return result

    def count_places(self, rows: Iterable[Keyed | BadRow]) -> None:
        """Count where the rows of a stretch lie."""
        book, where = self.work.book, Counter[str]()
        says = [row.values for row in rows if not isinstance(row, BadRow)]
        for (place, month), count in Counter([(each[2], each[0]) for each in says]).items():
            if not isinstance(place, int) or not book.places[place][2]:
                where["without_location"] += count
            elif book.district(place, str(month)) is None:
                where["outside"] += count
            else:
                where["in_areas"] += count
        for name, count in where.items():
            setattr(self.file, name, getattr(self.file, name) + count)

    def list_rows(self, result: Sorted) -> None:
        """List the rejected and the contradictory rows with their reasons."""
        rows = [(self.file.pk, *listed) for listed in result.listed]
        names = ("file", "line", "contradictory", "column", "says", "why")
        bulk.insert(RejectedRow, names, rows)

    def finish(self) -> None:
        """Mark what vanished, note coverage, count the months anew: then the file is in."""
        self.file.state = FileState.IN
        if self.work.claim is None:
            return
        with self.work.pace.writing():
            self.work.claim.renew(progress=self.work.progress(self.size))
            for month in self.months:
                months.mark_vanished(self.ledger, month, self.missing(month), self.published.keys)
            if self.kind == STREET:
                changes = IncidentChange.objects.filter(batch=self.work.claim.batch_id)
                for month in sorted({*self.months, *months.moved_by(changes)}):
                    months.recount(month)
            self.work.history.store(self.kind, self.months, batch_id=self.work.claim.batch_id)
            self.file.save()
            doubt.replace(self.file, self.months)

    def missing(self, month: ForceMonth) -> list[int]:
        """List the rows held of a month that the file does not name."""
        if self.published.is_first:
            return []
        return self.published.missing(doubt.held_of(self.ledger.table, month))


def added_up(reasons: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Add reasons of rejection to those of the stretches before; beyond the most, as others."""
    total = Counter(reasons)
    for reason, count in more.items():
        known = reason in total or len(total) < MOST_REASONS
        total[reason if known else OTHER_REASONS] += count
    return dict(total)


def point(place: PlaceKey) -> tuple[float, float]:
    """Give the coordinates of a place; a place without any lies in no area."""
    if place.longitude is None or place.latitude is None:
        return (0.0, -90.0)
    return place.longitude / 1_000_000, place.latitude / 1_000_000


def add_places(
    new: Sequence[tuple[tuple[int, PlaceKey], Sequence[int]]], batch_id: int, districts: Districts
) -> None:
    """Store new places with the areas they lie in; LSOAs by the code of the file."""
    rows = []
    for (key, place), _ in new:
        x, y = point(place) if place.longitude is not None else (None, None)
        rows.append((key, x, y, place.name, place.lsoa_code, place.lsoa_name, False, batch_id))
    bulk.insert(Place, PLACE_FIELDS, rows)
    lsoas = districts.lsoa_ids
    memberships = [
        (key, area_id)
        for (key, place), found in new
        for area_id in (*found, *lsoas.get(place.lsoa_code, ()))
    ]
    bulk.insert(Place.areas.through, ("place", "area"), memberships)


def known_files(batch_id: int) -> dict[int, ImportFile]:
    """Read the files of an import that an interrupted process has begun, by position."""
    files = ImportFile.objects.filter(batch=batch_id)
    return {file.position: file for file in files}
