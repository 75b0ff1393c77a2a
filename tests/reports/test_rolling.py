"""Books are rolled forward by name: what moved, as what it was closed, how long it waits."""

import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.ledgers import CLOSED_PLACES, WAITING_BY_CODE, WAITING_PLACES, ArrestEntry
from reports.rolling import BANDS, RollForward, ages, balance, roll_forward
from reports.sentences import LedgerDoesNotAddUpError
from tests.house_rules import ROOT
from tests.reports.test_ledgers import APRIL, ENTRIES, MARCH, entry, ledger, up_to


class TestRollForward:
    def test_names_everything_that_moved(self) -> None:
        before = ledger(
            entry("OPEN", date(2024, 3, 1), (date(2024, 3, 2), "pre-charge-bail")),
            entry("CLOSES", date(2024, 3, 1)),
            entry("GOES", date(2024, 3, 1)),
            entry("SHUT", date(2024, 3, 1), (date(2024, 3, 2), "charged")),
            entry("AGAIN", date(2024, 3, 1), (date(2024, 3, 2), "charged")),
            as_at=MARCH,
        )
        after = ledger(
            entry("OPEN", date(2024, 3, 1), (date(2024, 3, 2), "pre-charge-bail")),
            entry("CLOSES", date(2024, 3, 1), (date(2024, 4, 2), "charged")),
            entry("SHUT", date(2024, 3, 1), (date(2024, 3, 2), "charged")),
            entry("AGAIN", date(2024, 3, 1), (date(2024, 4, 3), "pre-charge-bail")),
            entry("NEW", date(2024, 4, 1)),
            entry("SWIFT", date(2024, 4, 1), (date(2024, 4, 1), "simple-caution")),
            entry("LATE", date(2024, 3, 31)),
        )
        found = roll_forward(before, after)

        assert found.opening == ("OPEN", "CLOSES", "GOES")
        assert found.made == ("NEW", "SWIFT")
        assert found.late == ("LATE",)
        assert found.reopened == ("AGAIN",)
        assert found.closed == ("CLOSES", "SWIFT")
        assert found.gone == ("GOES",)
        assert found.closing == ("OPEN", "AGAIN", "NEW", "LATE")
        assert found.words == (
            "3 open on 31 March 2024; 2 new, 1 recorded late, 1 reopened, 2 closed and 1 no longer "
            "counted; 4 open on 30 April 2024."
        )

    def test_says_that_nothing_moved(self) -> None:
        one = entry("A-1", date(2024, 3, 1))
        found = roll_forward(ledger(one, as_at=MARCH), ledger(one))

        assert found.words == ("1 open on 31 March 2024; nothing moved; 1 open on 30 April 2024.")

    @pytest.mark.parametrize("closing", [(), ("A-2",), ("A-1", "A-1")])
    def test_is_refused_where_it_does_not_add_up(self, closing: tuple[str, ...]) -> None:
        with pytest.raises(LedgerDoesNotAddUpError, match=r"^Open on 31 March 2024 with what came"):
            RollForward(MARCH, APRIL, ("A-1",), (), (), (), (), (), closing)

    def test_is_refused_backwards(self) -> None:
        with pytest.raises(ValueError, match="to a later day"):
            roll_forward(ledger(), ledger())

    @given(ENTRIES)
    def test_adds_up_month_by_month_until_the_end(self, entries: list[ArrestEntry]) -> None:
        ends = [date(2023, 11, 30), date(2024, 1, 31), MARCH, date(2024, 6, 30)]
        found = [up_to(entries, day) for day in ends]
        moves = [roll_forward(a, b) for a, b in pairwise(found)]

        for first, second in pairwise(moves):
            assert sorted(first.closing) == sorted(second.opening)
        for move in moves:
            came = len(move.opening) + len(move.made) + len(move.late) + len(move.reopened)
            assert came - len(move.closed) - len(move.gone) == len(move.closing)
            assert move.late == move.gone == ()


class TestBalance:
    def test_sorts_what_was_closed_by_its_end(self) -> None:
        made = date(2024, 3, 1)
        entries = [
            entry("A-1", made, (date(2024, 4, 2), "charged")),
            entry("A-2", made, (date(2024, 4, 2), "simple-caution")),
            entry("A-3", made, (date(2024, 4, 2), "released-no-further-action")),
            entry("A-4", made, (date(2024, 4, 2), "pre-charge-bail")),
        ]

        found = balance(
            up_to(entries, MARCH), up_to(entries, APRIL), key="m", label="M", ends=CLOSED_PLACES
        )

        assert list(found.columns()) == [
            ("before", ("A-1", "A-2", "A-3", "A-4")),
            ("new", ()),
            ("reopened", ()),
            ("charged", ("A-1",)),
            ("out_of_court", ("A-2",)),
            ("ended", ("A-3",)),
            ("after", ("A-4",)),
        ]

    def test_is_refused_where_something_was_closed_as_nothing_known(self) -> None:
        entries = [entry("A-1", date(2024, 3, 1), (date(2024, 4, 2), "charged"))]

        with pytest.raises(LedgerDoesNotAddUpError, match=r"^April 2024: 1 were open or came"):
            balance(
                up_to(entries, MARCH),
                up_to(entries, APRIL),
                key="m",
                label="April 2024",
                ends=CLOSED_PLACES[1:],
            )

    def test_is_refused_where_an_open_record_is_gone(self) -> None:
        before = ledger(entry("A-1", date(2024, 3, 1)), as_at=MARCH)

        with pytest.raises(LedgerDoesNotAddUpError, match=r"1 were open or came, and 0 were"):
            balance(before, ledger(), key="m", label="April 2024", ends=CLOSED_PLACES)


class TestAges:
    def test_are_counted_from_the_first_day_of_waiting(self) -> None:
        day = APRIL - timedelta(days=90)
        found = ages(
            ledger(
                entry("A-1", day, (day, "pre-charge-bail")),
                entry("A-2", day, (APRIL, "released-under-investigation")),
                entry("A-3", day, (APRIL, "charged")),
                entry("A-4", day - timedelta(days=275)),
            ),
            WAITING_PLACES,
        )

        assert {each.place.label: each.counts for each in found} == {
            "On bail before charge": (0, 0, 1, 0, 0),
            "Released under investigation": (1, 0, 0, 0, 0),
            "Otherwise open": (0, 0, 0, 0, 0),
            "Not yet recorded": (0, 0, 0, 0, 1),
        }

    def test_know_every_open_disposal_of_the_code_list(self) -> None:
        with (ROOT / "operations" / "codes" / "disposal_type.csv").open(encoding="utf-8") as file:
            open_codes = {row["code"] for row in csv.DictReader(file) if row["stage"] == "open"}

        assert set(WAITING_BY_CODE) == open_codes

    @given(st.integers(0, 5000))
    def test_fall_into_exactly_one_band(self, days: int) -> None:
        assert sum(band.holds(days) for band in BANDS) == 1

    @given(ENTRIES)
    def test_hold_every_arrest_that_waits(self, entries: list[ArrestEntry]) -> None:
        found = up_to(entries, APRIL)

        held = ages(found, WAITING_PLACES)

        assert sum(sum(each.counts) for each in held) == sum(each.waits for each in found.standings)

    def test_are_refused_where_something_waits_in_no_known_place(self) -> None:
        found = ledger(entry("A-1", MARCH))

        with pytest.raises(LedgerDoesNotAddUpError, match=r"^0 of 1 wait in a known place\.$"):
            ages(found, WAITING_PLACES[:-1])
