"""Solved rates of evidence: what is set over what, on which basis, and what is not compared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from reports.evidence import Evidence, MonthCount, PoliceCounts
from reports.measures.performance import performance_incidents, performance_inputs
from reports.measures.police_data import IncidentSelection
from reports.measures.solved import missing_outcomes, solved_crimes, solved_incidents
from reports.periods import Period
from reports.solved import Basis, SolvedRate, solved_change
from reports.solved_crimes import SolvedCrimes, SolvedLine
from reports.statistics import Direction, Reading
from tests.reports.facts import APRIL, MONTHS, YEAR, defined_by, evidence, said, version

NOW, THEN = date(2023, 4, 1), date(2022, 4, 1)
BY_NOW, GIVEN = Basis.CRIMES_OF_PERIOD, Basis.OUTCOMES_IN_PERIOD
POLICE = PoliceCounts(
    by_month=(
        MonthCount(NOW, "theft", 40),
        MonthCount(NOW, "burglary", 60),
        MonthCount(NOW, None, 20),
        MonthCount(NOW, "anti-social-behaviour", 500),
        MonthCount(THEN, "theft", 100),
        MonthCount(THEN, "burglary", 100),
    ),
    covered=MONTHS,
    solved=(
        MonthCount(NOW, "theft", 2),
        MonthCount(NOW, "theft", 3),
        MonthCount(NOW, "burglary", 6),
        MonthCount(NOW, None, 1),
        MonthCount(THEN, "theft", 30),
        MonthCount(date(2023, 5, 1), "theft", 900),
        MonthCount(date(2022, 3, 1), "theft", 900),
    ),
    given=(
        MonthCount(NOW, "theft", 7),
        MonthCount(NOW, "burglary", 2),
        MonthCount(THEN, "theft", 8),
    ),
    outcome_months=MONTHS,
)


def april(police: PoliceCounts = POLICE, *, without: Sequence[date] = ()) -> Evidence:
    """Ask for April 2023; no outcomes may have been imported for some months."""
    held = tuple(month for month in police.outcome_months if month not in without)
    return evidence(period=APRIL, police=replace(police, outcome_months=held))


def rates(found: Evidence) -> tuple[SolvedCrimes, ...]:
    """Compute the rates of a report."""
    return solved_crimes(found, performance_inputs(found))


def recorded(n: int, then: int = 100) -> PoliceCounts:
    """Give April some thefts, of which one is solved, and the April before as well."""
    return replace(
        POLICE,
        by_month=(MonthCount(NOW, "theft", n), MonthCount(THEN, "theft", then)),
        solved=(MonthCount(NOW, "theft", 1), MonthCount(THEN, "theft", 1)),
    )


class TestMissingOutcomes:
    def test_names_the_months_without_an_outcomes_file(self) -> None:
        found = april(without=[date(2023, 5, 1), NOW])

        assert missing_outcomes(found, YEAR) == ("2023-04", "2023-05")
        assert missing_outcomes(found, YEAR.previous()) == ()


class TestSolvedCrimes:
    def test_sets_what_is_solved_by_now_over_what_was_recorded(self) -> None:
        by_now, _ = rates(april())

        total, before = SolvedRate(12, 120, BY_NOW), SolvedRate(30, 200, BY_NOW)
        assert by_now.basis is BY_NOW
        assert by_now.total == SolvedLine(
            label="Recorded crime",
            opens="solved.crimes",
            recorded="crime_total",
            now=total,
            then=before,
            change=solved_change(now=total, then=before),
        )
        assert [(line.label, line.opens, line.now, line.then) for line in by_now.types][:2] == [
            ("Burglary", "solved.crimes.burglary",
             SolvedRate(6, 60, BY_NOW), SolvedRate(0, 100, BY_NOW)),
            ("Theft", "solved.crimes.theft",
             SolvedRate(5, 40, BY_NOW), SolvedRate(30, 100, BY_NOW)),
        ]  # fmt: skip
        assert by_now.types[1].recorded == "crime.theft"

    def test_sets_what_was_given_in_the_period_over_it_as_well(self) -> None:
        _, given = rates(april())

        assert given.basis is GIVEN
        assert (given.total.now, given.total.then) == (
            SolvedRate(9, 120, GIVEN),
            SolvedRate(8, 200, GIVEN),
        )
        assert given.total.opens == "solved.given"
        assert [line.opens for line in given.types][:2] == [
            "solved.given.burglary",
            "solved.given.theft",
        ]

    def test_compares_neither_the_total_nor_a_type_across_two_definitions(self) -> None:
        always = ("recorded_crime", "recorded_crime_by_type", "solved_rate_of_outcomes")
        broken = defined_by(
            april(),
            *(version(key, 1, date(2010, 12, 1)) for key in always),
            version("solved_rate_of_crimes", 1, date(2010, 12, 1), NOW),
            version("solved_rate_of_crimes", 2, NOW, difference="Cautions count."),
        )

        by_now, given = rates(broken)

        assert (by_now.total.now, by_now.total.then) == (
            SolvedRate(12, 120, BY_NOW),
            SolvedRate(30, 200, BY_NOW),
        )
        assert [line.label for line in by_now.types] == [line.label for line in given.types]
        assert {line.change for line in (by_now.total, *by_now.types)} == {None}
        assert None not in {line.change for line in (given.total, *given.types[:2])}

    def test_gives_each_rate_as_a_percentage_that_is_hoped_to_rise(self) -> None:
        by_now, given = (rate.figure for rate in rates(april()))

        assert said(by_now) == (
            "solved_rate.crimes", "Solved rate, crimes recorded in the period", "percent",
            10.0, 15.0, {},
        )  # fmt: skip
        assert said(given) == (
            "solved_rate.given", "Solved rate, outcomes given in the period", "percent",
            7.5, 4.0, {},
        )  # fmt: skip
        assert by_now.direction is given.direction is Direction.HIGHER
        assert (by_now.change, given.change, by_now.base) == (-5.0, 3.5, 120)
        assert (by_now.reason, given.reason) == ("", "")

    def test_gives_an_interval_of_a_proportion_only(self) -> None:
        by_now, given = (rate.figure for rate in rates(april()))

        assert by_now.interval is not None
        assert by_now.change_interval is not None
        assert (given.interval, given.change_interval) == (None, None)

    def test_reads_outcomes_given_as_counts(self) -> None:
        counts = (MonthCount(NOW, "theft", 40), MonthCount(THEN, "theft", 8))
        many = replace(POLICE, given=counts, solved=())

        given = rates(april(many))[1]

        assert given.total.change is not None
        assert given.figure.reading is given.total.change.reading is Reading.BETTER

    def test_reads_no_change_of_crimes_that_had_unlike_time_to_be_solved(self) -> None:
        by_now = rates(april())[0]

        assert by_now.figure.change == -5.0
        assert by_now.figure.reading is Reading.NO_COMPARISON

    def test_reads_outcomes_given_by_the_exact_interval_and_not_as_shares(self) -> None:
        """6 of 120 and 24 of 200 differ as shares (Newcombe), and not as counts."""
        counts = (MonthCount(NOW, "theft", 6), MonthCount(THEN, "theft", 24))
        few = replace(POLICE, given=counts, solved=())

        assert rates(april(few))[1].figure.reading is Reading.COULD_BE_CHANCE

    def test_reads_a_month_by_the_months_before_it_once_outcomes_are_counted_by_place(self) -> None:
        counts = (MonthCount(NOW, "theft", 60), MonthCount(THEN, "theft", 60))
        read = tuple(month.start for month in Period.months_to("2023-04", 36).months())
        months = tuple(MonthCount(month, "theft", 60) for month in read)
        few = replace(POLICE, given=counts, solved=(), is_by_place=True, outcome_months=MONTHS)
        long = replace(few, outcome_months=read)

        short = rates(april(replace(few, given_by_month=counts)))
        known = rates(april(replace(long, given_by_month=months)))

        assert short[-1].figure.reading is Reading.TOO_SHORT
        assert known[-1].figure.reading is not Reading.TOO_SHORT

    def test_rounds_a_change_once(self) -> None:
        """1 of 60 and 4 of 90 are 1.7 and 4.4, which is 2.7 apart, and really 2.8."""
        police = replace(
            POLICE,
            by_month=(MonthCount(NOW, "theft", 60), MonthCount(THEN, "theft", 90)),
            solved=(MonthCount(NOW, "theft", 1), MonthCount(THEN, "theft", 4)),
        )

        figure = rates(april(police))[0].figure

        assert (figure.current, figure.previous, figure.change) == (1.7, 4.4, -2.8)

    @pytest.mark.parametrize(("n", "percent"), [(49, None), (50, 2.0)])
    def test_prints_no_percentage_on_a_base_under_fifty(
        self, n: int, percent: float | None
    ) -> None:
        figure = rates(april(recorded(n)))[0].figure

        assert figure.current == percent
        assert figure.reason == ("" if percent else "no percentage: fewer than 50 crimes")

    @pytest.mark.parametrize(("then", "percent"), [(49, None), (50, 2.0)])
    def test_compares_with_no_percentage_on_a_base_under_fifty(
        self, then: int, percent: float | None
    ) -> None:
        figure = rates(april(recorded(60, then)))[0].figure

        assert (figure.current, figure.previous) == (1.7, percent)
        assert figure.reason == ("" if percent else "no comparison: fewer than 50 crimes before")

    def test_compares_nothing_where_outcomes_of_the_period_before_are_missing(self) -> None:
        for rate in rates(april(without=[THEN])):
            assert (rate.total.then, rate.total.change) == (None, None)
            assert [line.then for line in rate.types] == [None] * len(rate.types)
            assert rate.figure.previous is None
            assert rate.figure.reason == "no comparison: no outcomes for April 2022"

    def test_compares_nothing_where_crimes_of_the_period_before_are_missing(self) -> None:
        police = replace(POLICE, covered=tuple(month for month in MONTHS if month != THEN))

        by_now = rates(april(police))[0]

        assert (by_now.total.then, by_now.figure.reason) == (None, "no comparison")

    def test_compares_nothing_where_no_crime_was_recorded(self) -> None:
        change = next(
            line.change for line in rates(april())[0].types if line.opens == "solved.crimes.drugs"
        )

        assert change is None

    def test_has_a_line_for_a_type_without_a_solved_crime(self) -> None:
        drugs = next(line for line in rates(april())[0].types if line.label == "Drugs")

        assert (drugs.now, drugs.then) == (SolvedRate(0, 0, BY_NOW), SolvedRate(0, 0, BY_NOW))

    @pytest.mark.parametrize("without", [[NOW], list(MONTHS)])
    def test_is_empty_where_outcomes_of_the_period_are_missing(self, without: list[date]) -> None:
        assert rates(april(without=without)) == ()

    def test_is_empty_where_crimes_of_the_period_are_missing(self) -> None:
        assert rates(april(replace(POLICE, covered=()))) == ()


class TestSolvedIncidents:
    def test_say_which_crimes_each_number_counts(self) -> None:
        crime = (("group", "crime"),)
        codes = ("burglary", "drugs", "possession-of-weapons", "theft")

        assert solved_incidents(april()) == {
            f"{prefix}{name}{code}": selection
            for basis, name in ((BY_NOW, "crimes"), (GIVEN, "given"))
            for prefix, code, selection in (
                ("solved.", "", IncidentSelection(crime, solved=basis)),
                ("solved_rate.", "", IncidentSelection(crime, solved=basis, is_counted=False)),
                *(
                    (
                        "solved.",
                        f".{code}",
                        IncidentSelection((("type", code),), types=(code,), solved=basis),
                    )
                    for code in codes
                ),
            )
        }

    def test_are_none_where_no_outcomes_were_imported(self) -> None:
        assert solved_incidents(april(without=MONTHS)) == {}

    def test_are_among_those_of_the_performance_report(self) -> None:
        assert solved_incidents(april()).items() <= performance_incidents(april()).items()
