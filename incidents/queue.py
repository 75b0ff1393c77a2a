"""Which task an import waits for. Knows no geometry, so that pages may import it."""

from datetime import datetime, timedelta

from django.db.models import Q

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
    """List the tasks of imports on which nobody works although they have waited."""
    idle = Q(claim="") | Q(claimed_until__lt=at)
    batches = ImportBatch.objects.filter(idle, state__in=UNFINISHED)
    waited = batches.filter(received_at__lt=at - SILENCE).order_by("pk")
    return [task_of(batch) for batch in waited]
