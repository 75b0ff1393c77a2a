"""One operation of evidence: the key and the records of every number of its report."""

import pytest

from records.models import Kind, Status
from reports.codec import Json
from reports.evidence import Evidence
from reports.measures.one_operation import (
    NoSuchOperation,
    area_tallies,
    by_disposal,
    by_offence,
    by_stage,
    ledgers,
    lines_of,
    logged_figure,
    not_counted,
    offence_tallies,
    one_operation,
    planned_in,
    prefix,
)
from reports.measures.operations import Planned, operation_selections
from reports.selections import Selection, Selections
from reports.statistics import Direction
from reports.tables import Tally
from tests.reports.facts import arrest, case, event, evidence, operation, patrol, said

UNION, OTHER = operation(1, "union"), operation(2, "union-two")
PLANNED = Planned(UNION)
MINE = {"operation": UNION.record}
CHARGES: Json = [
    ["theft", "2023-06-01", "guilty", "2023-08-01", ["2023-09-01"]],
    ["theft", "2023-06-02", None, None, []],
]


@pytest.fixture
def logged() -> Evidence:
    """Give what was logged against Operation Union, and something against another."""
    return evidence(
        UNION,
        OTHER,
        arrest(1, **MINE, offence="robbery", disposals=[["charged", "2023-06-02"]]),
        arrest(2, **MINE, disposals=[["bail", "2023-06-02"]]),
        arrest(3, **MINE, disposals=[["charged", "2023-07-01"]]),
        arrest(4, "2022-06-01 12:00", **MINE, offence="fraud"),
        arrest(5, **MINE, status="submitted"),
        arrest(6, operation=OTHER.record, offence="fraud"),
        case(1, **MINE, charges=CHARGES, sentences=[["fine", "2023-09-01"]]),
        case(2, "2023-02-01 00:00", **MINE, charges=[["theft", "2023-02-01", None, None, []]]),
        case(3, **MINE, status="returned"),
        case(4, **MINE, charges=[["theft", "2023-06-01", "guilty", "2024-04-02", []]]),
        patrol(1, "2023-06-01 10:00", "2023-06-01 11:00", **MINE, area="8"),
        patrol(2, "2023-06-02 10:00", "2023-06-02 11:00", **MINE, area="7"),
        patrol(3, "2023-06-03 10:00", "2023-06-03 11:00", **MINE, area="9"),
        patrol(4, "2023-06-04 10:00", "2023-06-04 11:00", **MINE, area="7"),
        patrol(5, "2023-06-05 10:00", "2023-06-05 11:00", **MINE),
        patrol(6, "2023-06-06 10:00", "2023-06-06 11:00", **MINE, status="draft"),
        event(1, **MINE),
        event(2, "2022-06-01 12:00", **MINE),
        event(3, **MINE, status="withdrawn"),
        event(4, "2022-06-01 12:00", **MINE, status="reopened"),
        subject="union",
    )


def references(found: Selections, key: str, logged: Evidence) -> list[str]:
    """Give the records that a number counts."""
    return [fact.record for fact in found[key].counted(logged, logged.period)]


def mine(kind: Kind, *more: tuple[str, str]) -> Selection:
    """Select what was logged against the operation."""
    return Selection(
        kind, where=(("operation", UNION.record), *more), query=(("operation", "union"),)
    )


class TestPlannedIn:
    def test_finds_the_operation_that_the_evidence_is_about(self, logged: Evidence) -> None:
        assert planned_in(logged) == PLANNED
        assert planned_in(evidence(UNION, OTHER, subject="union-two")) == Planned(OTHER)

    def test_refuses_one_that_did_not_run(self) -> None:
        ended = operation(1, "union", starts_on="2022-01-01", ends_on="2022-02-01")

        with pytest.raises(NoSuchOperation) as refused:
            planned_in(evidence(ended, OTHER, subject="union"))

        assert str(refused.value) == "No approved operation union ran in the period."


class TestLinesOf:
    def test_are_the_codes_that_records_have_in_their_order(self) -> None:
        lines = lines_of(evidence(), "OffenceGroup", ["fraud", None, "theft", "fraud"])

        assert [line.code for line in lines] == ["theft", "fraud"]


class TestOneOperation:
    def test_has_a_key_for_every_number_of_the_report(self, logged: Evidence) -> None:
        stages = ("charged", "out_of_court", "open", "ended", "not_recorded")

        kept = [key for key in one_operation(logged) if "_ledger." not in key]

        assert kept == [
            f"operation.union.{key}"
            for key in (
                "arrests",
                "prosecutions",
                "patrol_minutes",
                "officer_minutes",
                "patrols",
                "engagement",
                "arrests.so_far",
                "arrests.offence.theft",
                "arrests.offence.robbery",
                *(f"arrests.stage.{stage}" for stage in stages),
                "arrests.disposal.bail",
                "arrests.disposal.charged",
                "not_counted.patrol.draft",
                "not_counted.arrest.submitted",
                "not_counted.prosecution.returned",
                "not_counted.engagement.withdrawn",
            )
        ]

    def test_selects_what_was_logged_against_it_and_no_other(self, logged: Evidence) -> None:
        found = one_operation(logged)

        assert found["operation.union.patrols"] == mine(Kind.PATROL)
        assert found["operation.union.engagement"] == mine(Kind.ENGAGEMENT)
        assert found["operation.union.arrests"] == mine(Kind.ARREST)
        assert references(found, "operation.union.arrests.so_far", logged) == [
            "arrest-1", "arrest-2", "arrest-3", "arrest-4",
        ]  # fmt: skip
        assert any(key.startswith("operation.union-two.") for key in operation_selections(logged))

    def test_is_made_of_its_parts(self, logged: Evidence) -> None:
        found = one_operation(logged)

        for part in (by_offence, by_disposal, ledgers, not_counted, by_stage):
            assert part(logged, PLANNED).keys() <= found.keys()
        assert prefix(PLANNED) == "operation.union."


