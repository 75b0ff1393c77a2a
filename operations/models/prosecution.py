"""Prosecutions: defendant cases from charge to sentence."""

from django.db import models

from operations.models.arrest import Arrest
from operations.models.codes import (
    ChargeResult,
    HearingType,
    OffenceGroup,
    OrderType,
    SentenceType,
)
from operations.models.operation import Operation
from operations.models.subject import Subject
from records.models import Record
from records.querysets import RecordKindQuerySet


class CaseStage(models.TextChoices):
    """Where a case stands, computed from the results of its charges by the action."""

    BEFORE_COURT = "before_court", "Still before the courts"
    CONVICTED = "convicted", "Convicted"
    NOT_CONVICTED = "not_convicted", "Not convicted"


class Court(models.TextChoices):
    """Which court sat."""

    MAGISTRATES = "magistrates", "Magistrates' court"
    YOUTH = "youth", "Youth court"
    CROWN = "crown", "Crown Court"


class Plea(models.TextChoices):
    """What the defendant pleaded."""

    NONE = "", "No plea yet"
    GUILTY = "guilty", "Guilty"
    NOT_GUILTY = "not_guilty", "Not guilty"


class TermUnit(models.TextChoices):
    """The unit of a sentence's term."""

    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"
    YEARS = "years", "years"
    HOURS = "hours", "hours"


class Concurrency(models.TextChoices):
    """Whether a term runs with the others or after them."""

    CONCURRENT = "concurrent", "concurrent"
    CONSECUTIVE = "consecutive", "consecutive"


class ProsecutionQuerySet(RecordKindQuerySet["Prosecution"]):
    """Read prosecutions within an officer's rights."""


class Prosecution(models.Model):
    """One defendant's case; counted by the day of its first charge or requisition.

    Persons, arrests, cases, charges and sentences are different measures and never added.
    """

    record = models.OneToOneField(
        Record, on_delete=models.PROTECT, primary_key=True, related_name="prosecution"
    )
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, null=True, blank=True, related_name="prosecutions"
    )
    case_number = models.CharField(max_length=30, help_text="The unique reference number (URN).")
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="prosecutions"
    )
    arrests = models.ManyToManyField(Arrest, blank=True, related_name="prosecutions")
    first_charged_on = models.DateField(help_text="Kept by the action from the charges.")
    stage = models.CharField(
        max_length=14, choices=CaseStage.choices, default=CaseStage.BEFORE_COURT
    )
    sentenced_on = models.DateField(
        null=True, blank=True, help_text="Day of the first sentence, kept by the action."
    )
    note = models.TextField(blank=True, help_text="Without names of people.")

    objects = ProsecutionQuerySet.as_manager()

    class Meta:
        """What no case may be."""

        indexes = [models.Index(fields=["operation", "stage"], name="prosecution_by_op")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stage__in=CaseStage.values), name="prosecution_stage_known"
            ),
        ]

    def __str__(self) -> str:
        """Give kind and reference."""
        return str(self.record)


class Charge(models.Model):
    """One charge of a case, with its result once there is one."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="charges")
    position = models.PositiveSmallIntegerField()
    group = models.ForeignKey(OffenceGroup, on_delete=models.PROTECT, related_name="+")
    wording = models.CharField(max_length=200, blank=True)
    charged_on = models.DateField()
    plea = models.CharField(max_length=10, choices=Plea.choices, blank=True)
    result = models.ForeignKey(
        ChargeResult, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resulted_on = models.DateField(null=True, blank=True)

    class Meta:
        """A result has a day."""

        ordering = ["prosecution", "position"]
        constraints = [
            models.UniqueConstraint(fields=["prosecution", "position"], name="charge_position"),
            models.CheckConstraint(
                condition=models.Q(result__isnull=True, resulted_on__isnull=True)
                | models.Q(result__isnull=False, resulted_on__isnull=False),
                name="charge_result_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        """Give the wording, or the group."""
        return self.wording or str(self.group)


class Sentence(models.Model):
    """What was imposed on one charge: a term, an amount of money in pence, or neither."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="sentences")
    position = models.PositiveSmallIntegerField()
    type = models.ForeignKey(SentenceType, on_delete=models.PROTECT, related_name="+")
    passed_on = models.DateField()
    term = models.PositiveSmallIntegerField(null=True, blank=True)
    term_unit = models.CharField(max_length=6, choices=TermUnit.choices, blank=True)
    concurrency = models.CharField(max_length=11, choices=Concurrency.choices, blank=True)
    pence = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        """A term has a unit."""

        ordering = ["charge", "position"]
        constraints = [
            models.UniqueConstraint(fields=["charge", "position"], name="sentence_position"),
            models.CheckConstraint(
                condition=models.Q(term__isnull=True, term_unit="")
                | (models.Q(term__isnull=False) & ~models.Q(term_unit="")),
                name="sentence_term_has_a_unit",
            ),
        ]

    def __str__(self) -> str:
        """Give the type."""
        return str(self.type)


class CourtOrder(models.Model):
    """An order that the court added, such as a criminal behaviour order, and until when."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="orders")
    position = models.PositiveSmallIntegerField()
    type = models.ForeignKey(OrderType, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="Last day in force; or empty.")
    terms = models.CharField(max_length=300, blank=True, help_text="Without names of people.")

    class Meta:
        """An order does not end before it is made."""

        ordering = ["prosecution", "position"]
        constraints = [
            models.UniqueConstraint(fields=["prosecution", "position"], name="order_position"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("made_on")),
                name="order_ends_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        """Give the type."""
        return str(self.type)


class Hearing(models.Model):
    """One hearing of a case."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="hearings")
    position = models.PositiveSmallIntegerField()
    type = models.ForeignKey(HearingType, on_delete=models.PROTECT, related_name="+")
    court = models.CharField(max_length=12, choices=Court.choices)
    on = models.DateField()

    class Meta:
        """In the order given."""

        ordering = ["prosecution", "on", "position"]
        constraints = [
            models.UniqueConstraint(fields=["prosecution", "position"], name="hearing_position"),
        ]

    def __str__(self) -> str:
        """Give type and day."""
        return f"{self.type}, {self.on}"
