"""The ground that areas cover together. Knows geometry: for workers and commands only. ADR 0025."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from django.db import transaction
from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from incidents.areas import GIVE_DISTRICTS
from incidents.geometry import polygon
from incidents.models import Area, AreaKind, Outline

TOLERANCE = 0.01
"""Of the larger of two grounds: less is how lines are drawn, more is another ground."""

Grounds = Mapping[str, BaseGeometry]
"""The ground of each kind of area in force, by the kind."""


def ground_of(areas: Iterable[Area]) -> BaseGeometry:
    """Draw the ground that areas cover together."""
    return unary_union([polygon(area.geometry) for area in areas])


def is_same(one: BaseGeometry, other: BaseGeometry, *, within: float = TOLERANCE) -> bool:
    """Tell whether two grounds are the same but for how their lines are drawn."""
    differs = float(one.symmetric_difference(other).area)
    return differs <= within * max(one.area, other.area)


def survey(district_ids: Iterable[int]) -> None:
    """Find anew in which stretches of days the districts had which outline."""
    for district_id in set(district_ids):
        areas = Area.objects.filter(district=district_id, kind__in=GIVE_DISTRICTS)
        found = list(stretches(list(areas.order_by("id"))))
        with transaction.atomic():
            Outline.objects.filter(district=district_id).delete()
            Outline.objects.bulk_create(
                Outline(district_id=district_id, number=number, valid_from=first, valid_to=end)
                for number, first, end in found
            )


def stretches(areas: Sequence[Area]) -> Iterator[tuple[int, date | None, date | None]]:
    """Give each stretch of days with one outline: its number, first day and first day no longer."""
    days = sorted({day for area in areas for day in (area.valid_from, area.valid_to) if day})
    seen: list[Grounds] = []
    open_since: tuple[int, date | None] | None = None
    for first, _ in pairwise([None, *days, None]):
        number = numbered(grounds_on(areas, first), seen)
        if open_since is not None and open_since[0] != number:
            yield (*open_since, first)
            open_since = None
        if number is not None and open_since is None:
            open_since = (number, first)
    if open_since is not None:
        yield (*open_since, None)


def numbered(grounds: Grounds, seen: list[Grounds]) -> int | None:
    """Give the number of an outline among those that were seen before, from 1; none of no areas."""
    if not grounds:
        return None
    for number, before in enumerate(seen, start=1):
        if is_same(*comparable(before, grounds)):
            return number
    seen.append(grounds)
    return len(seen)


def comparable(one: Grounds, other: Grounds) -> tuple[BaseGeometry, BaseGeometry]:
    """Choose what two outlines are compared by: LSOAs if both have them, then wards.

    Wards may reach into the sea where LSOAs end at the coast.
    """
    for kind in (AreaKind.LSOA, AreaKind.WARD):
        if kind in one and kind in other:
            return one[kind], other[kind]
    return unary_union(list(one.values())), unary_union(list(other.values()))


def grounds_on(areas: Sequence[Area], first: date | None) -> Grounds:
    """Draw what the areas of each kind in force cover; without a day, before all days."""
    there: dict[str, list[Area]] = {}
    for area in areas:
        begun = area.valid_from is None or (first is not None and area.valid_from <= first)
        if begun and (area.valid_to is None or first is None or area.valid_to > first):
            there.setdefault(area.kind, []).append(area)
    return {kind: ground_of(each) for kind, each in there.items()}
