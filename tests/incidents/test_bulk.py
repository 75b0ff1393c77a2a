"""Rows go into the database whole and in their order, however many there are."""

import pytest

from incidents import bulk
from incidents.models import Incident, Place
from tests.incidents.conftest import Take
from tests.incidents.published import crime_id, street

FIELDS = ("id", "name", "lsoa_code", "lsoa_name", "exact")


@pytest.mark.django_db
class TestInsert:
    @pytest.mark.parametrize(
        "count", [0, 1, bulk.MOST_ROWS - 1, bulk.MOST_ROWS, 2 * bulk.MOST_ROWS + 3]
    )
    def test_writes_every_row(self, count: int) -> None:
        places = [(count - n, f"Road {n}", "", "", False) for n in range(count)]

        bulk.insert(Place, FIELDS, places)

        assert list(Place.objects.order_by("-id").values_list(*FIELDS)) == places

    def test_numbers_rows_in_the_order_of_the_file(self, take: Take) -> None:
        numbers = [7 * n % 1_009 for n in range(1_009)]

        take([street(number) for number in numbers])

        held = Incident.objects.order_by("id").values_list("crime_id", flat=True)
        assert list(held) == [crime_id(number) for number in numbers]
