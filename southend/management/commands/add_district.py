"""Add a police district."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import actions, clock, districts, officers
from reports.defining import load_definitions
from reports.scheduling import found_schedule


class Command(BaseCommand):
    """Add a district and, where it is new, its force; and the schedule of its report."""

    help = "Add a police district; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the district and its force."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--name", required=True)
        parser.add_argument("--force", required=True, help="slug or name of the police force")
        parser.add_argument("--by", metavar="COLLAR", help="who adds it; else the console")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Add it, with the schedule of its monthly report and the definitions that it counts by.

        Raises: CommandError with the sentence of what is wrong.
        """
        at = clock.now()
        console = officers.service(officers.CONSOLE, at=at)
        try:
            by = officers.by_collar(options["by"], at=at) if options["by"] else console
            district = districts.add_district(
                slug=options["slug"], name=options["name"], force=options["force"], by=by, at=at
            )
        except (officers.UnknownOfficer, actions.Refused, districts.BadDistrict) as error:
            raise CommandError(str(error)) from error
        load_definitions(by=console, at=at)
        schedule = found_schedule(district=district, by=console, at=at)
        self.stdout.write(f"{district} is a district of {district.force}.")
        self.stdout.write(f"Its performance report is compiled {schedule.recurrence.words}.")
