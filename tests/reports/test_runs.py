"""What schedules owe, walked through a year by told time."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from accounts.models import District, Officer
from accounts.roles import Role
from audit.models import JournalEntry
from reports import actions, definitions, scheduling
from reports.definitions import REPORTS, build_performance
from reports.document import Document
from reports.evidence import Evidence
from reports.models import (
    MOST_FAILURES,
    Compilation,
    Edition,
    Message,
    MessageKind,
    RunState,
    Schedule,
    ScheduledRun,
)
from reports.periods import LONDON
from reports.schedules import Covers, Recurrence, Rhythm
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports import postbox
from tests.reports.clockwork import DUE, HOUR, monthly, now, planned, tick, walk, world
from tests.reports.logbook import Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log", "monthly", "now", "world"]

BROKEN = "pack-9"

pytestmark = pytest.mark.usefixtures("world")


class TestRunSchedule:
    def test_makes_nothing_before_its_moment(self, monthly: Schedule, now: list[datetime]) -> None:
        tick(now, DUE - timedelta(seconds=1))

        assert not ScheduledRun.objects.exists()
        tick(now, DUE)
        assert ScheduledRun.objects.get().state == RunState.DONE

    def test_makes_one_edition_and_one_mail_however_often_it_runs(
        self, monthly: Schedule, now: list[datetime]
    ) -> None:
        walk(now, DUE, DUE + timedelta(hours=12))

        assert Edition.objects.get().period.label == "year to 30 April 2024"
        assert len(postbox.TAKEN) == 1
        monthly.refresh_from_db()
        assert monthly.next_at == datetime(2024, 6, 8, 5, 0, tzinfo=UTC)

    def test_catches_up_what_a_downtime_missed_each_period_once(
        self, district: District, chief_inspector: Officer, now: list[datetime]
    ) -> None:
        weekly = Recurrence(rhythm=Rhythm.WEEKLY, covers=Covers.WEEK, day=1, time=time(7))
        planned(district, chief_inspector, recurrence=weekly)

        tick(now, AT + timedelta(days=24))

        found = [run.period.start.isoformat() for run in ScheduledRun.objects.order_by("start")]
        assert found == ["2024-04-29", "2024-05-06", "2024-05-13"]
        assert Edition.objects.count() == len(postbox.TAKEN) == 3

    def test_shares_the_edition_of_another_schedule(
        self, monthly: Schedule, district: District, analyst: Officer, now: list[datetime]
    ) -> None:
        planned(district, analyst, roles=(Role.ANALYST,))

        tick(now, DUE)

        assert Edition.objects.count() == Compilation.objects.count() == 1
        assert {mail.to[0] for mail in postbox.TAKEN} == {
            "40007@essex.example",
            "70031@essex.example",
        }

    def test_takes_an_edition_that_was_compiled_since_it_was_due(
        self, monthly: Schedule, chief_inspector: Officer, now: list[datetime]
    ) -> None:
        now.append(DUE + HOUR)
        due = monthly.recurrence.after(AT)
        edition = actions.compile_report(
            report=REPORTS[0],
            district=monthly.district,
            period=due.period,
            by=chief_inspector,
            at=DUE + HOUR,
        )

        tick(now, DUE + 2 * HOUR)

        assert ScheduledRun.objects.get().edition == edition
        assert not Compilation.objects.exists()

    def test_keeps_a_withdrawn_definition_as_a_failure_in_words(
        self, monthly: Schedule, now: list[datetime], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(definitions, "REPORTS", ())

        tick(now, DUE)

        run = ScheduledRun.objects.get()
        assert run.state == RunState.FAILED
        assert run.failure.startswith("There is no report called performance.")
        assert not Edition.objects.exists()

    def test_reports_on_the_operation_that_the_schedule_is_about(
        self, log: Logbook, district: District, chief_inspector: Officer, now: list[datetime]
    ) -> None:
        log.operation("union")
        planned(district, chief_inspector, "operation", subject="union")

        tick(now, DUE)

        assert ScheduledRun.objects.get().state == RunState.DONE
        assert Edition.objects.get().subject == "union"

    def test_fails_in_words_where_the_operation_did_not_run(
        self, log: Logbook, district: District, chief_inspector: Officer, now: list[datetime]
    ) -> None:
        log.operation("union", starts_on="2024-05-02")
        planned(district, chief_inspector, "operation", subject="union")

        tick(now, DUE)

        assert "Op Union did not run in the" in ScheduledRun.objects.get().failure
        assert not Edition.objects.exists()

    def test_tries_a_failed_report_again_and_delivers_it(
        self, monthly: Schedule, now: list[datetime], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as withdrawn:
            withdrawn.setattr(definitions, "REPORTS", ())
            tick(now, DUE)
        tick(now, DUE + timedelta(minutes=9))
        assert ScheduledRun.objects.get().state == RunState.FAILED

        tick(now, DUE + timedelta(minutes=10))

        monthly.refresh_from_db()
        assert ScheduledRun.objects.get().state == RunState.DONE
        assert monthly.failures == 0
        assert len(postbox.TAKEN) == 1

    def test_stops_at_the_fifth_failure_in_a_row_and_tells_the_owner(
        self, monthly: Schedule, now: list[datetime], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(definitions, "REPORTS", ())

        walk(now, DUE, DUE + timedelta(hours=17))
        monthly.refresh_from_db()
        assert (monthly.failures, monthly.stopped_at) == (MOST_FAILURES - 1, None)
        walk(now, DUE + timedelta(hours=17), DUE + timedelta(days=40), step=timedelta(hours=6))

        monthly.refresh_from_db()
        assert monthly.stopped_by_failures
        assert monthly.why_stopped.startswith("It failed 5 times in a row, the last time:")
        assert ScheduledRun.objects.get().attempts == MOST_FAILURES
        told = Message.objects.get(kind=MessageKind.STOPPED)
        assert (told.to, told.sent_at is not None) == (monthly.owner, True)
        assert JournalEntry.objects.filter(verb="schedule.stop").count() == 1

    def test_catches_up_after_it_is_started_again(
        self,
        monthly: Schedule,
        chief_inspector: Officer,
        now: list[datetime],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with monkeypatch.context() as withdrawn:
            withdrawn.setattr(definitions, "REPORTS", ())
            walk(now, DUE, DUE + timedelta(days=35), step=timedelta(hours=12))
        started_at = DUE + timedelta(days=35)
        scheduling.start_schedule(schedule=monthly, by=chief_inspector, at=started_at)

        tick(now, started_at)

        assert [run.state for run in ScheduledRun.objects.all()] == [RunState.DONE, RunState.DONE]

    def test_goes_on_with_the_next_period_after_somebody_stopped_it(
        self, monthly: Schedule, chief_inspector: Officer, now: list[datetime]
    ) -> None:
        scheduling.stop_schedule(schedule=monthly, reason="Summer", by=chief_inspector, at=AT)
        tick(now, DUE)
        assert not ScheduledRun.objects.exists()

        scheduling.start_schedule(schedule=monthly, by=chief_inspector, at=DUE + HOUR)
        tick(now, DUE + HOUR)

        assert not ScheduledRun.objects.exists()

    def test_warns_the_owner_before_a_report_is_late(
        self, monthly: Schedule, now: list[datetime], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(definitions, "REPORTS", ())

        walk(now, DUE, DUE + timedelta(hours=5))
        assert not Message.objects.filter(kind=MessageKind.LATE).exists()
        walk(now, DUE + timedelta(hours=6), DUE + timedelta(hours=9))

        told = Message.objects.get(kind=MessageKind.LATE)
        assert told.to == monthly.owner
        assert "It is late from 8 May 2024, 18:00 BST." in told.words


def packs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let there be ten reports, the last of which breaks."""

    def build(slug: str) -> Callable[[Evidence], Document]:
        def built(evidence: Evidence) -> Document:
            if slug == BROKEN:
                raise RuntimeError("a measure is broken")
            return replace(build_performance(evidence), definition=slug)

        return built

    slugs = [f"pack-{number}" for number in range(10)]
    reports = tuple(
        replace(REPORTS[0], slug=slug, name=f"Pack {slug[-1]}", build=build(slug)) for slug in slugs
    )
    monkeypatch.setattr(definitions, "REPORTS", reports)
    return slugs


