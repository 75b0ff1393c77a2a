"""`manage.py schedule_report`: keep the schedules by the actions of the pages."""

from argparse import ArgumentParser, _SubParsersAction
from datetime import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from accounts.models import District, Officer
from accounts.roles import Role
from reports import delivery, health, scheduling
from reports.definitions import REPORTS
from reports.models import Schedule
from reports.schedules import BadRecurrence, Covers, Recurrence, Rhythm, local_words

PROBLEMS = (*scheduling.PROBLEMS, BadRecurrence, officers.UnknownOfficer)


class Command(BaseCommand):
    """Add, change, stop, start and list the schedules of reports, and deliver again."""

    help = "Add, change, stop, start or list the schedules of reports, and deliver again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one verb and what it needs."""
        by = ArgumentParser(add_help=False)
        by.add_argument("--by", help="Collar number of the officer; without it: the console.")
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list", parents=[by], help="Say how every schedule stands.")
        listing.add_argument("--district", help="Slug of a district.")
        plan(verbs, "add", by)
        changing = plan(verbs, "change", by)
        changing.add_argument("--number", type=int, required=True, help="Number in the list.")
        for verb in ("stop", "start", "runs", "deliver"):
            moved = verbs.add_parser(verb, parents=[by])
            moved.add_argument("number", type=int, help="Number in the list.")
            if verb == "stop":
                moved.add_argument("--reason", required=True)
            if verb == "deliver":
                moved.add_argument("--run", type=int, help="Number of a run; else the newest.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what came of it.

        Raises: CommandError with the sentence of what is wrong and how to mend it.
        """
        by = self.officer(options["by"]) if options["by"] else None
        by = by or officers.service(officers.CONSOLE, at=clock.now())
        says = {"list": self.show, "runs": self.show_runs, "deliver": self.deliver}
        try:
            if options["verb"] in says:
                says[options["verb"]](options, by)
                return
            schedule = self.write(options, by)
        except PROBLEMS as error:
            raise CommandError(str(error)) from error
        following = health.next_words(schedule, at=clock.now())
        self.stdout.write(f"{schedule.pk}: {health.name_of(schedule)}. Next run: {following}.")

    def write(self, options: dict[str, Any], by: Officer) -> Schedule:
        """Add, change, stop or start a schedule."""
        match options["verb"]:
            case "add":
                return self.add(options, by)
            case "change":
                return self.change(options, by)
            case "stop":
                return scheduling.stop_schedule(
                    schedule=found(options["number"], by),
                    reason=options["reason"],
                    by=by,
                    at=clock.now(),
                )
        return scheduling.start_schedule(
            schedule=found(options["number"], by), by=by, at=clock.now()
        )

    def show_runs(self, options: dict[str, Any], by: Officer) -> None:
        """Say what became of each period, newest first."""
        schedule = found(options["number"], by)
        for run in schedule.runs.select_related("edition").order_by("-due_at", "-pk"):
            edition = f", edition {run.edition.number}" if run.edition else ""
            self.stdout.write(
                f"{run.pk}: {run.period.label}, due {local_words(run.due_at)}."
                f" {run.get_state_display()}{edition}. {run.failure}".rstrip()
            )

    def deliver(self, options: dict[str, Any], by: Officer) -> None:
        """Tell every recipient once more that a report is there."""
        schedule = found(options["number"], by)
        run = delivery.finished_run(schedule, options["run"])
        if run is None:
            raise CommandError(
                f"Schedule {schedule.pk} has no such finished run."
                f" See: manage.py schedule_report runs {schedule.pk}"
            )
        done = delivery.deliver_again(run=run, by=by, at=clock.now())
        told = ", ".join(str(officer) for officer in done.found.may)
        self.stdout.write(
            f"{run.period.label}, edition {done.edition.number}: told {told}."
            " The mail goes out with the next round."
        )

    def add(self, options: dict[str, Any], by: Officer) -> Schedule:
        """Add a schedule."""
        return scheduling.add_schedule(plan=self.plan(options), by=by, at=clock.now())

    def change(self, options: dict[str, Any], by: Officer) -> Schedule:
        """Write a schedule anew."""
        schedule = found(options["number"], by)
        plan = self.plan(options)
        return scheduling.change_schedule(schedule=schedule, plan=plan, by=by, at=clock.now())

    def plan(self, options: dict[str, Any]) -> scheduling.Plan:
        """Read what a schedule is to do."""
        return scheduling.Plan(
            definition=options["report"],
            district=district_named(options["district"]),
            owner=self.officer(options["owner"]),
            recurrence=Recurrence(
                rhythm=Rhythm(options["each"]),
                covers=Covers(options["covers"]),
                day=options["day"],
                time=time_of(options["time"]),
            ),
            roles=[Role(role) for role in options["to_role"]],
            officers=[self.officer(collar) for collar in options["to"]],
            grace_hours=options["grace"],
            subject=options["operation"],
        )

    def officer(self, collar: str) -> Officer:
        """Find an officer."""
        try:
            return officers.by_collar(collar, at=clock.now())
        except officers.UnknownOfficer as error:
            raise CommandError(str(error)) from error

    def show(self, options: dict[str, Any], by: Officer) -> None:
        """Say how every schedule stands, as the health board does."""
        board = health.board(by, at=clock.now())
        slug = options["district"]
        if slug:
            district_named(slug)
        for row in board.rows:
            if slug and row.schedule.district.slug != slug:
                continue
            self.stdout.write(
                f"{row.schedule.pk}: {row.name}, {row.schedule.recurrence.words}. {row.state}."
                f" Next run: {row.next_words}. Owner: {row.schedule.owner}."
                f" Recipients: {row.recipients}."
            )
            for warning in row.warnings:
                self.stdout.write(f"    {warning}")
        self.stdout.write(board.mail)


def plan(verbs: "_SubParsersAction[Any]", verb: str, by: ArgumentParser) -> ArgumentParser:
    """Add a verb that takes a whole plan."""
    parser: ArgumentParser = verbs.add_parser(verb, parents=[by])
    parser.add_argument("report", help=", ".join(report.slug for report in REPORTS))
    parser.add_argument("--district", required=True, help="Slug of the district.")
    parser.add_argument("--operation", default="", help="Slug; only for the operation report.")
    parser.add_argument("--owner", required=True, help="Collar number.")
    parser.add_argument("--each", choices=[one.value for one in Rhythm], default="monthly")
    parser.add_argument("--covers", choices=[one.value for one in Covers], default="year")
    parser.add_argument("--day", type=int, default=8, help="Of the month; weekly: 1 is Monday.")
    parser.add_argument("--time", default="06:00", help="By London's clocks, as 06:00.")
    parser.add_argument("--grace", type=int, default=scheduling.GRACE_HOURS, help="In hours.")
    parser.add_argument(
        "--to-role", action="append", default=[], choices=[one.value for one in Role]
    )
    parser.add_argument("--to", action="append", default=[], help="Collar number; may repeat.")
    return parser


def found(number: int, by: Officer) -> Schedule:
    """Find a schedule within the officer's rights."""
    schedule = Schedule.objects.visible_to(by).filter(pk=number).first()
    if schedule is None:
        raise CommandError(f"There is no schedule {number}. See: manage.py schedule_report list")
    return schedule


def district_named(slug: str) -> District:
    """Find a district."""
    district = District.objects.filter(slug=slug).first()
    if district is None:
        known = ", ".join(District.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no district {slug}. Known: {known}.")
    return district


def time_of(text: str) -> time:
    """Read a time of day."""
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is no time of day. Write it as 06:00.") from error
