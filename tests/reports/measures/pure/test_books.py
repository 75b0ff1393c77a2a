"""The books of an operation from evidence: arrests to disposals, cases to sentences."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from records.models import Kind
from reports.case_book import CaseLedger
from reports.evidence import Evidence, Fact
from reports.ledgers import ArrestEntry, Dealt
from reports.measures.books import ArrestBooks, CaseBooks, why_not
from reports.measures.books import case as case_entry
from reports.measures.case_numbers import Cases, step_key
from reports.measures.one_operation import arrest_books, case_numbers, so_far
from reports.measures.operations import Planned
from reports.prosecution_ledger import (
    CaseEntry,
    ChargeEntry,
    ConvictionRate,
    Result,
    Span,
    Step,
    Unit,
)
from reports.rolled import Refused
from reports.sentences import DisposalStage, LedgerDoesNotAddUpError
from tests.reports.facts import APRIL, PART, YEAR, arrest, case, changed, evidence, operation

UNION = operation(1, "union", starts_on="2022-01-01")
PLANNED = Planned(UNION)
MINE = {"operation": UNION.record}
CLASSES = {"guilty": "convicted", "acquitted": "not_convicted", "discontinued": "administrative"}
FIRST, LAST = date(2023, 4, 1), date(2024, 3, 31)


def charge(
    on: str, result: str | None = None, resulted: str | None = None, *sentenced: str
) -> list[str | list[str] | None]:
    """Give a charge as it is stored."""
    return ["theft", on, result, resulted, list(sentenced)]


def against(number: int, on: str, *more: list[str | list[str] | None]) -> Fact:
    """Give a case of the operation by the day of its first charge."""
    charges = more or (charge(on),)
    days = [day for each in charges for day in each[4] or ()]
    sentences = [["fine", day] for day in days]
    return case(number, f"{on} 00:00", **MINE, charges=charges, sentences=sentences)


class TestSoFar:
    @pytest.mark.parametrize(
        ("at", "before"),
        [
            ("2020-01-01 12:00", True),
            ("2023-04-30 23:59", True),
            ("2023-05-01 00:00", False),
            ("2023-06-01 12:00", False),
        ],
    )
    def test_is_before_the_period_was_over(self, at: str, before: bool) -> None:
        assert so_far(APRIL, arrest(1, at)) is before


class TestArrest:
    @pytest.mark.usefixtures("far_away")
    @pytest.mark.parametrize("at", ["2023-06-01 00:30", "2023-06-01 23:30"])
    def test_is_made_on_the_day_in_london(self, at: str) -> None:
        (entry,) = books(evidence(UNION, arrest(1, at, **MINE), subject="union")).entries

        assert entry.arrested_on == date(2023, 6, 1)


def books(logged: Evidence) -> ArrestBooks:
    """Keep the books of the operation's arrests."""
    return arrest_books(logged, PLANNED)


@pytest.fixture
def arrested() -> Evidence:
    """Give arrests from before the year to its end, and some beside them."""
    return evidence(
        UNION,
        arrest(1, "2023-02-01 12:00", **MINE, disposals=[["bail", "2023-02-02"]]),
        arrest(
            2, "2023-04-10 12:00", **MINE,
            disposals=[["bail", "2023-04-11"], ["charged", "2023-05-02"]],
        ),
        arrest(3, "2023-04-30 23:30", **MINE),
        arrest(4, "2024-03-31 12:00", **MINE, disposals=[["unheard-of", "2024-03-31"]]),
        arrest(5, "2023-06-01 12:00", **MINE, status="submitted"),
        arrest(6, "2023-06-01 12:00"),
        arrest(7, "2024-04-01 00:00", **MINE),
        subject="union",
    )  # fmt: skip


