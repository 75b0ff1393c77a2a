"""Bring in the months of an import that are in doubt."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts import clock, officers
from incidents import actions
from incidents.management.commands import import_police_csv
from incidents.models import UNFINISHED, ImportBatch
from records.writing import Refused


class Command(import_police_csv.Command):
    """Confirm what is in doubt of one import; its rows come in by an import of their own."""

    help = "Bring in the months of an import that are in doubt, such as: confirm_import 12."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the number of the import, and who confirms."""
        parser.add_argument("number", type=int, metavar="NUMBER", help="as in Import 12")
        parser.add_argument("--by", metavar="COLLAR", help="who confirms; else the console")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Confirm, bring the rows in, and say what became of every row."""
        batch = ImportBatch.objects.filter(pk=options["number"]).first()
        if batch is None:
            raise CommandError(f"There is no Import {options['number']}.")
        try:
            by = import_police_csv.officer(options["by"])
            cut_short = batch.confirmations.filter(state__in=UNFINISHED).first()
            bringing = cut_short or actions.order_confirm(batch=batch, by=by, at=clock.now())
        except (officers.UnknownOfficer, Refused) as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{bringing} brings in what was in doubt of {batch}.")
        self.say(self.finish(bringing, by), as_json=options["json"])
