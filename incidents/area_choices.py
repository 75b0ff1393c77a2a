"""Areas that may be chosen for a record."""

from collections.abc import Iterable
from datetime import date

from accounts.models import District
from incidents.models import Area, AreaKind

NAMED = (AreaKind.HOTSPOT, AreaKind.BEAT, AreaKind.WARD)
"""Kinds of area that officers know by name; statistical areas are not chosen by hand."""


def areas_to_choose(
    district: District,
    day: date,
    *,
    kinds: Iterable[AreaKind] = NAMED,
    held: Iterable[Area | None] = (),
) -> list[Area]:
    """Read the areas of a district in force on a day, and those that the record holds already.

    Shape: in the order of the kinds given, by name; held areas of other kinds last.
    """
    order = list(kinds)
    keys = [area.pk for area in held if area is not None]
    standing = Area.objects.filter(district=district, kind__in=order).valid_on(day)
    rows = standing | Area.objects.filter(district=district, pk__in=keys)
    return sorted(
        rows,
        key=lambda area: (order.index(AreaKind(area.kind)) if area.kind in order else 9, area.name),
    )


def in_kinds(area: Area) -> str:
    """Give the heading under which an area is offered."""
    return f"{AreaKind(area.kind).label}s"


def with_kind(area: Area) -> str:
    """Name an area with its kind, where areas of several kinds stand in one list."""
    return f"{area.name} ({AreaKind(area.kind).label.lower()})"
