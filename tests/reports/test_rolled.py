"""A roll-forward through a period adds up in every line, in its months and beyond them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from reports.ledgers import (
    CLOSED_PLACES,
    WAITING_PLACES,
    ArrestEntry,
    Standing,
    arrest_days,
    standing,
)
from reports.periods import Period
from reports.rolled import Keeper, Rolled, rolled
from reports.rolling import AFTER, BEFORE, NEW, REOPENED, Balance, roll_forward
from reports.sentences import LedgerDoesNotAddUpError
from tests.reports.test_ledgers import ENTRIES, entry, up_to

QUARTER = Period(date(2024, 1, 1), date(2024, 4, 1))
EVERY_CODE = {place.key for place in CLOSED_PLACES}


def kept(entries: list[ArrestEntry], period: Period = QUARTER) -> Rolled:
    """Roll forward the arrests that were made before a period was over."""
    held = [each for each in entries if each.arrested_on < period.end]
    return rolled(keeper(held), period)


def keeper(entries: list[ArrestEntry]) -> Keeper[ArrestEntry]:
    """Keep the books of arrests."""
    return Keeper(
        "arrests",
        entries,
        lambda entry, day: standing(entry, as_at=day),
        arrest_days,
        WAITING_PLACES,
        CLOSED_PLACES,
    )


def counts(line: Balance) -> list[int]:
    """Count each column of a line."""
    return [len(names) for _, names in line.columns()]


class TestRolled:
    SIX = (
        entry("OLD", date(2023, 6, 1), (date(2024, 2, 1), "charged")),
        entry("SHUT", date(2023, 6, 1), (date(2023, 7, 1), "charged")),
        entry(
            "AGAIN",
            date(2023, 6, 1),
            (date(2023, 7, 1), "released-no-further-action"),
            (date(2024, 1, 9), "pre-charge-bail"),
        ),
        entry("SWIFT", date(2024, 1, 5), (date(2024, 1, 5), "simple-caution")),
        entry("SLOW", date(2024, 3, 5), (date(2024, 5, 5), "charged")),
        entry("NEVER", date(2024, 3, 6)),
    )

    def test_has_a_line_a_month_and_one_since(self) -> None:
        found = kept(list(self.SIX))

        assert {line.label: counts(line) for line in (*found.lines, found.total)} == {
            "Jan 2024": [1, 1, 1, 0, 1, 0, 2],
            "Feb 2024": [2, 0, 0, 1, 0, 0, 1],
            "Mar 2024": [1, 2, 0, 0, 0, 0, 3],
            "Since 31 March 2024": [3, 0, 0, 1, 0, 0, 2],
            "The period and since": [1, 3, 1, 2, 1, 0, 2],
        }
        assert found.whole.move.words == (
            "1 open on 31 December 2023; 3 new, 1 reopened and 2 closed; 3 open on 31 March 2024."
        )
        assert found.still_open == ("AGAIN", "NEVER")
        assert found.open_of_period == ("NEVER",)

    def test_waits_by_the_last_day_of_the_period_and_not_by_today(self) -> None:
        found = kept(list(self.SIX))

        assert {each.place.key: each.counts for each in found.ages} == {
            "bail": (0, 1, 0, 0, 0),
            "investigation": (0, 0, 0, 0, 0),
            "other": (0, 0, 0, 0, 0),
            "not_recorded": (2, 0, 0, 0, 0),
        }

    def test_has_no_line_since_where_nothing_moved(self) -> None:
        found = kept([entry("A-1", date(2024, 1, 5), (date(2024, 5, 5), "pre-charge-bail"))])

        assert found.since is None
        assert found.total.label == "The period"

    def test_takes_a_part_of_a_month_as_one_line(self) -> None:
        found = kept(list(self.SIX), Period(date(2024, 1, 5), date(2024, 1, 20)))

        assert [line.label for line in found.lines] == ["5 January 2024 to 19 January 2024", "Since"
                                                        " 19 January 2024"]  # fmt: skip
        assert counts(found.lines[0]) == [1, 1, 1, 0, 1, 0, 2]

    def test_is_empty_where_nothing_was_open_or_came(self) -> None:
        assert kept([]).is_empty
        assert kept([self.SIX[1]]).is_empty
        assert not kept([self.SIX[0]]).is_empty

    def test_names_every_number_once(self) -> None:
        keys = [key for key, _ in kept(list(self.SIX)).cells()]

        assert len(keys) == len(set(keys))
        assert {"2024-01-01.before", "since.charged", "period.after", "waits.all.all"} <= set(keys)

    def test_is_refused_where_the_months_leave_open_what_the_period_does_not(self) -> None:
        kept_well = keeper(list(self.SIX))

        def forgetful(entry: ArrestEntry, day: date) -> Standing:
            known = day if day != date(2024, 2, 29) else date(2024, 1, 31)
            return standing(entry, as_at=known)

        with pytest.raises(LedgerDoesNotAddUpError, match=r"^The months do not leave open"):
            rolled(replace(kept_well, stand=forgetful), QUARTER)

    def test_is_refused_with_a_record_twice(self) -> None:
        with pytest.raises(LedgerDoesNotAddUpError, match=r"^OLD: twice in the ledger\.$"):
            kept([self.SIX[0], self.SIX[0]])

    @given(ENTRIES)
    def test_moves_what_whole_books_move(self, entries: list[ArrestEntry]) -> None:
        found = kept(entries)
        held = [each for each in entries if each.arrested_on < QUARTER.end]
        ends = [QUARTER.start - timedelta(days=1), *(m.last_day for m in QUARTER.months())]

        for line, (before, after) in zip(found.months, pairwise(ends), strict=True):
            whole = roll_forward(up_to(held, before), up_to(held, after))
            assert set(line.move.opening) == set(whole.opening)
            assert set(line.new) == set(whole.made)
            assert set(line.move.reopened) == set(whole.reopened)
            assert set(line.move.closed) == set(whole.closed)
            assert set(line.move.closing) == set(whole.closing)

    @given(ENTRIES)
    def test_adds_up_whatever_happened(self, entries: list[ArrestEntry]) -> None:
        found = kept(entries)

        for line in (*found.lines, found.total):
            columns = dict(line.columns())
            came = len(columns[BEFORE]) + len(columns[NEW]) + len(columns[REOPENED])
            closed = sum(len(columns[key]) for key in EVERY_CODE)
            assert came - closed == len(columns[AFTER])
        assert sum(len(line.new) for line in found.lines) == len(found.total.new)
        assert sum(len(each.every) for each in found.ages) == len(found.whole.move.closing)
