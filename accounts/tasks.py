"""What the clock does to the journal: audit knows no clock, so the door is here."""

from datetime import timedelta

from celery import shared_task

from accounts import clock
from audit import journal


@shared_task
def seal_the_journal() -> None:
    """Seal yesterday's entries; a second run finds them sealed."""
    journal.seal(day=clock.today() - timedelta(days=1))
