"""Keeping schedules: who may, what is refused, and what the journal says."""

import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from accounts.models import District, Officer
from accounts.roles import Role
from audit.models import JournalEntry
from records.writing import Refused
from reports import scheduling
from reports.definitions import UnknownReport
from reports.models import Schedule
from reports.schedules import Covers, Recurrence, Rhythm
from reports.scheduling import Plan
from tests.house_rules import ROOT
from tests.people import AT
from tests.reports.clockwork import DUE, HOUR, monthly

__all__ = ["monthly"]

MIGRATION = ROOT / "reports" / "migrations" / "0005_first_schedules.py"
WEEKLY = Recurrence(rhythm=Rhythm.WEEKLY, covers=Covers.WEEK, day=1, time=time(7))


@pytest.fixture
def plan(district: District, chief_inspector: Officer) -> Plan:
    """Give a plan that holds."""
    return Plan(
        definition="performance",
        district=district,
        owner=chief_inspector,
        recurrence=scheduling.FIRST_RECURRENCE,
        roles=(Role.COMMANDER,),
    )


class TestAddSchedule:
    def test_waits_for_the_next_moment(self, plan: Plan, analyst: Officer) -> None:
        schedule = scheduling.add_schedule(plan=plan, by=analyst, at=AT)

        assert schedule.next_at == DUE
        [line] = JournalEntry.objects.filter(verb="schedule.add")
        assert line.detail["recurrence"] == "each month, on day 8 at 06:00"
        assert line.detail["recipients"] == ["Commander"]

    def test_is_for_those_who_compile_reports_of_the_district(
        self, plan: Plan, sergeant: Officer, twin_analyst: Officer, analyst: Officer
    ) -> None:
        for stranger in (sergeant, twin_analyst):
            with pytest.raises(Refused, match="Commanders and analysts of Southend"):
                scheduling.add_schedule(plan=plan, by=stranger, at=AT)

        assert scheduling.add_schedule(plan=plan, by=analyst, at=AT).pk

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (lambda plan: replace(plan, roles=()), "Nobody would receive"),
            (lambda plan: replace(plan, roles=(Role.OFFICER,)), "read by these roles only"),
            (lambda plan: replace(plan, grace_hours=0), "a grace of 1 to 168 hours"),
            (lambda plan: replace(plan, grace_hours=169), "a grace of 1 to 168 hours"),
        ],
    )
    def test_refuses_what_could_not_be_carried_out(
        self, plan: Plan, analyst: Officer, change: Callable[[Plan], Plan], sentence: str
    ) -> None:
        with pytest.raises(Refused, match=sentence):
            scheduling.add_schedule(plan=change(plan), by=analyst, at=AT)

        assert not Schedule.objects.exists()

    def test_refuses_a_report_that_does_not_exist(self, plan: Plan, analyst: Officer) -> None:
        with pytest.raises(UnknownReport, match="There is no report called weather"):
            scheduling.add_schedule(plan=replace(plan, definition="weather"), by=analyst, at=AT)

    def test_refuses_a_subject_that_the_report_is_not_about(
        self, plan: Plan, analyst: Officer
    ) -> None:
        with pytest.raises(Refused, match="performance report is about the whole district"):
            scheduling.add_schedule(plan=replace(plan, subject="union"), by=analyst, at=AT)
        with pytest.raises(Refused, match="There is no approved operation union"):
            scheduling.add_schedule(
                plan=replace(plan, definition="operation", subject="union"), by=analyst, at=AT
            )

        assert not Schedule.objects.exists()

    def test_refuses_public_editions_that_could_be_subtracted_from_each_other(
        self, plan: Plan, analyst: Officer
    ) -> None:
        monthly = replace(plan, definition="public")
        quarterly = replace(monthly.recurrence, rhythm=Rhythm.QUARTERLY)
        growing = replace(quarterly, covers=Covers.YEAR_TO_DATE)

        for refused in (monthly, replace(monthly, recurrence=growing)):
            with pytest.raises(Refused, match="Publish periods of one length, whole quarters"):
                scheduling.add_schedule(plan=refused, by=analyst, at=AT)
        added = replace(monthly, recurrence=quarterly)
        assert scheduling.add_schedule(plan=added, by=analyst, at=AT).pk

    def test_refuses_what_the_report_cannot_cover(self, plan: Plan, analyst: Officer) -> None:
        slide = replace(plan, definition="tasking")

        with pytest.raises(Refused, match="covers seven days"):
            scheduling.add_schedule(plan=slide, by=analyst, at=AT)
        weekly = scheduling.add_schedule(plan=replace(slide, recurrence=WEEKLY), by=analyst, at=AT)
        assert weekly.recurrence == WEEKLY

    def test_refuses_owners_and_recipients_without_the_right(
        self, plan: Plan, analyst: Officer, officer: Officer, sergeant: Officer
    ) -> None:
        with pytest.raises(Refused, match="Sergeant 40210 does not compile reports"):
            scheduling.add_schedule(plan=replace(plan, owner=sergeant), by=analyst, at=AT)
        with pytest.raises(Refused, match="PC 41123 does not read the reports"):
            scheduling.add_schedule(plan=replace(plan, officers=(officer,)), by=analyst, at=AT)

        assert scheduling.add_schedule(
            plan=replace(plan, officers=(sergeant,)), by=analyst, at=AT
        ).recipients.filter(officer=sergeant)


