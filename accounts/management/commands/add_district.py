"""Add a police district."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import actions, clock, districts, officers


class Command(BaseCommand):
    """Add a district and, where it is new, its force."""

    help = "Add a police district; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the district and its force."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--name", required=True)
        parser.add_argument("--force", required=True, help="slug or name of the police force")
        parser.add_argument("--by", metavar="COLLAR", help="who adds it; else the console")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add it.

        Raises: CommandError with the sentence of what is wrong.
        """
        at = clock.now()
        try:
            if options["by"]:
                by = officers.by_collar(options["by"], at=at)
            else:
                by = officers.service(officers.CONSOLE, at=at)
            district = districts.add_district(
                slug=options["slug"], name=options["name"], force=options["force"], by=by, at=at
            )
        except (officers.UnknownOfficer, actions.Refused, districts.BadDistrict) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{district} is a district of {district.force}.")
