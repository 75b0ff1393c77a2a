"""The ledgers of one operation from evidence: arrests to disposals, cases to sentences."""

from datetime import date, timedelta

import pytest

from records.models import Kind
from reports.evidence import Evidence, Fact
from reports.ledgers import ArrestEntry, Dealt
from reports.measures.operation_ledgers import (
    Arrests,
    cases,
    conviction_rate,
    ever,
    made_on,
    so_far,
    step_day,
    steps_in_period,
    steps_so_far,
)
from reports.measures.operation_ledgers import (
    case as case_entry,
)
from reports.measures.operations import Planned
from reports.periods import Period
from reports.prosecution_ledger import (
    CaseEntry,
    ChargeEntry,
    ConvictionRate,
    Result,
    Span,
    Step,
    Unit,
)
from reports.selections import Selection
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


class TestEver:
    def test_selects_what_was_logged_against_it_since_it_began(self) -> None:
        assert ever(PLANNED, Kind.ARREST) == Selection(
            Kind.ARREST,
            where=(("operation", UNION.record),),
            query=(("operation", "union"),),
            within=so_far,
        )


class TestMadeOn:
    @pytest.mark.usefixtures("far_away")
    @pytest.mark.parametrize("at", ["2023-06-01 00:30", "2023-06-01 23:30"])
    def test_is_the_day_in_london(self, at: str) -> None:
        assert made_on(arrest(1, at)) == date(2023, 6, 1)


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
    )  # fmt: skip


