"""What is published gives no small number away: proved by solving for each number left out.

The solver sees what a reader sees and nothing else: the printed cells, that totals are sums, that
a true zero is printed, and what a rounded number may be.
"""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reports import suppression
from reports.suppression import (
    Method,
    Printed,
    PublicBreakdowns,
    PublicTable,
    public_breakdowns,
    public_change,
    public_percent,
    public_table,
)
from reports.symbols import Symbol, legend

COUNT = st.one_of(st.integers(0, 6), st.integers(0, 60))
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(COUNT, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)
Sums = list[tuple[list[int], int]]
"""For each sum the positions of its parts and that of its total."""


def may_be(cell: Printed, method: Method) -> tuple[float, float | None]:
    """Give the least and the most that a reader takes from one printed cell alone."""
    if cell.text == "[c]":
        return 1, None
    if cell.text == "[low]":
        return 1, 2
    number = int(cell.text.replace(",", ""))
    if method is Method.ROUND and number:
        return number - 2, number + 2
    return number, number


def solved(cells: Sequence[Printed], sums: Sums, method: Method, at: int) -> tuple[float, float]:
    """Find the least and the most that one cell can be by everything that is printed."""
    equations = []
    for parts, total in sums:
        row = [0] * len(cells)
        for part in parts:
            row[part] += 1
        row[total] -= 1
        equations.append(row)
    known = [may_be(cell, method) for cell in cells]
    ends = []
    for sign in (1, -1):
        aim = [sign * (position == at) for position in range(len(cells))]
        found = linprog(aim, A_eq=equations, b_eq=[0] * len(sums), bounds=known)
        assert found.status in {0, 3}, found.message
        ends.append(round(sign * float(found.fun or 0.0), 6) if found.status == 0 else float("inf"))
    return ends[0], ends[1]


def of_table(table: PublicTable) -> tuple[list[Printed], Sums]:
    """Lay a table out, with its sums."""
    height, width = len(table.rows), len(table.rows[0])
    body = height * width
    cells = [*sum(table.rows, ()), *table.row_totals, *table.column_totals, table.total]
    by_row = [([i * width + j for j in range(width)], body + i) for i in range(height)]
    by_column = [([i * width + j for i in range(height)], body + height + j) for j in range(width)]
    last = len(cells) - 1
    margins = [
        ([body + i for i in range(height)], last),
        ([body + height + j for j in range(width)], last),
    ]
    return cells, by_row + by_column + margins


def of_breakdowns(found: PublicBreakdowns) -> tuple[list[Printed], Sums]:
    """Lay breakdowns of one total out, with their sums."""
    cells = [*sum(found.breakdowns, ()), found.total]
    sums, start = [], 0
    for parts in found.breakdowns:
        sums.append((list(range(start, start + len(parts))), len(cells) - 1))
        start += len(parts)
    return cells, sums


def true_numbers(rows: Sequence[Sequence[int]]) -> list[int]:
    """Lay the true numbers of a table out in the same order."""
    columns = [sum(column) for column in zip(*rows, strict=True)]
    return [*(n for row in rows for n in row), *(sum(row) for row in rows), *columns, sum(columns)]


def texts(cells: Sequence[Printed]) -> list[str]:
    """Print cells."""
    return [cell.text for cell in cells]


class TestWorkedExample:
    def test_leaves_out_the_next_smallest_number_too(self) -> None:
        """WE-41: 12, 3, 0, 25 of 40 is [c], [c], 0, 25 of 40."""
        found = public_breakdowns([[12, 3, 0, 25]])

        assert texts(found.breakdowns[0]) == ["[c]", "[c]", "0", "25"]
        assert found.total.text == "40"
        assert legend(found.symbols) == (("[c]", Symbol.CONFIDENTIAL.meaning),)

    def test_needs_no_more_where_all_is_rounded(self) -> None:
        """WE-41, rounded: 10, 5, 0, 25 of 40."""
        found = public_breakdowns([[12, 3, 0, 25]], method=Method.ROUND)

        assert texts(found.breakdowns[0]) == ["10", "5", "0", "25"]
        assert found.total.text == "40"
        assert found.symbols == frozenset()

    def test_would_leak_without_the_second(self) -> None:
        """WE-41: 12, [c], 0, 25 of 40 leaks 3; the solver of these tests finds it."""
        cells = [Printed(12), Printed(None, symbol=Symbol.CONFIDENTIAL), Printed(0), Printed(25)]
        leak = solved([*cells, Printed(40)], [([0, 1, 2, 3], 4)], Method.LEAVE_OUT, 1)

        assert leak == (3, 3)


