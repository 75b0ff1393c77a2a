"""Arrests, with their offences, necessity and disposals."""

from django.db import models

from accounts.models import Officer
from incidents.models import Area
from operations.models.codes import (
    DisposalType,
    NecessityCriterion,
    OffenceGroup,
    OfficerDefinedEthnicity,
    SelfDefinedEthnicity,
)
from operations.models.operation import Operation
from operations.models.patrol import Patrol
from operations.models.subject import Subject
from records.models import Record
from records.querysets import RecordKindQuerySet


class Sex(models.TextChoices):
    """Sex as recorded in custody."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    NOT_KNOWN = "not_known", "Not known"


class ArrestQuerySet(RecordKindQuerySet["Arrest"]):
    """Read arrests within an officer's rights."""


class Arrest(models.Model):
    """One arrest of one person; counted by `record.occurred_at`, the time of arrest.

    Ethnicity, age and disposal may be not yet known at logging: empty is not the same as a code
    for not stated. Age is stored as it was at the event and never computed again.
    """

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="arrest"
    )
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, null=True, blank=True, related_name="arrests"
    )
    patrol = models.ForeignKey(
        Patrol, on_delete=models.PROTECT, null=True, blank=True, related_name="arrests"
    )
    arresting_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="arrests")
    custody_number = models.CharField(max_length=20, blank=True, db_index=True)
    place = models.CharField(max_length=120)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="arrests"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="arrests"
    )
    age_at_event = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In years at the time of arrest; empty: not yet known."
    )
    sex = models.CharField(max_length=10, choices=Sex.choices)
    self_defined_ethnicity = models.ForeignKey(
        SelfDefinedEthnicity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer_defined_ethnicity = models.ForeignKey(
        OfficerDefinedEthnicity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, help_text="Without names of people.")
    principal_offence = models.ForeignKey(
        OffenceGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Group of the first offence, kept by the action; arrests by offence count this.",
    )
    latest_disposal = models.ForeignKey(
        DisposalType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Kept by the action from the dated disposals; empty: not yet recorded.",
    )

    objects = ArrestQuerySet.as_manager()

    class Meta:
        """What no arrest may be."""

        indexes = [models.Index(fields=["operation", "principal_offence"], name="arrest_by_op")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(age_at_event__isnull=True) | models.Q(age_at_event__lte=120),
                name="arrest_age_possible",
            ),
            models.CheckConstraint(
                condition=models.Q(sex__in=Sex.values), name="arrest_sex_known_value"
            ),
        ]

    def __str__(self) -> str:
        """Give kind and reference."""
        return str(self.record)


class ArrestOffence(models.Model):
    """One offence for which the arrest was made; position 0 is the most serious."""

    arrest = models.ForeignKey(Arrest, on_delete=models.PROTECT, related_name="offences")
    position = models.PositiveSmallIntegerField()
    group = models.ForeignKey(OffenceGroup, on_delete=models.PROTECT, related_name="+")
    wording = models.CharField(max_length=200, blank=True, help_text="Such as Possess Class B.")

    class Meta:
        """In the order given."""

        ordering = ["arrest", "position"]
        constraints = [
            models.UniqueConstraint(fields=["arrest", "position"], name="arrest_offence_position"),
        ]

    def __str__(self) -> str:
        """Give the wording, or the group."""
        return self.wording or str(self.group)


class ArrestNecessity(models.Model):
    """One criterion of PACE Code G 2.9 that made the arrest necessary, and how."""

    arrest = models.ForeignKey(Arrest, on_delete=models.PROTECT, related_name="necessities")
    criterion = models.ForeignKey(NecessityCriterion, on_delete=models.PROTECT, related_name="+")
    explanation = models.CharField(max_length=300, blank=True)

    class Meta:
        """Each criterion once."""

        ordering = ["arrest", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["arrest", "criterion"], name="necessity_once"),
        ]

    def __str__(self) -> str:
        """Give the criterion."""
        return str(self.criterion)


class Disposal(models.Model):
    """What became of the arrest on a day; the newest by day, then by position, is the latest."""

    arrest = models.ForeignKey(Arrest, on_delete=models.PROTECT, related_name="disposals")
    position = models.PositiveSmallIntegerField()
    type = models.ForeignKey(DisposalType, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        """Oldest first."""

        ordering = ["arrest", "on", "position"]
        constraints = [
            models.UniqueConstraint(fields=["arrest", "position"], name="disposal_position"),
        ]

    def __str__(self) -> str:
        """Give type and day."""
        return f"{self.type}, {self.on}"
