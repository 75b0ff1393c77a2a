"""The action that imports what was received. Knows geometry: for workers and commands only."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction

from accounts.models import Officer
from audit.models import Operation
from incidents import claims, doubt, importing, storage, undoing, warnings
from incidents.actions import journal_entry
from incidents.archives import Entry, Found
from incidents.claims import Claim, Clock
from incidents.importing import Work, import_file
from incidents.known import load_missing_codes, vocabulary
from incidents.models import (
    BUCKETS,
    SETTLED,
    BatchState,
    ImportBatch,
    ImportFile,
)
from incidents.months import ForceMonth
from incidents.read_ahead import reader
from incidents.reading_order import Files, by_month
from incidents.results import Outcome


def process_import(*, batch: ImportBatch, by: Officer, clock: Clock) -> None:
    """Claim an import and bring in every file that is not in yet.

    Safe to call again: it goes on at the row after the last that was stored. An import that was
    begun too often is taken back. What was received is deleted at the end, or when no month of it
    is in doubt any more; its name, size and SHA-256 are kept.
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
        confirmed=doubt.confirmed_by(batch),
    )
    outcome.warnings = warnings.of_batch(batch.pk)
    is_refused = outcome.refused and not outcome.taken
    state = BatchState.REFUSED if is_refused else BatchState.DONE
    at = clock()
    detail = {name: outcome.total(name) for name in ("read", *BUCKETS)}
    with transaction.atomic():
        claim.release(state=state, progress=100, finished_at=at, warnings=outcome.warnings)
        doubt.reopen(batch)
        journal_entry(batch, "process", Operation.COLLECTION, by=by, at=at, detail=detail)
    storage.discard_unneeded(batch.origin)


def give_up(batch: ImportBatch, claim: Claim, *, by: Officer) -> None:
    """Take back what an import stored that never came to its end."""
    undoing.undo(batch, claim)
    at = claim.clock()
    why = f"It was begun {claims.MOST_ATTEMPTS} times and never finished"
    with transaction.atomic():
        claim.release(state=BatchState.FAILED, failure=why, finished_at=at)
        doubt.reopen(batch)
        journal_entry(batch, "fail", Operation.ALTERATION, by=by, at=at, detail={"why": why})
    storage.discard_unneeded(batch.origin)


def try_out(files: Files) -> Outcome:
    """Find what an import would do, and write nothing."""
    return work_through(files, None, lambda position: ImportFile(position=position))


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the cycle collector from walking rows that hold no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def work_through(
    files: Files,
    claim: Claim | None,
    file_at: Callable[[int], ImportFile],
    *,
    confirmed: Mapping[int, set[ForceMonth]] | None = None,
) -> Outcome:
    """Import files one after the other, by month; where months are confirmed, only their files."""
    sizes = [entry.size for entry in files() if isinstance(entry, Entry)]
    work, outcome = Work(claim, total=sum(sizes), confirmed=confirmed), Outcome()
    beside = sum(sizes) - max(sizes, default=0)
    turns = (
        turn(entry, file_at(position))
        for position, entry in by_month(files)
        if confirmed is None or position in confirmed
    )
    with without_collector(), reader(vocabulary(), work.forces, size=beside) as reading:
        for (entry, file), read in reading.each(turns):
            if file.state in SETTLED:
                work.done += entry.size if isinstance(entry, Entry) else 0
            else:
                import_file(entry, file, read, work)
            outcome.files.append(file)
            del read  # before the next file is there
            gc.collect(0)  # what little else was left since the last one
    outcome.files.sort(key=lambda file: file.position)
    outcome.in_doubt = work.in_doubt
    return outcome


def turn(entry: Found, file: ImportFile) -> tuple[tuple[Found, ImportFile], Entry | None]:
    """Put a file beside its entry, and say what there is to read."""
    file.path = entry.path[:400]
    is_due = isinstance(entry, Entry) and file.state not in SETTLED
    return (entry, file), entry if isinstance(entry, Entry) and is_due else None
