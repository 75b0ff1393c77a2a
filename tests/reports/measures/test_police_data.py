"""Recorded crime and antisocial behaviour, read from what imports keep of each month."""

from datetime import date

import pytest

from accounts.models import District
from incidents import months
from incidents.models import CrimeType, Incident, Presence
from reports.collecting import Scope, collect
from reports.measures.police_data import PoliceData, police_data_links, rejected_rows, unplaced
from reports.periods import Period
from reports.statistics import Direction
from tests.incidents.published import nowhere, street
from tests.reports.logbook import named
from tests.reports.measures.conftest import Publish

TWIN = {"LSOA_code": "E01099777", "LSOA_name": "Otherham 002B"}
EAST = {"Longitude": "east"}
MONTHS = [f"{month.start:%Y-%m}" for month in Period.months_to("2024-03", 24).months()]


@pytest.fixture
def april(district: District) -> Scope:
    """Ask for one month, April 2023, against April 2022."""
    return Scope.of(district, Period.months_to("2023-04", 1))


class TestTotals:
    def test_count_crime_without_antisocial_behaviour(self, publish: Publish, april: Scope) -> None:
        publish("2022-04", [street(1), street()])
        publish("2023-04", [street(2), street(3), street(), street(), street()])

        data = PoliceData.of(collect(april))

        crime, asb = data.crime_total(), data.asb_total()
        assert (crime.current, crime.previous) == (2, 1)
        assert (asb.current, asb.previous) == (3, 1)

    def test_are_in_their_own_units_and_only_antisocial_behaviour_is_hoped_to_fall(
        self, publish: Publish, april: Scope
    ) -> None:
        data = PoliceData.of(collect(april))

        assert named(data.crime_total()) == (
            "crime_total",
            "Recorded crime",
            "offences",
            Direction.NONE,
        )
        assert named(data.asb_total()) == (
            "asb_total",
            "Antisocial behaviour",
            "incidents",
            Direction.LOWER,
        )

    def test_say_how_long_the_periods_were(self, publish: Publish, scope: Scope) -> None:
        crime = PoliceData.of(collect(scope)).crime_total()

        assert (crime.days, crime.previous_days) == (366, 365)

    def test_are_of_the_district(self, publish: Publish, april: Scope) -> None:
        publish("2022-04", [street(1, **TWIN)])
        publish("2023-04", [street(2), street(3, **TWIN), street(None, **TWIN)])

        data = PoliceData.of(collect(april))

        assert (data.crime_total().current, data.crime_total().previous) == (1, 0)
        assert data.asb_total().current == 0

    def test_are_not_recorded_and_name_the_months_that_are_not_covered(
        self, publish: Publish, scope: Scope
    ) -> None:
        for number, month in enumerate(MONTHS[12:]):
            publish(month, [street(number)])
        publish(MONTHS[4], [street(99)])

        data = PoliceData.of(collect(scope))

        for figure in (data.crime_total(), data.asb_total()):
            assert (figure.previous, figure.change, figure.rate_ratio) == (None, None, None)
            assert figure.missing_months == tuple(m for m in MONTHS[:12] if m != MONTHS[4])
            assert figure.reading.value == "No comparison"
        assert data.crime_total().current == 12
        assert data.asb_total().current == 0
        assert "11 of 12 months of the period before not covered" in data.crime_total().reason

    def test_compare_twelve_months_with_their_variation(
        self, publish: Publish, scope: Scope
    ) -> None:
        for number, month in enumerate(MONTHS):
            rows = [street(100 * number + n) for n in range(10 + number % 12)]
            publish(month, [*rows, street()])

        data = PoliceData.of(collect(scope))

        ratio = data.crime_total().rate_ratio
        assert ratio is not None
        assert ratio.degrees is not None
        assert data.crime_total().current == sum(range(10, 22))
        assert data.asb_total().current == 12

    def test_are_not_given_for_part_of_a_month(self, publish: Publish, april: Scope) -> None:
        publish("2023-04", [street(1)])
        part = Scope.of(april.district, Period(date(2023, 4, 1), date(2023, 4, 15)))

        data = PoliceData.of(collect(part))

        assert data.crime_total().current is None
        assert data.crime_total().reason.startswith("police data has months, not days")
        assert data.crime_total().missing_months == ()
        assert unplaced(collect(part)).current is None
        assert unplaced(collect(part)).reason == data.crime_total().reason
        assert police_data_links(collect(part)) == {}

    def test_leave_out_what_was_confirmed_as_vanished_and_say_so(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2022-04", [street(1)])
        publish("2023-04", [street(2), street(3), street()])
        Incident.objects.exclude(pk=Incident.objects.get(crime_id=street(2)[0]).pk).filter(
            month=april.period.start
        ).update(presence=Presence.LEFT_OUT)
        months.recount(months.ForceMonth(april.district.force_id, "2023-04-01"))

        data = PoliceData.of(collect(april))

        crime, asb = data.crime_total(), data.asb_total()
        assert (crime.current, dict(crime.excluded)) == (1, {"vanished": 1})
        assert (asb.current, dict(asb.excluded)) == (0, {"vanished": 1})


class TestCrimeTypes:
    def test_sum_to_the_total_with_a_row_for_the_disputed(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2022-04", [street(1), street(2, Crime_type="Burglary")])
        publish(
            "2023-04",
            [street(3), street(4, Crime_type="Robbery"), street(5), street(5, Crime_type="Drugs")],
        )

        data = PoliceData.of(collect(april))
        types = {figure.key: figure.current for figure in data.crime_types()}

        assert data.crime_total().current == 3
        assert sum(int(n or 0) for n in types.values()) == 3
        assert {key: n for key, n in types.items() if n} == {
            "crime.shoplifting": 1,
            "crime.robbery": 1,
            "crime.not-recorded": 1,
        }
        assert sum(int(f.previous or 0) for f in data.crime_types()) == data.crime_total().previous

    def test_have_no_row_for_the_disputed_without_any(self, publish: Publish, april: Scope) -> None:
        publish("2023-04", [street(1)])

        keys = {figure.key for figure in PoliceData.of(collect(april)).crime_types()}
        assert "crime.not-recorded" not in keys

    def test_have_a_row_for_the_disputed_of_the_period_before(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2022-04", [street(1), street(1, Crime_type="Drugs")])
        publish("2023-04", [street(2)])

        rows = {f.key: f for f in PoliceData.of(collect(april)).crime_types()}

        disputed = rows["crime.not-recorded"]
        assert (disputed.current, disputed.previous) == (0, 1)
        assert named(disputed)[1:] == ("Type not recorded (disputed)", "offences", Direction.NONE)

    def test_are_named_by_the_code_list_without_antisocial_behaviour(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2023-04", [street(1), street()])
        labels = dict(CrimeType.objects.values_list("code", "label"))

        for figure in PoliceData.of(collect(april)).crime_types():
            code = figure.key.removeprefix("crime.")
            assert (figure.label, figure.unit) == (labels[code], "offences")
            assert code != "anti-social-behaviour"

    def test_leave_out_each_type_that_was_confirmed_as_vanished(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2023-04", [street(1), street(2, Crime_type="Drugs"), street()])
        Incident.objects.exclude(crime_type="drugs").update(presence=Presence.LEFT_OUT)

        left_out = {f.key: dict(f.excluded) for f in PoliceData.of(collect(april)).crime_types()}

        assert left_out["crime.shoplifting"] == {"vanished": 1}
        assert left_out["crime.drugs"] == {}

    def test_begin_with_the_most_frequent(self, publish: Publish, april: Scope) -> None:
        publish("2022-04", [])
        publish(
            "2023-04", [street(1), street(2, Crime_type="Drugs"), street(3, Crime_type="Drugs")]
        )

        first, second, *_ = PoliceData.of(collect(april)).crime_types()

        assert (first.key, second.key) == ("crime.drugs", "crime.shoplifting")

    def test_leave_out_a_type_that_retired_before_and_was_not_used(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2023-04", [street(1)])
        retired = CrimeType.objects.filter(valid_to__lte=april.period.start)

        keys = {figure.key for figure in PoliceData.of(collect(april)).crime_types()}

        assert retired.exists()
        assert not keys & {f"crime.{code}" for code in retired.values_list("code", flat=True)}
        assert "crime.bicycle-theft" in keys

    def test_keep_a_retired_type_that_was_used(self, publish: Publish, april: Scope) -> None:
        publish("2023-04", [street(1)])
        CrimeType.objects.filter(pk="shoplifting").update(valid_to=date(2020, 1, 1))

        assert "crime.shoplifting" in {f.key for f in PoliceData.of(collect(april)).crime_types()}

    def test_have_no_direction_where_they_follow_recording_practice(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2023-04", [street(1)])

        directions = {f.key: f.direction.value for f in PoliceData.of(collect(april)).crime_types()}

        assert {key for key, direction in directions.items() if direction == "none"} == {
            "crime.drugs",
            "crime.possession-of-weapons",
            "crime.public-order",
            "crime.shoplifting",
            "crime.violence-and-sexual-offences",
        }
        assert directions["crime.burglary"] == "lower"


class TestUnplaced:
    def test_counts_the_rows_of_the_force_without_a_location(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2022-04", [street(1, **nowhere())])
        publish(
            "2023-04",
            [street(2, **nowhere()), street(None, **nowhere()), street(3), street(None, **TWIN)],
        )

        figure = unplaced(collect(april))

        assert (figure.current, figure.previous) == (2, 1)
        assert PoliceData.of(collect(april)).crime_total().current == 1

    def test_is_not_recorded_where_a_month_is_not_covered(
        self, publish: Publish, april: Scope
    ) -> None:
        publish("2023-04", [street(1, **nowhere())])

        figure = unplaced(collect(april))

        assert named(figure) == (
            "unplaced",
            "Incidents of the force without a location",
            "incidents",
            Direction.NONE,
        )
        assert (figure.days, figure.previous_days) == (30, 30)
        assert (figure.current, figure.previous) == (1, None)
        assert figure.missing_months == ("2022-04",)


class TestRejectedRows:
    def test_counts_the_bad_rows_of_the_periods_street_files(
        self, publish: Publish, april: Scope
    ) -> None:
        bad = street(1, Longitude="east")
        publish("2023-04", [bad, street(2), street(3), street(3, Crime_type="Drugs")])
        publish("2023-05", [street(4, Longitude="east"), street(5)])

        rejected = rejected_rows(collect(april))

        assert (rejected.count, rejected.reason) == (1, "rows rejected on import")

    def test_passes_files_of_another_force_by(self, publish: Publish, april: Scope) -> None:
        kent = {"Reported_by": "Kent Police", "Falls_within": "Kent Police"}
        publish("2023-04", [street(1, **kent, **EAST), street(2, **kent, **TWIN)])

        assert rejected_rows(collect(april)).count == 0

    def test_counts_those_of_another_force_whose_rows_lie_in_the_district(
        self, publish: Publish, april: Scope
    ) -> None:
        kent = {"Reported_by": "Kent Police", "Falls_within": "Kent Police"}
        publish("2023-04", [street(1, **kent, **EAST), street(2, **kent)])

        assert rejected_rows(collect(april)).count == 1
