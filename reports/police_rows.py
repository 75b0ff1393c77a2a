"""The imported incidents behind a number of an edition, as they were when it was compiled."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import District
from incidents.districts import Districts, PlaceBook
from incidents.models import (
    ASB,
    Coverage,
    FileKind,
    Incident,
    IncidentChange,
    MonthInDoubt,
    Presence,
    RejectedRow,
)
from incidents.models.incident import IncidentQuerySet, OutcomeQuerySet
from reports.coverage import Part
from reports.evidence import Evidence
from reports.measures.police_data import IncidentSelection
from reports.outcomes import given_as_read, solved_as_read
from reports.periods import Period
from reports.solved import Basis

FIELDS = ("month", "crime_type", "place", "presence")
"""The fields whose change lets an incident count elsewhere."""


def is_of_outcomes(selection: IncidentSelection, evidence: Evidence) -> bool:
    """Tell whether a number counts crimes by what outcomes files say, held or not."""
    return selection.solved is Basis.OUTCOMES_IN_PERIOD and evidence.police.is_by_place


def rows_as_read(
    selection: IncidentSelection, evidence: Evidence, district: District, period: Period
) -> IncidentQuerySet | OutcomeQuerySet:
    """Find the incidents of a selection in a period as the edition read them.

    Of solved outcomes given in the period it is the first of each crime, which need not be held.

    What later imports added is left out; what they changed is read as it was before. Incidents
    that an undone import took away are not there to be found.
    """
    if is_of_outcomes(selection, evidence):
        return given_as_read(selection.types, evidence.police, district, period)
    then = Incident.objects.filter(pk__lte=evidence.police.last_incident)
    standing = then.countable().filter(_where(selection, district, period))
    rows = standing_then(standing, selection, evidence, district, period)
    return _solved(rows, selection, evidence, period)


def rows_left_out(
    selection: IncidentSelection, evidence: Evidence, district: District, period: Period
) -> IncidentQuerySet:
    """Find the incidents that a selection left out, as the edition read them.

    They are those that an analyst had confirmed as gone from the publication.
    """
    then = Incident.objects.filter(pk__lte=evidence.police.last_incident)
    standing = then.filter(_where(selection, district, period), presence=Presence.LEFT_OUT)
    rows = standing_then(standing, selection, evidence, district, period, are_left_out=True)
    return _solved(rows, selection, evidence, period)


def rejected_rows(forces: Sequence[str], period: Period) -> QuerySet[RejectedRow]:
    """Find the rows of the street files of a period that imports of some forces rejected.

    A file whose month is in doubt is not in: its rejected rows count with the import that confirms.
    """
    street = Coverage.objects.filter(force__slug__in=forces, kind=FileKind.STREET)
    in_doubt = MonthInDoubt.objects.filter(file=OuterRef("file"), month=OuterRef("file__month"))
    return RejectedRow.objects.filter(
        ~Exists(in_doubt),
        contradictory=False,
        file__batch__in=street.values("batch"),
        file__kind=FileKind.STREET,
        file__month__gte=period.start,
        file__month__lt=period.end,
    )


def rejected_rows_as_read(
    evidence: Evidence, district: District, period: Period
) -> QuerySet[RejectedRow]:
    """Find the rows that imports had rejected, as the edition read them.

    Those of an import that was undone are not there to be found.
    """
    read = [batch.number for batch in evidence.police.batches]
    publishers = evidence.police.publishers
    forces = [one.slug for one in publishers] or [district.force.slug]
    return rejected_rows(forces, period).filter(file__batch_id__in=read).select_related("file")


def _solved(
    rows: IncidentQuerySet, selection: IncidentSelection, evidence: Evidence, period: Period
) -> IncidentQuerySet:
    """Keep the crimes that were solved, where the selection is of those."""
    if selection.solved is None:
        return rows
    return solved_as_read(rows, selection.solved, evidence.police, period)


def standing_then(
    standing: IncidentQuerySet,
    selection: IncidentSelection,
    evidence: Evidence,
    district: District,
    period: Period,
    *,
    are_left_out: bool = False,
) -> IncidentQuerySet:
    """Keep of what stands now what stood then, and put back what a later import moved away."""
    later = changes_after(evidence)
    if not later.exists():
        return standing
    stood = standing.filter(~Exists(later.filter(incident=OuterRef("key"))))
    restored = [
        key
        for key, values in values_before(later, selection, district).items()
        if (values.presence == Presence.LEFT_OUT) is are_left_out
        and _belonged(values, selection, district, period)
    ]
    return stood | Incident.objects.filter(pk__lte=evidence.police.last_incident, pk__in=restored)


def changes_after(evidence: Evidence) -> QuerySet[IncidentChange]:
    """Read what imports changed of incidents after the edition was compiled, oldest first."""
    last = evidence.police.last_change
    rows = IncidentChange.objects.filter(pk__gt=last, field__in=FIELDS, incident__isnull=False)
    return rows.order_by("pk")


def values_then(rows: Sequence[Incident], evidence: Evidence) -> Mapping[int, Mapping[str, str]]:
    """Give, by the key of the incident, the values that later imports changed, as they were."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    later = changes_after(evidence).filter(incident__in=[row.key for row in rows])
    for key, field, before in later.values_list("incident", "field", "before"):
        found[int(key)].setdefault(field, before)
    return found


