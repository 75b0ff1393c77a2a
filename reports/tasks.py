"""Doors through which the queue and the clock reach the actions. Ids in, nothing back."""

from celery import shared_task

from accounts import clock, officers
from accounts.outbox import send
from reports import actions, mail, requests, runs
from reports.definitions import UnknownReport, report_named
from reports.failing import FORESEEN
from reports.models import Compilation, Schedule

RUN_SCHEDULE = "reports.tasks.run_schedule"

AGAIN = {"max_retries": 60, "countdown": 10}
"""How a delivery waits that finds another worker at its request."""


@shared_task(autoretry_for=(requests.Held,), retry_kwargs=AGAIN)
def compile_report(*, compilation_id: str) -> None:
    """Compile what a request asks for, once; a second delivery waits and finds it done.

    What cannot succeed ends the request at once, with its reason. Only what is of the moment, such
    as a lock, and what kills the process leave it to the next worker.
    """
    compilation = Compilation.objects.select_related("by", "district").get(pk=compilation_id)
    if not requests.claim(compilation, at=clock.now()):
        return
    compilation.by.stand(at=clock.now())

    def tell(step: int, steps: int, doing: str) -> None:
        requests.tell(compilation, step=step, steps=steps, doing=doing, at=clock.now())

    try:
        edition = actions.compile_report(
            report=report_named(compilation.definition),
            district=compilation.district,
            period=compilation.period,
            subject=compilation.subject,
            by=compilation.by,
            at=clock.now(),
            tell=tell,
        )
    except (*FORESEEN, UnknownReport) as refusal:
        requests.fail(compilation, failure=str(refusal), at=clock.now())
        return
    requests.finish(compilation, edition=edition, at=clock.now())


@shared_task
def send_compilations_again() -> None:
    """Send the requests that a broker lost or a worker left."""
    requests.send_again(at=clock.now())


@shared_task
def run_schedules() -> None:
    """Open a task for each schedule of which something is to be done: none waits for another."""
    for schedule in Schedule.objects.wanting(clock.now()):
        send(RUN_SCHEDULE, {"schedule_id": schedule.pk})


@shared_task
def run_schedule(*, schedule_id: int) -> None:
    """Do what one schedule owes."""
    at = clock.now()
    schedule = Schedule.objects.select_related("district", "owner").get(pk=schedule_id)
    runs.run_schedule(schedule=schedule, by=officers.service(officers.CLOCK, at=at), at=at)


@shared_task
def send_mail() -> None:
    """Send what waits in the outbox."""
    at = clock.now()
    mail.send_waiting(by=officers.service(officers.CLOCK, at=at), at=at)
