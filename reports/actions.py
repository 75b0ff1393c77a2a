"""Compiling a report into an edition. Loads the engines of PDF and Excel: workers and commands."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from accounts.clock import LONDON
from accounts.models import District, Officer
from audit import journal
from audit.models import Operation
from records.closing import closing_of
from records.models import Closing
from reports.comparing import Reading, defined_anew, movements
from reports.dated import refuse_undefined
from reports.document import Document, Stamp
from reports.evidence import Evidence, Fact
from reports.failing import FORESEEN, NotMade, Overtaken, culprit, stopped, unforeseen
from reports.frozen import Inputs, pairs, reading_of
from reports.links import FIGURE_BY_DIGEST, into_edition
from reports.marking import marked
from reports.models import Edition, EditionFile, EditionRecord, UnmadeFile
from reports.periods import Period, day_words, moment_words
from reports.publishing import (
    Published,
    newest_public,
    refuse_crossing,
    restated,
    withholding,
)
from reports.reading import evidence_now
from reports.renderers.engine import render
from reports.renderers.formats import FORMATS, Format
from reports.report import ReportDefinition
from reports.requests import refuse

STEPS = len(FORMATS) + 2
UNCHANGED = "The figures of the period stand; what is printed beside them changed."
Tell = Callable[[int, int, str], None]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """Hold the files of an edition by their format, and why the others could not be written."""

    files: Mapping[str, bytes]
    unmade: Mapping[str, str]


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
    A format that cannot be written is left out of the edition, which says why; the others are made.
    Raises: Refused (also GivesAway, NotDefined and UnknownMeasure), FuturePeriodError, Overtaken,
    NotMade.
    """
    with unforeseen(f"Compiling the {report.in_words}"):
        return compiled(report, district, period, subject, by=by, at=at, tell=tell)


def compiled(
    report: ReportDefinition,
    district: District,
    period: Period,
    subject: str,
    *,
    by: Officer,
    at: datetime,
    tell: Tell,
) -> Edition:
    """Compile a report. Raises what `compile_report` does, and what nobody foresaw as it is."""
    refuse(report=report, district=district, period=period, subject=subject, by=by, at=at)
    tell(1, STEPS, "Reading the figures")
    with unforeseen(f"Reading the records of the {report.in_words}"):
        evidence = evidence_now(report, district, period, subject)
        published = Published.beside(report, district, period)
        evidence = withholding(report, evidence, published)
    document = built(report, evidence)
    refuse_undefined(document.figures, evidence)
    last = newest(report.slug, district, period, subject)
    if last is not None and last.figures_sha256 == document.figures_sha256():
        return completed(last, report, evidence, by=by, at=at, tell=tell)
    refuse_crossing(published, document)
    now = Reading(document, evidence, report.selections(evidence))
    stamped = stamp(now, last, report, district=district, at=at)
    stamped = replace(stamped, revised=stamped.revised + restated(published, document))
    sealed = document.sealed(stamped)
    made = files_of(sealed, report, evidence.facts, tell=tell)
    tell(STEPS, STEPS, "Storing the edition")
    return store(sealed, evidence, made, district=district, by=by, at=at)


def built(report: ReportDefinition, evidence: Evidence) -> Document:
    """Make the document; where it breaks, find the record at which it does.

    Raises: NotMade, and what is foreseen.
    """

    def breaks(facts: Sequence[Fact]) -> bool:
        try:
            with unforeseen(step):
                report.build(replace(evidence, facts=tuple(facts)))
        except NotMade:
            return True
        except FORESEEN:
            return False
        return False

    step = f"Counting the figures of the {report.in_words}"
    try:
        with unforeseen(step):
            return report.build(evidence)
    except NotMade as error:
        cause = error.__cause__
        if not isinstance(cause, Exception):
            raise
        raise NotMade(stopped(step, cause, culprit(evidence.facts, breaks))) from cause


def files_of(
    sealed: Document,
    report: ReportDefinition,
    facts: Sequence[Fact],
    *,
    tell: Tell,
    wanted: Iterable[Format] = FORMATS,
) -> Made:
    """Write a document in each format; one that breaks hinders no other.

    Raises: NotMade where not one could be written.
    """
    files: dict[str, bytes] = {}
    unmade: dict[str, str] = {}
    opening = sealed if report.is_public else into_edition(sealed, FIGURE_BY_DIGEST, sealed.digest)
    for kept in wanted:
        tell(FORMATS.index(kept) + 2, STEPS, f"Writing {kept.label}")
        try:
            with unforeseen(f"Writing {kept.label}", facts):
                files[kept.key] = render(marked(opening), format=kept.key)
        except NotMade as error:
            logger.exception("%s of %s was not written.", kept.label, sealed.title)
            unmade[kept.key] = str(error)
    if not files:
        raise NotMade(" ".join(unmade.values()))
    return Made(files, unmade)


def completed(
    edition: Edition,
    report: ReportDefinition,
    evidence: Evidence,
    *,
    by: Officer,
    at: datetime,
    tell: Tell,
) -> Edition:
    """Write the files that could not be written before, now that the same figures are asked for."""
    wanted = [kept for kept in FORMATS if kept.key in edition.unmade]
    if not wanted:
        return edition
    try:
        made = files_of(edition.document, report, evidence.facts, tell=tell, wanted=wanted)
    except NotMade:
        return edition
    with transaction.atomic():
        store_files(edition, made.files)
        note_edition(edition, "report.complete", by=by, at=at)
    return edition


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
    made: Made,
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
    is_alone = evidence.published in (None, newest_public(district))
    if (last.number if last else 0) != document.edition - 1 or not is_alone:
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
    store_files(edition, made.files)
    UnmadeFile.objects.bulk_create(
        UnmadeFile(edition=edition, format=key, reason=reason, at=at)
        for key, reason in made.unmade.items()
    )
    note_edition(edition, "report.compile", by=by, at=at)
    return edition


def note_edition(edition: Edition, verb: str, *, by: Officer, at: datetime) -> None:
    """Write down who compiled which figures, or wrote their missing files."""
    journal.write(
        verb=verb,
        operation=Operation.COMBINATION,
        by=by,
        at=at,
        subject="edition",
        subject_id=edition.pk,
        label=str(edition),
        district=edition.district.slug,
        detail={"figures_sha256": edition.figures_sha256, "number": edition.number},
    )


def store_files(edition: Edition, files: Mapping[str, bytes]) -> None:
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
