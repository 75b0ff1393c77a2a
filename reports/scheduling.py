"""Adding, changing, stopping and starting schedules: one transaction, one journal line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction

from accounts.models import District, Officer
from accounts.roles import Role
from audit import journal
from audit.models import Operation
from records.writing import Refused
from reports.beside import may_follow, out_of_step, refuse_beside_others
from reports.definitions import UnknownReport, report_named
from reports.models import Schedule, ScheduleRecipient
from reports.models.schedules import LONGEST_GRACE
from reports.recipients import RECEIVING_ROLES, may_compile, may_read
from reports.requests import why_not_compile
from reports.runs import open_runs
from reports.schedules import Covers, Recurrence, Rhythm
from reports.subjects import refuse_about

FIRST_REPORT = "performance"
FIRST_RECURRENCE = Recurrence(rhythm=Rhythm.MONTHLY, covers=Covers.YEAR, day=8, time=time(6))
"""What a new district gets: a week after the month, in which its last records are decided."""
GRACE_HOURS = 12


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a schedule is to do. Recipients are roles of the district, and officers.

    `subject` is the slug of the operation that the report is about, where it is about one.
    """

    definition: str
    district: District
    owner: Officer
    recurrence: Recurrence
    roles: Sequence[Role] = ()
    officers: Sequence[Officer] = ()
    grace_hours: int = GRACE_HOURS
    subject: str = ""


def refuse_plan(plan: Plan, *, by: Officer, at: datetime) -> None:
    """Refuse a plan that could not be carried out, and say what to change.

    Raises: Refused, UnknownReport.
    """
    why = why_not_compile(officer=by, district=plan.district)
    if why:
        raise Refused(why)
    refuse_report(plan, at=at)
    if not may_compile(plan.owner, plan.district, at=at):
        raise Refused(
            f"{plan.owner} does not compile reports of {plan.district} district, and so cannot"
            " own its schedule. Name a commander or an analyst of the district."
        )
    if not plan.roles and not plan.officers:
        raise Refused("Nobody would receive the report. Name a role or an officer.")
    if set(plan.roles) - set(RECEIVING_ROLES):
        known = ", ".join(role.label.lower() for role in RECEIVING_ROLES)
        raise Refused(f"Reports are read by these roles only: {known}. Choose among them.")
    for officer in plan.officers:
        if not may_read(officer, plan.district, at=at):
            raise Refused(
                f"{officer} does not read the reports of {plan.district} district."
                " Take that number out."
            )
    if not 1 <= plan.grace_hours <= LONGEST_GRACE:
        raise Refused(f"Enter a grace of 1 to {LONGEST_GRACE} hours.")


def refuse_report(plan: Plan, *, at: datetime) -> None:
    """Refuse a report that could not be made of the first period that the plan owes.

    Raises: Refused, UnknownReport.
    """
    report = report_named(plan.definition)
    refuse_about(report=report, district=plan.district, subject=plan.subject)
    first = plan.recurrence.after(at)
    never = report.why_not(first.period)
    if never:
        raise Refused(never)
    refuse_beside_others(report, plan.district, first.period)
    second = plan.recurrence.after(first.at).period
    if report.is_public and not may_follow(first.period, second):
        raise Refused(out_of_step(second, first.period))


@transaction.atomic
def add_schedule(*, plan: Plan, by: Officer, at: datetime) -> Schedule:
    """Add a schedule; its first report is the next that comes due.

    Raises: Refused, UnknownReport.
    """
    refuse_plan(plan, by=by, at=at)
    schedule = Schedule(next_at=plan.recurrence.after(at).at)
    write_plan(schedule, plan)
    note(schedule, "add", by=by, at=at, detail=detail_of(schedule))
    return schedule


@transaction.atomic
def change_schedule(*, schedule: Schedule, plan: Plan, by: Officer, at: datetime) -> Schedule:
    """Write a schedule anew. What has come due stays owed as it was; the next run follows the plan.

    Raises: Refused, UnknownReport.
    """
    locked = lock(schedule, by=by)
    refuse_plan(plan, by=by, at=at)
    kept = (locked.definition, locked.district, locked.subject)
    if (plan.definition, plan.district, plan.subject) != kept:
        raise Refused(
            "A schedule keeps its report, district and operation, because its runs are of them."
            " Stop this schedule and add another."
        )
    open_runs(schedule=locked, at=at)
    locked.refresh_from_db()
    before = detail_of(locked)
    if plan.recurrence != locked.recurrence:
        locked.next_at = plan.recurrence.after(at).at
    write_plan(locked, plan)
    detail = {"before": before, "after": detail_of(locked)}
    note(locked, "change", by=by, at=at, detail=detail)
    return locked


