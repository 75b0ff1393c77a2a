"""The outbox: one row for each officer who is told something, kept before it is sent."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models

from accounts.models import District, Officer
from accounts.roles import Permission
from reports.models.schedules import ScheduledRun

LAPSES = timedelta(days=7)
"""What could not be sent for so long is no longer sent: it would only confuse."""
SHOWN = timedelta(days=14)
"""How long the home page shows a message that nobody has put away."""


class MessageKind(models.TextChoices):
    """What a message tells."""

    REPORT = "report", "A report is ready"
    WITHHELD = "withheld", "A recipient was left out"
    LATE = "late", "A report is about to be late"
    STOPPED = "stopped", "A schedule stopped"
    REMINDER = "reminder", "Records are outstanding"


class MessageQuerySet(models.QuerySet["Message"]):
    """Read messages: everyone reads their own."""

    def visible_to(self, officer: Officer) -> Self:
        """Keep what is addressed to the officer."""
        return self.filter(to=officer)

    def about(self, officer: Officer) -> Self:
        """Keep what concerns the districts whose reports the officer may compile."""
        return officer.standing.limit(self, Permission.COMPILE_REPORTS, "district")

    def shown(self, at: datetime) -> Self:
        """Keep what the home page still shows: new enough, not put away, not withheld."""
        return self.filter(
            seen_at__isnull=True, withheld_at__isnull=True, made_at__gt=at - SHOWN
        ).order_by("-made_at", "key")

    def unsent(self, at: datetime) -> Self:
        """Keep what is still to be sent."""
        return self.filter(sent_at__isnull=True, withheld_at__isnull=True, made_at__gt=at - LAPSES)

    def lapsed(self, at: datetime) -> Self:
        """Keep what was never sent and no longer will be."""
        return self.filter(sent_at__isnull=True, withheld_at__isnull=True, made_at__lte=at - LAPSES)


class Message(models.Model):
    """One thing that one officer is told, once: by mail, and on their home page.

    `key` says what it is about: a second message with the same key is not made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    to = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="messages_made")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="messages")
    run = models.ForeignKey(
        ScheduledRun, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    marking = models.CharField(max_length=20, help_text="Protective marking.")
    subject = models.CharField(max_length=200, help_text="Without the marking.")
    words = models.TextField()
    link = models.CharField(max_length=200, help_text="Path of the page that it leads to.")
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True, help_text="Why it is not sent, in words.")
    sent_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        """Sent or withheld, never both."""

        ordering = ["-made_at", "key"]
        indexes = [
            models.Index(fields=["sent_at", "next_try_at"], name="message_to_send"),
            models.Index(fields=["to", "seen_at"], name="message_on_home_page"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=MessageKind.values), name="message_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(withheld_at__isnull=True),
                name="message_sent_or_withheld",
            ),
        ]

    def __str__(self) -> str:
        """Give the subject as a mail carries it: the marking first."""
        return f"{self.marking}: {self.subject}"
