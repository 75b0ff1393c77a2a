"""How far numbers can move, against counting every table by hand; and what is left out for them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.protection import UNBOUNDED, Arc, Showing, bounds, feasible, protect, rounded

EXACT, ROUNDED, LEFT_OUT = Showing


def series(*parts: int) -> list[Arc]:
    """Give parts and their total, last."""
    return [*(Arc("all", "parts", part) for part in parts), Arc("parts", "all", sum(parts), 1)]


def shown(*letters: str) -> list[Showing]:
    """Give the ways of showing by their first letters."""
    return [{"e": EXACT, "r": ROUNDED, "l": LEFT_OUT}[letter] for letter in "".join(letters)]


class TestBounds:
    @pytest.mark.parametrize(
        ("value", "showing", "expected"),
        [
            (0, LEFT_OUT, (0, 0)),
            (0, ROUNDED, (0, 0)),
            (3, EXACT, (3, 3)),
            (3, LEFT_OUT, (1, UNBOUNDED)),
            (2, ROUNDED, (1, 2)),
            (3, ROUNDED, (3, 7)),
            (7, ROUNDED, (3, 7)),
            (8, ROUNDED, (8, 12)),
        ],
    )
    def test_are_what_the_number_alone_tells(
        self, value: int, showing: Showing, expected: tuple[int, int]
    ) -> None:
        assert bounds(value, showing) == expected

    @given(st.integers(1, 10**6))
    def test_of_a_rounded_number_hold_all_that_round_alike(self, value: int) -> None:
        low, high = bounds(value, ROUNDED)

        assert low <= value <= high
        assert {rounded(each) for each in range(low, high + 1)} == {rounded(value)}
        assert rounded(high + 1) == rounded(value) + 5
        assert low == 1 or rounded(low - 1) == rounded(value) - 5


class TestFeasible:
    def test_finds_a_number_by_subtraction(self) -> None:
        assert feasible(series(12, 3, 25), shown("ele", "e"), 1) == (3, 3)

    def test_knows_that_two_numbers_left_out_are_not_nought(self) -> None:
        assert feasible(series(1, 1, 25), shown("lle", "e"), 0) == (1, 1)
        assert feasible(series(12, 3, 25), shown("lle", "e"), 1) == (1, 14)

    def test_undoes_rounding_where_only_one_table_is_left(self) -> None:
        """Four threes print 5, 5, 5, 5 and 10: nothing else does."""
        assert feasible(series(3, 3, 3, 3), shown("rrrr", "r"), 0) == (3, 3)

    @given(
        parts=st.lists(st.integers(0, 7), min_size=1, max_size=4),
        data=st.data(),
    )
    def test_is_what_counting_every_table_finds(
        self, parts: list[int], data: st.DataObject
    ) -> None:
        drawn = [data.draw(st.sampled_from(Showing)) for _ in parts]
        arcs, showing = series(*parts), [*drawn, EXACT]
        total = sum(parts)
        ranges = [
            range(low, min(high, total) + 1)
            for low, high in (bounds(part, each) for part, each in zip(parts, drawn, strict=True))
        ]
        tables = [table for table in product(*ranges) if sum(table) == total]

        for position in range(len(parts)):
            values = {table[position] for table in tables}
            assert feasible(arcs, showing, position) == (min(values), max(values))


class TestProtect:
    def test_takes_the_next_smallest_and_keeps_the_total(self) -> None:
        assert protect(series(12, 3, 0, 25), shown("ele", "e", "e")) == shown("lle", "e", "e")

    def test_takes_the_total_where_nothing_else_helps(self) -> None:
        assert protect(series(3, 0), shown("le", "e")) == shown("le", "l")

    def test_takes_a_third_where_two_are_too_narrow(self) -> None:
        assert protect(series(1, 1, 30, 20), shown("llee", "e")) == shown("llel", "e")

    def test_leaves_alone_what_is_safe(self) -> None:
        assert protect(series(12, 30, 25), shown("eee", "e")) == shown("eee", "e")

    def test_leaves_out_no_more_than_it_must(self) -> None:
        """By 2 and 3 of 5 each may be any from 1 to 4: the total can stay."""
        assert protect(series(2, 3), shown("ll", "e")) == shown("ll", "e")
        assert protect(series(1, 3), shown("ll", "l")) == shown("ll", "l")

    def test_leaves_one_more_out_where_rounding_is_undone(self) -> None:
        found = protect(series(3, 3, 3, 3), shown("rrrr", "r"))

        assert LEFT_OUT in found
        for position in range(4):
            low, high = feasible(series(3, 3, 3, 3), found, position)
            assert high > low

    @given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
    def test_leaves_nothing_more_out_a_second_time(self, parts: list[int]) -> None:
        first = [LEFT_OUT if 0 < part < 5 else EXACT for part in [*parts, sum(parts)]]
        once = protect(series(*parts), first)

        assert protect(series(*parts), once) == once
        assert all(
            was is not LEFT_OUT or now is LEFT_OUT for was, now in zip(first, once, strict=True)
        )
