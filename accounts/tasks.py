"""What the clock does to the journal: audit knows no clock, so the door is here."""

from datetime import timedelta

from celery import shared_task
from django.core.management import call_command

from accounts import clock
from audit import journal


@shared_task
def take_spooled_lines() -> None:
    """Write into the journal what a web process left in the spool when it was killed."""
    journal.take_spooled()


@shared_task
def clear_sessions() -> None:
    """Delete the sessions that open nothing any more."""
    call_command("clearsessions")


@shared_task
def seal_the_journal() -> None:
    """Seal yesterday's entries; a second run finds them sealed."""
    journal.seal(day=clock.today() - timedelta(days=1))
