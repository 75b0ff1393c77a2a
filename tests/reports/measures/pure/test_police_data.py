"""Police data of evidence: crime by type and month, what is not covered, what is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from reports.comparisons import Counted, Measure
from reports.document import Link
from reports.evidence import Evidence, MonthCount, PoliceCounts
from reports.measures.by_month import monthly_series
from reports.measures.month_tables import MonthTable, uncovered
from reports.measures.police_data import (
    IncidentSelection,
    PoliceData,
    incident_selections,
    police_data_links,
    rejected_rows,
    rejected_selection,
    type_measure,
    unplaced,
)
from reports.periods import Period
from reports.statistics import Direction
from tests.reports.facts import APRIL, MONTHS, PART, YEAR, evidence, said

ASB = "anti-social-behaviour"
THEN = YEAR.previous()
PART_MONTHS = "police data has months, not days: choose whole months"
FROM_BEFORE, FROM_APRIL, FROM_MAY = date(2022, 4, 1), date(2023, 4, 1), date(2023, 5, 1)
ROWS = (
    MonthCount(FROM_BEFORE, "theft", 6),
    MonthCount(FROM_BEFORE, "drugs", 1),
    MonthCount(FROM_BEFORE, ASB, 20),
    MonthCount(FROM_APRIL, "theft", 3),
    MonthCount(FROM_APRIL, "drugs", 5),
    MonthCount(FROM_APRIL, ASB, 11),
    MonthCount(FROM_APRIL, None, 2),
    MonthCount(FROM_MAY, "theft", 4),
    MonthCount(date(2024, 4, 1), "theft", 100),
    MonthCount(date(2022, 3, 1), "theft", 100),
)
NOWHERE = (
    MonthCount(FROM_BEFORE, "theft", 1),
    MonthCount(FROM_APRIL, "theft", 3),
    MonthCount(FROM_APRIL, ASB, 4),
)
GONE = (
    MonthCount(FROM_APRIL, "theft", 1),
    MonthCount(FROM_MAY, "theft", 2),
    MonthCount(FROM_APRIL, ASB, 4),
    MonthCount(FROM_APRIL, None, 8),
)
POLICE = PoliceCounts(by_month=ROWS, unplaced=NOWHERE, covered=MONTHS, vanished=GONE, rejected=9)


def published(period: Period = YEAR, *, without: Sequence[date] = ()) -> Evidence:
    """Publish the rows; some months may not have been imported."""
    covered = tuple(month for month in MONTHS if month not in without)
    return evidence(period=period, police=replace(POLICE, covered=covered))


def table(period: Period = YEAR) -> MonthTable:
    """Arrange the rows of a period."""
    return MonthTable.of(published(period), period, ROWS)


class TestUncovered:
    def test_names_the_months_that_no_import_covers(self) -> None:
        found = published(without=[FROM_APRIL, date(2024, 3, 1), FROM_BEFORE])

        assert uncovered(found, YEAR) == ("2023-04", "2024-03")
        assert uncovered(found, THEN) == ("2022-04",)
        assert uncovered(published(), YEAR) == ()

    def test_names_none_of_a_part_of_a_month(self) -> None:
        assert uncovered(evidence(period=PART), PART) == ()


class TestMonthTable:
    def test_keeps_the_counts_of_its_period(self) -> None:
        assert table().by_type == {
            "theft": {FROM_APRIL: 3, FROM_MAY: 4},
            "drugs": {FROM_APRIL: 5},
            ASB: {FROM_APRIL: 11},
            None: {FROM_APRIL: 2},
        }
        assert table().period == YEAR
        assert table(APRIL).by_type["theft"] == {FROM_APRIL: 3}
        assert table(THEN).by_type["theft"] == {FROM_BEFORE: 6}

    def test_knows_what_is_crime(self) -> None:
        assert table().crime_types == ("theft", "drugs", None)
        assert table().types == ("theft", "drugs", ASB, None)

    def test_adds_types_up_month_by_month(self) -> None:
        assert table().count(("theft", None, "burglary")) == Counted(
            count=9, days=366, n_months=12, by_month=(5, 4, *[0] * 10)
        )
        assert table(APRIL).count(("theft",)) == Counted(count=3, days=30, n_months=1)

    def test_counts_no_part_of_a_month(self) -> None:
        assert table(PART).count(("theft",)) == Counted(count=None, days=14, n_months=0)

    def test_gives_no_months_where_one_is_not_covered(self) -> None:
        found = MonthTable.of(published(without=[FROM_MAY]), YEAR, ROWS).count(("theft",))

        assert found == Counted(count=7, days=366, n_months=12, missing_months=("2023-05",))


class TestPoliceData:
    def test_arranges_both_periods_and_the_vanished(self) -> None:
        data = PoliceData.of(published())

        assert (data.now.period, data.then.period) == (YEAR, THEN)
        assert data.then.by_type["theft"] == {FROM_BEFORE: 6}
        assert data.vanished == {"theft": 3, ASB: 4, None: 8}

    def test_counts_crime_without_antisocial_behaviour(self) -> None:
        crime = PoliceData.of(published()).crime_total()

        assert said(crime) == (
            "crime_total", "Recorded crime", "offences", 14, 7, {"vanished": 11},
        )  # fmt: skip
        assert (crime.direction, crime.days, crime.previous_days) == (Direction.NONE, 366, 365)
        assert crime.reason == "no percentage: the base is under 50"

    def test_counts_antisocial_behaviour_beside_it(self) -> None:
        asb = PoliceData.of(published()).asb_total()

        assert said(asb) == (
            "asb_total", "Antisocial behaviour", "incidents", 11, 20, {"vanished": 4},
        )  # fmt: skip
        assert asb.direction is Direction.LOWER

    def test_gives_no_count_of_a_part_of_a_month_and_says_why(self) -> None:
        data = PoliceData.of(published(PART))

        for figure in (data.crime_total(), data.asb_total(), *data.crime_types()):
            assert (figure.current, figure.previous) == (None, None)
            assert (figure.days, figure.reason) == (14, PART_MONTHS)

    def test_compares_the_types_it_is_asked_for_and_all_crime_otherwise(self) -> None:
        data = PoliceData.of(published())
        measure = Measure("some", "Some", "offences")

        some, every = data.figure(measure, ("drugs", ASB)), data.figure(measure)

        assert said(some) == ("some", "Some", "offences", 16, 21, {"vanished": 4})
        assert said(every)[3:] == (14, 7, {"vanished": 11})
        assert said(data.figure(measure, ()))[3:] == (0, 0, {})

    def test_takes_types_that_can_be_read_once(self) -> None:
        data = PoliceData.of(published())

        figure = data.figure(Measure("some", "Some", "offences"), iter(("theft",)))

        assert said(figure)[3:] == (7, 6, {"vanished": 3})

    def test_leaves_out_what_vanished_of_the_types(self) -> None:
        data = PoliceData.of(published())

        assert data.left_out(("theft", "burglary")) == {"vanished": 3}
        assert data.left_out(("burglary",)) == {}
        assert data.left_out(None) == {"vanished": 11}


class TestCrimeTypes:
    def test_sum_to_the_total_most_frequent_first(self) -> None:
        figures = PoliceData.of(published()).crime_types()

        assert [said(figure) for figure in figures] == [
            ("crime.theft", "Theft", "offences", 7, 6, {"vanished": 3}),
            ("crime.drugs", "Drugs", "offences", 5, 1, {}),
            ("crime.not-recorded", "Type not recorded (disputed)", "offences", 2, 0,
             {"vanished": 8}),
            ("crime.burglary", "Burglary", "offences", 0, 0, {}),
            ("crime.possession-of-weapons", "Possession-of-weapons", "offences", 0, 0, {}),
        ]  # fmt: skip

    def test_put_one_before_none(self) -> None:
        police = replace(POLICE, by_month=(MonthCount(FROM_APRIL, "theft", 1),))

        figures = PoliceData.of(evidence(police=police)).crime_types()

        assert [figure.key for figure in figures][:2] == ["crime.theft", "crime.burglary"]

    def test_are_hoped_to_fall_unless_they_rise_with_police_activity(self) -> None:
        figures = PoliceData.of(published()).crime_types()

        assert {figure.key: figure.direction for figure in figures} == {
            "crime.theft": Direction.LOWER,
            "crime.burglary": Direction.LOWER,
            "crime.drugs": Direction.NONE,
            "crime.possession-of-weapons": Direction.NONE,
            "crime.not-recorded": Direction.NONE,
        }
        assert type_measure(published(), "theft", "Theft") == Measure(
            "crime.theft", "Theft", "offences", Direction.LOWER
        )

    @pytest.mark.parametrize(
        ("month", "rows"), [(FROM_APRIL, True), (FROM_BEFORE, True), (date(2021, 4, 1), False)]
    )
    def test_have_a_row_for_the_disputed_of_either_period(self, month: date, rows: bool) -> None:
        police = replace(POLICE, by_month=(MonthCount(month, None, 1),))

        keys = {figure.key for figure in PoliceData.of(evidence(police=police)).crime_types()}

        assert ("crime.not-recorded" in keys) is rows

    @pytest.mark.parametrize(
        ("month", "rows"), [(FROM_APRIL, True), (FROM_BEFORE, True), (date(2021, 4, 1), False)]
    )
    def test_keep_a_retired_type_that_was_used_in_either_period(
        self, month: date, rows: bool
    ) -> None:
        police = replace(POLICE, by_month=(MonthCount(month, "old", 1),))

        codes = [line.code for line in PoliceData.of(evidence(police=police)).types_used()]

        assert ("old" in codes) is rows
        assert codes[:4] == ["burglary", "drugs", "possession-of-weapons", "theft"]

    def test_are_in_the_order_of_the_code_list_where_they_were_not_counted(self) -> None:
        keys = [figure.key for figure in PoliceData.of(published(PART)).crime_types()]

        assert keys[:3] == ["crime.burglary", "crime.drugs", "crime.possession-of-weapons"]


class TestMonths:
    def test_are_those_behind_either_total(self) -> None:
        found = {series.key: series.counts for series in monthly_series(published())}

        assert found["crime_total"] == (7, *[0] * 11, 10, 4, *[0] * 10)
        assert found["asb_total"] == (20, *[0] * 11, 11, *[0] * 11)

    def test_are_noughts_where_nothing_was_published(self) -> None:
        counts = [
            series.counts
            for series in monthly_series(evidence(police=PoliceCounts(covered=MONTHS)))
        ]

        assert counts[:2] == [(0,) * 24] * 2

    def test_are_absent_where_one_is_not_covered(self) -> None:
        crime = monthly_series(published(without=[FROM_MAY]))[0]

        assert [month.month.label for month in crime.months if month.count is None] == ["May 2023"]


class TestUnplaced:
    def test_counts_every_row_without_a_location(self) -> None:
        figure = unplaced(published())

        assert said(figure) == (
            "unplaced", "Incidents of the force without a location", "incidents", 7, 1, {},
        )  # fmt: skip
        assert (figure.direction, figure.days, figure.previous_days) == (Direction.NONE, 366, 365)
        assert figure.reason == "no percentage: the base is under 50"

    def test_is_compared_by_what_its_months_vary(self) -> None:
        ratio = unplaced(published()).rate_ratio

        assert ratio is not None
        assert ratio.degrees is not None

    def test_names_the_months_that_are_not_covered(self) -> None:
        figure = unplaced(published(without=[FROM_BEFORE]))

        assert (figure.current, figure.previous, figure.change) == (7, 1, None)
        assert figure.missing_months == ("2022-04",)
        assert figure.reason == "the force is not covered in April 2022"

    def test_gives_no_count_of_a_part_of_a_month_and_says_why(self) -> None:
        figure = unplaced(published(PART))

        assert (figure.current, figure.reason) == (None, PART_MONTHS)


class TestRejectedRows:
    def test_says_how_many_rows_imports_rejected(self) -> None:
        rejected = rejected_rows(published())

        assert (rejected.count, rejected.reason) == (9, "rows rejected on import")
        assert rejected.opens == "rejected/current"
        assert rejected_selection(published()) == {"rejected": IncidentSelection((), rejected=True)}

    def test_opens_nothing_where_imports_rejected_nothing(self) -> None:
        none = evidence(police=replace(POLICE, rejected=0))

        assert rejected_rows(none).opens == ""
        assert rejected_selection(none) == {}


class TestIncidentSelections:
    def test_say_which_incidents_each_number_counts_and_how_its_list_is_filtered(self) -> None:
        assert incident_selections(published(APRIL)) == {
            "crime_total": IncidentSelection((("group", "crime"),)),
            "asb_total": IncidentSelection((("group", "asb"),), types=(ASB,)),
            "unplaced": IncidentSelection((("place", "none"),), unplaced=True),
            "crime.not-recorded": IncidentSelection((("type", "not-recorded"),), types=(None,)),
            **{
                f"crime.{code}": IncidentSelection((("type", code),), types=(code,))
                for code in ("burglary", "drugs", "possession-of-weapons", "theft")
            },
        }

    def test_are_none_for_a_part_of_a_month(self) -> None:
        assert incident_selections(published(PART)) == {}


class TestPoliceDataLinks:
    def test_open_the_incidents_of_either_period(self) -> None:
        both = police_data_links(published())["crime.theft"]

        for link, begins, ends in (
            (both.current, "2023-04", "2024-03"),
            (both.previous, "2022-04", "2023-03"),
        ):
            months = (("month_from", begins), ("month_to", ends))
            query = (("district", "southend"), *months, ("type", "theft"))
            assert link == Link(name="incident-list", query=query)