def _where(selection: IncidentSelection, district: District, period: Period) -> Q:
    months = Q(month__gte=period.start, month__lt=period.end)
    if selection.solved is Basis.OUTCOMES_IN_PERIOD:
        months = Q(month__isnull=False)
    months &= _of_publishers(selection)
    if selection.unplaced:
        nowhere = months & Q(place__isnull=True, district__isnull=True)
        return nowhere if selection.within else nowhere & Q(force=district.force)
    return months & Q(district=district) & _types(selection)


def _of_publishers(selection: IncidentSelection) -> Q:
    """Keep some months of some publishers, or leave some out."""
    kept, left = Q(), Q()
    for part in selection.within:
        kept |= _part(part)
    for part in selection.without:
        left |= _part(part)
    return kept & ~left if left else kept


def _part(part: Part) -> Q:
    months = Q(month__in=part.months)
    return months & Q(force__slug=part.force) if part.force else months


def _types(selection: IncidentSelection) -> Q:
    if selection.types is None:
        return Q(crime_type__isnull=True) | ~Q(crime_type=ASB)
    if selection.types == (None,):
        return Q(crime_type__isnull=True)
    return Q(crime_type__in=selection.types)


class Before(NamedTuple):
    """What an incident was before later imports changed it; `month` None was disputed."""

    force: str
    month: date | None
    crime_type: str | None
    place: int | None
    presence: str
    district: int | None


def values_before(
    later: QuerySet[IncidentChange], selection: IncidentSelection, district: District
) -> dict[int, Before]:
    """Give the incidents that later imports changed and that may have been of the selection.

    They lie in the district now, or their place changed: whoever published them.
    """
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for key, field, before in later.values_list("incident", "field", "before"):
        changes[int(key)].setdefault(field, before)
    here = Q(district__isnull=True) if selection.unplaced else Q(district=district)
    changed = later.filter(incident=OuterRef("key"))
    moved = Exists(changed.filter(field__in=("place", "month")))
    rows = Incident.objects.filter(Exists(changed), here | moved)
    book = PlaceBook(Districts())
    found = list(rows.values("pk", "key", "force__slug", "district", *FIELDS))
    book.look_up({int(place) for row in found if (place := changes[row["key"]].get("place"))})
    return {row["pk"]: _before(row, changes[row["key"]], book) for row in found}


def _before(row: Mapping[str, Any], changed: Mapping[str, str], book: PlaceBook) -> Before:
    """Put what later imports changed back; a place that changed lay in the district of its area."""
    now = {name: "" if row[name] is None else str(row[name]) for name in FIELDS}
    was = {**now, **changed}
    place = int(was["place"]) if was["place"] else None
    where = row["district"]
    if "place" in changed:
        where = book.district(place, was["month"] or None)
    return Before(
        force=row["force__slug"],
        month=date.fromisoformat(was["month"]) if was["month"] else None,
        crime_type=was["crime_type"] or None,
        place=place,
        presence=was["presence"],
        district=where,
    )


def _belonged(
    was: Before, selection: IncidentSelection, district: District, period: Period
) -> bool:
    """Tell whether an incident that was so is one of the selection in the period."""
    if was.month is None or any(part.holds(was.force, was.month) for part in selection.without):
        return False
    kept = selection.within
    if kept and not any(part.holds(was.force, was.month) for part in kept):
        return False
    of_any_month = selection.solved is Basis.OUTCOMES_IN_PERIOD
    if not of_any_month and not period.start <= was.month < period.end:
        return False
    if selection.unplaced:
        whose = kept or was.force == district.force.slug
        return bool(whose) and was.place is None and was.district is None
    if was.district != district.pk:
        return False
    kind = was.crime_type
    return kind != ASB if selection.types is None else kind in selection.types
