"""Putting places into areas. Knows geometry: for workers and commands only. ADR 0024."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from incidents import bulk
from incidents.geometry import TILES, Gazetteer
from incidents.models import Area, AreaKind, Place

Membership = tuple[int, int]
"""The keys of a place and of an area that it lies in."""


def place(areas: Iterable[Area]) -> set[Membership]:
    """Put every place into those of the areas that it lies in; give what lies in them.

    Whoever shares a border with one of them is settled anew with it: which of two wards holds a
    point on their border depends on both.
    """
    listed = list(areas)
    kinds = {area.kind for area in listed if area.kind in TILES}
    beside = Area.objects.filter(kind__in=kinds).exclude(pk__in=[area.pk for area in listed])
    by_point = [area for area in listed if area.kind != AreaKind.LSOA]
    lsoas = [area for area in listed if area.kind == AreaKind.LSOA]
    rows = in_lsoas(lsoas) + in_lines([*by_point, *beside])
    memberships = Place.areas.through
    memberships.objects.filter(area__in=[*listed, *beside]).delete()
    bulk.insert(memberships, ("place", "area"), rows)
    wanted = {area.pk for area in listed}
    return {row for row in rows if row[1] in wanted}


def in_lsoas(areas: Collection[Area]) -> list[Membership]:
    """Find the places whose file names one of the LSOAs."""
    codes: dict[str, list[int]] = defaultdict(list)
    for area in areas:
        codes[area.code].append(area.pk)
    found = Place.objects.filter(lsoa_code__in=list(codes)).values_list("id", "lsoa_code")
    return [(key, area) for key, code in found for area in codes[code]]


def in_lines(areas: Collection[Area]) -> list[Membership]:
    """Find the places that lie within the lines of the areas."""
    gazetteer = Gazetteer(areas)
    if gazetteer.tree is None:
        return []
    points = Place.objects.filter(longitude__isnull=False).order_by("id")
    found = list(points.values_list("id", "longitude", "latitude"))
    areas_of = gazetteer.find([(x or 0.0, y or 0.0) for _, x, y in found])
    return [
        (key, area)
        for (key, _, _), of_point in zip(found, areas_of, strict=True)
        for area in of_point
    ]
