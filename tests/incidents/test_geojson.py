"""geojson.py: which polygons can be areas, and what is said of the others."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import geojson
from incidents.geojson import BadGeometry, plain, polygons_of

PIER = [[0.70, 51.53], [0.72, 51.53], [0.72, 51.55], [0.70, 51.55], [0.70, 51.53]]


def of(*rings: Any, kind: str = "Polygon") -> dict[str, Any]:
    return {"type": kind, "coordinates": list(rings)}


class TestPolygonsOf:
    @pytest.mark.parametrize(
        ("geometry", "said"),
        [
            (None, r"no geometry \(null\)"),
            ("Polygon", "not a Polygon or MultiPolygon, but None"),
            ({"type": "Point", "coordinates": [0.7, 51.5]}, "not a Polygon .* but Point"),
            ({"type": "Polygon"}, "cannot be read"),
            (of(), "holds no corners"),
            (of(kind="MultiPolygon"), "holds no corners"),
            (of([PIER], [], kind="MultiPolygon"), "holds no corners"),
            (of([]), "0 corners"),
            (of(PIER[:3]), "3 corners; 4 close a triangle"),
            (of(PIER[:4]), "open: it begins at 0.7, 51.53 and ends at 0.7, 51.55. Repeat its"),
            (of([["0.70", 51.53]]), "no pair of numbers"),
            (of([[0.70]]), "no pair of numbers"),
            (of([[math.nan, 51.53]]), "no pair of numbers"),
            (of([[True, False]]), "no pair of numbers"),
            (of([0.70, 51.53]), "cannot be read: 0.7 stands for a list"),
        ],
    )
    def test_refuses_what_is_no_polygon(self, geometry: object, said: str) -> None:
        with pytest.raises(BadGeometry, match=said):
            polygons_of(geometry)

    @pytest.mark.parametrize(
        ("corner", "said"),
        [
            ([51.53, 0.68], "outside the United Kingdom. Longitude and latitude look swapped"),
            ([0, 0], "outside the United Kingdom. Noughts stand for no position"),
            ([12.5, 40.0], "outside the United Kingdom. If its numbers are of another grid: save"),
            ([2.6, 51.45], r"has a minus: -2.6, 51.45\?"),
            ([100, 120], "not in degrees"),
            ([587000, 185000], r"looks like the British National Grid \(EPSG:27700\). Save"),
            ([75690.6, 6718000.2], r"looks like Web Mercator \(EPSG:3857\). Save"),
            ([-640000.0, 7000000.0], "looks like Web Mercator"),
            ([9e6, 9e6], "is not in degrees. Save the file in degrees"),
        ],
    )
    def test_refuses_a_corner_elsewhere_and_names_the_mend(
        self, corner: list[float], said: str
    ) -> None:
        ring = [*PIER[:2], corner, *PIER[2:]]

        with pytest.raises(BadGeometry, match=said):
            polygons_of(of(ring))

    @given(st.floats(-9, 2.5), st.floats(49, 61.5))
    def test_knows_every_place_of_the_kingdom_by_its_swapped_order(
        self, longitude: float, latitude: float
    ) -> None:
        assert geojson.why_not_here(longitude, latitude) == ""
        assert "swapped" in geojson.why_not_here(latitude, longitude)


class TestPlain:
    def test_leaves_heights_and_other_members_aside(self) -> None:
        high = {**of([[*corner, 12.0] for corner in PIER]), "bbox": [0, 0, 1, 1]}

        assert plain(high) == of(PIER)

    def test_keeps_holes_and_parts(self) -> None:
        hole = [[0.705, 51.535], [0.71, 51.535], [0.71, 51.54], [0.705, 51.535]]
        several = of([PIER, hole], [PIER], kind="MultiPolygon")

        assert plain(several) == several
