"""Waves of the residents' survey, as its publisher gave them."""

from django.db import models

from records.models import Record
from records.querysets import RecordKindQuerySet

GOOD_OR_EXCELLENT = "good_or_excellent"
"""Question code of the share who say that the local police do a good or excellent job."""


class SurveyMode(models.TextChoices):
    """How people were asked."""

    TELEPHONE = "telephone", "Telephone"
    ONLINE = "online", "Online"
    FACE_TO_FACE = "face_to_face", "Face to face"


class SurveyWaveQuerySet(RecordKindQuerySet["SurveyWave"]):
    """Read survey waves within an officer's rights."""


class SurveyWave(models.Model):
    """One question of one wave: a weighted percent with its base. Occurs on its last day.

    Two waves are compared only where the wording is the same.
    """

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="survey_wave"
    )
    question = models.SlugField(help_text="Code of the question, such as good_or_excellent.")
    wording = models.TextField(help_text="The question as it was asked.")
    base = models.PositiveIntegerField(help_text="How many people answered.")
    percent = models.DecimalField(max_digits=5, decimal_places=2, help_text="Weighted.")
    margin = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Published 95% margin in percentage points; empty: computed from the base.",
    )
    design_effect = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Variance against that of a simple random sample; empty: not published.",
    )
    effective_base = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Simple random sample that says as much; empty: not published.",
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    survey_house = models.CharField(max_length=80)
    mode = models.CharField(max_length=12, choices=SurveyMode.choices)

    objects = SurveyWaveQuerySet.as_manager()

    class Meta:
        """A wave has a base, a percent and days in order."""

        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="survey_percent_possible"
            ),
            models.CheckConstraint(condition=models.Q(base__gte=1), name="survey_has_a_base"),
            models.CheckConstraint(
                condition=models.Q(design_effect__gt=0) | models.Q(design_effect=None),
                name="survey_design_effect_possible",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_base__gte=1) | models.Q(effective_base=None),
                name="survey_effective_base_possible",
            ),
            models.CheckConstraint(
                condition=models.Q(design_effect=None) | models.Q(effective_base=None),
                name="survey_design_said_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="survey_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        """Give kind and reference."""
        return str(self.record)
