"""Areas of a district: wards, statistical areas, beats and hotspots."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce

from accounts.models import District, Officer
from accounts.roles import Permission


class AreaKind(models.TextChoices):
    """What an area is an area of. LSOA: lower layer super output area."""

    WARD = "ward", "Ward"
    LSOA = "lsoa", "LSOA"
    BEAT = "beat", "Beat"
    HOTSPOT = "hotspot", "Hotspot"


class AreaQuerySet(models.QuerySet["Area"]):
    """Read areas within an officer's rights and as they stood on a day."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the areas of the districts in which the officer may see areas."""
        return officer.standing.limit(self, Permission.SEE_AREAS, "district")

    def valid_on(self, day: date) -> Self:
        """Keep the areas in force on a day."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
        ).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day))


class Area(models.Model):
    """One area, with its polygon in longitude and latitude (WGS84, GeoJSON geometry)."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="areas")
    kind = models.CharField(max_length=10, choices=AreaKind.choices)
    code = models.CharField(max_length=40, help_text="Such as E05002225; own codes for hotspots.")
    name = models.CharField(max_length=120)
    vintage = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Census year of an LSOA's boundary."
    )
    valid_from = models.DateField(null=True, blank=True, help_text="First day; empty: always.")
    valid_to = models.DateField(null=True, blank=True, help_text="First day no longer; or empty.")
    geometry = models.JSONField(help_text="GeoJSON Polygon or MultiPolygon.")
    approximate = models.BooleanField(default=False, help_text="Drawn by hand; printed as such.")
    districts_due_since = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="Its days changed then; incidents are yet to be given their districts anew.",
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        """One code of a kind and vintage in a district."""

        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AreaKind.values), name="area_kind_known"
            ),
            models.UniqueConstraint(
                "district",
                "kind",
                "code",
                Coalesce("vintage", 0),
                Coalesce("valid_from", models.Value(date.min)),
                name="area_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="area_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        """Give the name."""
        return self.name
