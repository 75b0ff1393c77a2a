"""Asking for a report to be compiled, and taking a finished one away. Loads no engine."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Concat

from accounts.clock import LONDON
from accounts.models import District, Officer
from accounts.outbox import open_task, send
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from records.writing import Refused
from reports.beside import refuse_beside_others
from reports.definitions import report_named
from reports.exports import Written
from reports.models import Compilation, CompilationState, Edition, EditionFile
from reports.periods import Period
from reports.reading import WithoutSource, source_first
from reports.report import ReportDefinition
from reports.subjects import refuse_subject

TASK = "reports.tasks.compile_report"
LAPSE = timedelta(seconds=30)
"""Silence after which a request may be taken up by another worker."""
MOST_ATTEMPTS = 5


class Held(Exception):
    """Another worker was heard of on this request within LAPSE."""


def why_not_compile(*, officer: Officer, district: District) -> str:
    """Say why the officer may not compile a report of the district, or nothing."""
    if officer.standing.allows(Permission.COMPILE_REPORTS, district.pk):
        return ""
    return f"Commanders and analysts of {district} district compile its reports."


def refuse(
    *,
    report: ReportDefinition,
    district: District,
    period: Period,
    subject: str,
    by: Officer,
    at: datetime,
) -> None:
    """Refuse a report that the officer, the period, the subject or what is published rules out.

    Raises: Refused (also GivesAway), FuturePeriodError.
    """
    why = why_not_compile(officer=by, district=district) or report.why_not(period)
    if why:
        raise Refused(why)
    refuse_subject(report=report, district=district, period=period, subject=subject)
    period.refuse_future(today=at.astimezone(LONDON).date())
    refuse_beside_others(report, district, period)


@transaction.atomic
def request_compilation(
    *,
    definition: str,
    district: District,
    period: Period,
    by: Officer,
    at: datetime,
    subject: str = "",
) -> Compilation:
    """Ask for a report; a request for the same that is not finished is given instead.

    Raises: Refused (also GivesAway and WithoutSource), FuturePeriodError, UnknownReport.
    """
    refuse(
        report=report_named(definition),
        district=district,
        period=period,
        subject=subject,
        by=by,
        at=at,
    )
    refuse_without_source(report_named(definition), district, period)
    District.objects.select_for_update().get(pk=district.pk)
    asked = {
        "definition": definition,
        "district": district,
        "start": period.start,
        "end": period.end,
        "subject": subject,
    }
    standing = Compilation.objects.unfinished().filter(**asked).first()
    if standing is not None:
        return standing
    compilation = Compilation.objects.create(
        **asked,
        by=by,
        requested_at=at,
        heard_at=at,
    )
    note_request(compilation)
    open_task(TASK, {"compilation_id": str(compilation.pk)})
    return compilation


def refuse_without_source(report: ReportDefinition, district: District, period: Period) -> None:
    """Refuse a report whose source is neither there nor being compiled, before anybody waits.

    Raises: WithoutSource.
    """
    if not report.source or Edition.objects.of(report.source, district, period).exists():
        return
    coming = Compilation.objects.unfinished().filter(
        definition=report.source, district=district, start=period.start, end=period.end
    )
    if not coming.exists():
        raise WithoutSource(source_first(report, period))


def note_request(compilation: Compilation) -> None:
    """Write down who asked for which report."""
    journal.write(
        verb="report.request",
        operation=Operation.COMBINATION,
        by=compilation.by,
        at=compilation.requested_at,
        subject="compilation",
        subject_id=compilation.pk,
        label=str(compilation),
        district=compilation.district.slug,
    )


def claim(compilation: Compilation, *, at: datetime) -> bool:
    """Take up a request that waits, or of which nothing was heard; tell whether it was taken.

    A request that was taken up too often stops, and says so.
    Raises: Held.
    """
    free = models.Q(state=CompilationState.WAITING) | models.Q(
        state=CompilationState.RUNNING, heard_at__lt=at - LAPSE
    )
    rows = Compilation.objects.filter(free, pk=compilation.pk)
    stopped = rows.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=CompilationState.FAILED,
        heard_at=at,
        failure=Concat(
            Value(f"It was begun {MOST_ATTEMPTS} times and never finished"),
            Case(
                When(doing="", then=Value("")),
                default=Concat(Value(", the last time at “"), "doing", Value("”")),
            ),
            Value(". Compile it again."),
            output_field=models.TextField(),
        ),
    )
    if stopped:
        return False
    if rows.update(state=CompilationState.RUNNING, heard_at=at, attempts=models.F("attempts") + 1):
        return True
    if Compilation.objects.unfinished().filter(pk=compilation.pk).exists():
        raise Held(f"Another worker is at {compilation}.")
    return False


def tell(compilation: Compilation, *, step: int, steps: int, doing: str, at: datetime) -> None:
    """Write down how far a compilation is, where its page reads it."""
    Compilation.objects.filter(pk=compilation.pk, state=CompilationState.RUNNING).update(
        step=step, steps=steps, doing=doing, heard_at=at
    )


def finish(compilation: Compilation, *, edition: Edition, at: datetime) -> None:
    """Close a request with its edition."""
    Compilation.objects.filter(pk=compilation.pk).update(
        state=CompilationState.DONE, edition=edition, heard_at=at, failure=""
    )


def fail(compilation: Compilation, *, failure: str, at: datetime) -> None:
    """Close a request with the reason why there is no edition."""
    Compilation.objects.filter(pk=compilation.pk).update(
        state=CompilationState.FAILED, failure=failure, heard_at=at
    )


def send_again(*, at: datetime) -> int:
    """Send the requests of which nothing was heard; give how many the broker took."""
    silent = Compilation.objects.silent_since(at - LAPSE)
    return sum(send(TASK, {"compilation_id": str(row.pk)}) for row in silent)


def consult_edition(*, edition: Edition, what: str, by: Officer, at: datetime) -> None:
    """Write down that an officer looked behind an edition: which figure, or which proof.

    Raises: Refused.
    """
    if not by.standing.allows(Permission.SEE_REPORTS, edition.district_id):
        raise Refused(f"Reports of {edition.district} district are read by its supervisors.")
    journal.note(
        verb="edition.open",
        operation=Operation.CONSULTATION,
        by=by,
        at=at,
        subject="edition",
        subject_id=edition.pk,
        label=str(edition),
        district=edition.district.slug,
        detail={"what": what},
    )


def disclose_figure(
    *, edition: Edition, what: str, format: str, written: Written, by: Officer, at: datetime
) -> None:
    """Write down that an officer took away the rows behind a number of an edition.

    Raises: Refused.
    """
    if not by.standing.allows(Permission.SEE_REPORTS, edition.district_id):
        raise Refused(f"Reports of {edition.district} district are read by its supervisors.")
    journal.note(
        verb="figure.download",
        operation=Operation.DISCLOSURE,
        by=by,
        at=at,
        subject="edition",
        subject_id=edition.pk,
        label=str(edition),
        district=edition.district.slug,
        detail={
            "what": what,
            "format": format,
            "rows": written.rows,
            "sha256": written.sha256,
            "to": str(by),
        },
    )


def download_edition(*, edition: Edition, format: str, by: Officer, at: datetime) -> EditionFile:
    """Hand out a file of an edition and write the disclosure down.

    Raises: Refused, EditionFile.DoesNotExist.
    """
    if not edition.is_readable_by(by):
        raise Refused(f"Reports of {edition.district} district are read by its supervisors.")
    file = edition.files.get(format=format)
    journal.note(
        verb="edition.download",
        operation=Operation.DISCLOSURE,
        by=by,
        at=at,
        subject="edition",
        subject_id=edition.pk,
        label=str(edition),
        district=edition.district.slug,
        detail={"format": format, "sha256": file.sha256, "size": file.size, "to": str(by)},
    )
    return file
