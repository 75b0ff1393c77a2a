"""agreement.py: rows that dispute a place keep the district and the areas that all agree on."""

from datetime import date
from pathlib import Path

import pytest

from accounts import clock
from accounts.models import District, Officer
from incidents import actions, agreement, areas, drawing, months, redistricting
from incidents.drawing import AreaFile
from incidents.models import Area, AreaKind, ImportBatch, Incident, MonthlyCount
from tests.incidents.conftest import Take
from tests.incidents.published import buckets, nowhere, street
from tests.incidents.test_drawing import NO_LSOA, geojson, square
from tests.people import AT

EAST = {"Longitude": "0.715000", "Latitude": "51.540000", **NO_LSOA}
WEST = {"Longitude": "0.705000", "Latitude": "51.540000", **NO_LSOA}
OUTSIDE = {"Longitude": "0.900000", "Latitude": "51.540000", **NO_LSOA}


@pytest.fixture
def wards(tmp_path: Path, district: District, console: Officer) -> list[Area]:
    """Draw a ward that holds both points, beside one that holds none of them."""
    path = geojson(
        tmp_path,
        "wards.geojson",
        ("W1", "Pier", square(0.70, 51.53, size=0.02)),
        ("W2", "Hill", square(0.72, 51.53, size=0.02)),
    )
    file = AreaFile(path, AreaKind.WARD, "CODE", "NAME")
    drawing.import_areas(file=file, district=district, by=console, at=AT)
    return list(Area.objects.order_by("code"))


@pytest.mark.usefixtures("wards")
class TestSettleDistricts:
    def test_keeps_the_district_that_both_places_lie_in(
        self, take: Take, district: District
    ) -> None:
        result = take([street(1, **EAST), street(1, **WEST)])

        assert buckets(result) == {"read": 2, "contradictory": 2}
        incident = Incident.objects.get()
        assert (incident.place, incident.disputed) == (None, "place")
        assert incident.district == district
        count = MonthlyCount.objects.get()
        assert (count.district, count.located, count.count) == (district, True, 1)
        assert not Incident.objects.without_location().exists()
        assert months.differences() == []

    @pytest.mark.parametrize("other", [OUTSIDE, nowhere()])
    def test_has_none_where_a_place_lies_elsewhere_or_nowhere(
        self, take: Take, other: dict[str, str]
    ) -> None:
        take([street(1, **EAST), street(1, **other)])

        assert Incident.objects.get().district is None
        assert MonthlyCount.objects.get().located is False
        assert months.differences() == []

    def test_follows_a_later_publication_and_its_undoing(
        self, take: Take, district: District, console: Officer
    ) -> None:
        take([street(1, **EAST), street(1, **WEST)])
        take([street(1, **EAST), street(1, **OUTSIDE)])
        assert Incident.objects.get().district is None

        actions.order_undo(batch=ImportBatch.objects.latest("pk"), by=console, at=AT)
        actions.undo_import(batch=ImportBatch.objects.latest("pk"), by=console, clock=clock.now)

        assert Incident.objects.get().district == district
        assert months.differences() == []

    def test_keeps_the_district_of_a_row_that_vanished(
        self, take: Take, district: District
    ) -> None:
        both = [street(1, **EAST), street(1, **WEST)]
        others = [street(number, **EAST) for number in range(2, 40)]
        take([*both, *others])

        take(others)

        gone = Incident.objects.get(presence="vanished")
        assert (gone.disputed, gone.district) == ("place", district)

    def test_follows_the_days_of_the_areas(
        self, take: Take, district: District, wards: list[Area], analyst: Officer, schedule: Officer
    ) -> None:
        take([street(1, **EAST), street(1, **WEST)])
        areas.end_area(area=wards[0], end=date(2024, 4, 1), by=analyst, at=AT)

        moved = redistricting.settle_districts(by=schedule, at=AT)

        assert moved == 1
        assert Incident.objects.get().district is None
        assert months.differences() == []


class TestAreasOf:
    def test_are_those_that_hold_every_place_in_dispute(
        self, take: Take, wards: list[Area]
    ) -> None:
        take([street(1, **EAST), street(1, **WEST), street(2, **EAST), street(2, **OUTSIDE)])

        within, apart = Incident.objects.order_by("crime_id")

        assert agreement.areas_of(within) == [wards[0]]
        assert agreement.areas_of(apart) == []

    def test_are_those_of_the_place_where_there_is_one(self, take: Take, wards: list[Area]) -> None:
        take([street(1, **EAST), street(2, **nowhere())])

        here, missing = Incident.objects.order_by("crime_id")

        assert agreement.areas_of(here) == [wards[0]]
        assert agreement.areas_of(missing) == []
