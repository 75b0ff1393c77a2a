"""Check that the journal is as it was sealed."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import journal, spool
from audit.models import Seal


class Command(BaseCommand):
    """Prove every daily seal from the entries it covers."""

    help = "Check the daily seals of the journal; exit status 1 names the first day that is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prove the seals, and say to which day the journal is as it was sealed.

        Raises: CommandError, with the first day whose entries were changed, removed or added to.
        """
        waiting = len(spool.lines())
        if waiting:
            self.stdout.write(f"Lines that wait in the spool to be written: {waiting:,}.")
        broken = journal.broken_seals()
        if broken:
            raise CommandError(
                f"The journal does not bear out its seal of {in_full(broken[0].day)}: an entry was "
                "changed, removed or put between others, on that day or since the seal before it. "
                f"Broken seals: {len(broken):,} of {Seal.objects.count():,}."
            )
        days = list(Seal.objects.order_by("day").values_list("day", flat=True))
        if not days:
            self.stdout.write("No day is sealed yet: beat seals each day half an hour after it.")
            return
        self.stdout.write(
            f"The journal is as it was sealed: {len(days):,} seals, from {in_full(days[0])} to "
            f"{in_full(days[-1])}."
        )


def in_full(day: date) -> str:
    """Write a day in full."""
    return f"{day.day} {day:%B %Y}"
