"""What maps draw of areas, and where an area lies in words. Knows no geometry but its corners."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accounts.wording import MINUS, count
from incidents.models import Area


def feature(area: Area, *, chosen: bool, name: str | None = None) -> dict[str, Any]:
    """Make one area of a map; its name, or another for it, is printed on it."""
    return {
        "type": "Feature",
        "geometry": area.geometry,
        "properties": {"name": area.name if name is None else name, "chosen": chosen},
    }


def source_of(areas: Sequence[Area]) -> str:
    """Say where the lines of a map are from."""
    by_hand = sum(area.approximate for area in areas)
    if by_hand == len(areas):
        return "All areas are drawn by hand and approximate."
    words = "Ward boundaries: Office for National Statistics, Open Government Licence v3.0."
    return f"{count(by_hand, 'area')} drawn by hand and approximate. {words}" if by_hand else words


def corners(coordinates: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401 - GeoJSON nests lists
    """Walk every corner of a GeoJSON geometry."""
    if coordinates and isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from corners(part)


def extent(geometry: Mapping[str, Any]) -> str:
    """Say from where to where a geometry reaches, in degrees."""
    found = list(corners(geometry.get("coordinates") or ()))
    if not found:
        return "It has no lines."
    west, east = min(x for x, _ in found), max(x for x, _ in found)
    south, north = min(y for _, y in found), max(y for _, y in found)
    return f"Longitude {degrees(west, east)}, latitude {degrees(south, north)} (WGS84)."


def degrees(first: float, last: float) -> str:
    """Write two coordinates to about ten metres."""
    return " to ".join(f"{value:.4f}".replace("-", MINUS) for value in (first, last))
