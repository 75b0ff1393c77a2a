"""The demonstration's areas: drawn by hand, approximate, no copy of any published boundary.

Neighbouring wards share their corners, so that no gap lies between them.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from accounts.models import District, Officer
from incidents import drawing
from incidents.models import Area, AreaKind

Point: TypeAlias = tuple[float, float]

CORNERS: Mapping[str, Point] = {
    "n2": (0.633, 51.576),
    "n3": (0.663, 51.575),
    "n4": (0.690, 51.574),
    "n5": (0.709, 51.570),
    "n6": (0.738, 51.567),
    "n7": (0.770, 51.559),
    "n8": (0.787, 51.552),
    "n9": (0.818, 51.545),
    "a1": (0.632, 51.562),
    "a2": (0.658, 51.562),
    "a3": (0.680, 51.561),
    "a4": (0.708, 51.561),
    "b0": (0.626, 51.549),
    "b1": (0.632, 51.550),
    "b2": (0.656, 51.549),
    "b3": (0.677, 51.548),
    "b4": (0.696, 51.551),
    "b5": (0.706, 51.551),
    "b6": (0.720, 51.550),
    "b7": (0.738, 51.547),
    "c1": (0.645, 51.549),
    "c2": (0.668, 51.547),
    "c3": (0.678, 51.544),
    "c4": (0.696, 51.543),
    "c5": (0.716, 51.541),
    "c6": (0.722, 51.541),
    "c7": (0.735, 51.542),
    "c8": (0.768, 51.539),
    "d1": (0.626, 51.541),
    "d2": (0.645, 51.539),
    "d3": (0.668, 51.538),
    "d4": (0.692, 51.535),
    "d5": (0.704, 51.534),
    "d6": (0.717, 51.533),
    "d7": (0.735, 51.531),
    "d8": (0.752, 51.529),
    "d9": (0.768, 51.525),
    "e1": (0.787, 51.521),
    "e2": (0.795, 51.522),
    "e3": (0.803, 51.530),
}

WARDS: Mapping[str, str] = {
    "Belfairs": "b1 a1 a2 b2 c1",
    "Blenheim Park": "b2 a2 a3 b3 c2",
    "Chalkwell": "d3 c2 b3 c3 c4 d4",
    "Eastwood Park": "a1 n2 n3 a2",
    "Kursaal": "d6 c5 c6 c7 d7",
    "Leigh": "d2 c1 b2 c2 d3",
    "Milton": "d4 c4 c5 d6 d5",
    "Prittlewell": "b3 a3 a4 b5 b4",
    "Shoeburyness": "e1 n8 n9 e3 e2",
    "Southchurch": "c7 b7 n6 n7 c8",
    "St Laurence": "a2 n3 n4 n5 a4 a3",
    "St Luke's": "b5 a4 n5 n6 b7 c7 c6 b6",
    "Thorpe": "d7 c7 c8 d9 d8",
    "Victoria": "c4 b4 b5 b6 c6 c5",
    "West Leigh": "d1 b0 b1 c1 d2",
    "West Shoebury": "d9 c8 n7 n8 e1",
    "Westborough": "c3 b3 b4 c4",
}

HOTSPOTS: Mapping[str, Sequence[Point]] = {
    "Marine Parade": ((0.718, 51.5337), (0.7285, 51.5336), (0.730, 51.5346), (0.718, 51.5346)),
    "High Street": ((0.7125, 51.535), (0.7137, 51.535), (0.7132, 51.5398), (0.712, 51.5398)),
    "York Road": ((0.7148, 51.5366), (0.7205, 51.5362), (0.7205, 51.537), (0.7148, 51.5374)),
    "Western Esplanade": ((0.696, 51.5349), (0.708, 51.5344), (0.708, 51.5354), (0.696, 51.5358)),
    "Hamlet Court Road": (
        (0.6912, 51.5385),
        (0.6922, 51.5385),
        (0.6928, 51.5425),
        (0.6918, 51.5425),
    ),
    "Southchurch Road": ((0.722, 51.5392), (0.7345, 51.5388), (0.7345, 51.5396), (0.722, 51.54)),
}

TWIN_WARDS: Mapping[str, Sequence[Point]] = {
    "Fryerns": ((0.470, 51.572), (0.498, 51.572), (0.498, 51.586), (0.470, 51.586)),
    "Laindon Park": ((0.420, 51.572), (0.445, 51.572), (0.445, 51.590), (0.420, 51.590)),
    "Pitsea North": ((0.498, 51.566), (0.525, 51.566), (0.525, 51.580), (0.498, 51.580)),
}
"""A few wards of the second district, so that separation can be seen."""


def slug_of(name: str) -> str:
    """Spell a name as a code."""
    return name.lower().replace("'", "").replace(" ", "-")


def corners_of(ward: str) -> tuple[Point, ...]:
    """List the corners of a ward in order."""
    return tuple(CORNERS[corner] for corner in WARDS[ward].split())


def polygon(corners: Sequence[Point]) -> dict[str, object]:
    """Close the ring and give it as GeoJSON."""
    ring = [list(corner) for corner in (*corners, corners[0])]
    return {"type": "Polygon", "coordinates": [ring]}


def feature_collection(areas: Mapping[str, Sequence[Point]]) -> dict[str, object]:
    """Give areas as GeoJSON, with code and name."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": slug_of(name), "name": name},
            "geometry": polygon(corners),
        }
        for name, corners in areas.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def make_areas(*, district: District, twin: District, by: Officer, at: datetime) -> dict[str, Area]:
    """Import wards and hotspots of the district, and wards of the twin; give them by name."""
    wards = {ward: corners_of(ward) for ward in WARDS}
    files = (
        (district, AreaKind.WARD, wards),
        (district, AreaKind.HOTSPOT, HOTSPOTS),
        (twin, AreaKind.WARD, TWIN_WARDS),
    )
    with TemporaryDirectory() as folder:
        for owner, kind, drawn in files:
            path = Path(folder) / f"{owner.slug}-{kind.value}.geojson"
            path.write_text(json.dumps(feature_collection(drawn)))
            drawing.import_areas(
                file=drawing.AreaFile(
                    path=path,
                    kind=kind,
                    code_field="code",
                    name_field="name",
                    approximate=True,
                ),
                district=owner,
                by=by,
                at=at,
            )
    return {area.name: area for area in Area.objects.all()}
