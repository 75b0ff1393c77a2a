"""Publishing beside what is published: what a public edition leaves out, and what it restates.

Loads numpy and linear programming: workers and commands. What is published is known to the world
for good, so every public edition of the district counts, the newest of a period or not.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Max, QuerySet

from accounts.models import District
from reports.beside import GivesAway
from reports.definitions import PUBLIC
from reports.document import Document
from reports.evidence import Evidence, Place
from reports.measures.arrests import arrests_by_disposal, arrests_by_offence, arrests_total
from reports.measures.operations import operation_results
from reports.measures.performance import performance_inputs
from reports.measures.prosecutions import prosecutions
from reports.models import Edition
from reports.numerals import listed
from reports.performance_inputs import PerformanceInputs
from reports.periods import Period
from reports.public_calendar import share_days
from reports.public_counts import counted
from reports.public_edition import publish
from reports.public_series import (
    ALL,
    FAMILIES,
    OFFENCES,
    ROUNDED,
    TOTALS,
    Counted,
    rows_known,
    said_in,
)
from reports.report import ReportDefinition
from reports.series_protection import (
    GivesNumbersAway,
    coming_after,
    days_to_come,
    left_out_before,
    printed_before,
    withheld_beside,
)
from reports.suppression import Method
from reports.tables import CURRENT, PREVIOUS

NAMED = 3
"""Rows that a sentence names before it counts the others."""


@dataclass(frozen=True)
class Published:
    """Hold the public editions that share days with a period, also by way of others, in order.

    `newest` is the key of the newest public edition of the district: what comes after it was not
    looked at. It is None for a report that is not public.
    """

    documents: tuple[Document, ...] = ()
    newest: int | None = None

    @classmethod
    def beside(cls, report: ReportDefinition, district: District, period: Period) -> "Published":
        """Read them; of a report that is not public, none."""
        if not report.is_public:
            return cls()
        editions = published_in(district).defer("inputs")
        spans = [(edition.pk, edition.period) for edition in editions.defer("inputs", "content")]
        met, more = set[Period](), {period}
        while more - met:
            met |= more
            more = {one for _, one in spans if any(share_days(one, other) for other in met)}
        chosen = editions.filter(pk__in=[pk for pk, one in spans if one in met])
        documents = tuple(edition.document for edition in chosen)
        return cls(documents, newest_public(district))


def published_in(district: District) -> QuerySet[Edition]:
    """Read the public editions of a district, oldest first."""
    return Edition.objects.filter(district=district, definition__in=PUBLIC).order_by("pk")


def newest_public(district: District) -> int:
    """Give the key of the newest public edition of a district, 0 where there is none."""
    return published_in(district).aggregate(newest=Max("pk"))["newest"] or 0


def withholding(report: ReportDefinition, evidence: Evidence, published: Published) -> Evidence:
    """Choose what a public edition leaves out because of those that are published.

    Raises: GivesAway.
    """
    if not report.is_public:
        return evidence
    try:
        withheld = chosen(evidence, published, report.slug)
    except GivesNumbersAway as error:
        raise GivesAway(
            f"With the public editions that are there, the {evidence.period.label} would give "
            "numbers of people away, whatever it left out. What is published stays. Publish the "
            "next period that shares no days with it, or begin with the edition rounded to 5."
        ) from error
    around = replace(evidence.around, withheld=tuple(sorted(withheld)))
    return replace(evidence, around=around, published=published.newest)


def chosen(evidence: Evidence, published: Published, slug: str) -> frozenset[Place]:
    """Choose what is withheld.

    Raises: GivesAway, GivesNumbersAway.
    """
    inputs, around = performance_inputs(evidence), evidence.around
    method = Method.ROUND if slug == ROUNDED else Method.LEAVE_OUT
    true = counted(inputs)
    shared = {
        days: counted(of_days(inputs, evidence, days)) for days in days_to_come(around.period)
    }

    def build(withheld: Collection[Place]) -> Document:
        return publish(inputs, around.source, method, withheld)

    refuse_crossing(published, build(left_out_before(build(()), published.documents)))
    return withheld_beside(
        build,
        before=published.documents,
        true=true,
        coming=coming_after(around.period, true, shared),
    )


def of_days(inputs: PerformanceInputs, evidence: Evidence, days: Period) -> PerformanceInputs:
    """Count people in some of the days of a report."""
    around = replace(evidence.around, period=days, previous=days.previous())
    part = replace(evidence, around=around)
    return replace(
        inputs,
        arrests_total=arrests_total(part),
        offences=arrests_by_offence(part),
        disposals=arrests_by_disposal(part),
        prosecutions=prosecutions(part),
        operations=operation_results(part),
    )


def refuse_crossing(published: Published, document: Document) -> None:
    """Refuse an edition that leaves out of its period what stands printed in another.

    What stood beside it there would give it away: 5 and 12 of 17 once, then [c] and [c] of 16.
    Raises: GivesAway.
    """
    if not published.documents:
        return
    crossing = [
        place for place in printed_before(document, published.documents) if place.side == CURRENT
    ]
    if not crossing:
        return
    shown = list(dict.fromkeys(named(document, place) for place in crossing))
    more = [f"{len(shown) - NAMED} more"] if len(shown) > NAMED else []
    raise GivesAway(
        "What is published prints numbers that would be left out now, so that both together would "
        f"give numbers of people away: {listed([*shown[:NAMED], *more])}. "
        "The published edition stays."
    )


def named(document: Document, place: Place) -> str:
    """Name a number in a sentence: Theft in Arrests by offence."""
    tables = {table.key: table for _, table in document.tables()}
    if place.row == ALL:
        return f"all in {tables[place.table].caption}"
    labels = {figure.key: figure.label for figure in document.figures}
    return f"{labels.get(place.row, place.row)} in {tables[place.table].caption}"


def restated(published: Published, document: Document) -> tuple[str, ...]:
    """List the numbers of the period before that are printed otherwise than when published.

    They are named as a stamp names revised numbers, by what their cell opens.
    """
    found: list[str] = []
    for family in FAMILIES if published.documents else ():
        known = rows_known([*published.documents, document], family)
        then: dict[Counted, tuple[int, int | None]] = {}
        for before in published.documents:
            then |= {one.counted: (one.least, one.most) for one in said_in(before, family, known)}
        found += [
            opens(one.place, family)
            for one in said_in(document, family, known)
            if one.place is not None
            and one.place.side == PREVIOUS
            and not one.is_left_out
            and then.get(one.counted, (one.least, one.most)) != (one.least, one.most)
        ]
    return tuple(dict.fromkeys(found))


def opens(place: Place, family: str) -> str:
    """Give the address of a number as its cell has it."""
    if place.row == ALL:
        return f"{TOTALS[family]}/{place.side}"
    row = place.row if place.table == OFFENCES else f"{place.table}.{place.row}"
    return f"{row}/{place.side}"
