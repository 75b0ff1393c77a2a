"""Incidents that officers log; never added to the counts of imported police data."""

from django.db import models

from incidents.models.area import Area
from records.models import Code, Record
from records.querysets import RecordKindQuerySet


class IncidentType(Code):
    """What happened: the antisocial behaviour types of the National Standard, and others."""


class AsbQualifier(Code):
    """Personal, nuisance or environmental (National Standard for Incident Recording 2011)."""

    class Meta(Code.Meta):
        """Say it in words."""

        verbose_name = "ASB qualifier"
        verbose_name_plural = "ASB qualifiers"


class LoggedIncidentQuerySet(RecordKindQuerySet["LoggedIncident"]):
    """Read logged incidents within an officer's rights."""


class LoggedIncident(models.Model):
    """An incident that an officer dealt with, with its STORM number where it has one.

    This system never originates a crime count: crime and antisocial behaviour are counted from
    imported police data only.
    """

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="logged_incident"
    )
    type = models.ForeignKey(IncidentType, on_delete=models.PROTECT, related_name="+")
    qualifier = models.ForeignKey(
        AsbQualifier, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    storm_number = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=120)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="logged_incidents"
    )
    description = models.TextField(help_text="What happened, without names of people.")

    objects = LoggedIncidentQuerySet.as_manager()

    class Meta:
        """Named as officers name it."""

        verbose_name = "logged incident"

    def __str__(self) -> str:
        """Give kind and reference."""
        return str(self.record)
