"""Doors through which the queue and the clock reach the imports. Ids in, nothing back.

Imports shapely by way of `processing`: pages open these tasks by name and never import this module.
"""

from celery import shared_task

from accounts import clock, officers
from accounts.outbox import send
from incidents import actions, claims, processing, queue, redistricting, storage
from incidents.claims import Busy, Finished
from incidents.models import ImportBatch

AGAIN = {"max_retries": 20, "countdown": 5}


@shared_task(autoretry_for=(Busy,), retry_kwargs=AGAIN, throws=(Busy,))
def process_import(*, batch_id: int) -> None:
    """Import what was received; a second delivery goes on where the first stopped."""
    batch = ImportBatch.objects.select_related("by").get(pk=batch_id)
    batch.by.stand(at=clock.now())
    try:
        processing.process_import(batch=batch, by=batch.by, clock=clock.now)
    except (Finished, claims.ClaimLost):
        return
    send_next()


@shared_task(autoretry_for=(Busy,), retry_kwargs=AGAIN, throws=(Busy,))
def undo_import(*, batch_id: int) -> None:
    """Undo an import whose undoing was ordered; a second delivery goes on."""
    batch = ImportBatch.objects.select_related("by", "undone_by").get(pk=batch_id)
    by = batch.undone_by or batch.by
    try:
        actions.undo_import(batch=batch, by=by, clock=clock.now)
    except (Finished, claims.ClaimLost):
        return
    send_next()


@shared_task(autoretry_for=(Busy,), retry_kwargs=AGAIN, throws=(Busy,))
def settle_districts() -> None:
    """Find the districts of incidents anew where the days of an area changed."""
    at = clock.now()
    redistricting.settle_districts(by=officers.service(officers.CLOCK, at=at), at=at)


@shared_task
def send_imports_again() -> None:
    """Send the imports that a broker lost or a worker left."""
    for name, arguments in queue.silent(at=clock.now()):
        send(name, arguments)


@shared_task
def discard_uploads() -> None:
    """Delete what a killed process left of imports that are finished."""
    storage.discard_left_over(at=clock.now())


def send_next() -> None:
    """Send the import that waited for this one."""
    for name, arguments in queue.unfinished()[:1]:
        send(name, arguments)
