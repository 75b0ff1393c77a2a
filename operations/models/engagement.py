"""Engagement events: meeting people, and telling them what came of it."""

from django.db import models

from incidents.models import Area
from operations.models.codes import Audience, EngagementType
from operations.models.operation import Operation
from records.models import Record
from records.querysets import RecordKindQuerySet


class Counting(models.TextChoices):
    """How the number of people was found."""

    COUNTED = "counted", "Counted"
    ESTIMATED = "estimated", "Estimated"


class EngagementQuerySet(RecordKindQuerySet["Engagement"]):
    """Read engagement events within an officer's rights."""


class Engagement(models.Model):
    """One engagement event."""

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="engagement"
    )
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    type = models.ForeignKey(EngagementType, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="engagements",
        help_text="The ward in which it was held.",
    )
    venue = models.CharField(max_length=120)
    attendees = models.PositiveIntegerField(null=True, blank=True)
    counting = models.CharField(max_length=10, choices=Counting.choices, blank=True)
    under_18 = models.PositiveIntegerField(null=True, blank=True, help_text="Of the attendees.")
    partner = models.CharField(max_length=120, blank=True)
    topics = models.TextField(blank=True)
    concerns = models.TextField(blank=True, help_text="What people raised, without names.")
    promised = models.TextField(blank=True, help_text="What was promised.")
    fed_back_on = models.DateField(null=True, blank=True, help_text="When people were told.")

    objects = EngagementQuerySet.as_manager()

    class Meta:
        """Young people are among the attendees."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(under_18__isnull=True)
                | models.Q(attendees__isnull=True)
                | models.Q(under_18__lte=models.F("attendees")),
                name="engagement_under_18_among_attendees",
            ),
            models.CheckConstraint(
                condition=models.Q(attendees__isnull=True) | ~models.Q(counting=""),
                name="engagement_counting_said",
            ),
        ]

    def __str__(self) -> str:
        """Give kind and reference."""
        return str(self.record)