class TestArrestBooks:
    def test_read_each_with_its_dated_disposals(self, arrested: Evidence) -> None:
        assert books(arrested).entries == (
            ArrestEntry("A-23-00001", date(2023, 2, 1), (
                Dealt(date(2023, 2, 2), "bail", DisposalStage.OPEN),
            )),
            ArrestEntry("A-23-00002", date(2023, 4, 10), (
                Dealt(date(2023, 4, 11), "bail", DisposalStage.OPEN),
                Dealt(date(2023, 5, 2), "charged", DisposalStage.CHARGED),
            )),
            ArrestEntry("A-23-00003", date(2023, 4, 30), ()),
            ArrestEntry("A-23-00004", date(2024, 3, 31), (
                Dealt(date(2024, 3, 31), "unheard-of", DisposalStage.OPEN),
            )),
        )  # fmt: skip

    def test_stand_in_one_row_each_by_the_latest_disposal_on_record(
        self, arrested: Evidence
    ) -> None:
        ledger = books(arrested).of_the_period()

        assert ledger.as_at == LAST
        assert [(each.reference, each.stage) for each in ledger.standings] == [
            ("A-23-00002", DisposalStage.CHARGED),
            ("A-23-00003", DisposalStage.NOT_RECORDED),
            ("A-23-00004", DisposalStage.OPEN),
        ]

    def test_stand_in_a_row_from_the_first_day_of_the_period(self) -> None:
        made = arrest(1, "2023-04-01 00:00", **MINE)

        ledger = books(evidence(UNION, made, subject="union")).of_the_period()

        assert [each.reference for each in ledger.standings] == ["A-23-00001"]

    def test_stand_on_the_last_day_where_there_are_none(self) -> None:
        ledger = books(evidence(UNION, subject="union")).of_the_period()

        assert (ledger.as_at, ledger.standings) == (LAST, ())

    def test_take_a_disposal_of_after_the_period(self) -> None:
        made = arrest(1, "2023-04-10 12:00", **MINE, disposals=[["charged", "2024-05-02"]])

        ledger = books(evidence(UNION, made, subject="union")).of_the_period()

        assert ledger.as_at == date(2024, 5, 2)
        assert [each.stage for each in ledger.standings] == [DisposalStage.CHARGED]

    def test_take_in_what_does_not_count_where_all_is_asked_for(self, arrested: Evidence) -> None:
        every = replace(books(arrested), is_of_everything=True)

        assert [fact.record for fact in every.facts] == [
            "arrest-1", "arrest-2", "arrest-3", "arrest-4", "arrest-5",
        ]  # fmt: skip

    def test_roll_forward_month_by_month(self, arrested: Evidence) -> None:
        rolled = books(arrested).rolled

        assert [(line.move.start, line.move.end) for line in rolled.months] == [
            (month.start - timedelta(days=1), month.last_day) for month in YEAR.months()
        ]
        first, second, *_, last = (line.move for line in rolled.months)
        assert first.opening == ("A-23-00001",)
        assert first.made == ("A-23-00002", "A-23-00003")
        assert second.closed == ("A-23-00002",)
        assert set(second.closing) == {"A-23-00001", "A-23-00003"}
        assert last.made == ("A-23-00004",)

    def test_roll_through_a_part_of_a_month_as_one(self) -> None:
        made = arrest(1, "2023-04-10 12:00", **MINE)

        (line,) = books(evidence(UNION, made, period=PART, subject="union")).rolled.months

        assert (line.move.start, line.move.end) == (date(2023, 3, 31), date(2023, 4, 14))
        assert line.move.made == ("A-23-00001",)

    def test_are_refused_for_a_district_where_open_arrests_were_not_read(
        self, arrested: Evidence
    ) -> None:
        district = replace(arrested, around=replace(arrested.around, subject=""))
        carried = replace(district, around=replace(district.around, carried=True))

        with pytest.raises(LedgerDoesNotAddUpError, match="was not read when this edition"):
            getattr(books(district), "rolled")  # noqa: B009 - reading it computes it
        assert books(carried).rolled == books(arrested).rolled


