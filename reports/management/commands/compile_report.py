"""`manage.py compile_report`: the same action as the task, from the command line."""

from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from accounts.models import District, Officer
from records.writing import Refused
from reports import actions, requests
from reports.definitions import REPORTS, UnknownReport, report_named
from reports.failing import NotMade, Overtaken
from reports.models import Edition
from reports.periods import Period, PeriodError
from reports.renderers.formats import FORMATS
from reports.spans import Span, period_of


def refuse_unwritable(output: Path) -> None:
    """Refuse a file that cannot be written, before a file is disclosed that nobody receives.

    Raises: CommandError.
    """
    was_there = output.exists()
    try:
        output.open("ab").close()
    except OSError as error:
        raise unwritable(output, error) from error
    if not was_there:
        output.unlink()


def unwritable(output: Path, error: OSError) -> CommandError:
    """Say why a file cannot be written, and the mend."""
    return CommandError(
        f"{output} cannot be written ({error.strerror}). "
        "Choose a file in a folder that exists and is yours."
    )


def asked_period(options: dict[str, Any], /, *, today: date) -> Period:
    """Read the period: months up to one, one that has a name, or the days from one to another.

    Raises: CommandError, PeriodError.
    """
    if options["months"] is not None and not options["to"]:
        raise CommandError("--months counts back from a month. Give that with --to.")
    if bool(options["first"]) != bool(options["last"]):
        raise CommandError("Days are given as both: --first 2024-04-01 --last 2024-09-30.")
    if options["span"]:
        return period_of(Span(options["span"]), today=today)
    if options["last"]:
        end = day_named(options["last"]) + timedelta(days=1)
        return Period(start=day_named(options["first"]), end=end)
    months = 12 if options["months"] is None else options["months"]
    return Period.months_to(options["to"], months)


def day_named(text: str, /) -> date:
    """Read a day.

    Raises: CommandError.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a day. Write it as 2024-04-30.") from error


class Command(BaseCommand):
    """Compile a report of a district and write one of its formats to a file."""

    help = (
        "Compile a report and write it to a file: PDF, Excel, OpenDocument, CSV, JSON, a web page."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the report, the district, the period, the format and the file."""
        known = ", ".join(report.slug for report in REPORTS)
        parser.add_argument("report", help=f"Which report: {known}.")
        parser.add_argument("--subject", default="", help="Slug of the operation, such as union.")
        parser.add_argument("--district", required=True, help="Slug of the district.")
        ends = parser.add_mutually_exclusive_group(required=True)
        ends.add_argument("--to", help="Last month, as 2024-04.")
        ends.add_argument(
            "--span", choices=[one.value for one in Span], help="The last of its kind."
        )
        ends.add_argument("--last", help="Last day, as 2024-09-30; with --first.")
        parser.add_argument("--first", help="First day, as 2024-04-01; with --last.")
        parser.add_argument("--months", type=int, help="How many whole months; 12 without it.")
        parser.add_argument("--format", required=True, choices=[kept.key for kept in FORMATS])
        parser.add_argument("--output", required=True, type=Path, help="File to write.")
        parser.add_argument("--by", help="Collar number of the officer; without it: the console.")

    def handle(self, *args: object, **options: Any) -> None:
        """Compile, hand out the file, and say which edition it is.

        Raises: CommandError with the sentence of what is wrong and how to mend it.
        """
        refuse_unwritable(options["output"])
        try:
            edition = self.edition(options)
            if reason := edition.unmade.get(options["format"]):
                raise CommandError(f"{edition} is compiled, but {reason}")
            file = requests.download_edition(
                edition=edition, format=options["format"], by=self.officer(options), at=clock.now()
            )
            options["output"].write_bytes(bytes(file.body))
        except (
            UnknownReport,
            PeriodError,
            Refused,
            NotMade,
            Overtaken,
            officers.UnknownOfficer,
        ) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise unwritable(options["output"], error) from error
        self.stdout.write(
            f"Edition {edition.number} of {edition.period.label}, figures "
            f"{edition.figures_sha256[:16]}, written to {options['output']}."
        )

    def edition(self, options: dict[str, Any]) -> Edition:
        """Compile the edition that the options ask for."""
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            known = ", ".join(District.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(
                f"There is no district {options['district']}. Known: {known}. "
                "Add it with: manage.py add_district SLUG --name NAME --force FORCE"
            )
        return actions.compile_report(
            report=report_named(options["report"]),
            district=district,
            period=asked_period(options, today=clock.today()),
            subject=options["subject"],
            by=self.officer(options),
            at=clock.now(),
        )

    def officer(self, options: dict[str, Any]) -> Officer:
        """Find the officer who asks, or the console."""
        at = clock.now()
        if options["by"]:
            return officers.by_collar(options["by"], at=at)
        return officers.service(officers.CONSOLE, at=at)
