"""Points in polygons. Imports shapely: for workers and commands, never for the web process."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from shapely import STRtree, make_valid, points
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from incidents.geojson import BadGeometry, polygons_of
from incidents.models import Area, AreaKind

BY_POINT = (AreaKind.WARD, AreaKind.BEAT, AreaKind.HOTSPOT)
TILES = frozenset({AreaKind.WARD, AreaKind.BEAT})
"""The kinds that divide the ground: a point lies in one of each on a day. docs/adr/0024."""

METRES = 111_320
"""Of one degree of latitude."""
SMALLEST = 1.0
"""Square metres: what is smaller is a line that was meant to be an area."""
TOUCHES = "Ring Self-intersection"
MENDS = {
    "Self-intersection": "A ring crosses itself or another",
    "Hole lies outside shell": "A hole lies outside its polygon",
    "Holes are nested": "A hole lies in another hole",
    "Nested shells": "A polygon lies within another of the same area",
    "Interior is disconnected": "A hole cuts its polygon in two",
}
"""What the library calls a fault, and what it is called here."""


def polygon(geometry: Mapping[str, Any] | None) -> BaseGeometry:
    """Make a valid polygon of a GeoJSON geometry that was accepted when it was drawn.

    Raises: BadGeometry.
    """
    try:
        return make_valid(shape(dict(geometry or {})))
    except (ShapelyError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise BadGeometry(f"The geometry cannot be read: {error}") from error


def why_warn(geometry: object) -> str:
    """Say what to warn of a geometry that is to become an area, or nothing.

    Raises: BadGeometry, where it cannot become one.
    """
    polygons = polygons_of(geometry)
    rings = [ring for polygon in polygons for ring in polygon]
    if any(square_metres(make_valid(Polygon(ring))) < SMALLEST for ring in rings):
        raise BadGeometry(
            "A ring encloses no ground: its corners lie on one line or in one point. "
            "Draw it anew, or leave it out of the file."
        )
    as_it_stands = MultiPolygon([(shell, holes) for shell, *holes in polygons])
    fault, _, where = explain_validity(as_it_stands).partition("[")
    at = f" at {where.rstrip(']').replace(' ', ', ')}" if where else ""
    if fault == TOUCHES:
        return f"a ring meets itself{at}; the ground it encloses is read"
    if fault == "Valid Geometry":
        return ""
    said = MENDS.get(fault, f"The polygon is not valid ({fault})")
    raise BadGeometry(f"{said}{at}. Mend it where it was drawn: in QGIS by Fix geometries.")


def square_metres(ground: BaseGeometry) -> float:
    """Measure ground in degrees, near enough to compare areas of one district."""
    south = 0.0 if ground.is_empty else ground.bounds[1]
    return float(ground.area) * METRES * METRES * math.cos(math.radians(south))


class Tile(NamedTuple):
    """What deciding between areas that share a border goes by; days as text that sorts."""

    kind: str
    code: str
    first: str
    end: str
    area_id: int

    @classmethod
    def of(cls, area: Area) -> "Tile":
        """Read it from an area."""
        first, end = area.valid_from, area.valid_to
        days = first.isoformat() if first else "", end.isoformat() if end else "~"
        return cls(area.kind, area.code, *days, area.pk)

    def rivals(self, other: "Tile") -> bool:
        """Tell whether a point may not lie in both: areas of one kind that share a day."""
        return self.kind == other.kind and self.first < other.end and other.first < self.end


class Gazetteer:
    """Find the wards, beats and hotspots that points fall in.

    A point on the edge of an area lies in it. On the border of several wards, or of several beats,
    that are in force on one day it lies in one: that of the lowest code, whichever came first; and
    where it lies in the midst of one and on the edge of others, in the first. ADR 0024.
    """

    def __init__(self, areas: Iterable[Area] | None = None) -> None:
        listed = list(
            Area.objects.filter(kind__in=BY_POINT).order_by("id") if areas is None else areas
        )
        self.tiles = [Tile.of(area) for area in listed]
        self.wards = {area.pk for area in listed if area.kind == AreaKind.WARD}
        self.polygons = [polygon(area.geometry) for area in listed]
        self.tree = STRtree(self.polygons) if listed else None

    def find(self, coordinates: Sequence[tuple[float, float]]) -> list[list[int]]:
        """Give the keys of the areas of each point, in the order of the points."""
        found: list[list[int]] = [[] for _ in coordinates]
        if self.tree is None or not coordinates:
            return found
        pairs = self.tree.query(points(np.array(coordinates)), predicate="intersects")
        for point, number in zip(*pairs.tolist(), strict=True):
            found[point].append(number)
        return [
            [self.tiles[number].area_id for number in self.settled(numbers, coordinates[point])]
            for point, numbers in enumerate(found)
        ]

    def settled(self, numbers: list[int], coordinates: tuple[float, float]) -> list[int]:
        """Leave a point in one of the areas that share a border there."""
        tiles = [number for number in numbers if self.tiles[number].kind in TILES]
        if not any(self.rival(one, other) for one in tiles for other in tiles if one < other):
            return numbers
        point = Point(coordinates)
        inside = {number for number in tiles if self.polygons[number].contains(point)}
        kept: set[int] = set(inside)
        for number in sorted(set(tiles) - inside, key=lambda number: self.tiles[number]):
            if not any(self.rival(number, other) for other in kept):
                kept.add(number)
        return [number for number in numbers if number not in tiles or number in kept]

    def rival(self, one: int, other: int) -> bool:
        """Tell whether a point may not lie in both of two areas."""
        return self.tiles[one].rivals(self.tiles[other])
