"""What a record said at each write."""

from django.db import models

from accounts.models import Officer
from records.models.record import Record, Status


class RecordVersion(models.Model):
    """The whole record, with its parts and children, after one write. Append-only.

    `content` describes itself (records.content): keys, labels and printed words are stored with
    the values, so that a version reads the same when code lists and forms have changed. `facts` are
    what reports count (docs/adr/0201): an edition that names its versions can be counted again.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="versions")
    verb = models.CharField(max_length=60, help_text="What made it, such as arrest.log.")
    status = models.CharField(max_length=12, choices=Status.choices, help_text="After the write.")
    content = models.JSONField()
    facts = models.JSONField(
        null=True, help_text="What it counts as: codes, moments and amounts. Empty: before 0002."
    )

    class Meta:
        """One version a number."""

        ordering = ["record", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="version_once"),
        ]

    def __str__(self) -> str:
        """Name record and number."""
        return f"{self.record_id} version {self.number}"
