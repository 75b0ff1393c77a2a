"""geometry.py: what can become an area, and in which of several areas a point lies."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, voronoi_polygons
from shapely.geometry import MultiPoint, box, mapping

from incidents.geojson import BadGeometry
from incidents.geometry import Gazetteer, why_warn
from incidents.models import Area, AreaKind

STEP = 0.01
WEST, SOUTH = 0.60, 51.50
REVIEWED = date(2024, 5, 2)


def ring(*corners: tuple[float, float]) -> list[list[float]]:
    return [list(corner) for corner in (*corners, corners[0])]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def square(column: int, row: int, *, wide: int = 1) -> dict[str, Any]:
    """Draw a square of a lattice, its corners the same numbers as its neighbours'."""
    west, east = WEST + STEP * column, WEST + STEP * (column + wide)
    south, north = SOUTH + STEP * row, SOUTH + STEP * (row + 1)
    return polygon(ring((west, south), (east, south), (east, north), (west, north)))


def ward(number: int, geometry: dict[str, Any], **more: Any) -> Area:
    fields = {"kind": AreaKind.WARD, "code": f"W{number:02}", "geometry": geometry} | more
    return Area(pk=number, **fields)


LATTICE = [ward(row * 4 + column, square(column, row)) for row in range(3) for column in range(4)]
ROUND = ring((0.70, 51.53), (0.72, 51.53), (0.72, 51.55), (0.70, 51.55))


class TestWhyWarn:
    @pytest.mark.parametrize(
        ("geometry", "said"),
        [
            (
                polygon(ring((0.68, 51.53), (0.72, 51.53), (0.68, 51.53))),
                "encloses no ground: its corners lie on one line or in one point",
            ),
            (polygon(ring((0.68, 51.53), (0.7, 51.54), (0.72, 51.55))), "encloses no ground"),
            (polygon(ring((0.68, 51.53), (0.68, 51.53), (0.68, 51.53))), "encloses no ground"),
            (
                polygon(ring((0.68, 51.53), (0.72, 51.55), (0.72, 51.53), (0.68, 51.55))),
                r"crosses itself or another at 0.7, 51.54. .* Fix geometries",
            ),
            (
                polygon(ROUND, ring((0.80, 51.53), (0.81, 51.53), (0.81, 51.54))),
                "hole lies outside its polygon",
            ),
            (
                {"type": "MultiPolygon", "coordinates": [[ROUND], [ROUND]]},
                "crosses itself or another|lies within another",
            ),
        ],
    )
    def test_refuses_what_encloses_no_certain_ground(
        self, geometry: dict[str, Any], said: str
    ) -> None:
        with pytest.raises(BadGeometry, match=said):
            why_warn(geometry)

    def test_says_that_a_ring_meets_itself(self) -> None:
        meets = ring((0.70, 51.53), (0.71, 51.54), (0.72, 51.53), (0.72, 51.55), (0.71, 51.54))

        assert "a ring meets itself at 0.71, 51.54" in why_warn(polygon([*meets[:5], meets[0]]))

    def test_says_nothing_of_a_small_area(self) -> None:
        small = ring((0.70, 51.53), (0.7001, 51.53), (0.7001, 51.5301))

        assert why_warn(polygon(small)) == ""


def found(areas: Iterable[Area], *points: tuple[float, float]) -> list[list[int]]:
    return [sorted(keys) for keys in Gazetteer(list(areas)).find(list(points))]


def halves(first: int, last: int) -> st.SearchStrategy[float]:
    """Draw steps of half a square: corners, borders and middles."""
    return st.integers(first * 2, last * 2).map(lambda steps: steps / 2)


class TestGazetteer:
    @given(halves(0, 4), halves(0, 3), st.permutations(LATTICE))
    def test_finds_every_point_of_a_lattice_in_one_ward_whatever_their_order(
        self, column: float, row: float, wards: list[Area]
    ) -> None:
        point = (WEST + STEP * column, SOUTH + STEP * row)

        once = found(wards, point)

        assert [len(keys) for keys in once] == [1]
        assert once == found(LATTICE, point)

    @given(
        st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=3, unique=True),
        st.floats(0, 1),
    )
    def test_finds_every_corner_and_border_of_a_tessellation_in_one_ward(
        self, seeds: list[tuple[int, int]], along: float
    ) -> None:
        whole = box(0.5, 51.3, 1.0, 51.8)
        points = MultiPoint([(0.5 + x / 80, 51.3 + y / 80) for x, y in seeds])
        cells = list(voronoi_polygons(points, extend_to=whole).geoms)
        wards = [ward(number, mapping(cell)) for number, cell in enumerate(cells)]
        rings = [[(x, y) for x, y in cell.exterior.coords] for cell in cells]
        corners = [corner for each in rings for corner in each]
        between = [
            (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1]))
            for each in rings
            for a, b in pairwise(each)
        ]
        edge = voronoi_polygons(points, extend_to=whole).convex_hull
        within = [point for point in between if edge.contains(Point(point))]

        assert {len(keys) for keys in found(wards, *corners, *within)} == {1}

    def test_gives_a_border_to_the_lower_code(self) -> None:
        border = (WEST + STEP, SOUTH + STEP / 2)

        assert found(LATTICE[:2], border) == [[0]]
        assert found([ward(9, square(0, 0), code="W99"), LATTICE[1]], border) == [[1]]

    def test_keeps_a_point_on_the_outer_edge(self) -> None:
        assert found([LATTICE[0]], (WEST + STEP, SOUTH), (WEST, SOUTH + STEP)) == [[0], [0]]

    def test_leaves_wards_that_share_no_day_both(self) -> None:
        border, before = (WEST + STEP, SOUTH + STEP / 2), {"valid_to": REVIEWED}
        old = ward(20, square(0, 0), **before), ward(21, square(1, 0), **before)
        new = (
            ward(22, square(0, 0), valid_from=REVIEWED),
            ward(23, square(1, 0), valid_from=REVIEWED),
        )

        assert found([*old, *new], border) == [[20, 22]]

    def test_leaves_ground_that_two_wards_claim_in_both(self) -> None:
        wide = ward(1, square(0, 0, wide=2))

        assert found([wide, LATTICE[0]], (WEST + STEP / 2, SOUTH + STEP / 2)) == [[0, 1]]

    def test_prefers_the_ward_in_whose_midst_a_point_lies(self) -> None:
        wide = ward(50, square(0, 0, wide=2))

        assert found([wide, LATTICE[0]], (WEST + STEP, SOUTH + STEP / 2)) == [[50]]

    @pytest.mark.parametrize(("kind", "n"), [(AreaKind.BEAT, 1), (AreaKind.HOTSPOT, 2)])
    def test_divides_beats_and_lets_hotspots_touch(self, kind: AreaKind, n: int) -> None:
        pair = [ward(number, square(number, 0), kind=kind) for number in range(2)]

        assert [len(keys) for keys in found(pair, (WEST + STEP, SOUTH + STEP / 2))] == [n]

    def test_knows_a_ward_and_a_beat_apart(self) -> None:
        pair = [ward(0, square(0, 0)), ward(1, square(1, 0), kind=AreaKind.BEAT)]

        assert found(pair, (WEST + STEP, SOUTH + STEP / 2)) == [[0, 1]]
