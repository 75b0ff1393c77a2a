"""Counts by month of evidence: two years of each measure, where each month opens."""

from datetime import date

import pytest

from records.models import Kind
from reports.document import Link
from reports.evidence import Evidence, MonthCount, PoliceCounts
from reports.figures import Break
from reports.measures.by_month import (
    all_incidents,
    month_incidents,
    month_selections,
    monthly_series,
    types_charted,
    window,
)
from reports.measures.police_data import IncidentSelection, incident_selections
from reports.periods import Period
from reports.selections import Selection
from reports.series import MonthOf, Series
from reports.statistics import Direction
from tests.reports.facts import (
    APRIL,
    MONTHS,
    PART,
    YEAR,
    arrest,
    defined_by,
    event,
    evidence,
    version,
)

ASB = "anti-social-behaviour"
LAST = MONTHS[-1]
POLICE = PoliceCounts(
    by_month=(
        MonthCount(MONTHS[0], "burglary", 2),
        MonthCount(LAST, "burglary", 3),
        MonthCount(LAST, "drugs", 9),
        MonthCount(LAST, ASB, 40),
        MonthCount(LAST, None, 1),
        MonthCount(LAST, "theft", 1),
    ),
    covered=(MONTHS[0], *MONTHS[2:]),
)
KEYS = ("crime_total", "asb_total", "crime.burglary", "crime.drugs", "crime.theft")


@pytest.fixture
def counted() -> Evidence:
    """Publish two years but one month, and log arrests from June 2023."""
    return evidence(
        arrest(1, "2023-06-30 12:00", status="submitted"),
        arrest(2, "2023-07-01 12:00"),
        arrest(3, "2024-03-31 12:00"),
        arrest(4, "2024-03-01 12:00"),
        event(5, "2023-05-01 12:00"),
        police=POLICE,
    )


@pytest.fixture
def series(counted: Evidence) -> dict[str, Series]:
    """Give each series by its key."""
    return {each.key: each for each in monthly_series(counted)}


class TestWindow:
    @pytest.mark.parametrize(
        ("period", "first"),
        [
            (APRIL, date(2021, 5, 1)),
            (YEAR, date(2022, 4, 1)),
            (Period.months_to("2024-03", 18), date(2021, 10, 1)),
        ],
    )
    def test_is_two_years_and_holds_a_year_before_the_period(
        self, period: Period, first: date
    ) -> None:
        assert window(period) == Period(first, period.end)


class TestMonthlySeries:
    def test_begins_with_the_totals_and_lists_types_by_their_size(
        self, series: dict[str, Series]
    ) -> None:
        assert [(each.key, each.label, each.unit, each.is_type) for each in series.values()] == [
            ("crime_total", "Recorded crime", "offences", False),
            ("asb_total", "Antisocial behaviour", "incidents", False),
            ("arrests_total", "Arrests", "arrests", False),
            ("crime.drugs", "Drugs", "offences", True),
            ("crime.burglary", "Burglary", "offences", True),
            ("crime.theft", "Theft", "offences", True),
        ]

    def test_says_which_way_each_is_hoped_to_move(self, series: dict[str, Series]) -> None:
        assert {key for key, each in series.items() if each.direction is Direction.NONE} == {
            "arrests_total",
            "crime_total",
            "crime.drugs",
        }
        assert series["asb_total"].direction is Direction.LOWER

    def test_counts_police_data_and_nothing_where_it_is_not_covered(
        self, series: dict[str, Series]
    ) -> None:
        assert series["crime_total"].counts == (2, None, *[0] * 21, 14)
        assert series["asb_total"].counts == (0, None, *[0] * 21, 40)
        assert series["crime.burglary"].counts == (2, None, *[0] * 21, 3)

    def test_counts_arrests_from_the_month_of_the_first_that_was_logged(
        self, series: dict[str, Series]
    ) -> None:
        assert series["arrests_total"].counts == (*[None] * 14, 0, 1, *[0] * 7, 2)

    def test_counts_no_arrests_where_none_was_logged(self) -> None:
        arrests = monthly_series(evidence(police=POLICE))[2]

        assert arrests.counts == (None,) * 24

    def test_marks_the_month_in_which_a_definition_began_inside_what_is_shown(
        self, counted: Evidence
    ) -> None:
        began = date(2022, 6, 1)
        now = defined_by(
            counted,
            version("arrests", 1, date(2010, 12, 1), began),
            version("arrests", 2, began, difference="A second line counts."),
            version("recorded_crime", 1, date(2010, 12, 1)),
        )

        found = {each.key: each for each in monthly_series(now)}

        assert found["arrests_total"].begun == Break(began, 2)
        assert found["arrests_total"].reason == (
            "counted differently before 1 June 2022: A second line counts"
        )
        assert (found["crime_total"].begun, found["crime_total"].reason) == (None, "")

    def test_opens_each_month(self, series: dict[str, Series]) -> None:
        march = Period.months_to("2024-03", 1)
        months = (("district", "southend"), ("month_from", "2024-03"), ("month_to", "2024-03"))

        for key, chosen in (
            ("crime_total", ("group", "crime")),
            ("asb_total", ("group", "asb")),
            ("crime.theft", ("type", "theft")),
        ):
            found = series[key].months[-1]
            link = Link(name="incident-list", query=(*months, chosen))
            assert found == MonthOf(march, found.count, f"{key}.month.2024-03", link)
        days = (("from", "2024-03-01"), ("to", "2024-03-31"), ("status", "approved"))
        link = Link(name="arrest-list", query=(("district", "southend"), *days))
        assert series["arrests_total"].months[-1] == MonthOf(
            march, 2, "arrests_total.month.2024-03", link
        )

    def test_is_empty_for_a_part_of_a_month(self) -> None:
        assert monthly_series(evidence(period=PART)) == ()


class TestTypesCharted:
    def test_are_crime_with_an_incident_in_any_month(self, counted: Evidence) -> None:
        assert [line.code for line in types_charted(counted)] == ["burglary", "drugs", "theft"]


class TestMonthSelections:
    def test_select_the_arrests_of_each_month(self, counted: Evidence) -> None:
        assert month_selections(counted) == {
            f"arrests_total.month.{month.start:%Y-%m}": Selection(Kind.ARREST, only=month)
            for month in (*YEAR.previous().months(), *YEAR.months())
        }

    def test_are_none_for_a_part_of_a_month(self) -> None:
        assert month_selections(evidence(period=PART)) == {}


class TestMonthIncidents:
    def test_select_the_incidents_of_each_month_of_each_measure(self, counted: Evidence) -> None:
        found = month_incidents(counted)
        april = Period.months_to("2022-04", 1)

        assert list(found) == [f"{key}.month.{month:%Y-%m}" for key in KEYS for month in MONTHS]
        assert {key: found[f"{key}.month.2022-04"] for key in KEYS} == {
            "crime_total": IncidentSelection((("group", "crime"),), None, only=april),
            "asb_total": IncidentSelection((("group", "asb"),), (ASB,), only=april),
            **{
                f"crime.{code}": IncidentSelection((("type", code),), (code,), only=april)
                for code in ("burglary", "drugs", "theft")
            },
        }

    def test_are_none_for_a_part_of_a_month(self) -> None:
        assert month_incidents(evidence(period=PART, police=POLICE)) == {}


class TestAllIncidents:
    def test_are_those_of_a_period_and_of_its_months(self, counted: Evidence) -> None:
        assert all_incidents(counted) == {
            **incident_selections(counted),
            **month_incidents(counted),
        }
