"""The months of an import that wait for somebody to confirm them."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Force
from incidents.models.batch import UNFINISHED, BatchState, ImportBatch, ImportFile


class MonthInDoubtQuerySet(models.QuerySet["MonthInDoubt"]):
    """Read months in doubt."""

    def unsettled(self) -> Self:
        """Keep those that nobody confirmed and no newer publication replaced."""
        return self.filter(confirmed_as__isnull=True, replaced_by__isnull=True)

    def settled(self) -> Self:
        """Keep those that somebody confirmed, or a newer publication replaced."""
        return self.exclude(confirmed_as__isnull=True, replaced_by__isnull=True)

    def waiting(self) -> Self:
        """Keep those that wait for somebody: unsettled, and their import is in."""
        return self.unsettled().filter(file__batch__state=BatchState.DONE)

    def needing_upload(self) -> Self:
        """Keep those whose file is still needed: waiting, or being confirmed."""
        is_read = Q(confirmed_as__state__in=UNFINISHED)
        return self.filter(Q(pk__in=self.waiting().values("pk")) | is_read)


class MonthInDoubt(models.Model):
    """One month of a force in one file of an import, of which no row is stored. ADR 0026.

    It is settled when somebody confirms it (its rows come in by an import of their own), when a
    newer publication of the month comes in, or when its import is undone.
    """

    file = models.ForeignKey(ImportFile, on_delete=models.PROTECT, related_name="months_in_doubt")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    rows = models.PositiveIntegerField(help_text="Good rows of the month in the file.")
    reasons = models.JSONField(help_text="Rule, sentence and numbers of each reason.")
    confirmed_as = models.ForeignKey(
        ImportBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_months",
        help_text="The import that brings its rows in.",
    )
    replaced_by = models.ForeignKey(
        ImportBatch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The import that brought a newer publication of the month.",
    )

    objects = MonthInDoubtQuerySet.as_manager()

    class Meta:
        """By month, in the order of the files."""

        ordering = ["month", "force", "file"]
        verbose_name_plural = "months in doubt"
        constraints = [
            models.UniqueConstraint(fields=["file", "force", "month"], name="month_in_doubt_once"),
            models.CheckConstraint(
                condition=Q(confirmed_as__isnull=True) | Q(replaced_by__isnull=True),
                name="month_in_doubt_settled_one_way",
            ),
        ]

    def __str__(self) -> str:
        """Name force, kind and month."""
        return f"{self.force}, {self.file.get_kind_display().lower()}, {self.month:%Y-%m}"

    @property
    def says(self) -> list[str]:
        """The sentences of its reasons."""
        return [str(reason["says"]) for reason in self.reasons]