class TestByOffence:
    def test_selects_the_groups_that_arrests_of_the_period_have(self, logged: Evidence) -> None:
        assert by_offence(logged, PLANNED) == {
            "operation.union.arrests.offence.theft": mine(Kind.ARREST, ("offence", "theft")),
            "operation.union.arrests.offence.robbery": mine(Kind.ARREST, ("offence", "robbery")),
        }


class TestByStage:
    def test_selects_the_arrests_of_the_period_by_where_they_stand(self, logged: Evidence) -> None:
        found = by_stage(logged, PLANNED)

        stands = {key.rpartition(".")[2]: references(found, key, logged) for key in found}
        assert stands == {
            "charged": ["arrest-1", "arrest-3"],
            "out_of_court": [],
            "open": ["arrest-2"],
            "ended": [],
            "not_recorded": [],
        }
        assert all(key.startswith("operation.union.arrests.stage.") for key in found)

    def test_opens_the_list_of_the_operations_arrests(self, logged: Evidence) -> None:
        for selection in by_stage(logged, PLANNED).values():
            assert (selection.kind, selection.where) == (
                Kind.ARREST,
                (("operation", UNION.record),),
            )
            assert selection.query == (("operation", "union"),)

    def test_keeps_to_the_operation_among_arrests_of_the_same_reference(
        self, logged: Evidence
    ) -> None:
        charged = by_stage(logged, PLANNED)["operation.union.arrests.stage.charged"]

        dealt: Json = [["charged", "2023-06-02"]]

        assert not charged.matches(arrest(1, operation=OTHER.record, disposals=dealt))
        assert charged.matches(arrest(1, **MINE, disposals=dealt))


class TestByDisposal:
    def test_selects_the_arrests_of_the_period_by_the_latest_on_record(
        self, logged: Evidence
    ) -> None:
        found = by_disposal(logged, PLANNED)

        assert {key: references(found, key, logged) for key in found} == {
            "operation.union.arrests.disposal.bail": ["arrest-2"],
            "operation.union.arrests.disposal.charged": ["arrest-1", "arrest-3"],
        }

    def test_names_those_that_have_none(self) -> None:
        one = evidence(UNION, arrest(1, **MINE), subject="union")

        assert list(by_disposal(one, PLANNED)) == [
            "operation.union.arrests.disposal.not_yet_recorded"
        ]


class TestLedgers:
    def test_select_what_moved_and_what_took_a_step(self, logged: Evidence) -> None:
        found = ledgers(logged, PLANNED)

        def behind(key: str) -> list[str]:
            return references(found, f"operation.union.{key}", logged)

        assert behind("arrest_ledger.2023-04-01.before") == ["arrest-4"]
        assert behind("arrest_ledger.2023-06-01.charged") == ["arrest-1"]
        assert behind("arrest_ledger.waits.bail.all") == []
        assert behind("arrest_ledger.waits.other.all") == ["arrest-2"]
        assert behind("case_ledger.cases.convicted.in_period") == ["prosecution-1"]
        assert behind("case_ledger.cases.charged.so_far") == [
            "prosecution-1", "prosecution-2", "prosecution-4",
        ]  # fmt: skip
        assert behind("case_ledger.period.sentenced") == ["prosecution-1"]

    def test_leave_out_what_does_not_count(self, logged: Evidence) -> None:
        new = ledgers(logged, PLANNED)["operation.union.arrest_ledger.2023-06-01.new"]

        left_out = new.left_out(logged, logged.period)

        assert [fact.record for fact in left_out] == ["arrest-5"]


class TestNotCounted:
    def test_selects_the_kinds_and_states_that_the_period_has(self, logged: Evidence) -> None:
        where, query = (("operation", UNION.record),), (("operation", "union"),)

        assert not_counted(logged, PLANNED) == {
            f"operation.union.not_counted.{kind.value}.{status.value}": Selection(
                kind, where=where, query=query, states=(status.value,)
            )
            for kind, status in (
                (Kind.PATROL, Status.DRAFT),
                (Kind.ARREST, Status.SUBMITTED),
                (Kind.PROSECUTION, Status.RETURNED),
                (Kind.ENGAGEMENT, Status.WITHDRAWN),
            )
        }


class TestLoggedFigure:
    def test_compares_the_records_of_a_kind(self, logged: Evidence) -> None:
        figure = logged_figure(logged, PLANNED, Kind.ENGAGEMENT, "engagement", "events")

        assert said(figure) == (
            "operation.union.engagement", "Operation Union, events", "events",
            1, 1, {"withdrawn": 1},
        )  # fmt: skip
        assert (figure.direction, figure.days, figure.previous_days) == (Direction.NONE, 366, 365)


class TestOffenceTallies:
    def test_count_the_arrests_of_the_period_by_group(self, logged: Evidence) -> None:
        assert offence_tallies(logged, PLANNED) == [
            Tally("Theft", 2, opens="operation.union.arrests.offence.theft"),
            Tally("Robbery", 1, opens="operation.union.arrests.offence.robbery"),
        ]


class TestAreaTallies:
    def test_count_the_patrols_most_frequent_first_and_then_by_name(self, logged: Evidence) -> None:
        assert area_tallies(logged, PLANNED) == [
            Tally("Milton", 2),
            Tally("Belfairs", 1),
            Tally("Kursaal", 1),
            Tally("No area recorded", 1),
        ]