class TestArrests:
    def test_read_each_with_its_dated_disposals(self, arrested: Evidence) -> None:
        entries = Arrests(arrested, PLANNED).entries(ever(PLANNED, Kind.ARREST))

        assert entries == (
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

    def test_stand_in_one_row_each_on_the_last_day_of_the_period(self, arrested: Evidence) -> None:
        ledger = Arrests(arrested, PLANNED).of_the_period()

        assert ledger.as_at == LAST
        assert [(each.reference, each.stage) for each in ledger.standings] == [
            ("A-23-00002", DisposalStage.CHARGED),
            ("A-23-00003", DisposalStage.NOT_RECORDED),
            ("A-23-00004", DisposalStage.OPEN),
        ]

    @pytest.mark.parametrize(
        ("day", "numbers"),
        [
            (date(2023, 1, 31), []),
            (date(2023, 2, 1), [1]),
            (date(2023, 4, 9), [1]),
            (date(2023, 4, 30), [1, 2, 3]),
            (LAST, [1, 2, 3, 4]),
        ],
    )
    def test_are_those_made_by_a_day(
        self, day: date, numbers: list[int], arrested: Evidence
    ) -> None:
        ledger = Arrests(arrested, PLANNED).so_far(day)

        assert ledger.as_at == day
        assert [each.reference for each in ledger.standings] == [
            f"A-23-{number:05}" for number in numbers
        ]

    def test_roll_forward_month_by_month(self, arrested: Evidence) -> None:
        rolled = Arrests(arrested, PLANNED).rolled()

        assert [(each.start, each.end) for each in rolled] == [
            (month.start - timedelta(days=1), month.last_day) for month in YEAR.months()
        ]
        first, second, *_, last = rolled
        assert first.opening == ("A-23-00001",)
        assert first.made == ("A-23-00002", "A-23-00003")
        assert (second.closed, second.closing) == (("A-23-00002",), ("A-23-00001", "A-23-00003"))
        assert last.made == ("A-23-00004",)

    def test_roll_through_a_part_of_a_month_as_one(self) -> None:
        made = arrest(1, "2023-04-10 12:00", **MINE)

        (rolled,) = Arrests(evidence(UNION, made, period=PART), PLANNED).rolled()

        assert (rolled.start, rolled.end) == (date(2023, 3, 31), date(2023, 4, 14))
        assert rolled.made == ("A-23-00001",)


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

        assert case_entry(evidence(), fact) == CaseEntry(
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
        assert case_entry(evidence(), against(1, "2023-06-01")).subject is None
        assert case_entry(evidence(), changed(against(1, "2023-06-01"), subject="")).subject is None

    def test_refuses_a_case_written_without_the_days_of_its_sentences(self) -> None:
        old = case(1, charges=[charge("2023-06-01"), ["theft", "2023-06-01", None, None]])

        with pytest.raises(LedgerDoesNotAddUpError) as refused:
            case_entry(evidence(), old)

        assert str(refused.value) == (
            "P-23-00001 was written before charges carried their sentences. Save it."
        )


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
    )


class TestCases:
    def test_count_the_period_and_all_since_the_first_charge(self, charged: Evidence) -> None:
        ledger = cases(charged, PLANNED)

        assert (ledger.start, ledger.end, ledger.since) == (
            FIRST,
            date(2024, 4, 1),
            date(2022, 5, 1),
        )
        assert [ledger.tally(Unit.CASES, step, Span.IN_PERIOD).count for step in Step] == [3, 1, 1]
        assert [ledger.tally(Unit.CASES, step, Span.CUMULATIVE).count for step in Step] == [4, 1, 1]

    def test_begin_with_the_period_where_no_case_is_older(self) -> None:
        assert cases(evidence(UNION), PLANNED).since == FIRST
        assert cases(evidence(UNION, against(1, "2023-06-01")), PLANNED).since == FIRST

    def test_give_the_rate_of_those_that_ended(self, charged: Evidence) -> None:
        assert conviction_rate(cases(charged, PLANNED)) == ConvictionRate(
            convicted=1, not_convicted=1, administrative=1
        )


class TestStepDay:
    STEPS = against(
        1,
        "2023-06-01",
        charge("2023-06-02", "guilty", "2023-08-02", "2023-09-02"),
        charge("2023-06-01", "guilty", "2023-08-01", "2023-09-01"),
        charge("2023-06-03", "acquitted", "2023-07-01"),
        charge("2023-06-03", "guilty", None),
    )

    @pytest.mark.parametrize(
        ("step", "day"),
        [
            (Step.CHARGED, date(2023, 6, 1)),
            (Step.CONVICTED, date(2023, 8, 1)),
            (Step.SENTENCED, date(2023, 9, 1)),
        ],
    )
    def test_is_the_first_on_which_a_case_took_it(self, step: Step, day: date) -> None:
        assert step_day(self.STEPS, step, CLASSES) == day

    @pytest.mark.parametrize("step", [Step.CONVICTED, Step.SENTENCED])
    def test_is_none_where_a_case_has_not_taken_it(self, step: Step) -> None:
        open_case = against(1, "2023-06-01", charge("2023-06-01", "acquitted", "2023-07-01"))

        assert step_day(open_case, step, CLASSES) is None


def taken(selection: Selection, logged: Evidence, period: Period = YEAR) -> list[str]:
    """Give the records that took a step."""
    return [fact.record for fact in selection.counted(logged, period)]


class TestStepsInPeriod:
    @pytest.mark.parametrize(
        ("resulted", "found"),
        [("2023-03-31", 0), ("2023-04-01", 1), ("2024-03-31", 1), ("2024-04-01", 0)],
    )
    def test_select_the_cases_that_took_it_in_the_period(self, resulted: str, found: int) -> None:
        old = against(1, "2022-05-01", charge("2022-05-01", "guilty", resulted))
        logged = evidence(UNION, old, against(2, "2023-06-01"))

        selection = steps_in_period(logged, PLANNED, Step.CONVICTED)

        assert taken(selection, logged) == ["prosecution-1"] * found

    def test_select_only_those_of_the_operation(self, charged: Evidence) -> None:
        selection = steps_in_period(charged, PLANNED, Step.CHARGED)

        assert taken(selection, charged) == ["prosecution-2", "prosecution-3", "prosecution-4"]
        assert (selection.kind, selection.query) == (
            Kind.PROSECUTION,
            (("operation", "union"),),
        )


class TestStepsSoFar:
    @pytest.mark.parametrize(
        ("resulted", "found"), [("2022-06-01", 1), ("2024-03-31", 1), ("2024-04-01", 0)]
    )
    def test_select_the_cases_that_took_it_by_the_end_of_the_period(
        self, resulted: str, found: int
    ) -> None:
        old = against(1, "2022-05-01", charge("2022-05-01", "guilty", resulted))
        logged = evidence(UNION, old, against(2, "2023-06-01"))

        selection = steps_so_far(logged, PLANNED, Step.CONVICTED)

        assert taken(selection, logged) == ["prosecution-1"] * found

    def test_pass_a_case_that_occurred_later_by(self) -> None:
        later = changed(
            against(1, "2024-04-02"), charges=[charge("2024-03-01")]
        )  # as no draft writes it: the day of the case is that of its first charge
        logged = evidence(UNION, later)

        assert taken(steps_so_far(logged, PLANNED, Step.CHARGED), logged) == []

    def test_select_only_those_of_the_operation(self, charged: Evidence) -> None:
        selection = steps_so_far(charged, PLANNED, Step.CHARGED)

        assert taken(selection, charged) == [f"prosecution-{number}" for number in range(1, 5)]
        assert (selection.kind, selection.query) == (
            Kind.PROSECUTION,
            (("operation", "union"),),
        )
