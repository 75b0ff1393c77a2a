"""volume.py: what puts a publication in doubt, and what just does not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.volume import (
    Covered,
    Publication,
    Snapshot,
    Turns,
    is_back,
    nearest,
    reasons,
)

MONTH = date(2023, 11, 1)
COUNTS = st.integers(0, 1_000_000)


def publication(**given_: Any) -> Publication:
    return Publication(**{"month": MONTH, "rows": 100, **given_})


def rules(publication: Publication, history: list[int] | None = None) -> list[str]:
    return [reason.rule for reason in reasons(publication, history or [])]


def month(number: int) -> date:
    """Give the first day of the month that is so many after January 2000."""
    return date(2000 + number // 12, number % 12 + 1, 1)


class TestTooFew:
    @pytest.mark.parametrize("months", [6, 12])
    def test_is_under_half_of_the_median_of_six_months_or_more(self, months: int) -> None:
        history = [100] * months

        assert rules(publication(rows=49), history) == ["volume"]
        assert rules(publication(rows=50), history) == []

    def test_takes_the_median_and_not_the_mean(self) -> None:
        history = [100, 100, 100, 100, 10_000, 10_000]

        assert rules(publication(rows=50), history) == []
        assert rules(publication(rows=49), history) == ["volume"]

    def test_halves_an_odd_median_exactly(self) -> None:
        history = [100, 100, 100, 101, 102, 103]  # median 100.5

        assert rules(publication(rows=50), history) == ["volume"]
        assert rules(publication(rows=51), history) == []

    @pytest.mark.parametrize("months", [1, 5])
    def test_is_under_a_tenth_of_the_fewest_of_fewer_months(self, months: int) -> None:
        history = [100, 900, 900, 900, 900][:months]

        assert rules(publication(rows=9), history) == ["volume"]
        assert rules(publication(rows=10), history) == []

    def test_knows_no_rule_before_the_first_month(self) -> None:
        assert rules(publication(rows=1), []) == []

    def test_does_not_ask_again_about_a_month_that_held_as_few_before(self) -> None:
        history = [100] * 12

        assert rules(publication(rows=49, covered=Covered(49)), history) == []
        assert rules(publication(rows=49, covered=Covered(50)), history) == ["volume"]

    def test_says_its_numbers(self) -> None:
        found = reasons(publication(rows=3), [100] * 7)

        assert found[0].as_json() == {
            "rule": "volume",
            "says": "3 rows, under half of 100, the median of the 7 covered months nearest to it",
            "rows": 3,
            "usual": 100,
            "months": 7,
        }


class TestTooManyMissing:
    def test_is_more_than_a_twentieth_of_what_is_held(self) -> None:
        assert rules(publication(held=100, missing=6)) == ["missing"]
        assert rules(publication(held=100, missing=5)) == []

    def test_counts_one_of_few(self) -> None:
        assert rules(publication(held=19, missing=1)) == ["missing"]
        assert rules(publication(held=20, missing=1)) == []

    def test_is_nothing_of_a_month_that_is_not_held(self) -> None:
        assert rules(publication(held=0, missing=0)) == []


class TestOlder:
    def of(self, new: Snapshot, held: Snapshot, of: date = MONTH) -> list[str]:
        return rules(publication(month=of, snapshot=new, covered=Covered(100, held)))

    def test_is_known_by_the_name_of_the_archive(self) -> None:
        older, newer = Snapshot(date(2023, 12, 1)), Snapshot(date(2024, 2, 1))

        assert self.of(older, newer) == ["older"]
        assert self.of(newer, older) == []
        assert self.of(older, older) == []

    def test_is_known_by_the_dates_of_the_files(self) -> None:
        older = Snapshot(dated=datetime(2024, 1, 10, 9, tzinfo=UTC))
        newer = Snapshot(dated=datetime(2024, 1, 11, 9, tzinfo=UTC))

        assert self.of(older, newer) == ["older"]
        assert self.of(newer, older) == []

    def test_takes_dates_less_than_a_day_apart_for_the_moments_of_packing(self) -> None:
        older = Snapshot(dated=datetime(2024, 1, 10, 9, 0, 1, tzinfo=UTC))
        newer = Snapshot(dated=datetime(2024, 1, 11, 9, tzinfo=UTC))

        assert self.of(older, newer) == []

    def test_knows_nothing_by_a_date_before_the_month_was_over(self) -> None:
        packed = Snapshot(dated=datetime(2020, 1, 1, tzinfo=UTC))
        newer = Snapshot(dated=datetime(2024, 1, 11, tzinfo=UTC))

        assert self.of(packed, newer) == []

    def test_lets_names_decide_where_both_have_one(self) -> None:
        new = Snapshot(date(2024, 2, 1), datetime(2023, 12, 1, tzinfo=UTC))
        held = Snapshot(date(2023, 12, 1), datetime(2024, 2, 1, tzinfo=UTC))

        assert self.of(new, held) == []

    def test_knows_nothing_of_a_month_that_is_not_held(self) -> None:
        assert rules(publication(snapshot=Snapshot(date(2000, 1, 1)))) == []

    def test_says_both(self) -> None:
        covered = Covered(100, Snapshot(date(2024, 2, 1)))
        found = reasons(publication(snapshot=Snapshot(date(2023, 12, 1)), covered=covered), [])

        says = "It is of the archive 2023-12, and what is held is of 2024-02"
        assert found[0].as_json() == {
            "rule": "older",
            "says": says,
            "archive": "2023-12",
            "held": "2024-02",
        }


class TestGoneBack:
    def of(self, back: int, forward: int, held: int) -> list[str]:
        return rules(publication(turns=Turns(back=back, forward=forward, held=held)))

    def test_is_more_back_than_on(self) -> None:
        assert self.of(back=12, forward=11, held=50) == ["back"]
        assert self.of(back=11, forward=11, held=50) == []

    def test_is_more_than_one_in_a_thousand(self) -> None:
        assert self.of(back=16, forward=0, held=15_000) == ["back"]
        assert self.of(back=15, forward=0, held=15_000) == []

    def test_is_one_of_few(self) -> None:
        assert self.of(back=1, forward=0, held=1) == ["back"]


class TestIsBack:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("cautioned", "under-investigation"),
            ("no-further-action", ""),
            ("status-update-unavailable", "under-investigation"),
            ("imprisoned", "awaiting-court-result"),
            ("awaiting-court-result", "under-investigation"),
        ],
    )
    def test_is_from_an_outcome_to_an_earlier_one(self, before: str, after: str) -> None:
        assert is_back(before, after)
        assert not is_back(after, before)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("", "under-investigation"),
            ("no-further-action", "awaiting-court-result"),
            ("no-further-action", "unable-to-prosecute"),
        ],
    )
    def test_is_not_where_no_order_is_known(self, before: str, after: str) -> None:
        assert not is_back(before, after)
        assert not is_back(after, before)


class TestNearest:
    def test_takes_the_last_twelve_before_the_month(self) -> None:
        months = {month(n): n for n in range(20)}

        assert nearest(months, month(15)) == list(range(14, 2, -1))

    def test_takes_those_after_it_where_fewer_came_before(self) -> None:
        months = {month(n): n for n in (10, 12, 13, 14)}

        assert nearest(months, month(11)) == [10, 12, 13, 14]

    @given(st.sets(st.integers(0, 60)), st.integers(0, 60))
    def test_gives_twelve_others_at_most_and_every_one_before_those_after(
        self, numbers: set[int], wanted: int
    ) -> None:
        found = nearest({month(n): n for n in numbers}, month(wanted))

        assert wanted not in found
        assert len(found) == min(12, len(numbers - {wanted}))
        before = [n for n in numbers if n < wanted]
        assert sum(n < wanted for n in found) == min(12, len(before))


class TestReasons:
    @given(st.lists(st.integers(1, 10_000), max_size=12), COUNTS, st.integers(0, 1_000))
    def test_more_rows_are_never_more_in_doubt(
        self, history: list[int], rows: int, more: int
    ) -> None:
        fewer = rules(publication(rows=rows), history)

        assert set(rules(publication(rows=rows + more), history)) <= set(fewer)

    @given(COUNTS, st.integers(0, 1_000))
    def test_the_same_again_is_in_no_doubt(self, rows: int, months: int) -> None:
        again = publication(rows=rows, held=rows, covered=Covered(rows))

        assert rules(again, [rows] * min(months, 12)) == []

    @given(st.lists(st.integers(0, 10_000), max_size=12), COUNTS, COUNTS, COUNTS)
    def test_every_reason_is_a_sentence_with_its_numbers(
        self, history: list[int], rows: int, held: int, back: int
    ) -> None:
        turns = Turns(back=back, held=held)
        missing = held // 2
        found = reasons(publication(rows=rows, held=held, missing=missing, turns=turns), history)

        for reason in found:
            assert reason.says
            assert all(
                f"{value:,}" in reason.says
                for name, value in reason.numbers.items()
                if name != "with_outcome" and not isinstance(value, str)
            )
