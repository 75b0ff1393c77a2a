"""Link areas, councils or forces with those that follow them from a day on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from accounts.models import District
from incidents import successions
from incidents.management.commands.import_areas import day
from incidents.models import SucceedingKind
from incidents.successions import BadSuccessions, SuccessionFile
from records.writing import Refused


class Command(BaseCommand):
    """Import successors, so that tables by area can be made on one map over a change."""

    help = "Link codes with those that follow them from a day on; a second import changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, what its codes are of, and the first day of the successors."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--kind", required=True, choices=SucceedingKind.values)
        parser.add_argument("--code-field", required=True, metavar="F")
        parser.add_argument("--successor-field", required=True, metavar="F")
        parser.add_argument("--from", required=True, type=day, metavar="DAY", dest="first")
        parser.add_argument("--district", required=True, metavar="SLUG")
        parser.add_argument("--remove", action="store_true", help="take the links back")
        parser.add_argument("--by", metavar="COLLAR", help="who imports; else the console")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what came of it.

        Raises: CommandError with the sentence of what is wrong and how to mend it.
        """
        try:
            self.stdout.write(self.link(options))
        except District.DoesNotExist as error:
            raise CommandError(
                f"There is no district {options['district']}. Add it with add_district."
            ) from error
        except (officers.UnknownOfficer, Refused, BadSuccessions) as error:
            raise CommandError(str(error)) from error

    def link(self, options: dict[str, Any]) -> str:
        """Link what the options name, or take the links back."""
        at = clock.now()
        by = (
            officers.by_collar(options["by"], at=at)
            if options["by"]
            else officers.service(officers.CONSOLE, at=at)
        )
        file = SuccessionFile(
            path=options["file"],
            kind=SucceedingKind(options["kind"]),
            code_field=options["code_field"],
            successor_field=options["successor_field"],
            day=options["first"],
        )
        district = District.objects.get(slug=options["district"])
        if options["remove"]:
            n = successions.unlink(file=file, district=district, by=by, at=at)
            return f"{n} links taken back."
        made = successions.import_successions(file=file, district=district, by=by, at=at)
        return (
            f"{made.added} links added, {made.held} held before; {made.elsewhere:,} lines are of "
            "other places and left aside."
        )
