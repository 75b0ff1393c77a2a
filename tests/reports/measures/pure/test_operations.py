"""Operations of evidence: which ran, what was logged against each, and what leads."""

import pytest

from records.models import Kind
from reports.evidence import Evidence, Fact, occurring
from reports.measures.operations import (
    Planned,
    arrests_in_words,
    cases_in_words,
    operation_results,
    operation_selections,
    operations_in,
    ran_in,
)
from reports.selections import Selection, touching
from reports.statistics import Direction
from tests.reports.facts import arrest, case, event, evidence, operation, patrol, said

UNION, RAKER = operation(1, "union"), operation(2, "raker")
THEN = "2022-06-01 12:00"


def mine(key: str, kind: Kind) -> Selection:
    """Select what was logged against Operation Union."""
    return Selection(
        kind,
        where=(("operation", "operation-1"),),
        query=(("operation", "union"),),
        within=touching if key.endswith("minutes") else occurring,
    )


@pytest.fixture
def logged() -> Evidence:
    """Give two operations, what was logged against each, and what against none."""
    union, raker = {"operation": UNION.record}, {"operation": RAKER.record}
    return evidence(
        UNION,
        RAKER,
        arrest(1, operation=UNION.record, disposal="charged"),
        arrest(2, operation=UNION.record),
        arrest(3, THEN, operation=UNION.record),
        arrest(4, operation=UNION.record, status="submitted"),
        arrest(5, operation=RAKER.record),
        arrest(6),
        case(1, operation=UNION.record, stage="convicted"),
        case(2, "2022-06-01 00:00", operation=UNION.record),
        case(3, operation=UNION.record, status="returned"),
        *(
            case(10 + n, operation=RAKER.record, stage=stage)
            for n, stage in enumerate(("convicted", "not_convicted", "before_court"))
        ),
        case(13, operation=RAKER.record, stage="convicted"),
        patrol(1, "2023-06-01 10:00", "2023-06-01 10:30", **union),
        patrol(2, THEN, "2022-06-01 12:10", **union),
        patrol(3, "2023-03-31 23:00", "2023-04-01 00:05", **union),
        patrol(4, "2023-06-01 10:00", "2023-06-01 10:30", **raker),
        patrol(5, "2023-06-01 10:00", "2023-06-01 10:30", **union, status="draft"),
        event(1, operation=UNION.record),
    )


class TestPlanned:
    def test_names_an_operation_in_full_once(self) -> None:
        planned = Planned(operation(1, "union", name="Op Union Op Two"))

        assert (planned.slug, planned.name) == ("union", "Operation Union Op Two")

    def test_selects_a_kind_and_more(self) -> None:
        found = Planned(UNION).logged(Kind.ARREST, ("offence", "theft"), ("disposal", None))

        assert found == Selection(
            Kind.ARREST,
            where=(("operation", "operation-1"), ("offence", "theft"), ("disposal", None)),
            query=(("operation", "union"),),
        )


class TestOperationsIn:
    def test_are_the_approved_that_ran_by_name(self) -> None:
        logged = evidence(
            UNION,
            operation(2, "anchor", name="Op Zebra"),
            RAKER,
            operation(4, "later", starts_on="2024-04-01"),
            operation(5, "before", starts_on="2022-01-01", ends_on="2023-03-31"),
            operation(6, "draft", status="draft"),
        )

        assert [planned.slug for planned in operations_in(logged)] == ["raker", "union", "anchor"]

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "ran"),
        [
            ("2023-04-01", None, True),
            ("2024-03-31", "2024-03-31", True),
            ("2022-01-01", "2023-04-01", True),
            ("2022-01-01", "2023-03-31", False),
            ("2024-04-01", None, False),
        ],
    )
    def test_ran_on_any_day_of_the_period(
        self, starts_on: str, ends_on: str | None, ran: bool
    ) -> None:
        planned = operation(1, "union", starts_on=starts_on, ends_on=ends_on)

        assert ran_in(planned, "2023-04-01", "2024-04-01") is ran


class TestOperationSelections:
    def test_say_which_records_each_figure_counts(self) -> None:
        assert operation_selections(evidence(UNION)) == {
            f"operation.union.{word}": mine(word, kind)
            for word, kind in (
                ("arrests", Kind.ARREST),
                ("prosecutions", Kind.PROSECUTION),
                ("patrol_minutes", Kind.PATROL),
                ("officer_minutes", Kind.PATROL),
            )
        }

    def test_are_of_every_operation(self, logged: Evidence) -> None:
        assert len(operation_selections(logged)) == 8


class TestOperationResults:
    def test_are_one_for_each_operation(self, logged: Evidence) -> None:
        assert [(each.short, each.name, each.about) for each in operation_results(logged)] == [
            ("Op Raker", "Operation Raker", "Safer seafront"),
            ("Op Union", "Operation Union", "Safer seafront"),
        ]

    def test_compare_four_figures_and_name_what_each_left_out(self, logged: Evidence) -> None:
        union = operation_results(logged)[1]

        figures = (union.arrests, union.prosecutions, union.patrol_minutes, union.officer_minutes)
        assert [said(figure) for figure in figures] == [
            (f"operation.union.{key}", f"Operation Union, {label}", *rest)
            for key, label, *rest in (
                ("arrests", "arrests", "arrests", 2, 1, {"submitted": 1}),
                ("prosecutions", "prosecutions", "prosecutions", 1, 1, {"returned": 1}),
                ("patrol_minutes", "patrol minutes", "minutes", 35, 70, {"draft": 1}),
                ("officer_minutes", "officer minutes", "minutes", 70, 140, {"draft": 1}),
            )
        ]
        assert {figure.direction for figure in figures} == {Direction.NONE}

    def test_lead_with_the_cases_where_they_are_more(self, logged: Evidence) -> None:
        raker = operation_results(logged)[0]

        assert raker.headline == raker.prosecutions
        assert raker.detail == "2 convicted, 1 not convicted, 1 before the courts"

    def test_lead_with_the_arrests_otherwise(self, logged: Evidence) -> None:
        union = operation_results(logged)[1]

        assert union.headline == union.arrests
        assert union.detail == "1 with a disposal, 1 not yet recorded"

    @pytest.mark.parametrize("also", [[], [arrest(1, operation=UNION.record)]])
    def test_lead_with_the_arrests_where_the_cases_are_as_many(self, also: list[Fact]) -> None:
        cases = [case(n, operation=UNION.record) for n, _ in enumerate(also)]

        (union,) = operation_results(evidence(UNION, *also, *cases))

        assert union.headline == union.arrests

    def test_lead_with_one_case_where_there_is_no_arrest(self) -> None:
        (union,) = operation_results(evidence(UNION, case(1, operation=UNION.record)))

        assert union.headline == union.prosecutions


class TestWords:
    def test_count_the_records_of_the_operation_and_the_period(self, logged: Evidence) -> None:
        planned = Planned(UNION)

        assert arrests_in_words(logged, planned) == "1 with a disposal, 1 not yet recorded"
        assert cases_in_words(logged, planned) == (
            "1 convicted, 0 not convicted, 0 before the courts"
        )