@transaction.atomic
def stop_schedule(*, schedule: Schedule, reason: str, by: Officer, at: datetime) -> Schedule:
    """Stop a schedule: nothing more is compiled or sent until it is started again.

    Raises: Refused.
    """
    locked = lock(schedule, by=by)
    if locked.stopped_at is not None:
        raise Refused(f"This schedule is stopped already. {locked.why_stopped}")
    if not reason.strip():
        raise Refused("Say why the schedule is stopped.")
    locked.stopped_at, locked.why_stopped = at, f"{by} stopped it: {reason.strip()}"
    locked.save(update_fields=["stopped_at", "why_stopped"])
    note(locked, "stop", by=by, at=at, reason=reason.strip())
    return locked


@transaction.atomic
def start_schedule(*, schedule: Schedule, by: Officer, at: datetime) -> Schedule:
    """Start a stopped schedule.

    One that stopped by itself catches up every period that is missing. One that somebody stopped
    goes on with the next period: nobody wanted those between.
    Raises: Refused.
    """
    locked = lock(schedule, by=by)
    if locked.stopped_at is None:
        raise Refused("This schedule is not stopped.")
    if not locked.stopped_by_failures:
        locked.next_at = locked.recurrence.after(at).at
    locked.stopped_at, locked.why_stopped, locked.failures = None, "", 0
    locked.save(update_fields=["stopped_at", "why_stopped", "failures", "next_at"])
    locked.runs.unfinished().update(next_try_at=at)
    note(locked, "start", by=by, at=at)
    return locked


def found_schedule(*, district: District, by: Officer, at: datetime) -> Schedule:
    """Give a district its first schedule: the monthly report, for its commanders and analysts.

    A district that has a schedule of that report keeps it. The schedule belongs to whoever makes
    it; while that is no officer of the district, its commanders are told what goes wrong.
    """
    standing = Schedule.objects.filter(district=district, definition=FIRST_REPORT).first()
    if standing is not None:
        return standing
    plan = Plan(
        definition=FIRST_REPORT,
        district=district,
        owner=by,
        recurrence=FIRST_RECURRENCE,
        roles=(Role.COMMANDER, Role.ANALYST),
    )
    return add_schedule(plan=plan, by=by, at=at)


def lock(schedule: Schedule, *, by: Officer) -> Schedule:
    """Fetch and lock a schedule that the officer may keep.

    Raises: Refused.
    """
    locked = Schedule.objects.select_for_update().get(pk=schedule.pk)
    why = why_not_compile(officer=by, district=locked.district)
    if why:
        raise Refused(why)
    return locked


def write_plan(schedule: Schedule, plan: Plan) -> None:
    """Store what a plan says, and its recipients in place of those before."""
    recurrence = plan.recurrence
    schedule.definition, schedule.district = plan.definition, plan.district
    schedule.owner, schedule.subject = plan.owner, plan.subject
    schedule.rhythm, schedule.covers = recurrence.rhythm, recurrence.covers
    schedule.day, schedule.time = recurrence.day, recurrence.time
    schedule.grace_hours = plan.grace_hours
    schedule.save()
    schedule.recipients.all().delete()
    ScheduleRecipient.objects.bulk_create(
        [
            *(
                ScheduleRecipient(schedule=schedule, role=role)
                for role in dict.fromkeys(plan.roles)
            ),
            *(
                ScheduleRecipient(schedule=schedule, officer=officer)
                for officer in dict.fromkeys(plan.officers)
            ),
        ]
    )


def detail_of(schedule: Schedule) -> dict[str, Any]:
    """Give what the journal keeps of a schedule."""
    recipients = schedule.recipients.select_related("officer")
    return {
        "report": schedule.definition,
        "owner": str(schedule.owner),
        "operation": schedule.subject,
        "recurrence": schedule.recurrence.words,
        "covers": schedule.covers,
        "grace_hours": schedule.grace_hours,
        "recipients": [str(recipient) for recipient in recipients],
    }


def note(schedule: Schedule, verb: str, *, by: Officer, at: datetime, **more: Any) -> None:
    """Write the journal's line about a schedule."""
    journal.write(
        verb=f"schedule.{verb}",
        operation=Operation.ALTERATION,
        by=by,
        at=at,
        subject="schedule",
        subject_id=schedule.pk,
        label=str(schedule)[:200],
        district=schedule.district.slug,
        **more,
    )


PROBLEMS = (Refused, UnknownReport)
"""What pages and commands answer with the sentence that it carries."""
