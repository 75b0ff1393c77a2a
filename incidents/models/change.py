"""What an import changed, so that it can be undone and a past count explained."""

from django.db import models
from django.db.models import Q

from accounts.models import Force
from incidents.models.batch import FileKind, ImportBatch
from incidents.models.codes import CrimeType, OutcomeType
from incidents.models.incident import CrimeOutcome, Incident
from incidents.models.place import Place


class IncidentChange(models.Model):
    """One field of one imported incident or outcome that an import changed."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="changes")
    incident = models.ForeignKey(
        Incident,
        to_field="key",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="changes",
    )
    outcome = models.ForeignKey(
        CrimeOutcome,
        to_field="key",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="changes",
    )
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True, help_text="Empty: not recorded.")
    after = models.TextField(blank=True)

    class Meta:
        """In the order in which they happened."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(incident__isnull=False, outcome__isnull=True)
                | Q(incident__isnull=True, outcome__isnull=False),
                name="change_of_one_row",
            ),
        ]

    def __str__(self) -> str:
        """Name field, before and after."""
        return f"{self.field}: {self.before or 'not recorded'} → {self.after or 'not recorded'}"

    @property
    def label(self) -> str:
        """Name of the field for people to read."""
        return self.field.replace("_", " ").capitalize()


class DisputedRow(models.Model):
    """One of the rows that disagree under one identifier; all are kept, none is chosen."""

    incident = models.ForeignKey(
        Incident, to_field="key", on_delete=models.CASCADE, related_name="disputed_rows"
    )
    month = models.DateField()
    crime_type = models.ForeignKey(
        CrimeType, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    last_outcome = models.ForeignKey(
        OutcomeType, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        """By incident."""

        ordering = ["incident", "month", "id"]
        indexes = [models.Index(fields=["place"], name="disputed_row_by_place")]

    def __str__(self) -> str:
        """Name month and type."""
        return f"{self.crime_type_id}, {self.month}"


class Coverage(models.Model):
    """An import brought a month of a kind of a force: a month without this is not recorded.

    The newest of a month says what is held of it: how many rows that publication gave, and of
    when it is, so that a later one that is far smaller or older is known (ADR 0026).
    """

    force = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="coverage")
    kind = models.CharField(max_length=8, choices=FileKind.choices)
    month = models.DateField()
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="coverage")
    rows = models.PositiveIntegerField(help_text="Incidents or outcomes that it named, each once.")
    archive = models.DateField(null=True, blank=True, help_text="Month in the archive's name.")
    dated = models.DateTimeField(null=True, blank=True, help_text="Date of the file in an archive.")

    class Meta:
        """Once an import."""

        ordering = ["force", "kind", "month", "batch"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "kind", "month", "batch"], name="coverage_once"
            ),
        ]

    def __str__(self) -> str:
        """Name kind and month."""
        return f"{self.kind} {self.month:%Y-%m}"
