"""grounds.py and outlines.py: which outline a district had on which days."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accounts.models import District, Officer
from incidents import areas, grounds, outlines, redistricting
from incidents.drawing import AreaFile
from incidents.models import Area, AreaKind, Outline
from tests.incidents.published import AT
from tests.incidents.test_drawing import REVIEWED, draw, geojson, square

BEFORE = date(2024, 1, 1)
NEXT = date(2025, 5, 1)
PIER, CLIFF = square(0.70, 51.53), square(0.72, 51.53)
Stretches = list[tuple[int, date | None, date | None]]


def area(geometry: dict[str, Any], kind: AreaKind = AreaKind.WARD, **days: Any) -> Area:
    return Area(kind=kind, geometry=geometry, **days)


class TestStretches:
    @pytest.mark.parametrize(
        ("drawn", "found"),
        [
            pytest.param([], [], id="no areas"),
            pytest.param([area(PIER)], [(1, None, None)], id="one for ever"),
            pytest.param(
                [area(PIER), area(CLIFF, valid_from=REVIEWED)],
                [(1, None, REVIEWED), (2, REVIEWED, None)],
                id="a ward comes",
            ),
            pytest.param(
                [area(PIER, valid_to=REVIEWED), area(PIER, valid_from=REVIEWED)],
                [(1, None, None)],
                id="a new code on the same ground",
            ),
            pytest.param(
                [
                    area(square(0.70, 51.53, 0.04), valid_to=REVIEWED),
                    *(
                        area(square(x, y), valid_from=REVIEWED)
                        for x in (0.70, 0.72)
                        for y in (51.53, 51.55)
                    ),
                ],
                [(1, None, None)],
                id="a ward is divided in four",
            ),
            pytest.param(
                [area(PIER, valid_to=REVIEWED), area(PIER, valid_from=NEXT)],
                [(1, None, REVIEWED), (1, NEXT, None)],
                id="the same ground after a gap",
            ),
            pytest.param(
                [area(PIER, valid_from=BEFORE, valid_to=REVIEWED)],
                [(1, BEFORE, REVIEWED)],
                id="all wards end",
            ),
            pytest.param(
                [
                    area(square(0.70, 51.50, 0.09)),
                    area(PIER, AreaKind.LSOA, vintage=2011),
                    area(PIER, AreaKind.LSOA, vintage=2021, valid_from=REVIEWED),
                ],
                [(1, None, None)],
                id="LSOAs of two censuses within wards that reach into the sea",
            ),
            pytest.param(
                [area(PIER), area(square(0.72, 51.53, 0.001), valid_from=REVIEWED)],
                [(1, None, None)],
                id="less than a hundredth is how lines are drawn",
            ),
        ],
    )
    def test_give_each_outline_its_days(self, drawn: list[Area], found: Stretches) -> None:
        assert list(grounds.stretches(drawn)) == found


class TestSurvey:
    @pytest.fixture
    def wards(self, tmp_path: Path, district: District, console: Officer) -> AreaFile:
        path = geojson(tmp_path, "wards.geojson", ("W1", "Pier", PIER), ("W2", "Cliff", CLIFF))
        file = AreaFile(path, AreaKind.WARD, "CODE", "NAME")
        draw(file, district, console)
        return file

    def test_is_made_when_areas_are_imported(
        self, wards: AreaFile, district: District, console: Officer
    ) -> None:
        assert outlines.outlines_of(district, "default") == [(1, None, None)]

        draw(wards, district, console)

        assert Outline.objects.count() == 1

    def test_is_made_anew_when_an_area_ended(
        self, wards: AreaFile, district: District, console: Officer
    ) -> None:
        areas.end_area(area=Area.objects.get(code="W2"), end=REVIEWED, by=console, at=AT)
        redistricting.settle_districts(by=console, at=AT)

        assert outlines.outlines_of(district, "default") == [
            (1, None, REVIEWED),
            (2, REVIEWED, None),
        ]


class TestMonthsWithoutAreas:
    MONTHS = (date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1))

    def of(self, district: District) -> list[int]:
        found = outlines.months_without_areas(district, self.MONTHS, "default")
        return [month.month for month in found]

    def test_are_all_before_any_area_came(self, district: District) -> None:
        assert self.of(district) == [4, 5, 6]

    @pytest.mark.parametrize("kind", [AreaKind.WARD, AreaKind.LSOA])
    def test_are_those_that_do_not_begin_with_one_in_force(
        self, kind: AreaKind, district: District
    ) -> None:
        end = {"valid_from": date(2024, 4, 2), "valid_to": date(2024, 6, 1)}
        Area.objects.create(district=district, kind=kind, code="A", geometry=PIER, **end)

        assert self.of(district) == [4, 6]

    def test_are_not_filled_by_beats_or_by_another_district(
        self, district: District, twin_district: District
    ) -> None:
        Area.objects.create(district=district, kind=AreaKind.BEAT, code="B", geometry=PIER)
        Area.objects.create(district=twin_district, kind=AreaKind.WARD, code="W", geometry=PIER)

        assert self.of(district) == [4, 5, 6]
