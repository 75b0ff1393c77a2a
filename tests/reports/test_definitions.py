"""Each report can be compiled for each period that people name: by page, command and schedule."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from reports import actions, scheduling
from reports.definitions import REPORTS, report_named
from reports.models import Compilation, Edition, Schedule, ScheduledRun
from reports.report import About, ReportDefinition
from reports.schedules import BadRecurrence, Covers, Recurrence, Rhythm
from reports.spans import Span, period_of
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.clockwork import now, planned, tick, world
from tests.reports.logbook import Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log", "now", "world"]

TODAY = AT.date()
LATER = AT + timedelta(days=400)
ALL = [(rhythm, covers) for rhythm in Rhythm for covers in Covers]


@pytest.fixture(autouse=True)
def union(log: Logbook, world: None, now: list[object], console: Officer) -> None:
    """Log an arrest of an operation that runs in every period."""
    log.arrest("2024-04-24", operation=log.operation("union"))


def subject_for(report: ReportDefinition) -> str:
    """Name the operation that a report needs."""
    return "union" if report.about is About.OPERATION else ""


def recurrence(rhythm: Rhythm, covers: Covers) -> Recurrence | None:
    """Make a recurrence of what fits together."""
    try:
        return Recurrence(
            rhythm=rhythm, covers=covers, day=1, time=scheduling.FIRST_RECURRENCE.time
        )
    except BadRecurrence:
        return None


def compile_span(report: ReportDefinition, span: Span, output: Path) -> None:
    """Compile by the command, after what the report is computed from."""
    subject = f"--subject={subject_for(report)}"
    for slug in filter(None, (report.source, report.slug)):
        call_command(
            "compile_report",
            slug,
            "--district=southend",
            f"--span={span.value}",
            "--format=json",
            f"--output={output}",
            *([subject] if slug == report.slug else []),
        )


@pytest.mark.parametrize("span", Span, ids=lambda span: span.value)
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
class TestEveryReport:
    def test_is_compiled_by_the_command_and_compared_with_its_period(
        self, report: ReportDefinition, span: Span, tmp_path: Path
    ) -> None:
        period = period_of(span, today=TODAY)
        if why := report.why_not(period):
            with pytest.raises(CommandError, match=why.split(",")[0]):
                compile_span(report, span, tmp_path / "a.json")
            return
        compile_span(report, span, tmp_path / "a.json")

        document = Edition.objects.get(definition=report.slug).document
        assert document.period == period
        assert document.previous == report.compared_with(period)
        assert document.previous.end <= period.start


class TestThePage:
    @pytest.mark.parametrize("span", Span, ids=lambda span: span.value)
    def test_asks_for_every_period(
        self, span: Span, client: Client, analyst: Officer, district: District
    ) -> None:
        client.force_login(analyst)
        asked = {"report": "performance", "district": district.pk, "span": span.value}

        client.post(reverse("compilation-create"), asked)

        found = Compilation.objects.get()
        assert (found.start, found.end) == (
            period_of(span, today=TODAY).start,
            period_of(span, today=TODAY).end,
        )


class TestSchedules:
    def test_keep_every_period_that_fits_its_rhythm(
        self, district: District, chief_inspector: Officer
    ) -> None:
        kept = [one for pair in ALL if (one := recurrence(*pair))]

        for one in kept:
            schedule = planned(district, chief_inspector, recurrence=one)
            assert Schedule.objects.get(pk=schedule.pk).recurrence == one
        assert {one.covers for one in kept} == set(Covers)
        assert {one.rhythm for one in kept} == set(Rhythm)

    @pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
    def test_make_every_report(
        self,
        report: ReportDefinition,
        district: District,
        chief_inspector: Officer,
        now: list[object],
    ) -> None:
        both = (recurrence(Rhythm.WEEKLY, Covers.WEEK), recurrence(Rhythm.MONTHLY, Covers.MONTH))
        fitting = next(one for one in both if one and not report.why_not(one.after(AT).period))
        subject = subject_for(report)
        schedule = planned(
            district,
            chief_inspector,
            report.slug,
            recurrence=fitting,
            subject=subject,
        )
        period = schedule.recurrence.after(AT).period
        if report.source:
            actions.compile_report(
                report=report_named(report.source),
                district=district,
                period=period,
                by=chief_inspector,
                at=LATER,
            )

        tick(now, schedule.recurrence.after(AT).at)  # type: ignore[arg-type] # the clock's list

        run = ScheduledRun.objects.get()
        assert run.failure == ""
        assert run.edition is not None
        assert (run.edition.period, run.edition.subject) == (period, subject)
        assert clock.now() == run.due_at
