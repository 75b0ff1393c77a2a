"""Doors through which the queue and the clock reach the actions. Ids in, nothing back."""

from celery import shared_task

from accounts import clock, officers
from accounts.models import District
from records.writing import Refused
from reports import actions, requests
from reports.definitions import report_named
from reports.models import Compilation, Edition
from reports.periods import Period, PeriodError, shift_months

PERFORMANCE = "performance"
"""The report that the clock asks for each month."""

AGAIN = {"max_retries": 60, "countdown": 10}
"""How a delivery waits that finds another worker at its request."""


@shared_task(autoretry_for=(requests.Held,), retry_kwargs=AGAIN)
def compile_report(*, compilation_id: str) -> None:
    """Compile what a request asks for, once; a second delivery waits and finds it done."""
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
            by=compilation.by,
            at=clock.now(),
            tell=tell,
        )
    except (Refused, actions.Overtaken, PeriodError) as refusal:
        requests.fail(compilation, failure=str(refusal), at=clock.now())
        return
    requests.finish(compilation, edition=edition, at=clock.now())


@shared_task
def send_compilations_again() -> None:
    """Send the requests that a broker lost or a worker left."""
    requests.send_again(at=clock.now())


@shared_task
def request_monthly_reports() -> None:
    """Ask for the performance report of the twelve months to the last month, in each district.

    Runs every day and asks where there is no edition yet: a month that was missed is caught up.
    """
    at = clock.now()
    by = officers.service(officers.CLOCK, at=at)
    first = clock.today().replace(day=1)
    period = Period(start=shift_months(first, -12), end=first)
    for district in District.objects.all():
        if Edition.objects.of(PERFORMANCE, district, period).exists():
            continue
        requests.request_compilation(
            definition=PERFORMANCE, district=district, period=period, by=by, at=at
        )
