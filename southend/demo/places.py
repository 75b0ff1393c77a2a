"""Invented snap points for the demonstration's police data: the points at which rows are placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from southend.demo.areas import HOTSPOTS, TWIN_WARDS, WARDS, Point, corners_of

POINTS_A_WARD = 16
POINTS_A_HOTSPOT = 4
TREES = ("Alder", "Ash", "Beech", "Birch", "Cedar", "Elder", "Elm", "Fir", "Hazel", "Holly")
BIRDS = ("Curlew", "Dunlin", "Heron", "Lapwing", "Plover", "Redshank", "Sandpiper", "Tern", "Wren")
WAYS = ("Road", "Avenue", "Close", "Street", "Drive", "Gardens", "Way", "Lane")

WARD_SHARE: Mapping[str, int] = {
    "Milton": 17,
    "Victoria": 15,
    "Kursaal": 14,
    "St Luke's": 8,
    "Chalkwell": 6,
    "Prittlewell": 6,
    "Westborough": 6,
    "Shoeburyness": 5,
    "Blenheim Park": 4,
    "Leigh": 4,
    "Southchurch": 4,
    "West Shoebury": 3,
    "Belfairs": 2,
    "Eastwood Park": 2,
    "St Laurence": 2,
    "Thorpe": 2,
    "West Leigh": 1,
}
"""How the wards share what does not happen at a hotspot, by weight."""


@dataclass(frozen=True)
class SnapPoint:
    """A point at which published rows are placed, named as the publisher names such points."""

    longitude: str
    latitude: str
    name: str


def contains(corners: Sequence[Point], point: Point) -> bool:
    """Tell whether a point lies within a polygon, by counting crossings to the east."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def draw_points(
    random: Random, corners: Sequence[Point], n: int, names: Sequence[str]
) -> list[SnapPoint]:
    """Draw points within a polygon, away from its edges by rounding to six digits."""
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    points: list[SnapPoint] = []
    while len(points) < n:
        point = (round(random.uniform(west, east), 6), round(random.uniform(south, north), 6))
        if contains(corners, point):
            name = f"On or near {names[len(points) % len(names)]}"
            points.append(SnapPoint(f"{point[0]:.6f}", f"{point[1]:.6f}", name))
    return points


def street_names(random: Random, n: int) -> list[str]:
    """Invent names of streets, no two the same in one area."""
    names = [f"{first} {way}" for first in (*TREES, *BIRDS) for way in WAYS]
    return random.sample(names, n)


@dataclass(frozen=True)
class Points:
    """Every snap point, by ward, by hotspot, of the twin district, and in neither district."""

    wards: Mapping[str, list[SnapPoint]]
    hotspots: Mapping[str, list[SnapPoint]]
    twin: list[SnapPoint]
    elsewhere: list[SnapPoint]


def make_points(random: Random) -> Points:
    """Draw every snap point: those of hotspots carry the hotspot's name."""
    wards = {
        ward: draw_points(
            random, corners_of(ward), POINTS_A_WARD, street_names(random, POINTS_A_WARD)
        )
        for ward in WARDS
    }
    hotspots = {
        name: draw_points(random, corners, POINTS_A_HOTSPOT, [name])
        for name, corners in HOTSPOTS.items()
    }
    twin = [
        point
        for corners in TWIN_WARDS.values()
        for point in draw_points(random, corners, 8, street_names(random, 8))
    ]
    inland = ((0.55, 51.59), (0.61, 51.59), (0.61, 51.62), (0.55, 51.62))
    elsewhere = draw_points(random, inland, 12, street_names(random, 12))
    return Points(wards, hotspots, twin, elsewhere)
