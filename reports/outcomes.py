"""Which crimes are solved: as it stands, and as an edition read it."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import District
from incidents.models import (
    ASB,
    Coverage,
    CrimeOutcome,
    FileKind,
    Incident,
    IncidentChange,
    Presence,
)
from incidents.models.incident import IncidentQuerySet
from reports.evidence import MonthCount, PoliceCounts
from reports.periods import Period
from reports.solved import GIVEN, OF_COURTS, Basis

TELLING = GIVEN | OF_COURTS
"""The outcomes that tell that a crime was solved: given by police, or later by a court."""


def covered_months(district: District, months: Q, using: str) -> tuple[date, ...]:
    """List the months for which an outcomes file of the force was imported."""
    rows = Coverage.objects.using(using).filter(
        months, force=district.force, kind=FileKind.OUTCOMES
    )
    return tuple(sorted(set(rows.values_list("month", flat=True))))


def solved_by_month(district: District, months: Q, using: str) -> tuple[MonthCount, ...]:
    """Count the crimes of some months that have a solved outcome by now, by month and type."""
    told = CrimeOutcome.objects.using(using).countable()
    told = told.filter(incident=OuterRef("key"), outcome_type__in=TELLING)
    rows = Incident.objects.using(using).countable().crimes().filter(months, district=district)
    found = rows.filter(Exists(told)).order_by().values_list("month", "crime_type")
    return _counts(found.annotate(n=Count("pk")))


def given_in(district: District, period: Period, using: str) -> tuple[MonthCount, ...]:
    """Count the crimes that were given a solved outcome in a period, by type."""
    rows = (
        CrimeOutcome.objects.using(using)
        .countable()
        .filter(
            force=district.force,
            month__gte=period.start,
            month__lt=period.end,
            outcome_type__in=GIVEN,
            incident__district=district,
        )
    )
    rows = rows.exclude(incident__presence=Presence.LEFT_OUT).exclude(incident__crime_type=ASB)
    found = rows.order_by().values_list("incident__crime_type")
    counted = found.annotate(n=Count("incident", distinct=True))
    return _counts((period.start, crime_type, n) for crime_type, n in counted)


def _counts(rows: Any) -> tuple[MonthCount, ...]:  # noqa: ANN401 - rows of three values
    ordered = sorted(rows, key=lambda row: (row[0], row[1] or ""))
    return tuple(MonthCount(month, crime_type, n) for month, crime_type, n in ordered)


def solved_as_read(
    rows: IncidentQuerySet, basis: Basis, police: PoliceCounts, period: Period
) -> IncidentQuerySet:
    """Keep the crimes that were solved, by the outcomes as an edition read them."""
    outcomes = as_read(police).filter(incident=OuterRef("key"))
    if basis is Basis.CRIMES_OF_PERIOD:
        return rows.filter(Exists(outcomes.filter(outcome_type__in=TELLING)))
    given = outcomes.filter(month__gte=period.start, month__lt=period.end, outcome_type__in=GIVEN)
    return rows.filter(Exists(given))


def as_read(police: PoliceCounts) -> QuerySet[CrimeOutcome]:
    """Find the outcomes that counted when an edition read them.

    Of an outcome only its presence changes; what later imports said of it is read backwards.
    """
    then = CrimeOutcome.objects.filter(pk__lte=police.last_outcome)
    later = IncidentChange.objects.filter(
        pk__gt=police.last_change, field="presence", outcome=OuterRef("key")
    )
    before = Subquery(later.order_by("pk").values("before")[:1])
    told = then.annotate(before=before)
    unchanged = Q(before__isnull=True) & ~Q(presence=Presence.LEFT_OUT)
    return told.filter(unchanged | (Q(before__isnull=False) & ~Q(before=Presence.LEFT_OUT)))
