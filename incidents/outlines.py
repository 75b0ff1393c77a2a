"""On which days a district has areas, and of which outline it was. Knows no geometry. ADR 0025."""

from collections.abc import Iterable
from datetime import date

from accounts.models import District
from incidents.areas import GIVE_DISTRICTS
from incidents.models import Area, Outline, SucceedingKind, Succession


def months_without_areas(
    district: District, months: Iterable[date], using: str
) -> tuple[date, ...]:
    """List the months on whose first day no ward and no LSOA of the district is in force.

    No row can lie in the district then (incidents.districts): nought would be no count.
    """
    areas = Area.objects.using(using).filter(district=district, kind__in=GIVE_DISTRICTS)
    days = set(areas.values_list("valid_from", "valid_to"))

    def has_areas(month: date) -> bool:
        return any(
            (first is None or first <= month) and (end is None or month < end)
            for first, end in days
        )

    return tuple(sorted(month for month in set(months) if not has_areas(month)))


def outlines_of(district: District, using: str) -> list[tuple[int, date | None, date | None]]:
    """List the stretches of days of each outline: number, first day, first day no longer."""
    rows = Outline.objects.using(using).filter(district=district)
    found = rows.values_list("number", "valid_from", "valid_to")
    return sorted(found, key=lambda row: row[1] or date.min)


def successions_of(district: District, using: str) -> list[tuple[str, str, str, date]]:
    """List what follows what in a district: kind, code, successor and its first day."""
    rows = Succession.objects.using(using).filter(district=district)
    names = ("kind", "code", "successor", "day")
    return list(rows.order_by("day", "kind", "code", "successor").values_list(*names))


def before(district: District, using: str) -> list[str]:
    """Name the councils that the district follows, by their keys."""
    rows = Succession.objects.using(using).filter(
        kind=SucceedingKind.COUNCIL, successor=district.slug
    )
    return sorted(rows.values_list("code", flat=True))
