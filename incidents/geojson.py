"""The corners of a GeoJSON polygon, and why they cannot be those of an area. Pure.

RFC 7946: longitude first, WGS84, each ring ends where it begins.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from incidents.police_csv import EAST, NORTH, SOUTH, WEST

Corner: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Corner]

FEWEST_CORNERS = 4
"""A triangle, with its first corner repeated at the end."""
GRID_EAST, GRID_NORTH = 800_000, 1_400_000
"""How far the British National Grid reaches, in metres."""
MERCATOR = (-1_100_000, 300_000, 6_200_000, 8_900_000)
"""West, east, south and north of the United Kingdom in metres of Web Mercator."""
SAVE = "Save the file in degrees of longitude and latitude (WGS84, EPSG:4326)."


class BadGeometry(ValueError):
    """A geometry that is no polygon in the United Kingdom; the message names the mend."""


def polygons_of(geometry: object) -> list[list[Ring]]:
    """Read the polygons of a GeoJSON geometry, each as its outer ring and its holes.

    Raises: BadGeometry, unless every ring is closed and in the United Kingdom.
    """
    if geometry is None:
        raise BadGeometry("It has no geometry (null). Draw it, or leave it out of the file.")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if not isinstance(geometry, Mapping) or kind not in ("Polygon", "MultiPolygon"):
        raise BadGeometry(
            f"The geometry is not a Polygon or MultiPolygon, but {kind}. Save it as polygons."
        )
    coordinates = geometry.get("coordinates")
    listed = [coordinates] if kind == "Polygon" else in_list(coordinates)
    polygons = [[ring_of(ring) for ring in in_list(polygon)] for polygon in listed]
    if not polygons or not all(polygons):
        raise BadGeometry("The geometry holds no corners. Draw it, or leave it out of the file.")
    return polygons


def plain(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """Write a geometry with nothing but its corners: heights and foreign members are left aside."""
    polygons = [
        [[list(each) for each in ring] for ring in rings] for rings in polygons_of(geometry)
    ]
    is_one = geometry["type"] == "Polygon"
    return {"type": geometry["type"], "coordinates": polygons[0] if is_one else polygons}


def in_list(value: object) -> Sequence[Any]:
    """Take a list as one.

    Raises: BadGeometry.
    """
    if not isinstance(value, list):
        raise BadGeometry(f"The geometry cannot be read: {value!r:.40} stands for a list.")
    return value


def ring_of(listed: object) -> Ring:
    """Read one ring: at least a triangle, closed, every corner in the United Kingdom.

    Raises: BadGeometry.
    """
    ring = [corner_of(position) for position in in_list(listed)]
    for corner in ring:
        why_not = why_not_here(*corner)
        if why_not:
            raise BadGeometry(why_not)
    if len(ring) < FEWEST_CORNERS:
        raise BadGeometry(f"A ring has {len(ring)} corners; {FEWEST_CORNERS} close a triangle.")
    if ring[0] != ring[-1]:
        raise BadGeometry(
            f"A ring is open: it begins at {words(ring[0])} and ends at {words(ring[-1])}. "
            "Repeat its first corner as the last."
        )
    return ring


def corner_of(position: object) -> Corner:
    """Read one corner; a height is left aside.

    Raises: BadGeometry.
    """
    pair = in_list(position)[:2]
    numbers = [float(value) for value in pair if type(value) in (int, float)]
    if len(numbers) < 2 or not all(math.isfinite(value) for value in numbers):
        raise BadGeometry(f"The geometry cannot be read: {position!r:.40} is no pair of numbers.")
    return numbers[0], numbers[1]


def why_not_here(x: float, y: float) -> str:
    """Say why a corner is none of an area in the United Kingdom, and what to do; or nothing."""
    if is_british(x, y):
        return ""
    said = f"The corner {words((x, y))}"
    if abs(x) > 180 or abs(y) > 90:
        return f"{said} is not in degrees{resembles(x, y)}. {SAVE}"
    outside = f"{said} lies outside the United Kingdom."
    if is_british(y, x):
        return f"{outside} Longitude and latitude look swapped: write longitude first."
    if is_british(-x, y):
        return f"{outside} West of Greenwich a longitude has a minus: {words((-x, y))}?"
    if x == y == 0:
        return f"{outside} Noughts stand for no position: draw the area, or leave it out."
    return f"{outside} If its numbers are of another grid: s{SAVE[1:]}"


def is_british(longitude: float, latitude: float) -> bool:
    """Tell whether a point lies within the bounds of the United Kingdom."""
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def resembles(x: float, y: float) -> str:
    """Name the grid that a corner seems to be of."""
    west, east, south, north = MERCATOR
    if west <= x <= east and south <= y <= north:
        return ": it looks like Web Mercator (EPSG:3857)"
    if 0 <= x <= GRID_EAST and 0 <= y <= GRID_NORTH:
        return ": it looks like the British National Grid (EPSG:27700)"
    return ""


def words(corner: Corner) -> str:
    """Write a corner as it stands in the file."""
    return ", ".join(f"{value:.10g}" for value in corner)