class TestTable:
    @settings(max_examples=60)
    @given(rows=TABLES)
    def test_lets_a_small_number_be_any_from_one_to_four(self, rows: list[list[int]]) -> None:
        cells, sums = of_table(public_table(rows))

        for position, (cell, true) in enumerate(zip(cells, true_numbers(rows), strict=True)):
            if cell.text != "[c]":
                assert cell.number == true
                assert true not in range(1, 5)
                continue
            low, high = solved(cells, sums, Method.LEAVE_OUT, position)
            assert low <= true <= high
            assert high - low >= 3
            if true < 5 and position < len(rows) * len(rows[0]):
                assert low <= 1
                assert high >= 4

    @settings(max_examples=60)
    @given(rows=TABLES)
    def test_never_lets_rounding_be_undone(self, rows: list[list[int]]) -> None:
        cells, sums = of_table(public_table(rows, method=Method.ROUND))

        for position, (cell, true) in enumerate(zip(cells, true_numbers(rows), strict=True)):
            assert (cell.text == "0") is (true == 0)
            if 0 < true < 5 or cell.text == "[c]":
                low, high = solved(cells, sums, Method.ROUND, position)
                assert low <= true <= high
                assert low < high

    def test_keeps_the_totals_where_cells_are_enough(self) -> None:
        found = public_table([[12, 3, 0, 25], [30, 20, 10, 9], [7, 8, 9, 10]])

        assert texts(found.rows[0]) == ["[c]", "[c]", "0", "25"]
        assert texts(found.rows[1]) == ["30", "20", "10", "9"]
        assert texts(found.rows[2]) == ["[c]", "[c]", "9", "10"]
        assert texts(found.row_totals) == ["40", "69", "34"]
        assert found.total.text == "143"

    def test_says_what_is_not_available_and_adds_the_rest_up(self) -> None:
        found = public_table([[12, None], [30, 20]])

        assert found.rows[0][1].text == "[x]"
        assert texts(found.row_totals) == ["12", "50"]
        assert found.symbols == {Symbol.NOT_AVAILABLE}

    @pytest.mark.parametrize("method", Method)
    def test_of_nothing_is_nothing(self, method: Method) -> None:
        assert public_table([], method=method).total.text == "0"

    def test_refuses_rows_of_unequal_length(self) -> None:
        with pytest.raises(ValueError, match="the same number of columns"):
            public_table([[1, 2], [3]])

    def test_refuses_a_count_below_nought(self) -> None:
        with pytest.raises(ValueError, match="never below 0"):
            public_table([[1, -2]])


class TestBreakdowns:
    @settings(max_examples=60)
    @given(parts=st.lists(COUNT, min_size=1, max_size=6), data=st.data())
    def test_of_one_total_are_protected_together(
        self, parts: list[int], data: st.DataObject
    ) -> None:
        again = data.draw(st.permutations(parts))
        pooled = [sum(again[:2]), *again[2:]]
        method = data.draw(st.sampled_from(Method))
        found = public_breakdowns([parts, pooled], method=method)
        cells, sums = of_breakdowns(found)

        for position, (cell, true) in enumerate(
            zip(cells, [*parts, *pooled, sum(parts)], strict=True)
        ):
            if cell.text == "[c]" or 0 < true < 5:
                low, high = solved(cells, sums, method, position)
                assert low <= true <= high
                assert high - low >= (3 if cell.text == "[c]" else 1)

    @settings(max_examples=60)
    @given(parts=st.lists(COUNT, min_size=1, max_size=6))
    def test_let_a_small_number_be_any_from_one_to_four(self, parts: list[int]) -> None:
        cells, sums = of_breakdowns(public_breakdowns([parts]))

        for position, (cell, true) in enumerate(zip(cells, [*parts, sum(parts)], strict=True)):
            if cell.text == "[c]" and true < 5 and position < len(parts):
                low, high = solved(cells, sums, Method.LEAVE_OUT, position)
                assert low <= 1
                assert high >= 4

    def test_refuse_two_sums(self) -> None:
        with pytest.raises(suppression.DoesNotAddUpError, match="sum to 3 and 4"):
            public_breakdowns([[1, 2], [4]])

    def test_refuse_none(self) -> None:
        with pytest.raises(ValueError, match="no breakdown"):
            public_breakdowns([])


class TestWhatIsComputed:
    LEFT_OUT = Printed(None, symbol=Symbol.CONFIDENTIAL)
    ABSENT = Printed(None, symbol=Symbol.NOT_AVAILABLE)

    def test_a_change_is_of_what_is_printed(self) -> None:
        assert public_change(Printed(40), Printed(55)).text == "−15"
        assert public_change(Printed(40), self.LEFT_OUT).text == "[c]"
        assert public_change(self.LEFT_OUT, Printed(40)).text == "[c]"
        assert public_change(self.LEFT_OUT, self.ABSENT).text == "[x]"

    @pytest.mark.parametrize(
        ("part", "base", "printed"),
        [
            (Printed(25, 25), Printed(50, 50), "50.0%"),
            (Printed(25, 25), Printed(49, 49), "[u]"),
            (Printed(25, 23), Printed(50, 48), "[u]"),
            (Printed(25, 23), Printed(55, 53), "45.5%"),
            (LEFT_OUT, Printed(500, 500), "[c]"),
            (Printed(25, 25), LEFT_OUT, "[c]"),
            (Printed(25, 25), ABSENT, "[x]"),
        ],
    )
    def test_a_percentage_needs_two_numbers_and_a_base_of_fifty(
        self, part: Printed, base: Printed, printed: str
    ) -> None:
        assert public_percent(part, base) == printed

    def test_marks_stand_beside_the_number(self) -> None:
        cell = Printed(1940).marked(Symbol.REVISED, Symbol.PROVISIONAL)

        assert cell.text == "1,940 [r] [p]"
        assert cell.symbols == (Symbol.REVISED, Symbol.PROVISIONAL)
        assert self.LEFT_OUT.marked(Symbol.REVISED).text == "[c] [r]"
