"""`manage.py run_schedules` and `schedule_report`: all that a schedule does, from a terminal."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import District, Officer
from reports import definitions
from reports.models import Edition, Schedule
from tests.people import AT
from tests.reports import postbox
from tests.reports.clockwork import DUE, monthly, now, planned, world

__all__ = ["monthly", "now", "world"]

pytestmark = pytest.mark.usefixtures("world")


def run(*arguments: str) -> str:
    """Run a command and give what it prints."""
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


class TestRunSchedules:
    def test_compiles_delivers_and_sends(self, monthly: Schedule, now: list[datetime]) -> None:
        assert run("run_schedules").startswith("No schedule is due.")
        now.append(DUE)

        said = run("run_schedules")

        assert said.splitlines() == [
            "Performance report, Southend, year to 30 April 2024: edition 1.",
            "Mail: 1 sent, 0 not taken by the server, 0 withheld.",
        ]
        assert run("run_schedules").startswith("No schedule is due.")
        assert len(postbox.TAKEN) == Edition.objects.count() == 1

    def test_goes_on_past_a_report_that_breaks(
        self,
        monthly: Schedule,
        twin_district: District,
        twin_chief_inspector: Officer,
        now: list[datetime],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        planned(twin_district, twin_chief_inspector)
        build = definitions.REPORTS[0].build

        def broken(evidence: object) -> object:
            if not Edition.objects.exists() and not tried:
                tried.append(True)
                raise RuntimeError("a measure is broken")
            return build(evidence)  # type: ignore[arg-type] # as the report gets it

        tried: list[bool] = []
        object.__setattr__(definitions.REPORTS[0], "build", broken)
        now.append(DUE)
        try:
            said = run("run_schedules")
        finally:
            object.__setattr__(definitions.REPORTS[0], "build", build)

        failed = "Chelmsford, year to 30 April 2024: failed, to be tried again. "
        assert f"{failed}Counting the figures of the performance report stopped" in said
        assert "(RuntimeError: a measure is broken)" in said
        assert "Southend, year to 30 April 2024: edition 1." in said

    def test_leaves_compiling_to_workers_where_it_is_told_so(
        self, monthly: Schedule, now: list[datetime]
    ) -> None:
        now.append(DUE)

        assert "being compiled" in run("run_schedules", "--leave-to-workers")
        assert not Edition.objects.exists()

    def test_says_that_there_is_no_mail_server(
        self, monthly: Schedule, now: list[datetime], settings: Settings
    ) -> None:
        settings.MAIL_DOMAIN = ""

        assert "No mail server is set up (SOUTHEND_MAIL_URL)" in run("run_schedules")


class TestScheduleReport:
    ADD = ("schedule_report", "add", "performance", "--district", "southend", "--owner", "40007")

    def test_adds_changes_stops_starts_and_lists(
        self, district: District, chief_inspector: Officer, analyst: Officer, now: list[datetime]
    ) -> None:
        added = run(*self.ADD, "--to-role", "commander", "--by", "70031")
        key = str(Schedule.objects.get().pk)
        assert added == (f"{key}: Performance report, Southend. Next run: 8 May 2024, 06:00 BST.\n")
        change = ("--each", "weekly", "--covers", "week", "--day", "1", "--to", "70031")
        changed = run(
            "schedule_report", "change", *self.ADD[2:], "--number", key, *change, "--time", "07:00"
        )
        assert "Next run: 6 May 2024, 07:00 BST" in changed
        assert "Recipients: Analyst 70031." in run("schedule_report", "list")
        assert "Not before it is started" in run("schedule_report", "stop", key, "--reason", "x")
        assert "stopped it: x" in run("schedule_report", "list")
        assert "Next run: 6 May 2024" in run("schedule_report", "start", key)

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (("--to-role", "officer"), "read by these roles only"),
            ((), "Nobody would receive"),
            (("--to-role", "commander", "--day", "30"), "a day from 1 to 28"),
            (("--to-role", "commander", "--time", "six"), "Write it as 06:00"),
            (("--to", "99999"), "No active officer has the collar number 99999"),
            (("--to-role", "commander", "--by", "40210"), "Commanders and analysts"),
            (("--to-role", "commander", "--district", "harlow"), "Known: southend"),
            (("--to-role", "commander", "--covers", "season"), "A season is covered each season"),
        ],
    )
    def test_refuses_in_one_sentence(
        self,
        district: District,
        chief_inspector: Officer,
        sergeant: Officer,
        now: list[datetime],
        arguments: tuple[str, ...],
        sentence: str,
    ) -> None:
        with pytest.raises(CommandError, match=sentence):
            run(*self.ADD, *arguments)

        assert not Schedule.objects.exists()

    def test_knows_the_schedules_of_the_officer_only(
        self, monthly: Schedule, twin_analyst: Officer, now: list[datetime]
    ) -> None:
        now.append(AT + timedelta(minutes=1))

        with pytest.raises(CommandError, match="There is no schedule"):
            run("schedule_report", "stop", str(monthly.pk), "--reason", "x", "--by", "72031")

    def test_lists_runs_and_delivers_one_again(
        self, monthly: Schedule, sergeant: Officer, now: list[datetime]
    ) -> None:
        number = str(monthly.pk)
        with pytest.raises(CommandError, match="no such finished run"):
            run("schedule_report", "deliver", number)
        now.append(DUE)
        run("run_schedules")
        now.append(DUE + timedelta(days=1))

        assert "Done, edition 1." in run("schedule_report", "runs", number)
        said = run("schedule_report", "deliver", number)
        run("run_schedules")

        assert said.startswith("year to 30 April 2024, edition 1: told Chief Inspector 40007.")
        assert len(postbox.TAKEN) == 2
        with pytest.raises(CommandError, match="There is no schedule"):
            run("schedule_report", "deliver", number, "--by", sergeant.collar_number)
