"""Prosecutions from charge to sentence: four units and two spans that are never mixed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.models.codes import ResultClass
from reports import prosecution_ledger as module
from reports.prosecution_ledger import (
    CaseEntry,
    ChargeEntry,
    ConvictionRate,
    ProsecutionLedger,
    Result,
    Span,
    Step,
    Tally,
    Unit,
    UnitsDifferError,
    added,
    prosecution_ledger,
)
from reports.sentences import LedgerDoesNotAddUpError
from tests.reports.nearness import near

SINCE, START, END = date(2023, 9, 1), date(2024, 4, 1), date(2024, 5, 1)
OLD, RECENT, NOW = date(2023, 8, 1), date(2023, 12, 1), date(2024, 4, 10)


def convicted(on: date, by: date, *sentenced: date) -> ChargeEntry:
    """Give a charge that ended in a conviction."""
    return ChargeEntry(on, Result.CONVICTED, by, sentenced)


def case(reference: str, *charges: ChargeEntry, subject: str | None = "S-1") -> CaseEntry:
    """Give a case, of one person unless told."""
    return CaseEntry(reference, subject, charges)


def made(*cases: CaseEntry) -> ProsecutionLedger:
    """Make the ledger of April 2024, since September 2023."""
    return prosecution_ledger(cases, start=START, end=END, since=SINCE)


def counts(found: ProsecutionLedger, span: Span) -> list[list[int | None]]:
    """Give the counts of one span: a row a step, a column a unit."""
    return [[found.tally(unit, step, span).count for unit in Unit] for step in Step]


@st.composite
def charges(draw: st.DrawFn) -> ChargeEntry:
    """Draw a charge whose days are in their order."""
    on = draw(st.dates(date(2023, 7, 1), date(2024, 6, 30)))
    result = draw(st.one_of(st.none(), st.sampled_from(Result)))
    if result is None:
        return ChargeEntry(on)
    by = on + timedelta(days=draw(st.integers(0, 200)))
    waits = draw(st.lists(st.integers(0, 60), max_size=3)) if result is Result.CONVICTED else []
    return ChargeEntry(on, result, by, tuple(by + timedelta(days=wait) for wait in waits))


CASES = st.lists(
    st.tuples(
        st.integers(1, 99),
        st.sampled_from(["S-1", "S-2", "S-3", None]),
        st.lists(charges(), min_size=1, max_size=4),
    ),
    max_size=12,
    unique_by=lambda row: row[0],
).map(lambda rows: [CaseEntry(f"P-{n}", who, tuple(held)) for n, who, held in rows])


class TestProsecutionLedger:
    def test_counts_four_units_apart_in_both_spans(self) -> None:
        found = made(
            case("OLD", convicted(OLD, NOW, NOW)),
            case("TWO", convicted(RECENT, RECENT, NOW, NOW), ChargeEntry(NOW)),
            case("MORE", ChargeEntry(NOW), subject="S-2"),
            case("LATER", ChargeEntry(END), subject="S-3"),
        )

        assert counts(found, Span.IN_PERIOD) == [
            [2, 1, 2, None],
            [1, 1, 1, None],
            [1, 2, 2, 3],
        ]
        assert counts(found, Span.CUMULATIVE) == [
            [2, 2, 3, None],
            [1, 1, 1, None],
            [1, 1, 1, 2],
        ]
        assert found.cases.total == 2
        assert found.cases.count("Convicted") == 1
        assert found.cases.count("Still before the courts") == 1

    def test_says_every_count_with_its_unit(self) -> None:
        found = made(case("TWO", convicted(RECENT, NOW, NOW, NOW), ChargeEntry(RECENT)))

        assert found.words(Span.CUMULATIVE) == (
            "Of the cases charged since 1 September 2023: charged: 1 offender, 1 case and 2 "
            "charges; convicted: 1 offender, 1 case and 1 charge; sentenced: 1 offender, 1 case, 1 "
            "charge and 2 sentences."
        )
        assert found.words(Span.IN_PERIOD).startswith(
            "In the period: charged: 0 offenders, 0 cases and 0 charges; convicted: 1 offender"
        )

    def test_prints_that_a_sentence_is_not_charged(self) -> None:
        found = made().tally(Unit.SENTENCES, Step.CHARGED, Span.IN_PERIOD)

        assert found.text == "[z]"
        assert made().tally(Unit.CASES, Step.CHARGED, Span.IN_PERIOD).text == "0"

    def test_says_who_is_in_no_count_of_offenders(self) -> None:
        found = made(
            case("P-1", ChargeEntry(NOW), subject=None),
            case("P-2", ChargeEntry(OLD), subject=None),
            case("P-3", convicted(OLD, OLD, OLD, NOW), subject=None),
        )

        assert counts(found, Span.IN_PERIOD)[0] == [0, 1, 1, None]
        assert found.nameless == 2
        assert found.words(Span.IN_PERIOD).endswith(
            "2 cases have no person recorded, so that there may be more offenders."
        )

    @pytest.mark.parametrize(
        ("results", "expected"),
        [
            ((Result.CONVICTED, None), "Convicted"),
            ((Result.NOT_CONVICTED, None), "Still before the courts"),
            ((Result.NOT_CONVICTED, Result.ADMINISTRATIVE), "Not convicted"),
            ((Result.ADMINISTRATIVE,), "Administrative finalisation"),
        ],
    )
    def test_puts_each_case_into_one_row(
        self, results: tuple[Result | None, ...], expected: str
    ) -> None:
        entries = [ChargeEntry(RECENT, each, NOW if each else None) for each in results]

        assert made(case("P-1", *entries)).cases.count(expected) == 1

    def test_knows_no_result_of_a_later_day(self) -> None:
        found = made(case("P-1", convicted(RECENT, END)))

        assert found.cases.count("Still before the courts") == 1

    @pytest.mark.parametrize(
        ("charge", "fault"),
        [
            (ChargeEntry(NOW, Result.CONVICTED), "result without a day"),
            (ChargeEntry(NOW, None, NOW), "result without a day"),
            (convicted(NOW, RECENT), "result before its charge"),
            (ChargeEntry(RECENT, None, None, (NOW,)), "sentence before a conviction"),
            (
                ChargeEntry(RECENT, Result.NOT_CONVICTED, RECENT, (NOW,)),
                "sentence before a conviction",
            ),
            (convicted(OLD, NOW, RECENT), "sentence before a conviction"),
        ],
    )
    def test_refuses_what_cannot_be_and_names_the_case(
        self, charge: ChargeEntry, fault: str
    ) -> None:
        with pytest.raises(LedgerDoesNotAddUpError, match=f"^P-7 has a .*{fault}"):
            made(case("P-7", charge))

    def test_refuses_a_case_without_a_charge_or_twice(self) -> None:
        with pytest.raises(LedgerDoesNotAddUpError, match=r"^P-1 has no charge\.$"):
            made(case("P-1"))
        with pytest.raises(LedgerDoesNotAddUpError, match=r"^P-1 is held twice\.$"):
            made(case("P-1", ChargeEntry(NOW)), case("P-1", ChargeEntry(NOW)))

    @pytest.mark.parametrize(
        ("start", "end", "since"), [(START, START, SINCE), (START, END, date(2024, 4, 2))]
    )
    def test_refuses_a_period_that_is_none(self, start: date, end: date, since: date) -> None:
        with pytest.raises(ValueError, match="no later than the period"):
            prosecution_ledger([], start=start, end=end, since=since)

    @given(CASES)
    def test_is_a_funnel_since_the_start(self, cases: list[CaseEntry]) -> None:
        found = made(*cases)
        charged, convictions, sentenced = counts(found, Span.CUMULATIVE)

        for unit in range(3):
            assert (charged[unit] or 0) >= (convictions[unit] or 0) >= (sentenced[unit] or 0)
        assert found.cases.total == charged[1]
        assert found.cases.count("Convicted") == convictions[1]

    @given(CASES)
    def test_adds_months_up_but_for_offenders(self, cases: list[CaseEntry]) -> None:
        middle, end = date(2024, 2, 1), date(2024, 7, 1)
        spans = [(SINCE, middle), (middle, end), (SINCE, end)]
        first, second, whole = (
            prosecution_ledger(cases, start=a, end=b, since=SINCE) for a, b in spans
        )

        for step in Step:
            for unit in Unit:
                key = (unit, step, Span.IN_PERIOD)
                parts, both = [each.tally(*key) for each in (first, second)], whole.tally(*key)
                if unit is Unit.OFFENDERS:
                    assert (both.count or 0) <= sum(part.count or 0 for part in parts)
                else:
                    assert added(*parts) == (both.count or 0)


class TestAdded:
    ONE = Tally(Unit.CASES, Step.CHARGED, Span.IN_PERIOD, 3)

    def test_adds_one_unit_of_two_periods(self) -> None:
        assert added(self.ONE, self.ONE) == 6

    @pytest.mark.parametrize(
        "other",
        [
            Tally(Unit.CHARGES, Step.CHARGED, Span.IN_PERIOD, 3),
            Tally(Unit.CASES, Step.CONVICTED, Span.IN_PERIOD, 3),
            Tally(Unit.CASES, Step.CHARGED, Span.CUMULATIVE, 3),
        ],
    )
    def test_refuses_to_mix(self, other: Tally) -> None:
        with pytest.raises(UnitsDifferError, match="one unit, step and span"):
            added(self.ONE, other)

    @pytest.mark.parametrize(
        "one",
        [
            Tally(Unit.OFFENDERS, Step.CHARGED, Span.IN_PERIOD, 3),
            Tally(Unit.CASES, Step.CHARGED, Span.CUMULATIVE, 3),
        ],
    )
    def test_refuses_what_may_be_in_both(self, one: Tally) -> None:
        with pytest.raises(UnitsDifferError, match="may be in both counts"):
            added(one, one)


class TestConvictionRate:
    @pytest.mark.parametrize(
        ("convictions", "unsuccessful", "administrative", "printed"),
        [
            (946_467, 211_935, 40_654, "81.7"),
            (914_063, 185_801, 29_264, "83.1"),
            (907_907, 164_410, 22_269, "84.7"),
        ],
    )
    def test_reproduces_three_years(
        self, convictions: int, unsuccessful: int, administrative: int, printed: str
    ) -> None:
        """WE-40: administrative finalisations are in the printed rate."""
        found = ConvictionRate(convictions, unsuccessful - administrative, administrative)

        assert near(found.with_administrative.percent, printed)

    def test_states_what_each_rate_is_of(self) -> None:
        """WE-40: 84.67% of 1,072,317 and 86.46% of 1,050,048 in 2007."""
        found = ConvictionRate(907_907, 164_410 - 22_269, 22_269)
        both = (found.with_administrative, found.without_administrative)

        assert [rate.base for rate in both] == [1_072_317, 1_050_048]
        assert near(100 * 907_907 / both[0].base, "84.67")
        assert near(100 * 907_907 / both[1].base, "86.46")
        assert found.words == (
            "Convicted, of all cases that ended: 907,907 of 1,072,317 (84.7%, 95% interval 84.6% "
            "to 84.7%); administrative finalisations left out: 907,907 of 1,050,048 (86.5%, 95% "
            "interval 86.4% to 86.5%)."
        )

    @given(*(st.integers(0, 30) for _ in range(3)))
    def test_is_never_lower_without_them(self, won: int, lost: int, ended: int) -> None:
        found = ConvictionRate(won, lost, ended)

        assert found.without_administrative.base <= found.with_administrative.base
        assert ("%" in found.words) is (won + lost + ended >= 50)


class TestResult:
    def test_has_the_values_of_the_code_list(self) -> None:
        assert {each.value for each in Result} == set(ResultClass.values)
        assert set(module.CASE_LABELS) == set(Result)
