"""Compiling a report into an edition. Loads the engines of PDF and Excel: workers and commands."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from accounts.clock import LONDON
from accounts.models import District, Officer
from audit import journal
from audit.models import Operation
from records.closing import closing_of
from records.models import Closing
from reports.beside import refuse_crossing
from reports.comparing import Reading, defined_anew, movements
from reports.dated import refuse_undefined
from reports.document import Document, Stamp
from reports.evidence import Evidence
from reports.frozen import Inputs, pairs, reading_of
from reports.links import FIGURE_BY_DIGEST, into_edition
from reports.marking import marked
from reports.models import Edition, EditionFile, EditionRecord
from reports.periods import Period, day_words, moment_words
from reports.reading import evidence_now
from reports.renderers.engine import render
from reports.renderers.formats import FORMATS
from reports.report import ReportDefinition
from reports.requests import refuse

STEPS = len(FORMATS) + 2
UNCHANGED = "The figures of the period stand; what is printed beside them changed."
Tell = Callable[[int, int, str], None]


class Overtaken(Exception):
    """Another edition of the same period was stored while this one was being written."""


def silent(step: int, steps: int, doing: str) -> None:
    """Tell nobody."""


def compile_report(
    *,
    report: ReportDefinition,
    district: District,
    period: Period,
    by: Officer,
    at: datetime,
    subject: str = "",
    tell: Tell = silent,
) -> Edition:
    """Compile a report: the same figures give the stored edition, changed ones the next number.

    Figures are read in one snapshot of the data; nothing is stored before everything is made.
    `subject` is the operation's slug where the report is about one.
    Raises: Refused (also GivesAway, NotDefined and UnknownMeasure), FuturePeriodError, Overtaken.
    """
    refuse(report=report, district=district, period=period, subject=subject, by=by, at=at)
    tell(1, STEPS, "Reading the figures")
    evidence = evidence_now(report, district, period, subject)
    document = report.build(evidence)
    refuse_undefined(document.figures, evidence)
    last = newest(report.slug, district, period, subject)
    if last is not None and last.figures_sha256 == document.figures_sha256():
        return last
    if report.is_public and last is not None:
        refuse_crossing(last.document, document)
    now = Reading(document, evidence, report.selections(evidence))
    sealed = document.sealed(stamp(now, last, report, district=district, at=at))
    files: dict[str, bytes] = {}
    opening = sealed if report.is_public else into_edition(sealed, FIGURE_BY_DIGEST, sealed.digest)
    for step, kept in enumerate(FORMATS, start=2):
        tell(step, STEPS, f"Writing {kept.label}")
        files[kept.key] = render(marked(opening), format=kept.key)
    tell(STEPS, STEPS, "Storing the edition")
    return store(sealed, evidence, files, district=district, by=by, at=at)


def newest(
    definition: str, district: District, period: Period, subject: str = ""
) -> Edition | None:
    """Find the edition of a period that stands."""
    editions = Edition.objects.of(definition, district, period, subject)
    return editions.order_by("-number").first()


def stamp(
    now: Reading,
    last: Edition | None,
    report: ReportDefinition,
    *,
    district: District,
    at: datetime,
) -> Stamp:
    """Number the next edition and say what changed since the last, and why."""
    closing = closing_of(district.pk, now.document.period.last_day, on=at.astimezone(LONDON).date())
    first = Stamp(
        edition=1,
        compiled_at=at,
        data_as_at=at,
        closing=closing_words(closing),
        is_provisional=closing is None,
    )
    if last is None:
        return first
    before = reading_of(report, last)
    moved = movements(before, now)
    if report.is_public:  # a cause names records, or imports that moved none of them
        moved = tuple(replace(one, causes=()) for one in moved)
    return replace(
        first,
        edition=last.number + 1,
        replaces=f"Edition {last.number} of {moment_words(last.compiled_at)}",
        changes=(*(one.words for one in moved), *defined_anew(before, now)) or (UNCHANGED,),
        revised=tuple(f"{one.key}/{one.side}" for one in moved) if closing else (),
    )


def closing_words(closing: Closing | None) -> str:
    """Say whether a period is open or closed, with the symbol that its figures carry."""
    if closing is None:
        return "Provisional [p]: the period is open."
    return (
        f"Closed through {day_words(closing.through)} with effect from "
        f"{day_words(closing.takes_effect_on)}; what came later is restated [r]."
    )


@transaction.atomic
def store(
    document: Document,
    evidence: Evidence,
    files: dict[str, bytes],
    *,
    district: District,
    by: Officer,
    at: datetime,
) -> Edition:
    """Write the edition, its inputs, its files and the journal's line, unless another came first.

    Another compilation that came first with the same figures stored this edition.
    Raises: Overtaken.
    """
    District.objects.select_for_update().get(pk=district.pk)
    last = newest(document.definition, district, document.period, evidence.subject)
    if last is not None and last.figures_sha256 == document.digest:
        return last
    if (last.number if last else 0) != document.edition - 1:
        raise Overtaken(f"Another edition of {document.title} was stored first. Compile it again.")
    edition = Edition.objects.create(
        definition=document.definition,
        district=district,
        start=document.period.start,
        end=document.period.end,
        subject=evidence.subject,
        number=document.edition,
        compiled_at=at,
        data_as_at=at,
        by=by,
        figures_sha256=document.digest,
        content=document.to_json(),
        inputs=Inputs.of(evidence).to_json(),
    )
    EditionRecord.objects.bulk_create(pairs(edition, evidence), batch_size=1_000)
    store_files(edition, files)
    note_edition(edition)
    return edition


def note_edition(edition: Edition) -> None:
    """Write down who compiled which figures."""
    journal.write(
        verb="report.compile",
        operation=Operation.COMBINATION,
        by=edition.by,
        at=edition.compiled_at,
        subject="edition",
        subject_id=edition.pk,
        label=str(edition),
        district=edition.district.slug,
        detail={"figures_sha256": edition.figures_sha256, "number": edition.number},
    )


def store_files(edition: Edition, files: dict[str, bytes]) -> None:
    """Write the renderings, each under its digest."""
    EditionFile.objects.bulk_create(
        EditionFile(
            edition=edition,
            format=key,
            sha256=hashlib.sha256(body).hexdigest(),
            size=len(body),
            body=body,
        )
        for key, body in files.items()
    )
