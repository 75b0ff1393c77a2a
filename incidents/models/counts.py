"""How many incidents a month holds: what lists, reports and rights read in place of the rows."""

from django.db import models

from accounts.models import District, Force
from incidents.models.codes import CrimeType


class MonthlyCount(models.Model):
    """How many countable incidents of one type one month holds; kept by the import.

    `located` is False for rows without a place; rows outside every district have a place and no
    district. Incidents whose month is disputed stand in no month.
    """

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, related_name="+")
    month = models.DateField()
    crime_type = models.ForeignKey(
        CrimeType, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    located = models.BooleanField()
    count = models.PositiveIntegerField()

    class Meta:
        """Read by district and month, or by force and month."""

        ordering = ["force", "month", "district", "crime_type"]
        indexes = [
            models.Index(fields=["district", "month"], name="count_by_district"),
            models.Index(fields=["force", "month"], name="count_by_force"),
        ]

    def __str__(self) -> str:
        """Give month, type and count."""
        return f"{self.month:%Y-%m} {self.crime_type_id}: {self.count}"
