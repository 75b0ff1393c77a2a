"""Solved rates from imported outcomes, on each basis, as they stand and as they were."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from accounts.models import District, Officer
from incidents.models import CrimeOutcome, Presence
from incidents.police_csv import OUTCOMES
from reports.collecting import Scope, collect
from reports.evidence import Evidence
from reports.measures.performance import performance_incidents, performance_inputs
from reports.measures.solved import missing_outcomes
from reports.periods import Period
from reports.police_rows import rows_as_read
from reports.solved import GIVEN, OF_COURTS, PUBLISHED
from reports.solved_crimes import SolvedCrimes
from reports.statistics import Reading
from tests.house_rules import ROOT
from tests.incidents.published import csv_of, outcome, street, take_in, written
from tests.operations.conftest import codes
from tests.reports.measures.conftest import Outcomes, Publish, bring_outcomes, log, publish

__all__ = ["bring_outcomes", "codes", "log", "publish"]

APRIL = Period.months_to("2023-04", 1)


@pytest.fixture
def scope(district: District, codes: None) -> Scope:
    """Ask for April 2023, against April 2022."""
    return Scope.of(district, APRIL)


@pytest.fixture
def sixty(publish: Publish, bring_outcomes: Outcomes) -> None:
    """Record sixty crimes in each April; more are solved, in and after the period."""
    publish("2022-04", [street(number) for number in range(60)])
    publish("2023-04", [street(number) for number in range(100, 160)])
    bring_outcomes("2022-04", [0, 1, 2])
    bring_outcomes("2023-04", [3, 100, 101, 102, 103], "Offender given a caution")
    bring_outcomes("2023-05", [103, 104], "Local resolution")
    bring_outcomes("2023-06", [105], "Offender sent to prison")
    bring_outcomes("2023-07", [106], "Unable to prosecute suspect")


def found(evidence: Evidence) -> dict[str, SolvedCrimes]:
    """Give the rates by the name of their basis."""
    inputs = performance_inputs(evidence)
    return {one.figure.key: one for one in inputs.solved}


def opened_count(evidence: Evidence, scope: Scope, key: str) -> int:
    """Count what a solved number opens."""
    selection = performance_incidents(evidence)[key]
    return rows_as_read(selection, evidence, scope.district, evidence.period).count()


class TestSolvedCrimes:
    def test_counts_crimes_of_the_period_that_are_solved_by_now(
        self, sixty: None, scope: Scope
    ) -> None:
        rate = found(collect(scope))["solved_rate.crimes"]

        assert (rate.total.now.solved, rate.total.now.recorded) == (6, 60)
        assert rate.total.then is not None
        assert (rate.total.then.solved, rate.total.then.recorded) == (4, 60)
        assert (rate.figure.current, rate.figure.previous, rate.figure.change) == (10.0, 6.7, 3.3)
        assert rate.figure.interval is not None
        assert rate.types[0].opens == "solved.crimes.shoplifting"

    def test_counts_outcomes_given_in_the_period_whenever_the_crime_was_recorded(
        self, sixty: None, scope: Scope
    ) -> None:
        rate = found(collect(scope))["solved_rate.given"]

        assert (rate.total.now.solved, rate.total.now.recorded) == (5, 60)
        assert rate.total.then is not None
        assert rate.total.then.solved == 3
        assert rate.figure.current == 8.3
        assert (rate.figure.interval, rate.figure.change_interval) == (None, None)

    def test_opens_each_number_to_its_crimes(self, sixty: None, scope: Scope) -> None:
        evidence = collect(scope)
        selections = performance_incidents(evidence)

        for rate in found(evidence).values():
            for line in (*rate.types, rate.total):
                rows = rows_as_read(selections[line.opens], evidence, scope.district, APRIL)
                assert rows.count() == line.now.solved, line.opens

    def test_prints_no_percentage_on_a_base_under_fifty(
        self, publish: Publish, bring_outcomes: Outcomes, scope: Scope
    ) -> None:
        publish("2023-04", [street(1), street(2)])
        bring_outcomes("2023-04", [1])

        rate = found(collect(scope))["solved_rate.crimes"]

        assert (rate.total.now.solved, rate.total.now.percent) == (1, None)
        assert rate.figure.current is None
        assert rate.figure.reason == "no percentage: fewer than 50 crimes"

    def test_compares_with_no_period_of_which_outcomes_are_missing(
        self, publish: Publish, bring_outcomes: Outcomes, scope: Scope
    ) -> None:
        publish("2022-04", [street(number) for number in range(60)])
        publish("2023-04", [street(number) for number in range(100, 160)])
        bring_outcomes("2023-04", [100])
        evidence = collect(scope)

        rate = found(evidence)["solved_rate.crimes"]

        assert (rate.total.then, rate.figure.previous) == (None, None)
        assert rate.figure.reason == "no comparison: no outcomes for April 2022"
        assert missing_outcomes(evidence, scope.previous) == ("2022-04",)

    def test_has_none_where_no_outcomes_were_imported(self, publish: Publish, scope: Scope) -> None:
        publish("2023-04", [street(1)])

        assert found(collect(scope)) == {}


class TestGivenByPlace:
    def test_counts_crimes_that_no_street_file_names_under_no_type(
        self, publish: Publish, bring_outcomes: Outcomes, scope: Scope
    ) -> None:
        publish("2022-04", [street(number) for number in range(60)])
        publish("2023-04", [street(number) for number in range(100, 160)])
        bring_outcomes("2022-04", [0, 1, 2])
        bring_outcomes("2023-04", [3, 100, 101, 102, 103, 900, 901])

        evidence = collect(scope)
        rate = found(evidence)["solved_rate.given"]

        assert rate.total.now.solved == 7
        assert [(line.label, line.now.solved, line.change) for line in rate.types][-1] == (
            "Type not known: no street file that is held names the crime", 2, None,
        )  # fmt: skip
        assert rate.says == (
            "2 of 7, and 0 of 3 in the period before, are of crimes that no street file that is "
            "held names: their type is not known, and the rates of types are too low by them. That "
            "is more than a twentieth, so that types are not compared.",
        )
        assert all(line.change is None for line in rate.types)
        assert rate.total.change is not None

    def test_counts_none_that_the_outcomes_file_places_elsewhere(
        self, publish: Publish, tmp_path: Path, console: Officer, scope: Scope
    ) -> None:
        publish("2023-04", [street(number) for number in range(100, 160)])
        elsewhere = {"Month": "2023-04", "LSOA_code": "E01099777", "LSOA_name": "Otherham 002B"}
        rows = [outcome(number, **elsewhere) for number in (3, 100)]
        name = "2023-04-essex-outcomes.csv"
        take_in(written(tmp_path, name, csv_of(rows, OUTCOMES)), by=console)

        evidence = collect(scope)

        assert found(evidence)["solved_rate.given"].total.now.solved == 0
        assert opened_count(evidence, scope, "solved.given") == 0

    def test_counts_a_crime_of_two_months_once_in_the_period_and_says_why(
        self, sixty: None, publish: Publish, district: District, codes: None
    ) -> None:
        scope = Scope.of(district, Period.months_to("2023-05", 2))

        publish("2023-05", [street(number) for number in range(300, 360)])

        rate = found(collect(scope))["solved_rate.given"]

        assert (rate.total.now.solved, rate.in_months) == (6, 7)

    def test_opens_to_the_same_number_after_the_crimes_were_imported(
        self, bring_outcomes: Outcomes, publish: Publish, scope: Scope
    ) -> None:
        publish("2023-04", [street(number) for number in range(100, 160)])
        bring_outcomes("2023-04", [100, 101, 900])
        evidence = collect(scope)
        publish("2023-03", [street(n, Crime_type="Robbery") for n in range(900, 960)])
        publish("2023-04", [street(number, Crime_type="Robbery") for number in range(100, 160)])

        counts = {
            key: opened_count(evidence, scope, key)
            for key in ("solved.given", "solved.given.not-held", "solved.given.shoplifting")
        }

        assert counts == {
            "solved.given": 3,
            "solved.given.not-held": 1,
            "solved.given.shoplifting": 2,
        }
        assert opened_count(collect(scope), scope, "solved.given.robbery") == 3

    def test_counts_those_of_an_edition_of_before_by_the_crimes_that_are_held(
        self, publish: Publish, bring_outcomes: Outcomes, scope: Scope
    ) -> None:
        publish("2023-04", [street(number) for number in range(100, 160)])
        bring_outcomes("2023-04", [100, 101, 900])
        evidence = collect(scope)
        police = replace(evidence.police, is_by_place=False)
        old = replace(evidence, around=replace(evidence.around, police=police))

        assert opened_count(old, scope, "solved.given") == 2


class TestEqualFollowUp:
    def test_compares_crimes_that_had_as_long_to_be_solved(
        self, sixty: None, bring_outcomes: Outcomes, scope: Scope
    ) -> None:
        for month in ("2022-05", "2022-06", "2022-07"):
            bring_outcomes(month, [50])
        bring_outcomes("2022-08", [51, 52])

        evidence = collect(scope)
        rate = found(evidence)["solved_rate.equal"]

        assert rate.total.then is not None
        assert (rate.total.now.solved, rate.total.now.recorded) == (6, 60)
        assert (rate.total.then.solved, rate.total.then.recorded) == (4, 60)
        assert (rate.figure.change, rate.figure.reading) == (3.3, Reading.COULD_BE_CHANCE)
        assert rate.of_months == "April 2023"
        assert opened_count(evidence, scope, "solved.equal") == 6
        assert opened_count(evidence, scope, "solved.equal.recorded") == 60
        by_crime = found(evidence)["solved_rate.crimes"].total.then
        assert by_crime is not None
        assert by_crime.solved == 7

    def test_counts_no_month_without_the_outcomes_of_the_third_month_after(
        self, sixty: None, bring_outcomes: Outcomes, district: District, publish: Publish
    ) -> None:
        publish("2023-05", [street(number) for number in range(200, 260)])
        bring_outcomes("2023-05", [103, 200])

        rate = found(collect(Scope.of(district, Period.months_to("2023-05", 2))))

        assert rate["solved_rate.equal"].of_months == "April 2023"
        assert rate["solved_rate.equal"].total.then is None
        assert rate["solved_rate.equal"].figure.reason.startswith("no comparison: of no like month")

    def test_is_none_where_no_month_is_old_enough(
        self, publish: Publish, bring_outcomes: Outcomes, scope: Scope
    ) -> None:
        publish("2023-04", [street(number) for number in range(60)])
        bring_outcomes("2023-04", [1])

        assert "solved_rate.equal" not in found(collect(scope))


class TestAsRead:
    def test_leaves_out_what_later_imports_brought(
        self, sixty: None, scope: Scope, bring_outcomes: Outcomes
    ) -> None:
        then = collect(scope)
        bring_outcomes("2023-08", [110, 111])
        selection = performance_incidents(then)["solved.crimes"]

        assert rows_as_read(selection, then, scope.district, APRIL).count() == 6
        now = collect(scope)
        assert rows_as_read(selection, now, scope.district, APRIL).count() == 8

    def test_leaves_out_what_is_confirmed_as_vanished(self, sixty: None, scope: Scope) -> None:
        CrimeOutcome.objects.filter(month="2023-06-01").update(presence=Presence.LEFT_OUT)

        assert found(collect(scope))["solved_rate.crimes"].total.now.solved == 5

    def test_counts_what_a_later_import_let_vanish(
        self, sixty: None, scope: Scope, bring_outcomes: Outcomes
    ) -> None:
        then = collect(scope)
        selection = performance_incidents(then)["solved.crimes"]
        bring_outcomes("2023-05", [104], "Local resolution")

        assert rows_as_read(selection, then, scope.district, APRIL).count() == 6


class TestPublished:
    def test_knows_every_outcome_of_the_code_list_once(self) -> None:
        path = ROOT / "incidents" / "codes" / "outcome_type.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            listed = {row["code"] for row in csv.DictReader(lines)}

        assert PUBLISHED.keys() | OF_COURTS == listed
        assert not PUBLISHED.keys() & OF_COURTS
        assert len(GIVEN) == 6
