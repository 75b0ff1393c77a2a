"""What each measure means, with the days from and to which it means that."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse

from accounts.models import Officer
from accounts.roles import Permission
from reports.periods import Period, day_words

READERS = (Permission.SEE_REPORTS, Permission.READ_PUBLIC, Permission.KEEP_CODES)


class MeasureDefinitionQuerySet(models.QuerySet["MeasureDefinition"]):
    """Read definitions within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep every definition for those who read reports or keep lists, none for others."""
        reads = any(officer.standing.allows(permission) for permission in READERS)
        return self if reads else self.none()


class MeasureDefinition(models.Model):
    """One version of what a measure means. Rows are added; a last day is given once, by trigger.

    Definitions begin and end with a month, so that no month is counted in two ways.
    """

    key = models.SlugField(help_text="Which measure: see reports.measures.registry.")
    version = models.PositiveIntegerField(help_text="1 for the first of a measure.")
    name = models.CharField(max_length=80)
    wording = models.TextField(help_text="What is counted, and what is not.")
    formula = models.CharField(max_length=120, help_text="The function that computes it.")
    unit = models.CharField(max_length=40, help_text="In the plural.")
    source = models.CharField(max_length=200, help_text="Where the data come from.")
    owner = models.CharField(max_length=80, help_text="Who answers for the definition.")
    valid_from = models.DateField(help_text="First day of a month.")
    valid_to = models.DateField(
        null=True, blank=True, help_text="First day of the month without it; or empty."
    )
    difference = models.CharField(
        max_length=240,
        blank=True,
        help_text="What was counted otherwise by the version before, in one sentence. Reports "
        "print it after “Counted differently before 1 May 2024:”.",
    )
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="definitions")
    at = models.DateTimeField(help_text="When it was added.")

    objects = MeasureDefinitionQuerySet.as_manager()

    class Meta:
        """One number a measure; versions begin one after another, each with a month."""

        ordering = ["name", "key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="definition_version_once"),
            models.UniqueConstraint(fields=["key", "valid_from"], name="definition_start_once"),
            models.CheckConstraint(
                condition=models.Q(version__gte=1), name="definition_version_from_1"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__day=1),
                name="definition_starts_with_a_month",
                violation_error_message="Definitions begin with a month: give its first day.",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__day=1, valid_to__gt=models.F("valid_from")),
                name="definition_ends_with_a_month",
            ),
        ]

    def __str__(self) -> str:
        """Name measure and version."""
        return f"{self.name}, version {self.version}"

    def get_absolute_url(self) -> str:
        """Lead to the measure's page."""
        return reverse("definition-detail", args=[self.key])

    @property
    def dates(self) -> str:
        """Print the days on which it holds."""
        if self.valid_to is None:
            return f"From {day_words(self.valid_from)}"
        return Period(self.valid_from, self.valid_to).dates

    def has_ended(self, today: date) -> bool:
        """Tell whether it holds no longer."""
        return self.valid_to is not None and self.valid_to <= today
