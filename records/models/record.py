"""The header row of every officer-logged record, and everyone who has a part in it."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from accounts.models import District, Officer, Team
from accounts.roles import Permission


class Kind(models.TextChoices):
    """The kinds of record, one table each; the value is the stem of its address names."""

    OPERATION = "operation", "Operation"
    PATROL = "patrol", "Patrol"
    ARREST = "arrest", "Arrest"
    PROSECUTION = "prosecution", "Prosecution"
    LOGGED_INCIDENT = "logged-incident", "Incident"
    ENGAGEMENT = "engagement", "Engagement"
    SURVEY_WAVE = "survey-wave", "Survey wave"


LETTERS = {
    Kind.OPERATION: "O",
    Kind.PATROL: "P",
    Kind.ARREST: "A",
    Kind.PROSECUTION: "C",
    Kind.LOGGED_INCIDENT: "I",
    Kind.ENGAGEMENT: "E",
    Kind.SURVEY_WAVE: "S",
}
"""First letter of the short reference; C stands for case."""


class Status(models.TextChoices):
    """Where a record is in its life: see transitions.py, the only writer."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"
    REOPENED = "reopened", "Reopened"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RetentionGroup(models.IntegerChoices):
    """Review groups of the Police Information and Records Management Code (docs/retention.md)."""

    PUBLIC_PROTECTION = 1, "1: public protection"
    SERIOUS = 2, "2: serious sexual, violent or other serious offences"
    OTHER = 3, "3: all other offences"
    MISCELLANEOUS = 4, "4: miscellaneous"


class RecordQuerySet(models.QuerySet["Record"]):
    """Read records within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the records of the districts in which the officer may see records."""
        return officer.standing.limit(self, Permission.SEE_RECORDS, "district")

    def decidable_in(self, officer: Officer) -> Self:
        """Keep the records of the districts in which the officer may decide."""
        return officer.standing.limit(self, Permission.DECIDE_RECORDS, "district")

    def countable(self) -> Self:
        """Keep the records that reports count: those that stand approved."""
        return self.filter(status=Status.APPROVED)

    def awaiting_decision(self) -> Self:
        """Keep the records that wait for a supervisor."""
        return self.filter(status=Status.SUBMITTED)

    def within(self, begins: datetime, ends: datetime) -> Self:
        """Keep the records that occurred from one moment up to, not including, another."""
        return self.filter(occurred_at__gte=begins, occurred_at__lt=ends)


class Record(models.Model):
    """What every kind of record shares. The key is made by the client: a second sending is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    reference = models.CharField(max_length=16, unique=True, help_text="For speech: A-24-00412.")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="records")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, related_name="records", help_text="As it was at logging."
    )
    logged_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="logged")
    logged_at = models.DateTimeField()
    occurred_at = models.DateTimeField(help_text="The moment by which reports count the record.")
    version = models.PositiveIntegerField(default=1, help_text="Raised by one at every write.")
    summary = models.CharField(max_length=300, help_text="Enough to decide from the queue.")
    missing = models.JSONField(
        default=list, blank=True, help_text="Sentences: what is to be given before it is submitted."
    )
    approval_void = models.BooleanField(
        default=False, help_text="Approved once, changed since, not decided again."
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="decided"
    )
    retention_group = models.PositiveSmallIntegerField(
        choices=RetentionGroup.choices, default=RetentionGroup.OTHER
    )
    review_due_on = models.DateField(help_text="When to decide whether to keep it (retention.md).")
    legal_hold = models.BooleanField(default=False, help_text="Kept whatever the review date.")

    objects = RecordQuerySet.as_manager()

    class Meta:
        """What no row may be, whoever writes it."""

        ordering = ["-occurred_at"]
        indexes = [
            models.Index(
                fields=["district", "kind", "status", "occurred_at"], name="record_by_district"
            ),
            # Some records of one's district by their keys: SQLite would look through all of it.
            models.Index(fields=["district", "id"], name="record_in_district"),
            models.Index(fields=["status", "district", "submitted_at"], name="record_by_queue"),
            models.Index(fields=["logged_by", "status"], name="record_by_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="record_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="record_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.APPROVED)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="record_approved_by_someone",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.SUBMITTED) | models.Q(submitted_at__isnull=False),
                name="record_submitted_some_time",
            ),
        ]

    def __str__(self) -> str:
        """Give kind and reference."""
        return f"{self.get_kind_display()} {self.reference}"


class PartRole(models.TextChoices):
    """What part an officer had in a record."""

    LOGGED = "logged", "Logged it"
    CREW = "crew", "Crew"
    ARRESTED = "arrested", "Arresting officer"
    LED = "led", "Led it"
    NAMED = "named", "Named in it"
    CHANGED = "changed", "Changed it"


class RecordPart(models.Model):
    """One officer's part in one record. Who has a part may never decide on it (four eyes).

    A part that was taken back is kept with the version that took it back: an officer does not
    gain the right to approve by being struck from the crew. The trigger of migration 0001 refuses
    a decision by an officer who has a part, and a part for an officer who has decided.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="parts")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=10, choices=PartRole.choices)
    until_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """An officer has each part once."""

        ordering = ["record", "role", "officer"]
        constraints = [
            models.UniqueConstraint(fields=["record", "officer", "role"], name="part_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=PartRole.values), name="part_role_known"
            ),
        ]

    def __str__(self) -> str:
        """Name officer and part."""
        return f"{self.officer}: {self.get_role_display()}"


class ReferenceCounter(models.Model):
    """The last number given to a kind in a year; locked while a reference is made."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a kind and year."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "year"], name="counter_once"),
        ]

    def __str__(self) -> str:
        """Name kind, year and number."""
        return f"{self.kind} {self.year}: {self.last}"
