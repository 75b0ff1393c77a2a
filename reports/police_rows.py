"""The imported incidents behind a number of an edition, as they were when it was compiled."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import District
from incidents.models import ASB, Incident, IncidentChange, Presence
from incidents.models.incident import IncidentQuerySet
from reports.evidence import Evidence
from reports.measures.police_data import IncidentSelection
from reports.periods import Period

FIELDS = ("month", "crime_type", "place", "presence")
"""The fields whose change lets an incident count elsewhere."""


def rows_as_read(
    selection: IncidentSelection, evidence: Evidence, district: District, period: Period
) -> IncidentQuerySet:
    """Find the incidents of a selection in a period as the edition read them.

    What later imports added is left out; what they changed is read as it was before. Incidents
    that an undone import took away are not there to be found.
    """
    police = evidence.police
    later = IncidentChange.objects.filter(pk__gt=police.last_change, field__in=FIELDS)
    then = Incident.objects.filter(pk__lte=police.last_incident)
    standing = then.countable().filter(_where(selection, district, period))
    if not later.exists():
        return standing
    stood = standing.filter(~Exists(later.filter(incident=OuterRef("key"))))
    restored = [
        key
        for key, values in values_before(later, selection, district).items()
        if _counted(values, selection, period)
    ]
    return stood | then.filter(pk__in=restored)


def _where(selection: IncidentSelection, district: District, period: Period) -> Q:
    months = Q(month__gte=period.start, month__lt=period.end)
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
    for key, field, before in later.order_by("pk").values_list("incident", "field", "before"):
        changes[int(key)].setdefault(field, before)
    where = Q(force=district.force)
    where &= Q(district__isnull=True) if selection.unplaced else Q(district=district)
    rows = Incident.objects.filter(where, Exists(later.filter(incident=OuterRef("key"))))
    found = {}
    for row in rows.values("pk", "key", *FIELDS):
        now = {name: "" if row[name] is None else str(row[name]) for name in FIELDS}
        found[row["pk"]] = {**now, **changes[row["key"]]}
    return found


def _counted(values: dict[str, str], selection: IncidentSelection, period: Period) -> bool:
    """Tell whether an incident with these values counted."""
    if values["presence"] == Presence.LEFT_OUT or not values["month"]:
        return False
    if not period.start <= date.fromisoformat(values["month"]) < period.end:
        return False
    if selection.unplaced:
        return not values["place"]
    kind = values["crime_type"] or None
    return kind != ASB if selection.types is None else kind in selection.types
