"""Which task an import waits for. Knows no geometry, so that pages may import it."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from incidents.models import UNFINISHED, BatchState, ImportBatch

PROCESS = "incidents.tasks.process_import"
UNDO = "incidents.tasks.undo_import"
SETTLE = "incidents.tasks.settle_districts"
SILENCE = timedelta(minutes=1)


def task_of(batch: ImportBatch) -> tuple[str, dict[str, int]]:
    """Name the task that goes on with an import, with its arguments."""
    name = UNDO if batch.state == BatchState.UNDOING else PROCESS
    return name, {"batch_id": batch.pk}


def unfinished() -> list[tuple[str, dict[str, int]]]:
    """List the tasks of the imports that are not finished, first received first."""
    batches = ImportBatch.objects.filter(state__in=UNFINISHED).order_by("pk")
    return [task_of(batch) for batch in batches]


def silent(*, at: datetime) -> list[tuple[str, dict[str, int]]]:
    """List the tasks of imports on which nobody works although they have waited.

    None whose claim holds: what it was sent for is being done. An import without a claim has
    waited since it was received or, to be undone, since that was ordered.
    """
    heard_at = Coalesce("claimed_until", "received_at")
    waits = Q(claim="", heard_at__lt=at - SILENCE)
    left = ~Q(claim="") & Q(claimed_until__lt=at)
    batches = ImportBatch.objects.alias(heard_at=heard_at).filter(waits | left)
    return [task_of(batch) for batch in batches.filter(state__in=UNFINISHED).order_by("pk")]
