"""Schedules of reports, who receives them, and what became of each period."""

from datetime import datetime, timedelta
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from accounts.models import District, Officer
from accounts.roles import Permission, Role
from reports.models.compilations import Compilation
from reports.models.editions import Edition
from reports.periods import Period
from reports.schedules import RHYTHMS, SPANS, Covers, Recurrence, Rhythm

MOST_FAILURES = 5
"""Failures in a row after which a schedule stops."""
LONGEST_GRACE = 24 * 7


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    """Read schedules within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the schedules of the districts whose reports the officer may compile."""
        return officer.standing.limit(self, Permission.COMPILE_REPORTS, "district")

    def read_by(self, officer: Officer) -> Self:
        """Keep the schedules of the districts whose reports the officer may read."""
        return officer.standing.limit(self, Permission.SEE_REPORTS, "district")

    def going(self) -> Self:
        """Keep the schedules that have not been stopped."""
        return self.filter(stopped_at__isnull=True)

    def wanting(self, at: datetime) -> Self:
        """Keep the schedules of which something is to be done at a moment."""
        due = models.Q(next_at__isnull=True) | models.Q(next_at__lte=at)
        owed = ScheduledRun.objects.unfinished().filter(schedule=models.OuterRef("pk"))
        return self.going().filter(due | models.Exists(owed))


class Schedule(models.Model):
    """A report that is made again and again, and handed to the same people."""

    definition = models.SlugField(help_text="Which report: see definitions.REPORTS.")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="schedules")
    subject = models.SlugField(
        blank=True, help_text="Slug of the operation to report on; empty: the district."
    )
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="schedules")
    rhythm = models.CharField(
        max_length=20, choices=[(key.value, words) for key, words in RHYTHMS.items()]
    )
    covers = models.CharField(
        max_length=20, choices=[(key.value, words) for key, words in SPANS.items()]
    )
    day = models.PositiveSmallIntegerField(help_text="Of the month, or 1 to 7 for Monday on.")
    time = models.TimeField(help_text="By the clocks of London.")
    grace_hours = models.PositiveSmallIntegerField(
        default=12,
        validators=[MaxValueValidator(LONGEST_GRACE)],
        help_text="Hours after which a report that is not there is late.",
    )
    next_at = models.DateTimeField(
        null=True, blank=True, help_text="Next run; empty: reckoned when the clock next looks."
    )
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row, up to now.")
    stopped_at = models.DateTimeField(null=True, blank=True)
    why_stopped = models.TextField(blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        """What no schedule may be, whoever writes it."""

        ordering = ["district__name", "definition", "id"]
        indexes = [models.Index(fields=["stopped_at", "next_at"], name="schedule_by_next_run")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    rhythm__in=[one.value for one in Rhythm],
                    covers__in=[one.value for one in Covers],
                ),
                name="schedule_recurrence_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    rhythm=Rhythm.WEEKLY.value, covers=Covers.WEEK.value, day__range=(1, 7)
                )
                | (
                    ~models.Q(rhythm=Rhythm.WEEKLY.value)
                    & ~models.Q(covers=Covers.WEEK.value)
                    & models.Q(day__range=(1, 28))
                ),
                name="schedule_day_in_rhythm",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True) | ~models.Q(why_stopped=""),
                name="schedule_stopped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        """Name report, district and rhythm."""
        return f"{self.definition}, {self.district}, {self.recurrence.words}"

    def get_absolute_url(self) -> str:
        """Lead to the schedule's page."""
        return reverse("schedule-detail", args=[self.pk])

    @property
    def recurrence(self) -> Recurrence:
        """How often, when, and what is covered."""
        return Recurrence(
            rhythm=Rhythm(self.rhythm), covers=Covers(self.covers), day=self.day, time=self.time
        )

    @property
    def grace(self) -> timedelta:
        """How long after its moment a report is still in time."""
        return timedelta(hours=self.grace_hours)

    @property
    def stopped_by_failures(self) -> bool:
        """Tell whether it stopped by itself."""
        return self.stopped_at is not None and self.failures >= MOST_FAILURES


class ScheduleRecipient(models.Model):
    """One officer, or everyone in a role in the district, to whom a schedule's reports are sent.

    Whether they may read them is asked when they are sent, not when they are named.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="recipients")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="received_schedules"
    )

    class Meta:
        """A role or an officer, each once."""

        ordering = ["schedule", "role", "officer__collar_number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="", officer__isnull=False)
                | (models.Q(officer__isnull=True) & models.Q(role__in=Role.values)),
                name="schedule_recipient_is_role_or_officer",
            ),
            models.UniqueConstraint(
                fields=["schedule", "role"],
                condition=~models.Q(role=""),
                name="schedule_recipient_role_once",
            ),
            models.UniqueConstraint(
                fields=["schedule", "officer"], name="schedule_recipient_officer_once"
            ),
        ]

    def __str__(self) -> str:
        """Name the role or the officer."""
        return str(self.officer) if self.officer else self.get_role_display()


class RunState(models.TextChoices):
    """Where one scheduled period stands."""

    DUE = "due", "Due"
    COMPILING = "compiling", "Being compiled"
    DONE = "done", "Done"
    FAILED = "failed", "Failed, to be tried again"


class ScheduledRunQuerySet(models.QuerySet["ScheduledRun"]):
    """Read runs within an officer's rights."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep the runs of the districts whose reports the officer may compile."""
        return officer.standing.limit(self, Permission.COMPILE_REPORTS, "schedule__district")

    def unfinished(self) -> Self:
        """Keep the runs whose report is still owed."""
        return self.exclude(state=RunState.DONE)


class ScheduledRun(models.Model):
    """One period of a schedule: owed from a moment on, once, and kept with what became of it."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="runs")
    start = models.DateField(help_text="First day of the period.")
    end = models.DateField(help_text="First day after the period.")
    due_at = models.DateTimeField()
    late_at = models.DateTimeField(help_text="When the grace has run out.")
    opened_at = models.DateTimeField(help_text="When the clock took it up.")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.DUE)
    compilation = models.ForeignKey(
        Compilation, on_delete=models.PROTECT, null=True, blank=True, related_name="runs"
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="runs"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True, help_text="Why the last attempt failed, in words.")

    objects = ScheduledRunQuerySet.as_manager()

    class Meta:
        """Each period of a schedule once; a finished one has its edition."""

        ordering = ["-due_at", "-id"]
        indexes = [models.Index(fields=["schedule", "state"], name="scheduled_run_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "start", "end"], name="scheduled_run_once_a_period"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=RunState.values), name="scheduled_run_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.DONE)
                | models.Q(edition__isnull=False, done_at__isnull=False),
                name="scheduled_run_done_with_edition",
            ),
        ]

    def __str__(self) -> str:
        """Name report and period."""
        return f"{self.schedule.definition}, {self.period.label}"

    @property
    def period(self) -> Period:
        """The period to report on."""
        return Period(start=self.start, end=self.end)

    @property
    def was_late(self) -> bool:
        """Tell whether it was there only after its grace."""
        return self.done_at is not None and self.done_at > self.late_at
