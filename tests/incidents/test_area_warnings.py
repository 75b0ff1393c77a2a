"""area_warnings.py: what an import of areas warns of."""

from dataclasses import replace
from pathlib import Path

import pytest

from accounts.models import District, Officer
from incidents.drawing import AreaFile
from incidents.models import AreaKind
from tests.incidents.conftest import Take
from tests.incidents.published import street
from tests.incidents.test_drawing import ELSEWHERE, INSIDE, REVIEWED, draw, geojson, square


class TestAreaWarnings:
    @pytest.fixture
    def wards(self, tmp_path: Path) -> AreaFile:
        pier, cliff = ("W1", "Pier", square(0.70, 51.53)), ("W2", "Cliff", square(0.72, 51.53))
        path = geojson(tmp_path, "wards.geojson", pier, cliff)
        return AreaFile(path, AreaKind.WARD, "CODE", "NAME")

    def test_name_an_area_that_holds_no_place(
        self, wards: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        take([street(1, **INSIDE)])

        [warning] = draw(wards, district, console).warnings

        assert warning.startswith("Cliff (W2) holds no place, though places of Essex Police are")

    def test_say_that_no_area_of_the_file_holds_one(
        self, wards: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        take([street(1, **ELSEWHERE)])

        [warning] = draw(wards, district, console).warnings

        assert warning.startswith("None of the areas of the file holds a place, though places of")
        assert "Do they lie in Southend" in warning

    def test_say_nothing_before_any_place_of_the_force_is_held(
        self, wards: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        first = draw(wards, district, console)
        take([street(1, Reported_by="Kent Police", **ELSEWHERE)], name="2024-04-kent-street.csv")

        assert first.warnings == draw(wards, district, console).warnings == []

    def test_name_two_wards_that_lie_on_each_other_on_a_day(
        self, wards: AreaFile, tmp_path: Path, district: District, console: Officer
    ) -> None:
        draw(wards, district, console)
        path = geojson(tmp_path, "new.geojson", ("W9", "Seafront", square(0.71, 51.53)))

        [both, _] = draw(
            AreaFile(path, AreaKind.WARD, "CODE", "NAME", valid_from=REVIEWED), district, console
        ).warnings

        assert both.startswith("Seafront (W9) and Pier (W1) overlap, and both are in force from 2")
        assert both.endswith("End one of them on the Records desk.")

    def test_say_nothing_of_wards_that_follow_each_other(
        self, wards: AreaFile, tmp_path: Path, district: District, console: Officer
    ) -> None:
        draw(replace(wards, valid_to=REVIEWED), district, console)
        path = geojson(tmp_path, "new.geojson", ("W9", "Seafront", square(0.71, 51.53)))
        file = AreaFile(path, AreaKind.WARD, "CODE", "NAME", valid_from=REVIEWED)

        assert draw(file, district, console).warnings == []
