"""Doing what a schedule owes: open each period once, have it compiled, deliver it, try again."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Officer
from audit import journal
from audit.models import Operation
from records.writing import Refused
from reports.definitions import UnknownReport
from reports.delivery import deliver, tell_stopped, warn_of_lateness
from reports.models import (
    MOST_FAILURES,
    CompilationState,
    Edition,
    RunState,
    Schedule,
    ScheduledRun,
)
from reports.periods import PeriodError
from reports.requests import request_compilation

AGAIN_AFTER = (
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
"""How long a failed report waits before it is tried again; the fifth failure stops the schedule."""


def run_schedule(*, schedule: Schedule, by: Officer, at: datetime) -> None:
    """Do what a schedule owes at a moment. Safe at any time, by several at once.

    Each period is a transaction of its own, so that one that breaks undoes no other.
    """
    open_runs(schedule=schedule, at=at)
    for run in list(schedule.runs.unfinished().order_by("due_at", "id")):
        advance(run=run, by=by, at=at)


@transaction.atomic
def open_runs(*, schedule: Schedule, at: datetime) -> None:
    """Open a run for each period that has come due, also those that were missed, each once."""
    locked = Schedule.objects.select_for_update().get(pk=schedule.pk)
    if locked.stopped_at is not None:
        return
    if locked.next_at is not None and locked.next_at <= at:
        for due in locked.recurrence.between(locked.next_at, at):
            ScheduledRun.objects.get_or_create(
                schedule=locked,
                start=due.period.start,
                end=due.period.end,
                defaults={
                    "due_at": due.at,
                    "late_at": due.at + locked.grace,
                    "opened_at": at,
                    "next_try_at": at,
                },
            )
    if locked.next_at is None or locked.next_at <= at:
        locked.next_at = locked.recurrence.after(at).at
        locked.save(update_fields=["next_at"])


@transaction.atomic
def advance(*, run: ScheduledRun, by: Officer, at: datetime) -> None:
    """Bring one run a step further, unless its schedule is stopped or another worker did."""
    schedule = Schedule.objects.select_for_update().get(pk=run.schedule_id)
    current = ScheduledRun.objects.select_related("compilation__edition").get(pk=run.pk)
    if schedule.stopped_at is not None or current.state == RunState.DONE:
        return
    current.schedule = schedule
    if current.state == RunState.COMPILING:
        take_up(current, by=by, at=at)
    elif current.next_try_at <= at:
        begin(current, by=by, at=at)
    waits_since = max(current.due_at, current.opened_at)
    if current.state != RunState.DONE and at >= waits_since + schedule.grace / 2:
        warn_of_lateness(run=current, by=by, at=at)


def begin(run: ScheduledRun, *, by: Officer, at: datetime) -> None:
    """Ask for the report, or take the edition that was compiled since it was due."""
    schedule = run.schedule
    there = Edition.objects.of(schedule.definition, schedule.district, run.period, schedule.subject)
    edition = there.filter(compiled_at__gte=run.due_at).order_by("-number").first()
    if edition is not None:
        finish(run, edition, by=by, at=at)
        return
    try:
        run.compilation = request_compilation(
            definition=schedule.definition,
            district=schedule.district,
            period=run.period,
            subject=schedule.subject,
            by=by,
            at=at,
        )
    except (UnknownReport, Refused, PeriodError) as error:
        fail(run, str(error), by=by, at=at)
        return
    run.state = RunState.COMPILING
    run.save(update_fields=["state", "compilation"])


def take_up(run: ScheduledRun, *, by: Officer, at: datetime) -> None:
    """See what became of the compilation that was asked for."""
    compilation = run.compilation
    if compilation is None or compilation.state == CompilationState.FAILED:
        failure = compilation.failure if compilation else "It was never asked for."
        fail(run, failure, by=by, at=at)
    elif compilation.edition is not None:
        finish(run, compilation.edition, by=by, at=at)


def finish(run: ScheduledRun, edition: Edition, *, by: Officer, at: datetime) -> None:
    """Close a run with its edition and hand that out; failures before it no longer count."""
    run.state, run.edition, run.done_at, run.failure = RunState.DONE, edition, at, ""
    run.save(update_fields=["state", "edition", "done_at", "failure"])
    if run.schedule.failures:
        run.schedule.failures = 0
        run.schedule.save(update_fields=["failures"])
    deliver(run=run, edition=edition, by=by, at=at)


def fail(run: ScheduledRun, failure: str, *, by: Officer, at: datetime) -> None:
    """Keep a run with the reason why it failed, and stop the schedule at the fifth in a row."""
    schedule = run.schedule
    run.state, run.failure = RunState.FAILED, failure
    run.attempts += 1
    run.next_try_at = at + AGAIN_AFTER[min(run.attempts, len(AGAIN_AFTER)) - 1]
    run.save(update_fields=["state", "failure", "attempts", "next_try_at"])
    schedule.failures += 1
    if schedule.failures >= MOST_FAILURES:
        schedule.stopped_at = at
        schedule.why_stopped = f"It failed {MOST_FAILURES} times in a row, the last time: {failure}"
        tell_stopped(schedule=schedule, by=by, at=at)
    schedule.save(update_fields=["failures", "stopped_at", "why_stopped"])
    journal.write(
        verb="schedule.stop" if schedule.stopped_at else "schedule.fail",
        operation=Operation.ALTERATION,
        by=by,
        at=at,
        subject="schedule",
        subject_id=schedule.pk,
        label=str(schedule)[:200],
        district=schedule.district.slug,
        reason=failure,
        detail={"period": run.period.label, "attempt": run.attempts},
    )