class TestCase:
    def test_reads_a_case_with_its_charges(self) -> None:
        fact = changed(
            against(
                1,
                "2023-06-01",
                charge("2023-06-01", "guilty", "2023-08-01", "2023-09-01", "2023-09-02"),
                charge("2023-06-02", "unheard-of", None),
            ),
            subject="subject-1",
        )

        assert case_entry(fact, CLASSES) == CaseEntry(
            "P-23-00001",
            "subject-1",
            (
                ChargeEntry(
                    charged_on=date(2023, 6, 1),
                    result=Result.CONVICTED,
                    resulted_on=date(2023, 8, 1),
                    sentenced_on=(date(2023, 9, 1), date(2023, 9, 2)),
                ),
                ChargeEntry(charged_on=date(2023, 6, 2)),
            ),
        )

    def test_has_nobody_where_no_person_was_recorded(self) -> None:
        assert case_entry(against(1, "2023-06-01"), CLASSES).subject is None
        assert case_entry(changed(against(1, "2023-06-01"), subject=""), CLASSES).subject is None

    def test_refuses_a_case_written_without_the_days_of_its_sentences(self) -> None:
        old = case(1, charges=[charge("2023-06-01"), ["theft", "2023-06-01", None, None]])

        with pytest.raises(LedgerDoesNotAddUpError) as refused:
            case_entry(old, CLASSES)

        assert str(refused.value) == (
            "P-23-00001 was written before charges carried their sentences. Save it."
        )
        assert why_not(old, CLASSES) == str(refused.value)
        assert why_not(against(1, "2023-06-01"), CLASSES) == ""


@pytest.fixture
def charged() -> Evidence:
    """Give cases from before the year, in it, and of nobody's operation."""
    return evidence(
        UNION,
        against(1, "2022-05-01", charge("2022-05-01", "guilty", "2023-05-01", "2023-05-02")),
        against(2, "2023-06-01", charge("2023-06-01", "acquitted", "2023-07-01")),
        against(3, "2023-06-01", charge("2023-06-01", "discontinued", "2023-07-01")),
        against(4, "2023-06-01"),
        changed(against(5, "2023-06-01"), operation=None),
        subject="union",
    )


def numbers(logged: Evidence) -> Cases:
    """Give the numbers of the operation's cases."""
    return case_numbers(logged, PLANNED)


def ledger_of(logged: Evidence) -> CaseLedger:
    """Give the ledger of the operation's cases, which adds up."""
    found = numbers(logged).ledger()
    assert isinstance(found, CaseLedger)
    return found


class TestCases:
    def test_count_the_period_and_all_since_the_first_charge(self, charged: Evidence) -> None:
        ledger = ledger_of(charged).tallies

        assert (ledger.start, ledger.end, ledger.since) == (
            FIRST,
            date(2024, 4, 1),
            date(2022, 5, 1),
        )
        assert [ledger.tally(Unit.CASES, step, Span.IN_PERIOD).count for step in Step] == [3, 1, 1]
        assert [ledger.tally(Unit.CASES, step, Span.CUMULATIVE).count for step in Step] == [4, 1, 1]

    def test_begin_with_the_period_where_no_case_is_older(self) -> None:
        one = evidence(UNION, against(1, "2023-06-01"), subject="union")

        assert ledger_of(evidence(UNION, subject="union")).tallies.since == FIRST
        assert ledger_of(one).tallies.since == FIRST

    def test_of_a_district_begin_with_the_period_that_is_compared(self, charged: Evidence) -> None:
        around = replace(charged.around, subject="", carried=True)

        ledger = ledger_of(replace(charged, around=around)).tallies

        assert ledger.since == date(2022, 4, 1)

    def test_give_the_rate_of_those_that_ended(self, charged: Evidence) -> None:
        assert ledger_of(charged).rate == ConvictionRate(
            convicted=1, not_convicted=1, administrative=1
        )

    def test_are_refused_by_name(self) -> None:
        without = case(1, **MINE, charges=[])
        logged = evidence(UNION, without, subject="union")

        assert numbers(logged).ledger() == Refused("P-23-00001 has no charge.")
        assert taken(logged, "stands.all") == []


def taken(logged: Evidence, key: str, prefix: str = "") -> list[str]:
    """Give the cases behind a number."""
    found = numbers(logged).selections(prefix)[prefix + key]
    return [fact.record for fact in found.counted(logged, logged.period)]


