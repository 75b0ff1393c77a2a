"""Rows of a district that none of its wards holds: what wards miss, so that they add up."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accounts.models import District
from incidents import bulk
from incidents.agreement import areas_of
from incidents.models import Area, AreaKind, Incident
from incidents.months import ForceMonth

MISSED = """
SELECT i.district_id, COUNT(*) FROM incidents_incident i
WHERE i.force_id = %s AND i.month = %s AND i.presence <> 'left_out' AND i.place_id IS NOT NULL
  AND i.district_id IS NOT NULL AND EXISTS (SELECT 1 FROM incidents_area a WHERE {ward})
  AND NOT EXISTS (
    SELECT 1 FROM incidents_place_areas m JOIN incidents_area a ON a.id = m.area_id
    WHERE m.place_id = i.place_id AND {ward})
GROUP BY i.district_id
"""
WARD = """
a.kind = 'ward' AND a.district_id = i.district_id
AND (a.valid_from IS NULL OR a.valid_from <= i.month)
AND (a.valid_to IS NULL OR a.valid_to > i.month)
"""


def missed(months: Iterable[ForceMonth]) -> dict[int, dict[str, int]]:
    """Count by district and month the rows in the district that lie in none of its wards in force.

    Nothing for months in which a district has no wards.
    """
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sql = MISSED.format(ward=WARD)
    for month in months:
        for district_id, n in bulk.fetch(sql, month):
            found[district_id][month.month] += n
        for district_id, n in of_disputed_places(month).items():
            found[district_id][month.month] += n
    return found


def of_disputed_places(month: ForceMonth) -> dict[int, int]:
    """Count those whose rows dispute the place and do not agree on a ward either."""
    rows = Incident.objects.countable().filter(
        force=month.force_id, month=month.month, place__isnull=True, district__isnull=False
    )
    first = date.fromisoformat(month.month)
    found: dict[int, int] = defaultdict(int)
    for incident in rows.filter(disputed__contains="place"):
        wards = Area.objects.filter(district=incident.district_id, kind=AreaKind.WARD)
        in_force = set(wards.valid_on(first).values_list("pk", flat=True))
        if in_force and not in_force & {area.pk for area in areas_of(incident)}:
            found[incident.district_id or 0] += 1
    return found


def about(months: Iterable[ForceMonth]) -> list[str]:
    """Say how many rows of each district its wards miss in some months, a sentence each."""
    found = missed(months)
    districts = District.objects.filter(pk__in=list(found)).order_by("name")
    return [sentence(district.name, found[district.pk]) for district in districts]


def sentence(district: str, rows: dict[str, int]) -> str:
    """Say how many rows the wards of a district miss."""
    first, last = min(rows)[:7], max(rows)[:7]
    when = first if first == last else f"{first} to {last}"
    n = sum(rows.values())
    words = "1 row" if n == 1 else f"{n:,} rows"
    return (
        f"The wards of {district} miss {words} of {when}, which lie in the district by their LSOA "
        f"and in none of its wards: by ward the district adds up with {words} in no ward."
    )
