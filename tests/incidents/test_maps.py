"""Areas on maps, and where they lie in words."""

from incidents.maps import extent, source_of
from incidents.models import Area
from tests.incidents.test_drawing import square


class TestExtent:
    def test_says_from_where_to_where_a_polygon_reaches(self) -> None:
        assert extent(square(0.70, 51.53)) == (
            "Longitude 0.7000 to 0.7200, latitude 51.5300 to 51.5500 (WGS84)."
        )

    def test_reaches_over_all_parts_and_west_of_greenwich(self) -> None:
        west, east = square(-0.5, 51.0)["coordinates"], square(0.1, 52.0)["coordinates"]

        words = extent({"type": "MultiPolygon", "coordinates": [west, east]})

        assert words == "Longitude −0.5000 to 0.1200, latitude 51.0000 to 52.0200 (WGS84)."

    def test_says_that_there_are_no_lines(self) -> None:
        assert extent({"type": "Polygon", "coordinates": []}) == "It has no lines."


class TestSourceOf:
    def test_says_which_lines_are_drawn_by_hand(self) -> None:
        published, by_hand = Area(), Area(approximate=True)

        assert source_of([by_hand]) == "All areas are drawn by hand and approximate."
        assert source_of([published]).startswith("Ward boundaries: Office for National Statistics")
        assert source_of([published, by_hand]).startswith("1 area drawn by hand and approximate.")
