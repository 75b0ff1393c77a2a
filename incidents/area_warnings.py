"""What an import of areas warns of: areas that hold nothing, and ground that lies in two."""

from collections.abc import Collection, Iterator, Sequence

from shapely import STRtree

from accounts.models import District
from accounts.wording import listed, long_date
from incidents.geometry import TILES, Tile, polygon
from incidents.models import Area, AreaKind, Incident

MOST_NAMED = 5
SLIVER = 0.01
"""Of the smaller of two areas: less is how neighbours are drawn and no overlap."""


def named(area: Area) -> str:
    """Name an area with its code."""
    return f"{area.name} ({area.code})"


def some(names: Sequence[str]) -> str:
    """List the first names, and say how many there are more."""
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], f"{more} more"] if more > 0 else list(names))


def of_nothing(areas: Sequence[Area], holding: Collection[int], district: District) -> list[str]:
    """Name the areas of a file that hold no place, though places of the force are held."""
    empty = [area for area in areas if area.pk not in holding]
    rows = Incident.objects.filter(force=district.force_id)
    if areas[0].kind == AreaKind.LSOA:
        rows = rows.filter(place__lsoa_code__gt="")
    else:
        rows = rows.filter(place__longitude__isnull=False)
    if not empty or not rows.exists():
        return []
    held = f"though places of {district.force.name} are held"
    if len(empty) == len(areas):
        whole = f"None of the areas of the file holds a place, {held}: {some(names_of(empty))}."
        return [f"{whole} Do they lie in {district.name}, and is the code field the right one?"]
    verb = "holds" if len(empty) == 1 else "hold"
    return [f"{some(names_of(empty))} {verb} no place, {held}. Look at them on the map of areas."]


def names_of(areas: Sequence[Area]) -> list[str]:
    """Name areas with their codes."""
    return [named(area) for area in areas]


def of_overlaps(areas: Sequence[Area]) -> list[str]:
    """Name the pairs of wards, or of beats, that share ground on a day; one of each is given."""
    kinds = {area.kind for area in areas if area.kind in TILES}
    found = [sentence(*pair) for pair in overlaps(areas, kinds)]
    more = len(found) - MOST_NAMED
    return [*found[:MOST_NAMED], f"{more} more pairs overlap."] if more > 0 else found


def overlaps(areas: Sequence[Area], kinds: Collection[str]) -> Iterator[tuple[Area, Area]]:
    """Find the pairs of areas in force on one day that share more ground than a sliver."""
    beside = list(Area.objects.filter(kind__in=kinds).order_by("code", "id"))
    grounds = [polygon(area.geometry) for area in beside]
    tree, given = STRtree(grounds), {area.pk for area in areas}
    for number, (area, ground) in enumerate(zip(beside, grounds, strict=True)):
        if area.pk not in given:
            continue
        for other in sorted(tree.query(ground, predicate="intersects").tolist()):
            twice = beside[other].pk in given and other <= number
            if twice or not Tile.of(area).rivals(Tile.of(beside[other])) or other == number:
                continue
            shared = ground.intersection(grounds[other]).area
            if shared > SLIVER * min(ground.area, grounds[other].area):
                yield area, beside[other]


def sentence(area: Area, other: Area) -> str:
    """Say that two areas share ground on a day."""
    first = max((day for day in (area.valid_from, other.valid_from) if day), default=None)
    since = f" from {long_date(first)} on" if first else ""
    kind = AreaKind(area.kind).label.lower()
    return (
        f"{named(area)} and {named(other)} overlap, and both are in force{since}: what lies in "
        f"both counts in each {kind}. End one of them on the Records desk."
    )
