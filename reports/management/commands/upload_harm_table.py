"""`manage.py upload_harm_table`: the same upload as the page, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from accounts.models import Force, Officer
from records.writing import Refused
from reports import harm_tables
from reports.harm_csv import HarmTableError
from reports.models import HarmTable


class Command(BaseCommand):
    """Keep a harm table as the next version of a force."""

    help = "Upload a force's harm table from a CSV file; with --template, print an empty one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name a file with its force and name, or ask for the template."""
        given = parser.add_mutually_exclusive_group(required=True)
        given.add_argument("file", nargs="?", type=Path, help="CSV file of the table.")
        given.add_argument("--template", action="store_true", help="Print an empty table.")
        parser.add_argument("--force", dest="force_slug", help="Slug of the force.")
        parser.add_argument("--name", help="What the table calls itself, with its year.")
        parser.add_argument("--by", help="Collar number of the officer; without it: the console.")

    def handle(self, *args: object, **options: Any) -> None:
        """Upload, or print the template.

        Raises: CommandError with every fault of the file, one a line.
        """
        if options["template"]:
            self.stdout.write(harm_tables.template(), ending="")
            return
        try:
            table = self.upload(options)
        except HarmTableError as error:
            faults = "\n".join(fault.words for fault in error.faults)
            raise CommandError(f"Nothing was stored.\n{faults}") from error
        except OSError as error:
            said = f"{options['file']} cannot be read ({error.strerror})."
            raise CommandError(said) from error
        except (Refused, officers.UnknownOfficer) as error:
            raise CommandError(f"{error}".rstrip(".") + ".") from error
        self.stdout.write(f"{table}: {table.scores.count():,} scores.")

    def upload(self, options: dict[str, Any]) -> HarmTable:
        """Read the file and keep it.

        Raises: CommandError, Refused, UnknownOfficer, HarmTableError, OSError.
        """
        force = Force.objects.filter(slug=options["force_slug"] or "").first()
        if force is None:
            known = ", ".join(Force.objects.values_list("slug", flat=True))
            raise CommandError(f"Name the force by --force. Forces: {known}.")
        if not options["name"]:
            raise CommandError("Name the table by --name, such as its title and year.")
        by = self.officer(options["by"])
        return harm_tables.upload_harm_table(
            force=force,
            name=options["name"],
            body=options["file"].read_bytes(),
            by=by,
            at=clock.now(),
        )

    def officer(self, collar: str | None) -> Officer:
        """Find who uploads.

        Raises: UnknownOfficer.
        """
        if collar is None:
            return officers.service(officers.CONSOLE, at=clock.now())
        officer = officers.by_collar(collar, at=clock.now())
        officer.stand(at=clock.now())
        return officer
