"""Import the files of a batch. Imports shapely: for workers and commands only. ADR 0021.

Each file is read to its end before one of its rows is stored. Then stretches of rows are written,
each in its own short transaction together with the counts of the file, so that a process that was
killed is followed by one that goes on at the next row. A last transaction marks the rows that
vanished, notes coverage and counts the months anew: until then reports see none of the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from incidents import bulk, months
from incidents.archives import Entry, Found, LeftAside, Refusal
from incidents.claims import Claim
from incidents.districts import Districts, PlaceBook
from incidents.geometry import Gazetteer
from incidents.grouping import Keyed, Sorted, Sorter, grouped
from incidents.intake import KeyedFile, Read
from incidents.known import Forces
from incidents.ledger import TABLES, DryLedger, Ledger
from incidents.models import FileState, ImportFile, IncidentChange, Place, RejectedRow
from incidents.months import ForceMonth
from incidents.pace import Pace
from incidents.police_csv import (
    STREET,
    BadRow,
    FileRefused,
    NotMeant,
    PlaceKey,
)

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
    """What the files of one import share: words, places, districts, and the claim.

    Without a claim nothing is written: a dry run.
    """

    def __init__(self, claim: Claim | None, *, total: int) -> None:
        self.claim, self.total, self.done = claim, max(total, 1), 0
        bulk.widen_cache()
        self.forces = Forces(make=claim is not None)
        self.gazetteer = Gazetteer()
        self.book = PlaceBook(Districts())
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
    if isinstance(read, KeyedFile):
        FileImport(file, read, size, work).run()
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

    def __init__(self, file: ImportFile, read: KeyedFile, size: int, work: Work) -> None:
        self.file, self.size, self.work, self.kind = file, size, work, read.kind
        self.rows, self.places = read.rows, read.places
        self.ledger = work.ledgers[read.kind]
        self.good = [row for row in self.rows if not isinstance(row, BadRow)]
        self.months = self.months_of()
        of_months = frozenset(month.month for month in self.months)
        self.sorter = Sorter(self.ledger.table.values, grouped(self.rows), of_months)

    def months_of(self) -> list[ForceMonth]:
        """List the months that the file publishes."""
        if self.kind == STREET:
            pairs = {(row.fixed[0], row.values[0]) for row in self.good}
        else:
            pairs = {(row.fixed[0], row.fixed[3]) for row in self.good}
        return sorted(ForceMonth(int(force_id or 0), str(month)) for force_id, month in pairs)

    def run(self) -> None:
        """Store every row that is not stored yet, then what the months come to."""
        file = self.file
        file.kind, file.state = self.kind, FileState.READING
        if self.months:
            file.month = min(month.month for month in self.months)
            file.last_month = max(month.month for month in self.months)
        self.store_places()
        for start in range(file.read, len(self.rows), STRETCH):
            self.store(self.rows[start : start + STRETCH])
        self.finish()

    def store_places(self) -> None:
        """Add the places that are new, with the areas they lie in."""
        work, places = self.work, sorted(self.places.items())
        work.book.forget()
        work.book.look_up(self.places)
        new = [(key, place) for key, place in places if key not in work.book.places]
        areas = work.gazetteer.find([point(place) for _, place in new])
        for (key, place), found in zip(new, areas, strict=True):
            wards = [area_id for area_id in found if area_id in work.gazetteer.wards]
            located = place.longitude is not None or bool(place.lsoa_code)
            work.book.learn(key, place.lsoa_code, wards, located)
        if work.claim is not None and new:
            with work.pace.writing():
                work.claim.renew()
                add_places(new, areas, work.claim.batch_id, work.book.districts)

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
            result = self.sort(rows)
            self.file.save()
            self.list_rows(result)

    def sort(self, rows: Sequence[Keyed | BadRow]) -> Sorted:
        """Sort a stretch of rows, write it to the ledger and count it."""
        held = self.ledger.held(rows)
        result = self.sorter.sort(rows, held, self.ledger.disputed_rows(held))
        self.ledger.write(result)
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
        good = (row for row in rows if not isinstance(row, BadRow))
        for (place, month), count in Counter(
            (row.values[2], row.values[0]) for row in good
        ).items():
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
            named = {row.key for row in self.good}
            for month in self.months:
                self.file.vanished += months.mark_vanished(self.ledger, month, named)
            if self.kind == STREET:
                changes = IncidentChange.objects.filter(batch=self.work.claim.batch_id)
                for month in sorted({*self.months, *months.moved_by(changes)}):
                    months.recount(month)
            months.cover(batch_id=self.work.claim.batch_id, kind=self.kind, months=self.months)
            self.file.save()


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
    new: Sequence[tuple[int, PlaceKey]],
    areas: Sequence[Sequence[int]],
    batch_id: int,
    districts: Districts,
) -> None:
    """Store new places with the areas they lie in; LSOAs by the code of the file."""
    rows = []
    for key, place in new:
        x, y = point(place) if place.longitude is not None else (None, None)
        rows.append((key, x, y, place.name, place.lsoa_code, place.lsoa_name, False, batch_id))
    bulk.insert(Place, PLACE_FIELDS, rows)
    lsoas = districts.lsoa_ids
    memberships = [
        (key, area_id)
        for (key, place), found in zip(new, areas, strict=True)
        for area_id in (*found, *lsoas.get(place.lsoa_code, ()))
    ]
    bulk.insert(Place.areas.through, ("place", "area"), memberships)


def known_files(batch_id: int) -> dict[int, ImportFile]:
    """Read the files of an import that an interrupted process has begun, by position."""
    files = ImportFile.objects.filter(batch=batch_id)
    return {file.position: file for file in files}
