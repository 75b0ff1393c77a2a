"""Load the definitions of measures from the file of the project."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from records.writing import Refused
from reports import defining


class Command(BaseCommand):
    """Load every definition that is not there; a second run changes nothing."""

    help = "Load the definitions of measures: versions are added, never rewritten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who loads them."""
        parser.add_argument("--by", metavar="COLLAR", help="who loads them; else the console")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, say how many, and name those that say something else than the file.

        Raises: CommandError with the sentence of what is wrong.
        """
        at = clock.now()
        try:
            if options["by"]:
                by = officers.by_collar(options["by"], at=at)
            else:
                by = officers.service(officers.CONSOLE, at=at)
            loaded = defining.load_definitions(by=by, at=at)
        except (officers.UnknownOfficer, Refused, defining.BadDefinitionFile) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Definitions: {loaded.added} added, {loaded.unchanged} unchanged.")
        for name in loaded.kept:
            self.stdout.write(f"{name} says something else than the file and is kept.")
