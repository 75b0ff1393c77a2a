"""Places: named points, and the areas they lie in."""

from django.db import models

from incidents.models.area import Area
from incidents.models.batch import ImportBatch


class Place(models.Model):
    """A point with a name. Imported points are snapped to anonymous ones by the publisher.

    The key is a digest of all that is said of the place (incidents.keys): the same place has the
    same key whichever file names it first.
    """

    id = models.BigIntegerField(primary_key=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    lsoa_code = models.CharField(max_length=20, blank=True, help_text="As the file says it.")
    lsoa_name = models.CharField(max_length=200, blank=True)
    exact = models.BooleanField(default=False, help_text="Not snapped: where it really was.")
    added_by = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    areas = models.ManyToManyField(Area, related_name="places", blank=True)

    class Meta:
        """LSOAs are looked up by code when areas arrive."""

        ordering = ["name", "id"]
        indexes = [models.Index(fields=["lsoa_code"], name="place_by_lsoa")]

    def __str__(self) -> str:
        """Give the name, or say that there is none."""
        return self.name or "Place without a name"
