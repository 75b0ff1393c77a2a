"""What was received, what became of each of its files, and which rows were turned away."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import Officer


class FileKind(models.TextChoices):
    """The two kinds of published files that are imported."""

    STREET = "street", "Street crime and antisocial behaviour"
    OUTCOMES = "outcomes", "Outcomes"


class BatchState(models.TextChoices):
    """Where an import is in its life."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Being imported"
    DONE = "done", "In"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


UNFINISHED = (BatchState.WAITING, BatchState.RUNNING, BatchState.UNDOING)
BUCKETS = ("added", "updated", "unchanged", "repeated", "contradictory", "rejected")


class ImportBatch(models.Model):
    """One import: everything that was received at once and is undone as a whole.

    The claim names the process at work; it lapses when it is not renewed. One claim at a time:
    batches are worked on in the order in which they were received.
    """

    folder = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Name under var/imports.")
    received = models.JSONField(default=list, help_text="Name, SHA-256 and size of each source.")
    digest = models.CharField(max_length=64, help_text="SHA-256 over all that was received.")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="imports")
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=8, choices=BatchState.choices, default=BatchState.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=36, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    at_work = models.BooleanField(
        null=True, unique=True, help_text="Yes while claimed, else empty: one at a time."
    )
    progress = models.PositiveSmallIntegerField(default=0, help_text="Percent of the bytes.")
    warnings = models.JSONField(default=list, blank=True, help_text="Sentences.")
    failure = models.TextField(blank=True, help_text="Why it failed, in a sentence.")
    undone_by = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who ordered it to be undone.",
    )
    confirms = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
        help_text="The import whose months in doubt it brings in, from what that one received.",
    )

    class Meta:
        """Newest first; one at work."""

        ordering = ["-id"]
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BatchState.values), name="batch_state_known"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="batch_progress_percent"),
        ]

    def __str__(self) -> str:
        """Give the number."""
        return f"Import {self.pk}"

    @property
    def name(self) -> str:
        """Names of what was received."""
        return ", ".join(source["name"] for source in self.received)

    @property
    def origin(self) -> "ImportBatch":
        """The import that received what this one reads: itself, or that which it confirms."""
        return self.confirms or self


class FileState(models.TextChoices):
    """Where one file of an import is."""

    READING = "reading", "Being read"
    IN = "in", "In"
    REFUSED = "refused", "Refused"
    ASIDE = "aside", "Left aside"


SETTLED = (FileState.IN, FileState.REFUSED, FileState.ASIDE)
"""States of a file that nothing more is to be done with."""


class ImportFile(models.Model):
    """One file of an import; every row that was read stands in exactly one of six buckets."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="files")
    position = models.PositiveIntegerField(help_text="In the order of reading.")
    path = models.CharField(max_length=400)
    kind = models.CharField(max_length=8, choices=FileKind.choices, blank=True)
    month = models.DateField(null=True, blank=True, help_text="First month of its rows.")
    last_month = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=FileState.choices)
    reason = models.CharField(
        max_length=400, blank=True, help_text="Why it was refused or left aside."
    )
    line = models.PositiveIntegerField(null=True, blank=True, help_text="Where it was refused.")
    read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    contradictory = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    vanished = models.PositiveIntegerField(default=0, help_text="No rows of it: absent from it.")
    reasons = models.JSONField(
        default=dict, blank=True, help_text="How many rows were rejected for each reason."
    )
    in_areas = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)
    without_location = models.PositiveIntegerField(default=0)

    class Meta:
        """The equation of the import, as a constraint."""

        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="import_file_once"),
            models.CheckConstraint(
                condition=Q(
                    read=F("added")
                    + F("updated")
                    + F("unchanged")
                    + F("repeated")
                    + F("contradictory")
                    + F("rejected")
                ),
                name="import_file_every_row_in_one_bucket",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(FileState.REFUSED, FileState.ASIDE))
                | (Q(read=0) & ~Q(reason="")),
                name="import_file_refused_holds_no_row",
            ),
        ]

    def __str__(self) -> str:
        """Give the path."""
        return self.path


class RejectedRow(models.Model):
    """A row that was rejected, or one of several that contradict each other: where and why."""

    file = models.ForeignKey(ImportFile, on_delete=models.PROTECT, related_name="rejected_rows")
    line = models.PositiveIntegerField()
    contradictory = models.BooleanField(default=False)
    column = models.CharField(max_length=80)
    says = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300)

    class Meta:
        """In the order of the file."""

        ordering = ["file", "line"]

    def __str__(self) -> str:
        """Name line and reason."""
        return f"Line {self.line}: {self.why}"
