"""Patrols: the effort side of an operation."""

from datetime import datetime
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models

from incidents.models import Area
from operations.models.codes import PatrolMode, ProviderType
from operations.models.operation import Operation
from records.models import Record
from records.querysets import RecordKindQuerySet


class PatrolQuerySet(RecordKindQuerySet["Patrol"]):
    """Read patrols within an officer's rights."""

    def overlapping(self, begins: datetime, ends: datetime) -> Self:
        """Keep the patrols with at least some time between two moments."""
        return self.filter(started_at__lt=ends, ended_at__gt=begins)


class Patrol(models.Model):
    """One crew's patrol. Its record occurs when it starts.

    Two measures of time are made of patrols and never mixed: patrol-minutes, during which at
    least one officer was there (union of intervals), and officer-minutes, added over the crew.
    """

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="patrol"
    )
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, null=True, blank=True, related_name="patrols"
    )
    provider = models.ForeignKey(ProviderType, on_delete=models.PROTECT, related_name="+")
    mode = models.ForeignKey(PatrolMode, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="patrols"
    )
    crew_size = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)],
        help_text="Everyone who patrolled: officers with a part, and partners without an account.",
    )
    nothing_to_report = models.BooleanField(default=False)
    note = models.TextField(blank=True, help_text="What happened, without names of people.")

    objects = PatrolQuerySet.as_manager()

    class Meta:
        """A patrol takes time and has a crew."""

        indexes = [models.Index(fields=["operation", "started_at"], name="patrol_by_operation")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__gt=models.F("started_at")),
                name="patrol_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=models.Q(crew_size__gte=1), name="patrol_has_a_crew"),
        ]

    def __str__(self) -> str:
        """Give kind and reference."""
        return str(self.record)
