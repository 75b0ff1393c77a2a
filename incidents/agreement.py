"""What the rows of an incident agree on where they dispute its place. ADR 0022.

None of the places is chosen. But rows that name two places of one district do not dispute the
district, and an area that holds all the places holds the incident.
"""

from collections import defaultdict
from collections.abc import Iterable

from incidents.districts import PlaceBook
from incidents.models import Area, DisputedRow, Incident

STRETCH = 5_000


def settle_districts(keys: Iterable[int], book: PlaceBook) -> int:
    """Give incidents whose place is disputed the district that all their rows lie in, or none.

    An incident whose month is disputed has no district: areas are in force for days. Tells how many
    incidents moved.
    """
    listed, moved = sorted(keys), 0
    for start in range(0, len(listed), STRETCH):
        moved += settle_stretch(listed[start : start + STRETCH], book)
    return moved


def settle_stretch(keys: list[int], book: PlaceBook) -> int:
    """Settle some incidents; tell how many moved."""
    disputing = DisputedRow.objects.filter(
        incident__in=keys, incident__disputed__contains="place", incident__month__isnull=False
    ).order_by("incident", "id")
    rows = list(disputing.values_list("incident", "month", "place", "incident__district"))
    book.look_up({place for _, _, place, _ in rows} - {None})
    found: dict[int, set[int | None]] = defaultdict(set)
    stands: dict[int, int | None] = {}
    for key, month, place, district in rows:
        found[key].add(book.district(place, month.isoformat()))
        stands[key] = district
    agreed = {key: next(iter(each)) if len(each) == 1 else None for key, each in found.items()}
    moved: dict[int | None, list[int]] = defaultdict(list)
    for key, right in agreed.items():
        if right != stands[key]:
            moved[right].append(key)
    for right, of_district in moved.items():
        Incident.objects.filter(key__in=of_district).update(district=right)
    return sum(map(len, moved.values()))


def areas_of(incident: Incident) -> list[Area]:
    """List the areas that hold the place of an incident, or all the places that are disputed."""
    if incident.place is not None:
        return list(incident.place.areas.order_by("kind", "name"))
    places = [row.place for row in incident.disputed_rows.select_related("place")]
    if not places or None in places:
        return []
    holding = [set(place.areas.all()) for place in places if place is not None]
    return sorted(set.intersection(*holding), key=lambda area: (area.kind, area.name))
