"""Who may confirm the months of an import that are in doubt, and which they are."""

from django.db.models import Count, OuterRef, Subquery

from accounts.models import Officer
from incidents import rules, undoing
from incidents.models import UNFINISHED, ImportBatch, MonthInDoubt
from incidents.models.doubt import MonthInDoubtQuerySet


def waiting_of(batch: ImportBatch) -> MonthInDoubtQuerySet:
    """Read the months of an import that wait for somebody."""
    months = MonthInDoubt.objects.waiting().filter(file__batch=batch)
    return months.select_related("file__batch", "force")


def waiting() -> list[MonthInDoubt]:
    """Read every month that waits for somebody, those of the first import first."""
    months = MonthInDoubt.objects.waiting().select_related("file__batch", "force")
    return list(months.order_by("file__batch", "month", "force"))


def settled_of(batch: ImportBatch) -> list[MonthInDoubt]:
    """Read the months of an import that were in doubt and are settled; it stored none of them."""
    months = MonthInDoubt.objects.filter(file__batch=batch).settled()
    return list(months.select_related("file", "force"))


def count_waiting() -> Subquery:
    """Count the months of each import of a list that wait for somebody, none as nothing."""
    waiting = MonthInDoubt.objects.waiting().filter(file__batch=OuterRef("pk")).order_by()
    return Subquery(waiting.values("file__batch").annotate(n=Count("pk")).values("n"))


def why_not(batch: ImportBatch, officer: Officer) -> str:
    """Say why an officer may not confirm what is in doubt of an import, or nothing.

    A later import that is not finished may be a newer publication of the same months.
    """
    later = ImportBatch.objects.filter(pk__gt=batch.pk, state__in=UNFINISHED).first()
    return rules.why_not_confirm(
        officer,
        batch,
        keepers=undoing.keepers_of(batch),
        waiting=waiting_of(batch).count(),
        later=later,
    )
