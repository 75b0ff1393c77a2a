"""The registry of pure measures."""

from pkgutil import resolve_name

import pytest

from reports import defining
from reports.measures.registry import (
    MEASURES,
    PureMeasure,
    UnknownMeasure,
    is_measured,
    measure_named,
    measure_of,
)


class TestMeasures:
    @pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
    def test_name_a_formula_that_there_is(self, measure: PureMeasure) -> None:
        package, _, name = measure.formula.rpartition(".")

        assert callable(getattr(resolve_name(package), name))

    def test_are_each_defined_by_the_file_and_no_other_is(self) -> None:
        assert {row.key for row in defining.read_definitions()} == {each.key for each in MEASURES}


class TestMeasureOf:
    @pytest.mark.parametrize(
        ("figure", "key"),
        [
            ("crime_total", "recorded_crime"),
            ("crime.shoplifting", "recorded_crime_by_type"),
            ("operation.union.arrests", "arrests"),
            ("operation.union.officer_minutes", "officer_minutes"),
            ("asb.qualifier.personal", "logged_antisocial_behaviour"),
        ],
    )
    def test_finds_the_one_measure_of_a_figure(self, figure: str, key: str) -> None:
        assert measure_of(figure).key == key
        assert [measure.key for measure in MEASURES if measure.gives(figure)] == [key]

    @pytest.mark.parametrize(
        ("column", "key"),
        [
            ("patrol_minutes", "patrol_minutes"),
            ("foot_patrol_minutes", "patrol_minutes"),
            ("person_minutes", "officer_minutes"),
            ("person_minutes_pcso", "officer_minutes"),
            ("patrols_n", "patrols"),
            ("days_patrolled_n", "hotspot_return"),
            ("knives_n", "hotspot_return"),
        ],
    )
    def test_counts_hours_of_a_return_as_other_reports_do(self, column: str, key: str) -> None:
        assert measure_of(f"hotspots.{column}").key == key
        assert measure_of(f"hotspot.12.{column}").key == key

    def test_refuses_a_figure_of_no_measure(self) -> None:
        assert not is_measured("searches_total")
        with pytest.raises(UnknownMeasure, match="No measure gives the figure searches_total"):
            measure_of("searches_total")


class TestMeasureNamed:
    def test_finds_it_and_refuses_another_with_those_that_there_are(self) -> None:
        assert measure_named("arrests").formula == "reports.measures.arrests.arrests_total"
        with pytest.raises(
            UnknownMeasure, match=r"no measure called searches\. Choose one of: recorded_crime, "
        ):
            measure_named("searches")
