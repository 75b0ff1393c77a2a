"""The action that imports what was received. Knows geometry: for workers and commands only."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count, Sum

from accounts.models import Officer
from audit.models import Operation
from incidents import claims, importing, storage, undoing, warnings
from incidents.actions import journal_entry
from incidents.archives import Entry, Refusal
from incidents.claims import Claim, Clock
from incidents.importing import Work, import_file
from incidents.intake import load_missing_codes
from incidents.models import (
    BUCKETS,
    BatchState,
    CrimeOutcome,
    FileState,
    ImportBatch,
    ImportFile,
)

PLACES = ("in_areas", "outside", "without_location")
Files = Callable[[], Iterator[Entry | Refusal]]


@dataclass
class Outcome:
    """What became of the files of an import."""

    files: list[ImportFile] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unmatched_rows: int = 0
    unmatched_crimes: int = 0

    @property
    def refused(self) -> list[ImportFile]:
        """The files that were refused."""
        return [file for file in self.files if file.state == FileState.REFUSED]

    @property
    def taken(self) -> list[ImportFile]:
        """The files that are in."""
        return [file for file in self.files if file.state == FileState.IN]

    def total(self, name: str) -> int:
        """Sum a count over the files."""
        return sum(getattr(file, name) for file in self.files)

    def as_json(self) -> dict[str, object]:
        """Give the result in the form of the command's --json."""
        names = ("read", *BUCKETS)
        return {
            "files": [
                {
                    "path": file.path,
                    "kind": file.kind,
                    "month": month_of(file),
                    **{name: getattr(file, name) for name in names},
                }
                for file in self.taken
            ],
            "total": {name: self.total(name) for name in names},
            "places": {name: self.total(name) for name in PLACES},
            "refused": [{"path": file.path, "reason": reason_of(file)} for file in self.refused],
            "warnings": self.warnings,
        }


def month_of(file: ImportFile) -> str | None:
    """Write the month of a file, or its first and last; none where no row was good."""
    first, last = str(file.month or "")[:7], str(file.last_month or "")[:7]
    return (first if first == last else f"{first}/{last}") or None


def reason_of(file: ImportFile) -> str:
    """Write why a file was refused, with the line where there is one."""
    return f"Line {file.line:,}: {file.reason}" if file.line else file.reason


def process_import(*, batch: ImportBatch, by: Officer, clock: Clock) -> None:
    """Claim an import and bring in every file that is not in yet.

    Safe to call again: it goes on at the row after the last that was stored. An import that was
    begun too often is taken back.
    Raises: Busy, ClaimLost.
    """
    claim = claims.take(batch, clock=clock)
    if batch.attempts > claims.MOST_ATTEMPTS:
        give_up(batch, claim, by=by)
        return
    load_missing_codes()
    known = importing.known_files(batch.pk)
    outcome = work_through(
        lambda: storage.files_of(batch),
        claim,
        lambda position: known.get(position) or ImportFile(batch=batch, position=position),
    )
    outcome.warnings = warnings.of_batch(batch.pk)
    state = BatchState.DONE if outcome.taken else BatchState.REFUSED
    at = clock()
    detail = {name: outcome.total(name) for name in ("read", *BUCKETS)}
    with transaction.atomic():
        claim.release(state=state, progress=100, finished_at=at, warnings=outcome.warnings)
        journal_entry(batch, "process", Operation.COLLECTION, by=by, at=at, detail=detail)


def give_up(batch: ImportBatch, claim: Claim, *, by: Officer) -> None:
    """Take back what an import stored that never came to its end."""
    undoing.undo(batch, claim)
    at = claim.clock()
    why = f"It was begun {claims.MOST_ATTEMPTS} times and never finished"
    with transaction.atomic():
        claim.release(state=BatchState.FAILED, failure=why, finished_at=at)
        journal_entry(batch, "fail", Operation.ALTERATION, by=by, at=at, detail={"why": why})


def try_out(files: Files) -> Outcome:
    """Find what an import would do, and write nothing."""
    return work_through(files, None, lambda position: ImportFile(position=position))


def work_through(
    files: Files, claim: Claim | None, file_at: Callable[[int], ImportFile]
) -> Outcome:
    """Import files one after the other."""
    total = sum(entry.size for entry in files() if isinstance(entry, Entry))
    work, outcome = Work(claim, total=total), Outcome()
    for position, entry in enumerate(files()):
        file = file_at(position)
        file.path = entry.path[:400]
        if file.state in (FileState.IN, FileState.REFUSED):
            work.done += entry.size if isinstance(entry, Entry) else 0
        else:
            import_file(entry, file, work)
        outcome.files.append(file)
    return outcome


def stored(batch: ImportBatch) -> Outcome:
    """Read what became of a finished import."""
    files: Iterable[ImportFile] = batch.files.order_by("position")
    unmatched = CrimeOutcome.objects.without_incident().aggregate(
        rows=Sum("times"), crimes=Count("incident_id", distinct=True)
    )
    return Outcome(
        files=list(files),
        warnings=list(batch.warnings),
        unmatched_rows=unmatched["rows"] or 0,
        unmatched_crimes=unmatched["crimes"],
    )
