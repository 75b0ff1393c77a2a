"""Imported incidents and the outcomes of crimes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from accounts.models import District, Force, Officer
from accounts.roles import Permission
from incidents.models.batch import ImportBatch
from incidents.models.codes import ASB, CrimeType, OutcomeType
from incidents.models.counts import MonthlyCount
from incidents.models.place import Place


class Presence(models.TextChoices):
    """Whether the latest publication of the month still names the row."""

    HELD = "held", "Held"
    VANISHED = "vanished", "Vanished, to be confirmed"
    LEFT_OUT = "left_out", "Vanished, left out of counts"


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Read imported incidents."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the incidents of the officer's districts, and those that have no location.

        A row without a location belongs to its force and to no district; whoever sees incidents in
        a district of the force, or in one where the force publishes as well, sees it.
        """
        if Permission.SEE_INCIDENTS in officer.standing.everywhere:
            return self
        districts = officer.standing.grants.get(Permission.SEE_INCIDENTS, frozenset())
        own = District.objects.filter(pk__in=districts).values("force")
        counts = MonthlyCount.objects.filter(district__in=districts).values("force")
        of_force = models.Q(force__in=own) | models.Q(force__in=counts)
        nowhere = models.Q(district__isnull=True, place__isnull=True) & of_force
        return self.filter(models.Q(district__in=districts) | nowhere)

    def in_districts(self, officer: Officer) -> Self:
        """Keep the incidents of the officer's districts: what lists show until asked for more."""
        return officer.standing.limit(self, Permission.SEE_INCIDENTS, "district")

    def without_location(self) -> Self:
        """Keep the incidents that have no location, or whose location is disputed."""
        return self.filter(place__isnull=True, district__isnull=True)

    def countable(self) -> Self:
        """Keep the incidents that reports count: all but those confirmed as vanished."""
        return self.exclude(presence=Presence.LEFT_OUT)

    def within(self, begins: date, ends: date) -> Self:
        """Keep the incidents of the months from one day up to, not including, another."""
        return self.filter(month__gte=begins, month__lt=ends)

    def crimes(self) -> Self:
        """Keep recorded crime: antisocial behaviour is not part of it."""
        return self.exclude(crime_type=ASB)

    def antisocial(self) -> Self:
        """Keep antisocial behaviour."""
        return self.filter(crime_type=ASB)

    def disputed(self) -> Self:
        """Keep the incidents whose rows contradict each other."""
        return self.exclude(disputed="")


class Incident(models.Model):
    """One row of published police data, under its identifier, or under its digest without one.

    It has no Record: it changes by ImportBatch only. A field that rows dispute is not recorded
    and is named in `disputed`. Other tables refer to it by `key` (ADR 0021).
    """

    key = models.BigIntegerField(unique=True, help_text="Digest of what identifies it.")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+", db_index=False)
    crime_id = models.CharField(max_length=64, blank=True, help_text="Empty: none was published.")
    occurrence = models.PositiveIntegerField(
        default=0, help_text="Without an identifier: which of the identical rows it is, from 1."
    )
    month = models.DateField(null=True, help_text="First day of the month of publication.")
    crime_type = models.ForeignKey(
        CrimeType, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="incidents")
    last_outcome = models.ForeignKey(
        OutcomeType, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, null=True, related_name="incidents", db_index=False
    )
    disputed = models.CharField(max_length=80, blank=True, help_text="Fields, with commas.")
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.HELD)
    added_by = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        """Lists read by district and month, imports by force and month; few rows are left out."""

        ordering = ["-month", "id"]
        indexes = [
            models.Index(
                fields=["district", "month", "id", "crime_type"],
                condition=~models.Q(presence=Presence.LEFT_OUT),
                name="incident_by_district",
            ),
            models.Index(fields=["force", "month"], name="incident_by_force"),
            models.Index(
                fields=["district", "month", "crime_type"],
                condition=models.Q(presence=Presence.LEFT_OUT),
                name="incident_left_out",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(presence__in=Presence.values), name="incident_presence_known"
            ),
            models.CheckConstraint(
                condition=models.Q(month__isnull=False) | models.Q(disputed__contains="month"),
                name="incident_month_or_disputed",
            ),
        ]

    def __str__(self) -> str:
        """Name type and month."""
        return f"{self.crime_type_id or 'disputed type'}, {self.month}"


class OutcomeQuerySet(models.QuerySet["CrimeOutcome"]):
    """Read the outcomes of crimes."""

    def countable(self) -> Self:
        """Keep all but those confirmed as vanished."""
        return self.exclude(presence=Presence.LEFT_OUT)

    def without_incident(self) -> Self:
        """Keep the outcomes of crimes that are not held."""
        return self.filter(~Exists(Incident.objects.filter(key=OuterRef("incident_id"))))


class CrimeOutcome(models.Model):
    """One outcome of one crime in one month. The crime may arrive later: its key is known."""

    key = models.BigIntegerField(unique=True, help_text="Digest of what identifies it.")
    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="+", db_index=False)
    crime_id = models.CharField(max_length=64)
    incident = models.ForeignKey(
        Incident,
        to_field="key",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="outcomes",
    )
    month = models.DateField(help_text="First day of the month of the outcome.")
    outcome_type = models.ForeignKey(
        OutcomeType, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    times = models.PositiveIntegerField(default=1, help_text="How often its file says it.")
    disputed = models.CharField(max_length=80, blank=True, help_text="Fields, with commas.")
    presence = models.CharField(max_length=8, choices=Presence.choices, default=Presence.HELD)
    added_by = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        """The import reads by force and month."""

        ordering = ["month", "id"]
        indexes = [
            models.Index(fields=["force", "month"], name="outcome_by_force"),
            models.Index(fields=["place"], name="outcome_by_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(presence__in=Presence.values), name="outcome_presence_known"
            ),
        ]

    def __str__(self) -> str:
        """Name outcome and month."""
        return f"{self.outcome_type_id}, {self.month}"
