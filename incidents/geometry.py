"""Points in polygons. Imports shapely: for workers and commands, never for the web process."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from shapely import STRtree, make_valid, points
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from incidents.models import Area, AreaKind

BY_POINT = (AreaKind.WARD, AreaKind.BEAT, AreaKind.HOTSPOT)


class BadGeometry(ValueError):
    """A geometry that is no polygon on the globe."""


def polygon(geometry: Mapping[str, Any] | None) -> BaseGeometry:
    """Make a valid polygon of a GeoJSON geometry.

    Raises: BadGeometry.
    """
    if not geometry or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadGeometry("The geometry is not a Polygon or MultiPolygon")
    try:
        made = make_valid(shape(dict(geometry)))
    except (ShapelyError, ValueError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise BadGeometry(f"The geometry cannot be read: {error}") from error
    west, south, east, north = made.bounds if not made.is_empty else (999.0, 0.0, 0.0, 0.0)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadGeometry("The geometry is not in degrees of longitude and latitude")
    return made


class Gazetteer:
    """Find the wards, beats and hotspots that points fall in; a point on the edge falls in."""

    def __init__(self, areas: Iterable[Area] | None = None) -> None:
        listed = list(
            Area.objects.filter(kind__in=BY_POINT).order_by("id") if areas is None else areas
        )
        self.area_ids = [area.pk for area in listed]
        self.wards = {area.pk for area in listed if area.kind == AreaKind.WARD}
        self.tree = STRtree([polygon(area.geometry) for area in listed]) if listed else None

    def find(self, coordinates: Sequence[tuple[float, float]]) -> list[list[int]]:
        """Give the keys of the areas of each point, in the order of the points."""
        found: list[list[int]] = [[] for _ in coordinates]
        if self.tree is None or not coordinates:
            return found
        pairs = self.tree.query(points(np.array(coordinates)), predicate="intersects")
        for point, area in zip(*pairs.tolist(), strict=True):
            found[point].append(self.area_ids[area])
        return found