class TestChangeSchedule:
    def test_keeps_what_has_come_due_and_goes_on_by_the_new_plan(
        self, monthly: Schedule, plan: Plan, analyst: Officer
    ) -> None:
        changed = scheduling.change_schedule(
            schedule=monthly, plan=replace(plan, recurrence=WEEKLY), by=analyst, at=DUE + HOUR
        )

        assert [run.due_at for run in changed.runs.all()] == [DUE]
        assert changed.next_at == datetime(2024, 5, 13, 6, 0, tzinfo=UTC)
        [line] = JournalEntry.objects.filter(verb="schedule.change")
        assert line.detail["after"]["recurrence"] == "each Monday at 07:00"

    def test_keeps_the_next_run_where_only_people_change(
        self, monthly: Schedule, plan: Plan, analyst: Officer, sergeant: Officer
    ) -> None:
        other = replace(plan, owner=analyst, officers=(sergeant,), roles=())

        changed = scheduling.change_schedule(schedule=monthly, plan=other, by=analyst, at=AT)

        assert (changed.next_at, changed.owner) == (DUE, analyst)
        assert [one.officer for one in changed.recipients.all()] == [sergeant]

    def test_keeps_report_and_district(
        self, monthly: Schedule, plan: Plan, twin_district: District, console: Officer
    ) -> None:
        other = replace(plan, district=twin_district, owner=console)

        with pytest.raises(Refused, match="keeps its report, district and operation"):
            scheduling.change_schedule(schedule=monthly, plan=other, by=console, at=AT)

    def test_is_refused_to_other_districts(
        self, monthly: Schedule, plan: Plan, twin_analyst: Officer
    ) -> None:
        with pytest.raises(Refused):
            scheduling.change_schedule(schedule=monthly, plan=plan, by=twin_analyst, at=AT)


class TestStopSchedule:
    def test_needs_a_reason_and_happens_once(self, monthly: Schedule, analyst: Officer) -> None:
        with pytest.raises(Refused, match="Say why"):
            scheduling.stop_schedule(schedule=monthly, reason=" ", by=analyst, at=AT)

        stopped = scheduling.stop_schedule(schedule=monthly, reason="Summer", by=analyst, at=AT)

        assert stopped.why_stopped == "Analyst 70031 stopped it: Summer"
        with pytest.raises(Refused, match="stopped already"):
            scheduling.stop_schedule(schedule=monthly, reason="Again", by=analyst, at=AT)

    def test_is_refused_to_other_districts(self, monthly: Schedule, twin_analyst: Officer) -> None:
        with pytest.raises(Refused):
            scheduling.stop_schedule(schedule=monthly, reason="Mischief", by=twin_analyst, at=AT)


class TestStartSchedule:
    def test_refuses_one_that_goes(self, monthly: Schedule, analyst: Officer) -> None:
        with pytest.raises(Refused, match="is not stopped"):
            scheduling.start_schedule(schedule=monthly, by=analyst, at=AT)

    def test_forgets_the_failures(self, monthly: Schedule, analyst: Officer) -> None:
        Schedule.objects.update(failures=5, stopped_at=AT, why_stopped="It failed.")

        started = scheduling.start_schedule(schedule=monthly, by=analyst, at=DUE + HOUR)

        assert (started.failures, started.stopped_at, started.why_stopped) == (0, None, "")
        assert started.next_at == DUE


class TestFoundSchedule:
    def test_gives_a_district_one_monthly_report(
        self, district: District, console: Officer
    ) -> None:
        first = scheduling.found_schedule(district=district, by=console, at=AT)

        assert scheduling.found_schedule(district=district, by=console, at=AT) == first
        assert (first.definition, first.rhythm, first.covers) == ("performance", "monthly", "year")


class TestFirstSchedules:
    def test_gives_every_district_that_is_there_its_schedule(
        self, district: District, twin_district: District
    ) -> None:
        """What the migration does to a site that had the fixed task."""
        migration = runpy.run_path(str(MIGRATION))

        migration["add_schedules"](apps, None)

        made = Schedule.objects.order_by("district__slug")
        assert [one.district for one in made] == [twin_district, district]
        assert {one.recurrence for one in made} == {scheduling.FIRST_RECURRENCE}
        assert {one.next_at for one in made} == {None}
        assert {str(to) for one in made for to in one.recipients.all()} == {"Commander", "Analyst"}


class TestConstraints:
    @pytest.mark.parametrize(
        "change",
        [
            {"day": 29},
            {"rhythm": "weekly"},
            {"covers": "week"},
            {"rhythm": "hourly"},
            {"stopped_at": AT},
        ],
    )
    def test_hold_whoever_writes(self, monthly: Schedule, change: dict[str, object]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Schedule.objects.filter(pk=monthly.pk).update(**change)

    def test_want_a_role_or_an_officer(self, monthly: Schedule, analyst: Officer) -> None:
        for both in ({"role": "", "officer": None}, {"role": "analyst", "officer": analyst}):
            with pytest.raises(IntegrityError), transaction.atomic():
                monthly.recipients.create(**both)

        assert monthly.recipients.create(role="analyst").pk
