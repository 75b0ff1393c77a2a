"""The numbers of a roll-forward of evidence, the records behind each, and when it is refused."""

from dataclasses import replace

import pytest

from records.models import Kind
from reports.evidence import Evidence, Fact
from reports.measures.books import ArrestBooks
from reports.measures.ledger_numbers import (
    Behind,
    Sorted,
    arrest_roll,
    disposal_lines,
    roll_keys,
    roll_selections,
    stage_of,
)
from reports.rolled import Refused, Rolled
from reports.selections import Selection, at_any_time
from reports.sentences import DisposalStage
from tests.reports.facts import APRIL, CODES, arrest, evidence

MINE = Selection(
    Kind.ARREST, where=(("operation", "operation-1"),), query=(("operation", "union"),)
)


def dealt(number: int, at: str, code: str | None, *, status: str = "approved") -> Fact:
    """Give an arrest of the operation with one disposal, on its own day."""
    disposals = [[code, at[:10]]] if code else []
    return arrest(
        number, at, operation="operation-1", disposal=code, disposals=disposals, status=status
    )


@pytest.fixture
def logged() -> Evidence:
    """Give an arrest that was open before, one that is open and one that is closed."""
    found = evidence(
        dealt(1, "2023-03-01 12:00", "bail"),
        dealt(2, "2023-04-02 12:00", None),
        dealt(3, "2023-04-03 12:00", "charged"),
        dealt(4, "2023-04-04 12:00", "bail", status="submitted"),
        arrest(5, "2023-04-05 12:00"),
        period=APRIL,
    )
    return replace(found, around=replace(found.around, carried=True))


class TestDisposalLines:
    def test_gives_each_line_by_its_code(self) -> None:
        found = disposal_lines(evidence())

        assert list(found.values()) == list(CODES[1].lines)
        assert list(found) == ["charged", "bail", "warned"]


class TestStageOf:
    @pytest.mark.parametrize(
        ("code", "stage"),
        [
            (None, DisposalStage.NOT_RECORDED),
            ("charged", DisposalStage.CHARGED),
            ("warned", DisposalStage.OUT_OF_COURT),
            ("unheard-of", DisposalStage.OPEN),
        ],
    )
    def test_is_that_of_the_latest_disposal(self, code: str | None, stage: DisposalStage) -> None:
        fact = dealt(1, "2023-04-02 12:00", code)

        assert stage_of(fact, disposal_lines(evidence())) is stage


class TestArrestRoll:
    def test_rolls_the_arrests_of_the_selection(self, logged: Evidence) -> None:
        found = arrest_roll(logged, MINE)

        assert isinstance(found, Rolled)
        assert set(found.open_of_period) == {"A-23-00002"}

    def test_is_refused_where_the_latest_disposals_leave_others_open(
        self, logged: Evidence
    ) -> None:
        undated = dealt(3, "2023-04-03 12:00", "charged")
        undated = replace(undated, values={**undated.values, "disposals": []})

        assert arrest_roll(replace(logged, facts=(undated,)), MINE) == Refused(
            "By the latest disposals 0 arrests of the period are open, by the ledger 1."
        )

    def test_is_refused_in_the_words_of_the_ledger(self, logged: Evidence) -> None:
        not_carried = replace(logged, around=replace(logged.around, carried=False))

        found = arrest_roll(not_carried, MINE)

        assert isinstance(found, Refused)
        assert found.reason.startswith("What was still open when")


class TestRollSelections:
    def test_select_at_any_time_what_the_books_are_of(self, logged: Evidence) -> None:
        books = ArrestBooks(logged, MINE)

        found = roll_selections(books, "arrest_ledger.")

        assert list(found) == [f"arrest_ledger.{key}" for key in roll_keys(books)]
        for each in found.values():
            assert (each.kind, each.where, each.query) == (MINE.kind, MINE.where, MINE.query)
            assert each.within is each.beside is at_any_time
            assert each.is_alone is True

    def test_keep_the_records_behind_each_number(self, logged: Evidence) -> None:
        found = roll_selections(ArrestBooks(logged, MINE), "arrest_ledger.")

        def records(key: str) -> list[str]:
            counted = found[f"arrest_ledger.{key}"].counted(logged, APRIL)
            return [fact.record for fact in counted]

        assert records("2023-04-01.before") == ["arrest-1"]
        assert records("2023-04-01.new") == ["arrest-2", "arrest-3"]
        assert records("2023-04-01.after") == ["arrest-1", "arrest-2"]

    def test_keep_nothing_where_the_ledger_is_refused(self, logged: Evidence) -> None:
        not_carried = replace(logged, around=replace(logged.around, carried=False))

        behind = Behind(Sorted(ArrestBooks(not_carried, MINE)), "2023-04-01.before")

        assert behind(logged.facts[0]) is False
