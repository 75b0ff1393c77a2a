"""The imported incidents behind a number of an edition, as they were when it was compiled."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import District
from incidents.models import (
    ASB,
    Coverage,
    FileKind,
    Incident,
    IncidentChange,
    Presence,
    RejectedRow,
)
from incidents.models.incident import IncidentQuerySet
from reports.evidence import Evidence
from reports.measures.police_data import IncidentSelection
from reports.outcomes import solved_as_read
from reports.periods import Period
from reports.solved import Basis

FIELDS = ("month", "crime_type", "place", "presence")
"""The fields whose change lets an incident count elsewhere."""


def rows_as_read(
    selection: IncidentSelection, evidence: Evidence, district: District, period: Period
) -> IncidentQuerySet:
    """Find the incidents of a selection in a period as the edition read them.

    What later imports added is left out; what they changed is read as it was before. Incidents
    that an undone import took away are not there to be found.
    """
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


def rejected_rows(district: District, period: Period) -> QuerySet[RejectedRow]:
    """Find the rows of the force's street files of a period that imports rejected."""
    street = Coverage.objects.filter(force=district.force, kind=FileKind.STREET)
    return RejectedRow.objects.filter(
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
    return rejected_rows(district, period).filter(file__batch_id__in=read).select_related("file")


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
        if (values["presence"] == Presence.LEFT_OUT) is are_left_out
        and _belonged(values, selection, period)
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
    if selection.unplaced:
        return months & Q(force=district.force, place__isnull=True, district__isnull=True)
    return months & Q(district=district) & _types(selection)


def _types(selection: IncidentSelection) -> Q:
    if selection.types is None:
        return Q(crime_type__isnull=True) | ~Q(crime_type=ASB)
    if selection.types == (None,):
        return Q(crime_type__isnull=True)
    return Q(crime_type__in=selection.types)


def values_before(
    later: QuerySet[IncidentChange], selection: IncidentSelection, district: District
) -> dict[int, dict[str, str]]:
    """Give the incidents of the district that later imports changed, with their values before."""
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for key, field, before in later.values_list("incident", "field", "before"):
        changes[int(key)].setdefault(field, before)
    where = Q(force=district.force)
    where &= Q(district__isnull=True) if selection.unplaced else Q(district=district)
    rows = Incident.objects.filter(where, Exists(later.filter(incident=OuterRef("key"))))
    found = {}
    for row in rows.values("pk", "key", *FIELDS):
        now = {name: "" if row[name] is None else str(row[name]) for name in FIELDS}
        found[row["pk"]] = {**now, **changes[row["key"]]}
    return found


def _belonged(values: dict[str, str], selection: IncidentSelection, period: Period) -> bool:
    """Tell whether an incident with these values is one of the selection in the period."""
    if not values["month"]:
        return False
    of_any_month = selection.solved is Basis.OUTCOMES_IN_PERIOD
    if not of_any_month and not period.start <= date.fromisoformat(values["month"]) < period.end:
        return False
    if selection.unplaced:
        return not values["place"]
    kind = values["crime_type"] or None
    return kind != ASB if selection.types is None else kind in selection.types
