"""What follows what: successors of areas, councils and forces, and the outlines of districts."""

from datetime import date

from django.db import models
from django.db.models.functions import Coalesce

from accounts.models import District
from incidents.models.area import AreaKind


class SucceedingKind(models.TextChoices):
    """What has a successor. A council stands for the district that covers it."""

    WARD = AreaKind.WARD.value, "Ward"
    LSOA = AreaKind.LSOA.value, "LSOA"
    BEAT = AreaKind.BEAT.value, "Beat"
    HOTSPOT = AreaKind.HOTSPOT.value, "Hotspot"
    COUNCIL = "council", "Council"
    FORCE = "force", "Force"


class Succession(models.Model):
    """One code that follows another from a day on.

    One to one, several rows of one code (a split) or of one successor (a merger): the codes that
    hang together cover the same ground before and after the day. Councils and forces go by the key
    of their district or force.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="successions")
    kind = models.CharField(max_length=10, choices=SucceedingKind.choices)
    code = models.CharField(max_length=40, help_text="The code that ended.")
    successor = models.CharField(max_length=40, help_text="The code that follows it.")
    day = models.DateField(help_text="First day of the successor.")

    class Meta:
        """Each link once."""

        ordering = ["day", "kind", "code", "successor"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=SucceedingKind.values), name="succession_kind_known"
            ),
            models.UniqueConstraint(
                fields=["district", "kind", "code", "successor", "day"], name="succession_once"
            ),
        ]

    def __str__(self) -> str:
        """Name both codes."""
        return f"{self.code} to {self.successor}"


class Outline(models.Model):
    """The ground of a district in a stretch of days; the same number is the same ground.

    Derived from the wards and LSOAs in force (incidents.grounds), never typed. No stretch where
    none is in force.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="outlines")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="First day no longer.")

    class Meta:
        """One stretch begins on a day."""

        ordering = ["district", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                "district",
                Coalesce("valid_from", models.Value(date.min)),
                name="outline_once",
            )
        ]

    def __str__(self) -> str:
        """Name the district and the ground."""
        return f"{self.district}, outline {self.number}"
