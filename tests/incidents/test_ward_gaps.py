"""ward_gaps.py: what the wards of a district miss is said, so that they add up."""

from pathlib import Path

import pytest

from accounts.models import District, Officer
from incidents.drawing import AreaFile
from incidents.models import AreaKind
from tests.incidents.conftest import Take
from tests.incidents.published import street
from tests.incidents.test_drawing import (
    ELSEWHERE,
    INSIDE,
    NO_LSOA,
    OTHER_LSOA,
    REVIEWED,
    draw,
    geojson,
    square,
)

MISS = "The wards of Southend miss"


@pytest.fixture
def wards(tmp_path: Path) -> AreaFile:
    path = geojson(tmp_path, "wards.geojson", ("W1", "Pier", square(0.70, 51.53)))
    return AreaFile(path, AreaKind.WARD, "CODE", "NAME")


@pytest.fixture
def seaborough(tmp_path: Path, district: District, console: Officer) -> District:
    path = geojson(tmp_path, "l.geojson", ("E01099001", "Seaborough 001A", square(0.70, 51.53)))
    draw(AreaFile(path, AreaKind.LSOA, "CODE", "NAME", vintage=2011), district, console)
    return district


def said(warnings: list[str]) -> list[str]:
    return [warning for warning in warnings if warning.startswith(MISS)]


class TestAbout:
    def test_counts_the_rows_of_the_district_in_none_of_its_wards(
        self, wards: AreaFile, seaborough: District, console: Officer, take: Take
    ) -> None:
        draw(wards, seaborough, console)

        result = take(
            [
                street(1, **INSIDE),
                street(2, **ELSEWHERE),
                street(None, **ELSEWHERE),
                street(3, **ELSEWHERE, Month="2024-05"),
                street(4, **ELSEWHERE, **OTHER_LSOA),
            ],
            name="2024-04-essex-street.csv",
        )

        assert said(result.warnings) == [
            f"{MISS} 3 rows of 2024-04 to 2024-05, which lie in the district by their LSOA and in "
            "none of its wards: by ward the district adds up with 3 rows in no ward."
        ]

    def test_is_said_when_the_wards_come_later(
        self, wards: AreaFile, seaborough: District, console: Officer, take: Take
    ) -> None:
        take([street(1, **ELSEWHERE)])

        [sentence] = said(draw(wards, seaborough, console).warnings)

        assert sentence.startswith(f"{MISS} 1 row of 2024-04,")

    def test_says_nothing_where_no_ward_is_in_force(
        self, tmp_path: Path, wards: AreaFile, seaborough: District, console: Officer, take: Take
    ) -> None:
        path = geojson(tmp_path, "later.geojson", ("W1", "Pier", square(0.70, 51.53)))
        later = AreaFile(path, AreaKind.WARD, "CODE", "NAME", valid_from=REVIEWED)
        draw(later, seaborough, console)

        assert said(take([street(1, **ELSEWHERE), street(2, **INSIDE)]).warnings) == []

    def test_says_nothing_of_rows_that_a_ward_brought_in(
        self, wards: AreaFile, district: District, console: Officer, take: Take
    ) -> None:
        draw(wards, district, console)

        assert said(take([street(1, **INSIDE, **NO_LSOA)]).warnings) == []

    @pytest.mark.parametrize(
        ("other", "n"), [({"Latitude": "51.541000"}, 0), ({"Longitude": "0.900000"}, 1)]
    )
    def test_counts_a_disputed_place_where_its_rows_agree_on_no_ward(
        self,
        other: dict[str, str],
        n: int,
        wards: AreaFile,
        seaborough: District,
        console: Officer,
        take: Take,
    ) -> None:
        draw(wards, seaborough, console)

        result = take([street(1, **INSIDE), street(1, **(INSIDE | other))])

        assert len(said(result.warnings)) == n
