"""placing.py: in which areas a place lies, whatever came first."""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from accounts.models import District, Officer
from incidents import areas, redistricting
from incidents.areas import DaysInForce
from incidents.drawing import AreaFile
from incidents.models import Area, AreaKind, Place
from tests.incidents.conftest import Take
from tests.incidents.published import AT, street
from tests.incidents.test_drawing import NO_LSOA, draw, geojson, in_district, square


class TestAPointOnABorder:
    """It lies in one ward, whatever came first."""

    @pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
    def test_lies_in_the_ward_of_the_lower_code(
        self,
        order: tuple[int, ...],
        tmp_path: Path,
        district: District,
        console: Officer,
        take: Take,
    ) -> None:
        border = {"Longitude": "0.720000", "Latitude": "51.540000"}
        pier, cliff = ("W1", "Pier", square(0.70, 51.53)), ("W2", "Cliff", square(0.72, 51.53))

        def import_ward(ward: tuple[str, str, dict[str, Any]]) -> None:
            path = geojson(tmp_path, f"{ward[0]}.geojson", ward)
            draw(AreaFile(path, AreaKind.WARD, "CODE", "NAME"), district, console)

        steps: list[Callable[[], object]] = [
            lambda: import_ward(pier),
            lambda: import_ward(cliff),
            lambda: take([street(1, **border, **NO_LSOA)]),
        ]
        for number in order:
            steps[number]()

        assert [area.name for area in Place.objects.get().areas.all()] == ["Pier"]
        assert in_district(district) == 1

    def test_is_settled_anew_when_days_change(
        self, tmp_path: Path, district: District, console: Officer, schedule: Officer, take: Take
    ) -> None:
        border = {"Longitude": "0.720000", "Latitude": "51.540000"}
        pier, cliff = ("W1", "Pier", square(0.70, 51.53)), ("W2", "Cliff", square(0.72, 51.53))
        take([street(1, **border)])
        path = geojson(tmp_path, "wards.geojson", pier, cliff)
        draw(AreaFile(path, AreaKind.WARD, "CODE", "NAME"), district, console)
        parted = date(2024, 5, 1)
        days = {"W1": DaysInForce(None, parted), "W2": DaysInForce(parted, None)}

        for area in Area.objects.all():
            areas.change_area(area=area, name=area.name, days=days[area.code], by=console, at=AT)
        redistricting.settle_districts(by=schedule, at=AT)

        assert sorted(area.name for area in Place.objects.get().areas.all()) == ["Cliff", "Pier"]
