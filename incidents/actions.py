"""What is done with imports. Nothing here imports a geometry, so that the web process may."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Officer
from audit import journal
from audit.models import Operation
from incidents import bulk, claims, confirming, rules, storage, undoing
from incidents.claims import Clock
from incidents.districts import Districts, PlaceBook
from incidents.ledger import TABLES, Ledger
from incidents.models import (
    UNFINISHED,
    BatchState,
    ImportBatch,
    IncidentChange,
    MonthInDoubt,
    Presence,
)
from incidents.months import ForceMonth, read_states, recount
from incidents.police_csv import OUTCOMES, STREET
from incidents.storage import Incoming
from records.writing import refuse


def receive_import(*, sources: Sequence[Incoming], by: Officer, at: datetime) -> ImportBatch:
    """Keep what was received and put it in the queue.

    The same again, while the first is not finished, gives the first: an import that was cut short
    is gone on with.
    Raises: Refused.
    """
    refuse(rules.why_not_import(by))
    folder = uuid.uuid4()
    kept = storage.keep(sources, folder)
    digest = storage.digest_of(kept)
    alike = ImportBatch.objects.filter(digest=digest, confirms__isnull=True)
    standing = alike.filter(state__in=UNFINISHED).first()
    if standing is not None:
        storage.discard(folder)
        return standing
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            folder=folder,
            received=storage.described(kept),
            digest=digest,
            by=by,
            received_at=at,
        )
        journal_entry(
            batch, "receive", Operation.COLLECTION, by=by, at=at, detail={"sha256": digest}
        )
    return batch


def order_confirm(*, batch: ImportBatch, by: Officer, at: datetime) -> ImportBatch:
    """Order the months of an import that are in doubt to be brought in; give the import that will.

    It is an import of its own, the newest, so that it is taken up again after a kill and undone
    like any other.
    Raises: Refused.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        refuse(confirming.why_not(batch, by))
        waiting = list(confirming.waiting_of(batch))
        bringing = ImportBatch.objects.create(
            received=batch.received,
            digest=batch.digest,
            by=by,
            received_at=at,
            confirms=batch,
        )
        found = MonthInDoubt.objects.filter(pk__in=[month.pk for month in waiting])
        found.update(confirmed_as=bringing)
        detail = {"months": [str(month) for month in waiting], "as": str(bringing)}
        journal_entry(batch, "confirm", Operation.COLLECTION, by=by, at=at, detail=detail)
    return bringing


def order_undo(*, batch: ImportBatch, by: Officer, at: datetime) -> ImportBatch:
    """Order an import to be undone.

    Raises: Refused.
    """
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        refuse(undoing.why_not(batch, by))
        batch.state, batch.attempts, batch.undone_by = BatchState.UNDOING, 0, by
        batch.claimed_until = at
        batch.save(update_fields=["state", "attempts", "undone_by", "claimed_until"])
        journal_entry(batch, "order-undo", Operation.ALTERATION, by=by, at=at)
    return batch


def undo_import(*, batch: ImportBatch, by: Officer, clock: Clock) -> None:
    """Undo an import whose undoing was ordered; a second call goes on where the first stopped.

    Raises: Busy, ClaimLost.
    """
    claim = claims.take(batch, clock=clock)
    undoing.undo(batch, claim)
    with transaction.atomic():
        claim.release(state=BatchState.UNDONE, finished_at=clock())
        journal_entry(batch, "undo", Operation.ERASURE, by=by, at=clock())
    storage.discard(batch.folder)


@transaction.atomic
def confirm_vanished(*, batch: ImportBatch, by: Officer, at: datetime) -> int:
    """Leave the rows that vanished with this import out of counts; tell how many.

    Raises: Refused.
    """
    refuse(rules.why_not_keep_import(by, undoing.keepers_of(batch)))
    total = sum(leave_out(batch, kind) for kind in (STREET, OUTCOMES))
    journal_entry(
        batch, "confirm-vanished", Operation.ALTERATION, by=by, at=at, detail={"rows": total}
    )
    return total


def leave_out(batch: ImportBatch, kind: str) -> int:
    """Leave the vanished rows of one table out of counts."""
    name = "incident" if kind == STREET else "outcome"
    listed = IncidentChange.objects.filter(
        batch=batch, field="presence", after=Presence.VANISHED, **{f"{name}__isnull": False}
    )
    keys = list(
        listed.filter(**{f"{name}__presence": Presence.VANISHED}).values_list(name, flat=True)
    )
    ledger = Ledger(TABLES[kind], batch_id=batch.pk, book=PlaceBook(Districts()))
    states = read_states(ledger, keys)
    ledger.look_up(states.values())
    ledger.change(
        [
            (key, state, state._replace(presence=Presence.LEFT_OUT.value))
            for key, state in states.items()
        ]
    )
    if kind == STREET:
        recount_of(keys)
    return len(keys)


def recount_of(keys: Sequence[int]) -> None:
    """Count the months of some incidents anew."""
    sql = "SELECT DISTINCT force_id, CAST(month AS varchar(10)) FROM incidents_incident WHERE "
    sql += f"month IS NOT NULL AND {bulk.among('key')}"
    for force_id, month in bulk.fetch(sql, [bulk.listed(keys)]):
        recount(ForceMonth(force_id, month))


def disclose_rows(*, batch: ImportBatch, body: bytes, by: Officer, at: datetime) -> None:
    """Write down that the rows turned away from an import were handed out.

    Raises: Refused.
    """
    refuse(rules.why_not_import(by))
    detail = {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "to": str(by)}
    journal.note(
        verb="import.download-rows",
        operation=Operation.DISCLOSURE,
        by=by,
        at=at,
        subject="import",
        subject_id=batch.pk,
        label=str(batch),
        detail={"received": batch.name[:400], **detail},
    )


def journal_entry(
    batch: ImportBatch,
    verb: str,
    operation: Operation,
    *,
    by: Officer,
    at: datetime,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write the journal's line about an import."""
    journal.write(
        verb=f"import.{verb}",
        operation=operation,
        by=by,
        at=at,
        subject="import",
        subject_id=batch.pk,
        label=str(batch),
        detail={"received": batch.name[:400], **(detail or {})},
    )
