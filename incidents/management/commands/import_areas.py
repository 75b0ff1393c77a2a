"""Import wards, LSOAs, beats or hotspots of a district from GeoJSON."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from accounts.models import District
from incidents import drawing
from incidents.drawing import AreaFile, BadAreaFile
from incidents.models import AreaKind
from records.writing import Refused


def day(text: str) -> date:
    """Read a day in ISO form."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is not a day such as 2021-04-01") from error


class Command(BaseCommand):
    """Import areas and find the districts of all incidents anew."""

    help = "Import areas of a district from a GeoJSON file; a second import changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, what its areas are, and when they are valid."""
        parser.add_argument("file", type=Path, metavar="FILE.geojson")
        parser.add_argument("--kind", required=True, choices=AreaKind.values)
        parser.add_argument("--code-field", required=True, metavar="F")
        parser.add_argument("--name-field", required=True, metavar="F")
        parser.add_argument("--district", required=True, metavar="SLUG")
        parser.add_argument("--vintage", type=int, metavar="YEAR")
        parser.add_argument("--valid-from", type=day, metavar="DAY", help="first day")
        parser.add_argument("--valid-to", type=day, metavar="DAY", help="first day no longer")
        parser.add_argument("--approximate", action="store_true", help="drawn by hand")
        parser.add_argument("--by", metavar="COLLAR", help="who imports; else the console")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what came of it.

        Raises: CommandError with the sentence of what is wrong and how to mend it.
        """
        try:
            drawn = self.draw(options)
        except District.DoesNotExist as error:
            raise CommandError(
                f"There is no district {options['district']}. Add it with add_district."
            ) from error
        except (officers.UnknownOfficer, Refused, BadAreaFile) as error:
            raise CommandError(str(error)) from error
        for sentence in drawn.ended:
            self.stdout.write(sentence)
        for warning in drawn.warnings:
            self.stderr.write(f"Warning: {warning}")
        self.stdout.write(
            f"{drawn.added} areas added, {drawn.updated} updated, {drawn.unchanged} unchanged; "
            f"{drawn.places:,} places lie in them; {drawn.moved:,} incidents changed district."
        )

    def draw(self, options: dict[str, Any]) -> drawing.Drawn:
        """Import the file that the options name."""
        at = clock.now()
        by = (
            officers.by_collar(options["by"], at=at)
            if options["by"]
            else officers.service(officers.CONSOLE, at=at)
        )
        file = AreaFile(
            path=options["file"],
            kind=AreaKind(options["kind"]),
            code_field=options["code_field"],
            name_field=options["name_field"],
            vintage=options["vintage"],
            valid_from=options["valid_from"],
            valid_to=options["valid_to"],
            approximate=options["approximate"],
        )
        district = District.objects.get(slug=options["district"])
        return drawing.import_areas(file=file, district=district, by=by, at=at)
