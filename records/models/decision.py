"""What supervisors decided."""

from django.db import models

from accounts.models import Officer
from records.models.code import ReturnReason
from records.models.record import Record


class Verdict(models.TextChoices):
    """The four things that a supervisor decides."""

    APPROVE = "approve", "Approved"
    RETURN = "return", "Returned"
    REOPEN = "reopen", "Reopened"
    WITHDRAW = "withdraw", "Withdrawn"


class Decision(models.Model):
    """One decision on one version of a record, by an officer who has no part in it. Append-only.

    An author's own withdrawal, and the reopening that a material change brings, are transitions
    without a Decision: they are journalled and stand in the versions.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="decisions")
    version = models.PositiveIntegerField(help_text="The version that was decided on.")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    reason = models.ForeignKey(
        ReturnReason, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    fields = models.JSONField(default=list, blank=True, help_text="Keys of the fields pointed at.")
    note = models.TextField(blank=True)

    class Meta:
        """Everything but an approval has a coded reason."""

        ordering = ["record", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values), name="decision_verdict_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.APPROVE) | models.Q(reason__isnull=False),
                name="decision_has_reason",
            ),
        ]

    def __str__(self) -> str:
        """Name verdict and officer."""
        return f"{self.get_verdict_display()} by {self.by}"
