"""A case waits for the courts, then for its sentence, and is closed as one thing."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given

from reports.case_book import (
    CLOSED_CASES,
    WAITING_CASES,
    CaseLedger,
    CasePlace,
    case_days,
    case_standing,
)
from reports.periods import Period
from reports.prosecution_ledger import CaseEntry, ChargeEntry, Result, prosecution_ledger
from reports.rolled import Keeper, rolled
from tests.reports.test_prosecution_ledger import CASES, case

JAN, FEB, MAR = date(2024, 1, 10), date(2024, 2, 10), date(2024, 3, 10)
QUARTER = Period(date(2024, 1, 1), date(2024, 4, 1))
GUILTY = ChargeEntry(JAN, Result.CONVICTED, FEB, (MAR,))


class TestCaseStanding:
    @pytest.mark.parametrize(
        ("as_at", "where", "since"),
        [
            (JAN, CasePlace.BEFORE_COURT, JAN),
            (FEB - timedelta(days=1), CasePlace.BEFORE_COURT, JAN),
            (FEB, CasePlace.AWAITS_SENTENCE, FEB),
            (MAR - timedelta(days=1), CasePlace.AWAITS_SENTENCE, FEB),
            (MAR, CasePlace.SENTENCED, MAR),
        ],
    )
    def test_is_that_of_the_day(self, as_at: date, where: CasePlace, since: date) -> None:
        found = case_standing(case("P-1", GUILTY), as_at)

        assert (found.where, found.since, found.began_on) == (where, since, JAN)
        assert found.waits is (where in (CasePlace.BEFORE_COURT, CasePlace.AWAITS_SENTENCE))

    @pytest.mark.parametrize("result", [Result.NOT_CONVICTED, Result.ADMINISTRATIVE])
    def test_is_closed_by_the_end_of_its_last_charge(self, result: Result) -> None:
        entry = case("P-1", ChargeEntry(JAN, result, FEB), ChargeEntry(JAN, result, MAR))

        assert case_standing(entry, FEB).where is CasePlace.BEFORE_COURT
        found = case_standing(entry, MAR)
        assert (found.where.value, found.since) == (result.value, MAR)

    def test_waits_anew_for_a_charge_that_came_later(self) -> None:
        entry = case("P-1", ChargeEntry(JAN, Result.NOT_CONVICTED, FEB), ChargeEntry(MAR))

        assert not case_standing(entry, FEB).waits
        found = case_standing(entry, MAR)
        assert (found.where, found.since) == (CasePlace.BEFORE_COURT, MAR)

    def test_stays_convicted_while_other_charges_go_on(self) -> None:
        entry = case("P-1", GUILTY, ChargeEntry(JAN))

        assert case_standing(entry, MAR).where is CasePlace.SENTENCED


class TestCaseDays:
    def test_are_all_days_on_which_a_case_can_move_from_the_first_charge(self) -> None:
        entry = case("P-1", ChargeEntry(FEB), GUILTY)

        assert case_days(entry)[0] == JAN
        assert set(case_days(entry)) == {JAN, FEB, MAR}


def kept(rows: Iterable[CaseEntry]) -> CaseLedger:
    """Keep the ledger of the cases charged before the quarter was over."""
    held = [each for each in rows if each.first_charged_on < QUARTER.end]
    keeper = Keeper("cases", held, case_standing, case_days, WAITING_CASES, CLOSED_CASES)
    tallies = prosecution_ledger(held, start=QUARTER.start, end=QUARTER.end, since=date(2023, 1, 1))
    return CaseLedger(tallies, rolled(keeper, QUARTER))


class TestCaseLedger:
    def test_rolls_cases_from_charge_to_sentence(self) -> None:
        old = case("OLD", ChargeEntry(date(2022, 5, 1), Result.ADMINISTRATIVE, MAR))
        late = case("LATE", ChargeEntry(FEB, Result.CONVICTED, date(2024, 5, 1)))

        found = kept([case("P-1", GUILTY), old, late]).rolled

        assert [[len(names) for _, names in line.columns()] for line in found.lines] == [
            [1, 1, 0, 0, 0, 0, 2],
            [2, 1, 0, 0, 0, 0, 3],
            [3, 0, 0, 1, 0, 1, 1],
        ]
        assert found.still_open == ("LATE",)

    def test_rates_the_cases_that_ended(self) -> None:
        lost = case("P-2", ChargeEntry(JAN, Result.NOT_CONVICTED, FEB))

        assert kept([case("P-1", GUILTY), lost, case("P-3", ChargeEntry(JAN))]).rate.words == (
            "Convicted, of all cases that ended: 1 of 2; administrative finalisations left out: "
            "1 of 2."
        )

    @given(CASES)
    def test_leaves_open_what_is_neither_sentenced_nor_ended(self, rows: list[CaseEntry]) -> None:
        found = kept(rows)

        counted = {each.place.key: len(each.every) for each in found.rolled.ages}
        closing = found.rolled.whole.move.closing
        assert sum(counted.values()) == len(closing)
