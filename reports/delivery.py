"""Handing a scheduled report to its recipients, and telling who answers for it what went wrong."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.models import Officer
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from records.writing import Refused
from reports.definitions import UnknownReport, report_named
from reports.mail import Telling, tell, tell_left_out
from reports.models import MOST_FAILURES, Edition, MessageKind, RunState, Schedule, ScheduledRun
from reports.recipients import Receivers, receivers, responsible
from reports.schedules import local_words


def report_name(schedule: Schedule) -> str:
    """Name the report of a schedule inside a sentence, also one that has been withdrawn."""
    try:
        name = report_named(schedule.definition).name
    except UnknownReport:
        return f"report “{schedule.definition}”"
    about = f" ({schedule.subject})" if schedule.subject else ""
    return f"{name[:1].lower()}{name[1:]}{about}"


def deliver(*, run: ScheduledRun, edition: Edition, by: Officer, at: datetime) -> None:
    """Tell every recipient who may read it that the report is there, once each."""
    schedule = run.schedule
    found = receivers(schedule, at=at)
    telling = announcement(run, edition)
    for officer in found.may:
        tell(to=officer, telling=telling, by=by, at=at)
    for officer in found.may_not:
        tell_left_out(run=run, left_out=officer, by=by, at=at)
    note_delivery(run, edition, found, by=by, at=at)


def note_delivery(
    run: ScheduledRun, edition: Edition, found: Receivers, *, by: Officer, at: datetime
) -> None:
    """Write down to whom a report was handed (Data Protection Act 2018 s.62)."""
    journal.write(
        verb="report.deliver",
        operation=Operation.DISCLOSURE,
        by=by,
        at=at,
        subject="edition",
        subject_id=edition.pk,
        label=str(edition)[:200],
        district=run.schedule.district.slug,
        detail={
            "schedule": run.schedule.pk,
            "to": [str(officer) for officer in found.may],
            "left_out": [str(officer) for officer in found.may_not],
        },
    )


@dataclass(frozen=True)
class Delivered:
    """Which edition was handed out again, who was told, and who may no longer read it."""

    edition: Edition
    found: Receivers


def finished_run(schedule: Schedule, key: int | None = None) -> ScheduledRun | None:
    """Find a finished run of a schedule: the newest, or the one with a key."""
    runs = schedule.runs.filter(state=RunState.DONE).select_related("edition__district")
    return (runs if key is None else runs.filter(pk=key)).order_by("-due_at", "-pk").first()


@transaction.atomic
def deliver_again(*, run: ScheduledRun, by: Officer, at: datetime) -> Delivered:
    """Tell every recipient once more, of the edition of the run's period that stands now.

    Raises: Refused.
    """
    schedule = run.schedule
    if not by.standing.allows(Permission.COMPILE_REPORTS, schedule.district_id):
        raise Refused(f"Commanders and analysts of {schedule.district} district deliver reports.")
    if run.edition is None:
        raise Refused(f"The report of {run.period.label} is not there yet. Nothing can be sent.")
    edition = run.edition.others().filter(number__gt=run.edition.number).first() or run.edition
    found = receivers(schedule, at=at)
    if not found.may:
        raise Refused(
            "Nobody who is named as a recipient may read the report. Change the schedule."
        )
    telling = replace(announcement(run, edition), key=f"again:{run.pk}:{at.isoformat()}")
    for officer in found.may:
        tell(to=officer, telling=telling, by=by, at=at)
    note_delivery(run, edition, found, by=by, at=at)
    return Delivered(edition, found)


def announcement(run: ScheduledRun, edition: Edition) -> Telling:
    """Say that a report is there: which, of what, under its own marking, and nothing of it."""
    schedule = run.schedule
    name = report_name(schedule)
    return Telling(
        kind=MessageKind.REPORT,
        key=f"report:{run.pk}",
        district=schedule.district,
        marking=edition.document.marking,
        subject=f"{schedule.district} {name}, {run.period.label}, edition {edition.number}",
        words=(
            f"The {name} of {schedule.district} district is there: {run.period.label}, edition"
            f" {edition.number}. You receive it {schedule.recurrence.words}."
            f" {edition.unmade_words(with_reasons=False)}".rstrip()
        ),
        link=edition.get_absolute_url(),
        run=run,
    )


def warn_of_lateness(*, run: ScheduledRun, by: Officer, at: datetime) -> None:
    """Tell who answers for a schedule that a report is about to be late, before it is."""
    schedule = run.schedule
    name = report_name(schedule)
    why = f" The last attempt failed: {run.failure}" if run.failure else ""
    telling = Telling(
        kind=MessageKind.LATE,
        key=f"late:{run.pk}",
        district=schedule.district,
        subject=f"{schedule.district} {name}, {run.period.label}: not there yet",
        words=(
            f"The {name} of {schedule.district} district, {run.period.label}, was due"
            f" {local_words(run.due_at)} and is not there yet."
            f" It is late from {local_words(run.late_at)}.{why}"
        ),
        link=schedule.get_absolute_url(),
        run=run,
    )
    for officer in responsible(schedule, at=at):
        tell(to=officer, telling=telling, by=by, at=at)


def tell_stopped(*, schedule: Schedule, by: Officer, at: datetime) -> None:
    """Tell who answers for a schedule that it stopped by itself, and why."""
    name = report_name(schedule)
    telling = Telling(
        kind=MessageKind.STOPPED,
        key=f"stopped:{schedule.pk}:{at.isoformat()}",
        district=schedule.district,
        subject=f"{schedule.district} {name}: the schedule stopped",
        words=(
            f"The schedule of the {name} of {schedule.district} district failed {MOST_FAILURES}"
            f" times in a row and stopped. {schedule.why_stopped} Mend the cause and start the"
            " schedule again: the periods that are missing are caught up."
        ),
        link=schedule.get_absolute_url(),
    )
    for officer in responsible(schedule, at=at):
        tell(to=officer, telling=telling, by=by, at=at)
