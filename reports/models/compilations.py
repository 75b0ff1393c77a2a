"""Requests to compile a report, and what became of them."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models

from accounts.models import District, Officer
from accounts.roles import Permission
from reports.models.editions import Edition
from reports.periods import Period


class CompilationState(models.TextChoices):
    """Where a request to compile stands."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class CompilationQuerySet(models.QuerySet["Compilation"]):
    """Read requests within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the requests for the districts whose reports the officer may read."""
        return officer.standing.limit(self, Permission.SEE_REPORTS, "district")

    def unfinished(self) -> Self:
        """Keep the requests that a worker is still to finish."""
        return self.filter(state__in=[CompilationState.WAITING, CompilationState.RUNNING])

    def silent_since(self, moment: datetime) -> Self:
        """Keep the unfinished requests of which nothing was heard since a moment."""
        return self.unfinished().filter(heard_at__lt=moment)


class Compilation(models.Model):
    """A request to compile one report of one period: the row first, the message after it.

    The row outlives the message, so that a broker that lost it costs a minute, not a report.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    definition = models.SlugField()
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="compilations")
    start = models.DateField()
    end = models.DateField()
    subject = models.SlugField(
        blank=True, help_text="Slug of the operation to report on; empty: the district."
    )
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="compilations")
    requested_at = models.DateTimeField()
    heard_at = models.DateTimeField(help_text="When the row was last written by whoever works.")
    state = models.CharField(
        max_length=8, choices=CompilationState.choices, default=CompilationState.WAITING
    )
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=80, blank=True, help_text="The step in words.")
    attempts = models.PositiveSmallIntegerField(default=0)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="compilations"
    )
    failure = models.TextField(blank=True, help_text="Why it failed, in words.")

    objects = CompilationQuerySet.as_manager()

    class Meta:
        """A finished request has its edition."""

        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["state", "heard_at"], name="compilation_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=CompilationState.values),
                name="compilation_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CompilationState.DONE) | models.Q(edition__isnull=False),
                name="compilation_done_with_edition",
            ),
        ]

    def __str__(self) -> str:
        """Name report, subject and period."""
        return f"{f'{self.definition} {self.subject}'.strip()}, {self.period.label}"

    @property
    def period(self) -> Period:
        """The period to report on."""
        return Period(start=self.start, end=self.end)
