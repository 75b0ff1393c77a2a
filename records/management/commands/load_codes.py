"""Load the code lists from the files of the project."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from records import codes
from records.writing import Refused


class Command(BaseCommand):
    """Load every code list; a second run changes nothing."""

    help = "Load the code lists: codes are added, updated and retired by date, never deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who loads them."""
        parser.add_argument("--by", metavar="COLLAR", help="who loads them; else the console")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many."""
        at = clock.now()
        try:
            if options["by"]:
                by = officers.by_collar(options["by"], at=at)
            else:
                by = officers.service(officers.CONSOLE, at=at)
            loaded = codes.load_codes(by=by, at=at)
        except (officers.UnknownOfficer, Refused, codes.BadCodeFile) as error:
            raise CommandError(str(error)) from error
        for done in loaded:
            self.stdout.write(
                f"{done.name}: {done.added} added, {done.updated} updated "
                f"({done.retired} retired), {done.unchanged} unchanged, {done.kept} kept."
            )
        total = sum(done.added + done.updated + done.unchanged for done in loaded)
        self.stdout.write(f"{total} codes of {len(loaded)} lists are loaded.")
