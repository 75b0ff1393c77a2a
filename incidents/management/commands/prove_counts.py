"""Prove the monthly counts equal to the rows they count."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents import months
from incidents.models import MonthlyCount


class Command(BaseCommand):
    """Compare the monthly counts with the rows; a difference fails."""

    help = "Prove that the monthly counts equal the rows they count."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and name every difference."""
        differences = months.differences()
        for difference in differences:
            self.stderr.write(difference)
        if differences:
            raise CommandError(f"{len(differences)} monthly counts differ from the rows.")
        self.stdout.write(f"{MonthlyCount.objects.count()} monthly counts equal the rows.")
