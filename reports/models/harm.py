"""The harm tables that forces upload: versions of which none is ever changed."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from accounts.models import District, Force, Officer
from accounts.roles import Permission


class HarmTableQuerySet(models.QuerySet["HarmTable"]):
    """Read harm tables within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the tables of the forces in whose districts the officer reads reports."""
        if Permission.SEE_REPORTS in officer.standing.everywhere:
            return self
        districts = officer.standing.grants.get(Permission.SEE_REPORTS, frozenset())
        return self.filter(force__in=District.objects.filter(pk__in=districts).values("force"))


class HarmTable(models.Model):
    """One version of a force's harm table. Rows are only ever added: triggers refuse the rest."""

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="harm_tables")
    number = models.PositiveIntegerField(help_text="1 for the first of the force.")
    name = models.CharField(max_length=80, help_text="What the table calls itself: CCHI 2020.")
    sha256 = models.CharField(max_length=64, help_text="Digest of the file.")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = HarmTableQuerySet.as_manager()

    class Meta:
        """The newest first; one number a force."""

        ordering = ["force", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["force", "number"], name="harm_table_once"),
        ]

    def __str__(self) -> str:
        """Name table and version: "CCHI 2020, version 3"."""
        return f"{self.name}, version {self.number}"

    def get_absolute_url(self) -> str:
        """Lead to the page of the version."""
        return reverse("harm-table-detail", args=[self.pk])


class HarmScore(models.Model):
    """One score of a version: the days of one code from one day on. Append-only."""

    table = models.ForeignKey(HarmTable, on_delete=models.PROTECT, related_name="scores")
    code = models.CharField(max_length=60, help_text="Code of an offence or a crime type.")
    title = models.CharField(max_length=200, blank=True)
    days = models.DecimalField(max_digits=9, decimal_places=1, validators=[MinValueValidator(0)])
    source = models.CharField(max_length=200)
    valid_from = models.DateField()

    class Meta:
        """One score a code and day."""

        ordering = ["table", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code", "valid_from"], name="harm_score_once"),
            models.CheckConstraint(
                condition=models.Q(days__gte=0), name="harm_score_days_from_nought"
            ),
        ]

    def __str__(self) -> str:
        """Name code and days."""
        return f"{self.code}: {self.days} days"