@pytest.mark.sqlite_only
class TestYear:
    """The whole of 2024: both clock changes, a week without power, two days without mail."""

    BEGINS = datetime(2024, 1, 1, tzinfo=UTC)
    ENDS = datetime(2025, 1, 1, tzinfo=UTC)
    DOWN = (datetime(2024, 6, 3, tzinfo=UTC), datetime(2024, 6, 10, 12, tzinfo=UTC))
    NO_MAIL = (datetime(2024, 10, 7, 12, tzinfo=UTC), datetime(2024, 10, 9, 12, tzinfo=UTC))

    def plan(self, district: District, owner: Officer, slugs: list[str]) -> None:
        """Add a schedule for each report: one at the hour that clocks change, the rest monthly."""
        for number, slug in enumerate(slugs):
            recurrence = Recurrence(
                rhythm=Rhythm.MONTHLY, covers=Covers.MONTH, day=number + 1, time=time(number)
            )
            if number == 0:
                recurrence = Recurrence(
                    rhythm=Rhythm.WEEKLY, covers=Covers.WEEK, day=7, time=time(1, 30)
                )
            plan = scheduling.Plan(
                definition=slug,
                district=district,
                owner=owner,
                recurrence=recurrence,
                roles=(Role.COMMANDER,),
            )
            scheduling.add_schedule(plan=plan, by=owner, at=self.BEGINS)

    def pass_by(self, now: list[datetime]) -> None:
        """Let the year pass, with its troubles."""
        at = self.BEGINS
        while at < self.ENDS:
            postbox.IS_AWAY[:] = ["away"] if self.NO_MAIL[0] <= at < self.NO_MAIL[1] else []
            if not self.DOWN[0] <= at < self.DOWN[1]:
                tick(now, at)
            at += 4 * HOUR

    def test_leaves_every_pack_exactly_once(
        self,
        district: District,
        chief_inspector: Officer,
        now: list[datetime],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        slugs = packs(monkeypatch)
        self.plan(district, chief_inspector, slugs)

        self.pass_by(now)

        made = Counter(
            (edition.definition, edition.period) for edition in Edition.objects.defer("content")
        )
        owed = Counter(
            (schedule.definition, due.period)
            for schedule in Schedule.objects.exclude(definition=BROKEN)
            for due in schedule.recurrence.between(self.BEGINS, self.ENDS - 4 * HOUR)
        )
        assert made == owed
        assert sorted(Counter(slug for slug, _ in made).values()) == [*[12] * 8, 52]
        assert set(made.values()) == {1}
        broken = Schedule.objects.get(definition=BROKEN)
        assert broken.stopped_by_failures
        mails = Counter(mail.subject for mail in postbox.TAKEN if "edition 1" in mail.subject)
        assert sum(mails.values()) == len(mails) == len(owed)
        assert not Message.objects.filter(sent_at__isnull=True).exists()
        assert {mail.subject.split(":")[0] for mail in postbox.TAKEN} == {"OFFICIAL"}

    def test_was_in_trouble_as_it_says(self) -> None:
        """The week and the two days do hold moments at which something was due."""
        due = [
            Recurrence(rhythm=Rhythm.MONTHLY, covers=Covers.MONTH, day=n + 1, time=time(n))
            for n in range(1, 9)
        ]

        for begins, ends in (self.DOWN, self.NO_MAIL):
            assert [one for each in due for one in each.between(begins, ends)]
        assert {at.astimezone(LONDON).dst() for at in (self.BEGINS, self.DOWN[0])} == {
            timedelta(0),
            HOUR,
        }