class TestSelections:
    @pytest.mark.parametrize(
        ("resulted", "in_period", "so_far_"),
        [
            ("2022-06-01", 0, 1),
            ("2023-03-31", 0, 1),
            ("2023-04-01", 1, 1),
            ("2024-03-31", 1, 1),
            ("2024-04-01", 0, 0),
        ],
    )
    def test_select_the_cases_that_took_a_step(
        self, resulted: str, in_period: int, so_far_: int
    ) -> None:
        old = against(1, "2022-05-01", charge("2022-05-01", "guilty", resulted))
        logged = evidence(UNION, old, against(2, "2023-06-01"), subject="union")

        for unit in ("cases", "charges"):
            found = taken(logged, f"{unit}.convicted.in_period")
            assert found == ["prosecution-1"] * in_period
            assert taken(logged, f"{unit}.convicted.so_far") == ["prosecution-1"] * so_far_

    def test_select_a_case_once_for_its_first_step_and_for_each_charge(self) -> None:
        two = against(1, "2022-05-01", charge("2022-05-01"), charge("2023-06-01"))
        logged = evidence(UNION, two, subject="union")

        assert taken(logged, "cases.charged.in_period") == []
        assert taken(logged, "charges.charged.in_period") == ["prosecution-1"]

    def test_select_offenders_who_are_known_and_sentences_of_any_day(self) -> None:
        sentenced = charge("2022-05-01", "guilty", "2022-06-01", "2022-07-01", "2023-06-01")
        known = changed(against(1, "2022-05-01", sentenced), subject="subject-1")
        logged = evidence(UNION, known, against(2, "2023-06-01"), subject="union")

        assert taken(logged, "sentences.sentenced.in_period") == ["prosecution-1"]
        assert taken(logged, "charges.sentenced.in_period") == []
        assert taken(logged, "offenders.charged.so_far") == ["prosecution-1"]

    def test_put_each_case_where_it_stands(self, charged: Evidence) -> None:
        stands = {
            key: taken(charged, f"stands.{key}")
            for key in ("convicted", "not_convicted", "administrative", "before_court", "all")
        }

        assert stands == {
            "convicted": ["prosecution-1"],
            "not_convicted": ["prosecution-2"],
            "administrative": ["prosecution-3"],
            "before_court": ["prosecution-4"],
            "all": [f"prosecution-{number}" for number in range(1, 5)],
        }

    def test_are_of_the_operation_and_of_the_period_alone(self, charged: Evidence) -> None:
        for selection in numbers(charged).selections("x.").values():
            assert (selection.kind, selection.where, selection.query) == (
                Kind.PROSECUTION,
                (("operation", UNION.record),),
                (("operation", "union"),),
            )
            assert selection.is_alone

    def test_are_named_by_unit_step_and_span(self) -> None:
        assert step_key(Unit.CASES, Step.CHARGED, Span.IN_PERIOD) == "cases.charged.in_period"
        assert step_key(Unit.CHARGES, Step.SENTENCED, Span.CUMULATIVE) == "charges.sentenced.so_far"

    def test_leave_out_in_any_state_what_counts_in_none(self, charged: Evidence) -> None:
        waiting = replace(against(9, "2023-06-01"), status="submitted")
        logged = replace(charged, facts=(*charged.facts, waiting))
        found = numbers(logged).selections("")["cases.charged.in_period"]

        left_out = [fact.record for fact in found.left_out(logged, logged.period)]

        assert left_out == ["prosecution-9"]


class TestCaseBooks:
    def test_leave_aside_what_could_not_stand_and_does_not_count(self, charged: Evidence) -> None:
        old = case(9, **MINE, status="submitted", charges=[["theft", "2023-06-01", None, None]])
        logged = replace(charged, facts=(*charged.facts, old))
        kept = CaseBooks(logged, PLANNED.logged(Kind.PROSECUTION), is_of_everything=True)

        assert "P-23-00009" in {fact.reference for fact in kept.facts}
        assert "P-23-00009" not in {entry.reference for entry in kept.entries}
        assert kept.rolled == numbers(charged).books.rolled
