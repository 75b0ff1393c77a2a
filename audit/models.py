"""The journal's two tables: entries that are only ever added, and the daily seals over them."""

from django.db import models


class Operation(models.TextChoices):
    """The six logged operations of the Data Protection Act 2018 s.62, and access to the system."""

    COLLECTION = "collection", "Collection"
    ALTERATION = "alteration", "Alteration"
    CONSULTATION = "consultation", "Consultation"
    DISCLOSURE = "disclosure", "Disclosure"
    COMBINATION = "combination", "Combination"
    ERASURE = "erasure", "Erasure"
    ACCESS = "access", "Access"


class JournalEntry(models.Model):
    """One thing that one officer did to one row, by ids and text, so that it outlives both.

    There are no foreign keys. Triggers refuse UPDATE and DELETE on both database engines.
    """

    at = models.DateTimeField(help_text="When it was done, as the clock module told it.")
    by_id = models.CharField(max_length=40, help_text="Primary key of the officer, as text.")
    by_label = models.CharField(max_length=80, help_text="Title and collar number at the time.")
    operation = models.CharField(max_length=16, choices=Operation.choices)
    verb = models.CharField(max_length=60, help_text="noun.verb, such as record.approve.")
    subject = models.CharField(max_length=60, help_text="Kind of row, such as arrest.")
    subject_id = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True, help_text="Reference for people to read.")
    district = models.CharField(max_length=60, blank=True, help_text="Slug of the district.")
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, blank=True)
    uid = models.UUIDField(
        null=True, blank=True, editable=False, help_text="Of a line that had to wait in the spool."
    )

    class Meta:
        """Read newest first, by row or by officer."""

        ordering = ["-id"]
        verbose_name_plural = "journal entries"
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="journal_by_subject"),
            models.Index(fields=["by_id", "id"], name="journal_by_officer"),
            models.Index(fields=["at"], name="journal_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(operation__in=Operation.values), name="journal_operation_known"
            ),
            models.UniqueConstraint(
                fields=["uid"], condition=models.Q(uid__isnull=False), name="journal_line_once"
            ),
        ]

    def __str__(self) -> str:
        """Name who did what to what."""
        return f"{self.by_label}: {self.verb} {self.label or self.subject_id}"

    @property
    def deed(self) -> str:
        """Say the verb without its noun: "set retention" of arrest.set_retention."""
        return self.verb.rpartition(".")[2].replace("_", " ")


class Seal(models.Model):
    """A digest of one day's entries, chained to the seal before it, so that a gap shows."""

    day = models.DateField(unique=True, help_text="Day in Europe/London whose entries are sealed.")
    entries = models.PositiveIntegerField(help_text="How many entries the digest covers.")
    last_entry_id = models.BigIntegerField(help_text="Highest entry id covered, 0 before any.")
    digest = models.CharField(max_length=64, help_text="SHA-256, hexadecimal.")
    previous_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """Read newest first."""

        ordering = ["-day"]

    def __str__(self) -> str:
        """Name the day and the first digits of its digest."""
        return f"{self.day}: {self.digest[:16]}"
