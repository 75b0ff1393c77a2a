"""redistricting.py: incidents get their districts anew after the days of an area changed."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from accounts.models import District, Officer
from audit import journal
from incidents import areas, drawing, months, redistricting
from incidents.areas import DaysInForce
from incidents.claims import Busy
from incidents.drawing import AreaFile
from incidents.models import Area, AreaKind, ImportBatch, Incident, MonthlyCount
from tests.incidents.conftest import Take
from tests.incidents.published import street
from tests.incidents.test_drawing import INSIDE, NO_LSOA, geojson, square
from tests.people import AT


@pytest.fixture
def ward(tmp_path: Path, district: District, console: Officer, take: Take) -> Area:
    """Draw a ward that holds an incident of April and one of May 2024."""
    path = geojson(tmp_path, "wards.geojson", ("W1", "Pier", square(0.70, 51.53)))
    file = AreaFile(path, AreaKind.WARD, "CODE", "NAME")
    drawing.import_areas(file=file, district=district, by=console, at=AT)
    april, may = street(1, **INSIDE, **NO_LSOA), street(2, **INSIDE, **NO_LSOA, Month="2024-05")
    take([april])
    take([may], name="2024-05-essex-street.csv")
    return Area.objects.get()


def in_district(district: District) -> list[str]:
    rows = Incident.objects.filter(district=district).order_by("month")
    return [f"{month:%Y-%m}" for month in rows.values_list("month", flat=True) if month]


def end(area: Area, by: Officer) -> Area:
    return areas.end_area(area=area, end=date(2024, 5, 1), by=by, at=AT)


class TestSettleDistricts:
    def test_moves_the_incidents_of_the_months_after_an_area_ended(
        self, ward: Area, district: District, analyst: Officer, schedule: Officer
    ) -> None:
        assert in_district(district) == ["2024-04", "2024-05"]
        end(ward, analyst)

        moved = redistricting.settle_districts(by=schedule, at=AT)

        assert moved == 1
        assert in_district(district) == ["2024-04"]
        assert months.differences() == []
        assert MonthlyCount.objects.filter(district=district).count() == 1

    def test_is_written_to_the_history_of_the_area_and_done_once(
        self, ward: Area, analyst: Officer, schedule: Officer
    ) -> None:
        end(ward, analyst)

        redistricting.settle_districts(by=schedule, at=AT)
        redistricting.settle_districts(by=schedule, at=AT)

        entry = journal.of("area", ward.pk).get(verb="area.settle")
        assert entry.detail == {"incidents moved": 1}
        assert Area.objects.get().districts_due_since is None

    def test_is_put_back_when_the_end_is_taken_back(
        self, ward: Area, district: District, analyst: Officer, schedule: Officer
    ) -> None:
        end(ward, analyst)
        redistricting.settle_districts(by=schedule, at=AT)
        always = DaysInForce(None, None)
        areas.change_area(area=ward, name="Pier", days=always, by=analyst, at=AT)

        redistricting.settle_districts(by=schedule, at=AT)

        assert in_district(district) == ["2024-04", "2024-05"]

    def test_waits_for_an_import_at_work(
        self, ward: Area, analyst: Officer, schedule: Officer
    ) -> None:
        end(ward, analyst)
        held = ImportBatch.objects.filter(pk=ImportBatch.objects.latest("pk").pk)
        held.update(at_work=True, claimed_until=AT + timedelta(seconds=30))

        with pytest.raises(Busy):
            redistricting.settle_districts(by=schedule, at=AT)
        assert Area.objects.get().districts_due_since == AT

    def test_stays_due_when_the_days_change_once_more_meanwhile(
        self, ward: Area, analyst: Officer, schedule: Officer
    ) -> None:
        stood = end(ward, analyst)
        later = AT + timedelta(minutes=1)
        days = DaysInForce(None, date(2024, 6, 1))
        areas.change_area(area=ward, name="Pier", days=days, by=analyst, at=later)

        redistricting.settled(stood, 0, by=schedule, at=AT)

        assert Area.objects.get().districts_due_since == later

    @pytest.mark.usefixtures("ward")
    def test_does_nothing_where_nothing_is_due(self, schedule: Officer) -> None:
        assert redistricting.settle_districts(by=schedule, at=AT) == 0
