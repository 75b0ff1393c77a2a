"""`manage.py run_schedules`: what the clock does each minute, here and to the end."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand

from accounts import clock, officers
from reports import mail, tasks
from reports.health import name_of
from reports.models import CompilationState, RunState, Schedule, ScheduledRun

ONCE = 60
"""A delivery that finds another worker at its request gives way at once, and is not repeated."""


class Command(BaseCommand):
    """Do everything that is due: open runs, compile, deliver, send; one failure stops no other."""

    help = "Run every schedule that is due, compile in this process, deliver and send the mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether workers are to compile."""
        parser.add_argument(
            "--leave-to-workers",
            action="store_true",
            help="Only ask for the reports, as the clock does; workers compile them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and say of each period what became of it."""
        schedules = list(Schedule.objects.wanting(clock.now()).select_related("district"))
        before = clock.now()
        for schedule in schedules:
            self.run(schedule)
            if not options["leave_to_workers"]:
                self.compile(schedule)
                self.run(schedule)
            self.tell(schedule, before)
        if not schedules:
            self.stdout.write("No schedule is due.")
        self.send()

    def run(self, schedule: Schedule) -> None:
        """Do what a schedule owes; an error is said and left behind."""
        done = tasks.run_schedule.apply(kwargs={"schedule_id": schedule.pk})
        if done.failed():
            self.stderr.write(f"{name_of(schedule)}: broke off. {done.result!r}")

    def compile(self, schedule: Schedule) -> None:
        """Compile what a schedule waits for; what breaks is left to the next round."""
        waiting = schedule.runs.filter(
            state=RunState.COMPILING, compilation__state=CompilationState.WAITING
        )
        for run in waiting:
            key = {"compilation_id": str(run.compilation_id)}
            done = tasks.compile_report.apply(kwargs=key, retries=ONCE)
            if done.failed():
                self.stderr.write(f"{run}: broke off. {done.result!r}")

    def tell(self, schedule: Schedule, since: datetime) -> None:
        """Say how the runs of a schedule stand."""
        rows = schedule.runs.unfinished() | schedule.runs.filter(done_at__gte=since)
        for run in rows.order_by("due_at"):
            self.stdout.write(f"{name_of(schedule)}, {run.period.label}: {self.words(run)}")

    def words(self, run: ScheduledRun) -> str:
        """Say what became of a run."""
        if run.state == RunState.DONE and run.edition is not None:
            return f"edition {run.edition.number}."
        return f"{run.get_state_display().lower()}. {run.failure}".strip()

    def send(self) -> None:
        """Send the mail."""
        if not mail.is_configured():
            self.stdout.write("No mail server is set up (SOUTHEND_MAIL_URL): no mail is sent.")
            return
        at = clock.now()
        done = mail.send_waiting(by=officers.service(officers.CLOCK, at=at), at=at)
        self.stdout.write(
            f"Mail: {done.sent} sent, {done.failed} not taken by the server, {done.withheld}"
            " withheld."
        )
