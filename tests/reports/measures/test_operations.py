"""Each operation of the period: its own arrests, cases and minutes, and no other's."""

import pytest

from records.models import Status
from reports.collecting import Scope, collect
from reports.measures.operations import operation_results
from reports.statistics import Direction
from tests.reports.logbook import Logbook, london, named


class TestOperationResults:
    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "runs"),
        [
            ("2023-04-01", None, True),
            ("2024-03-31", "2024-03-31", True),
            ("2022-01-01", "2023-04-01", True),
            ("2022-01-01", "2023-03-31", False),
            ("2024-04-01", None, False),
        ],
    )
    def test_lists_the_operations_that_ran_in_the_period(
        self, starts_on: str, ends_on: str | None, runs: bool, log: Logbook, scope: Scope
    ) -> None:
        log.operation("union", starts_on=starts_on, ends_on=ends_on)

        assert [result.short for result in operation_results(collect(scope))] == ["Op Union"] * runs

    def test_lists_only_operations_that_stand_approved(self, log: Logbook, scope: Scope) -> None:
        log.operation("union", status=Status.SUBMITTED)

        assert operation_results(collect(scope)) == ()

    def test_counts_what_was_logged_against_it(self, log: Logbook, scope: Scope) -> None:
        union, raker = log.operation("union"), log.operation("raker")
        log.arrest(operation=union)
        log.arrest("2022-06-01", operation=union)
        log.arrest(operation=raker)
        log.arrest()
        log.prosecution(operation=raker)
        log.patrol(
            london("2023-06-01", "10:00"),
            london("2023-06-01", "10:30"),
            operation=union,
            partners=1,
        )

        second, first = operation_results(collect(scope))  # by name: Raker, Union

        assert [first.name, second.name] == ["Operation Union", "Operation Raker"]
        assert (first.arrests.current, first.arrests.previous) == (1, 1)
        assert (first.prosecutions.current, second.prosecutions.current) == (0, 1)
        assert (first.patrol_minutes.current, first.officer_minutes.current) == (30, 60)
        assert (second.arrests.current, second.patrol_minutes.current) == (1, 0)

    def test_says_which_operation_and_what_each_figure_left_out(
        self, log: Logbook, scope: Scope
    ) -> None:
        union = log.operation("union")
        log.arrest(operation=union, status=Status.SUBMITTED)
        log.arrest(status=Status.SUBMITTED)
        log.prosecution(operation=union, status=Status.RETURNED)
        begins, ends = london("2023-06-01", "10:00"), london("2023-06-01", "10:30")
        log.patrol(begins, ends, operation=union, status=Status.DRAFT)
        log.patrol(begins, ends, status=Status.DRAFT)

        (result,) = operation_results(collect(scope))

        assert result.arrests.label == "Operation Union, arrests"
        assert dict(result.arrests.excluded) == {"submitted": 1}
        assert dict(result.prosecutions.excluded) == {"returned": 1}
        assert dict(result.patrol_minutes.excluded) == {"draft": 1}

    def test_leads_with_its_cases_where_they_are_more_than_its_arrests(
        self, log: Logbook, scope: Scope
    ) -> None:
        raker = log.operation("raker")
        log.prosecution(operation=raker, result="guilty-plea")
        log.prosecution(operation=raker, result="acquitted")
        log.prosecution(operation=raker)
        log.prosecution(operation=raker, status=Status.SUBMITTED)

        (result,) = operation_results(collect(scope))

        assert result.headline == result.prosecutions
        assert result.detail == "1 convicted, 1 not convicted, 1 before the courts"

    def test_leads_with_its_arrests_otherwise(self, log: Logbook, scope: Scope) -> None:
        union = log.operation("union")
        log.arrest(operation=union, disposals=[("charged", "2023-06-02")])
        log.arrest(operation=union)
        log.arrest(operation=union, status=Status.SUBMITTED)
        log.arrest("2022-06-01", operation=union)

        (result,) = operation_results(collect(scope))

        assert result.headline == result.arrests
        assert result.detail == "1 with a disposal, 1 not yet recorded"

    def test_names_itself_its_objective_and_its_four_figures(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.operation("union")

        (union,) = operation_results(collect(scope))

        figures = (union.arrests, union.prosecutions, union.patrol_minutes, union.officer_minutes)
        assert (union.short, union.name, union.about) == (
            "Op Union",
            "Operation Union",
            "Safer seafront",
        )
        assert [named(figure) for figure in figures] == [
            (
                f"operation.union.{word.replace(' ', '_')}",
                f"Operation Union, {word}",
                unit,
                Direction.NONE,
            )
            for word, unit in [
                ("arrests", "arrests"),
                ("prosecutions", "prosecutions"),
                ("patrol minutes", "minutes"),
                ("officer minutes", "minutes"),
            ]
        ]

    def test_compares_its_cases_and_minutes_with_the_period_before(
        self, log: Logbook, scope: Scope
    ) -> None:
        union = log.operation("union", starts_on="2022-01-01")
        begins, ends = london("2022-06-01", "10:00"), london("2022-06-01", "10:30")
        log.patrol(begins, ends, operation=union, partners=1)
        log.prosecution("2022-06-01", operation=union)

        (result,) = operation_results(collect(scope))

        assert (result.prosecutions.current, result.prosecutions.previous) == (0, 1)
        assert (result.patrol_minutes.previous, result.officer_minutes.previous) == (30, 60)

    def test_leads_with_its_arrests_where_its_cases_are_as_many(
        self, log: Logbook, scope: Scope
    ) -> None:
        union = log.operation("union")
        log.arrest(operation=union)
        log.prosecution(operation=union)

        (result,) = operation_results(collect(scope))

        assert result.headline == result.arrests

    def test_says_none_in_words(self, log: Logbook, scope: Scope) -> None:
        log.operation("union")

        (result,) = operation_results(collect(scope))

        assert result.detail == "0 with a disposal, 0 not yet recorded"

    def test_is_blind_to_the_other_district(self, twin_log: Logbook, scope: Scope) -> None:
        twin_log.arrest(operation=twin_log.operation("union"))

        assert operation_results(collect(scope)) == ()
