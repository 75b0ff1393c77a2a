"""Operations: what patrols, arrests and prosecutions are logged against."""

from django.db import models

from accounts.models import District, Officer
from incidents.models import Area
from records.models import Record
from records.querysets import RecordKindQuerySet


class OperationQuerySet(RecordKindQuerySet["Operation"]):
    """Read operations within an officer's rights."""


class Operation(models.Model):
    """A named operation of a district. `record.occurred_at` is the start of its first day."""

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="operation"
    )
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="operations")
    slug = models.SlugField(help_text="Part of the report's keys, such as union.")
    name = models.CharField(max_length=80, help_text="Such as Op Union.")
    objective = models.TextField(help_text="What it is for, in one or two sentences.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="Last day; empty: open.")
    lead = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="led_operations"
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="operations")

    objects = OperationQuerySet.as_manager()

    class Meta:
        """One slug a district."""

        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["district", "slug"], name="operation_slug_in_district"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="operation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name
