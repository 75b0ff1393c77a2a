"""No number that the public edition leaves out can be worked out from the whole document.

The reader of the property sees the printed tables and nothing else: every row and every total, in
whichever table it stands, that parts sum to their totals, and that a true zero is printed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reports.document import Document, Table
from reports.figures import Figure
from reports.performance_inputs import (
    DisposalCount,
    NotCounted,
    OperationResult,
    PerformanceInputs,
)
from reports.public_edition import publish
from reports.sentences import DisposalStage
from reports.suppression import Method
from reports.tables import Tally
from tests.reports import example

SMALL = 5
INSTEAD: dict[str, tuple[int, int | None]] = {"[c]": (1, None), "[low]": (1, 2)}
COUNT = st.one_of(st.integers(0, 6), st.integers(0, 60))
TOTALS = {
    "offences": "arrests",
    "stages": "arrests",
    "arrest-operations": "arrests",
    "results": "cases",
    "case-operations": "cases",
}
"""Which total each table breaks down: tables of one total share it."""


@dataclass(frozen=True)
class World:
    """What truly happened: counts by part, for now and for the year before."""

    types: list[tuple[int, int]]
    asb: tuple[int, int]
    arrests: list[tuple[int, int, int]]
    """Each group of arrests: how many, of which operation (0 is none), with which disposal."""
    arrests_before: list[tuple[int, int]]
    cases: list[tuple[int, int, int]]
    cases_before: list[int]


PAIRS = st.tuples(COUNT, COUNT)
WORLDS = st.builds(
    World,
    types=st.lists(PAIRS, min_size=1, max_size=4),
    asb=PAIRS,
    arrests=st.lists(st.tuples(COUNT, st.integers(0, 2), st.integers(0, 4)), max_size=5),
    arrests_before=st.lists(st.tuples(COUNT, st.integers(0, 2)), max_size=5),
    cases=st.lists(st.tuples(COUNT, st.integers(0, 2), st.integers(0, 2)), max_size=4),
    cases_before=st.lists(COUNT, min_size=3, max_size=3),
)


EXAMPLE = World(
    types=[(40, 40)],
    asb=(9, 9),
    arrests=[(12, 0, 0), (3, 0, 0), (0, 0, 0), (25, 0, 0)],
    arrests_before=[],
    cases=[],
    cases_before=[0, 0, 0],
)


def figure(key: str, now: int, then: int) -> Figure:
    """Make a figure."""
    return example.counted(key, key, "records", now, then)


def inputs_of(world: World) -> PerformanceInputs:
    """Give the report of a world: offences are the groups of arrests, in their order."""
    made = [*world.arrests, *[(0, 0, 0)] * (5 - len(world.arrests))]
    before = [*world.arrests_before, *[(0, 0)] * (5 - len(world.arrests_before))]
    stages = list(DisposalStage)
    operations = tuple(
        operation(
            number,
            arrests=(
                sum(n for n, of, _ in made if of == number),
                sum(n for n, of in before if of == number),
            ),
            cases=(
                sum(n for n, of, _ in world.cases if of == number),
                world.cases_before[number],
            ),
        )
        for number in (1, 2)
    )
    given = example.inputs()
    return replace(
        given,
        crime_total=figure("crime_total", *map(sum, zip(*world.types, strict=True))),
        crime_types=tuple(figure(f"crime.{i}", *pair) for i, pair in enumerate(world.types)),
        asb_total=figure("asb_total", *world.asb),
        arrests_total=figure("arrests_total", sum(n for n, *_ in made), sum(n for n, _ in before)),
        offences=tuple(
            figure(f"offence.{i}", one[0], was[0])
            for i, (one, was) in enumerate(zip(made, before, strict=True))
        ),
        disposals=tuple(
            DisposalCount(figure(f"disposal.{i}", n, 0), stages[stage])
            for i, (n, _, stage) in enumerate(made)
        ),
        prosecutions=replace(
            given.prosecutions,
            total=figure(
                "prosecutions_total", sum(n for n, *_ in world.cases), sum(world.cases_before)
            ),
            results=tuple(
                Tally(f"result {i}", sum(n for n, _, of in world.cases if of == i))
                for i in range(3)
            ),
        ),
        operations=operations,
        not_counted=(NotCounted("Arrests", "submitted", 3),),
    )


def operation(number: int, *, arrests: tuple[int, int], cases: tuple[int, int]) -> OperationResult:
    """Give an operation of a world."""
    return replace(
        example.union(),
        name=f"Operation {number}",
        arrests=figure(f"operation.{number}.arrests", *arrests),
        prosecutions=figure(f"operation.{number}.prosecutions", *cases),
    )


class Reader:
    """Reads the printed tables of one side as one system of sums."""

    def __init__(self, document: Document, column: str, method: Method = Method.LEAVE_OUT) -> None:
        self.method = method
        self.texts: dict[str, str] = {}
        self.sums: list[tuple[list[str], str]] = []
        for _, table in document.tables():
            if table.key in TOTALS and column in {each.key for each in table.columns}:
                self.read(table, [each.key for each in table.columns].index(column))

    def read(self, table: Table, at: int) -> None:
        """Take the rows of a table, and its total where it breaks one down."""
        total = f"{TOTALS[table.key]} total"
        rows = [f"{table.key} {row[0].text}" for row in table.rows]
        for name, row in zip(rows, table.rows, strict=True):
            self.texts[name] = row[at].text
        if table.sum_row is not None:
            assert self.texts.setdefault(total, table.sum_row[at].text) == table.sum_row[at].text
            self.sums.append((rows, total))

    def solved(self, name: str) -> tuple[float, float]:
        """Find the least and the most that a number can be by everything that is printed."""
        names = list(self.texts)
        known = [self.may_be(text) for text in self.texts.values()]
        equations = [
            [(one in parts) - (one == total) for one in names] for parts, total in self.sums
        ]
        ends = []
        for sign in (1, -1):
            aim = [sign * (one == name) for one in names]
            found = linprog(aim, A_eq=equations, b_eq=[0] * len(equations), bounds=known)
            assert found.status in {0, 3}, found.message
            found_end = sign * float(found.fun or 0.0)
            ends.append(found_end if found.status == 0 else float("inf"))
        return round(ends[0], 6), round(ends[1], 6)

    def may_be(self, text: str) -> tuple[int, int | None]:
        """Give what a printed number can be by itself."""
        if text in INSTEAD:
            return INSTEAD[text]
        number = int(text.replace(",", ""))
        away = 2 if self.method is Method.ROUND and number else 0
        return number - away, number + away


def words(document: Document) -> Sequence[str]:
    """Give what is said in sentences."""
    return (document.verdict, *document.summary, *(tile.sentence for tile in document.tiles))


def truths(world: World, column: str) -> dict[str, int]:
    """Give the true numbers of a side, by the names of the reader."""
    given = inputs_of(world)
    side = "current" if column == "current" else "previous"
    names = {f"offences {one.label}": one for one in given.offences}
    names |= {f"arrest-operations {each.name}": each.arrests for each in given.operations}
    names |= {f"case-operations {each.name}": each.prosecutions for each in given.operations}
    return {name: int(getattr(one, side)) for name, one in names.items()}


class TestPublish:
    @settings(max_examples=60)
    @given(WORLDS)
    def test_gives_no_number_away_that_it_leaves_out(self, world: World) -> None:
        document = publish(inputs_of(world), None)
        for column in ("current", "previous"):
            reader, true = Reader(document, column), truths(world, column)
            for name, text in reader.texts.items():
                if text != "[c]":
                    assert true.get(name, 99) not in range(1, SMALL), name
                    continue
                low, high = reader.solved(name)
                assert high - low >= SMALL - 2, (name, low, high)
                if true.get(name, SMALL) < SMALL and not name.endswith("total"):
                    # A row that is its whole table is as large as the cells of the others.
                    assert low <= true[name], (name, low)
                    assert high >= SMALL - 1, (name, high)

    @settings(max_examples=60)
    @given(WORLDS)
    def test_leaves_it_out_of_every_figure_and_sentence(self, world: World) -> None:
        document = publish(inputs_of(world), None)

        for one in document.figures:
            assert one.excluded == ()
            if one.symbol or one.previous_symbol:
                assert (one.change, one.change_percent, one.rate_ratio) == (None, None, None)
            assert (one.current is None) == bool(one.symbol)
            assert one.symbol == "" or not re.search(rf"{one.label}: \d", " ".join(words(document)))
        opened = {cell.link.name for _, table in document.tables()
                  for row in table.all_rows() for cell in row if cell.link}  # fmt: skip
        assert opened <= {"definition-detail"}

    @settings(max_examples=60)
    @given(WORLDS)
    def test_lets_no_rounding_of_a_small_number_be_undone(self, world: World) -> None:
        document = publish(inputs_of(world), None, Method.ROUND)
        for column in ("current", "previous"):
            reader, true = Reader(document, column, Method.ROUND), truths(world, column)
            for name, text in reader.texts.items():
                assert text in INSTEAD or int(text.replace(",", "")) % 5 == 0
                if text == "[c]" or true.get(name, SMALL) in range(1, SMALL):
                    low, high = reader.solved(name)
                    assert low < high, (name, low, high)
                    assert low <= true.get(name, low) <= high

    @settings(max_examples=60)
    @given(WORLDS)
    def test_rounds_every_change_that_it_prints(self, world: World) -> None:
        document = publish(inputs_of(world), None, Method.ROUND)

        for one in document.figures:
            if one.key.startswith(("offence", "arrests", "prosecutions")):
                assert (one.change or 0) % 5 == 0
                assert (one.interval, one.rate_ratio, one.excluded) == (None, None, ())
                if one.change_percent is not None:
                    assert (one.previous or 0) >= 50
                    assert one.change_percent == round(
                        100 * (one.change or 0) / (one.previous or 1), 1
                    )

    @pytest.mark.parametrize(
        ("method", "texts"),
        [(Method.LEAVE_OUT, ["[c]", "[c]", "0", "25"]), (Method.ROUND, ["10", "5", "0", "25"])],
    )
    def test_publishes_the_worked_example(self, method: Method, texts: list[str]) -> None:
        """WE-41 through the whole document."""
        document = publish(inputs_of(EXAMPLE), None, method)
        table = next(table for _, table in document.tables() if table.key == "offences")

        assert [row[1].text for row in table.rows][:4] == texts
        assert table.sum_row is not None
        assert table.sum_row[1].text == "40"

    @pytest.mark.parametrize("method", [Method.LEAVE_OUT, Method.ROUND])
    def test_prints_crimes_as_police_uk_publishes_them(self, method: Method) -> None:
        world = World([(12, 1), (3, 0), (0, 2), (25, 4)], (2, 9), [], [], [], [0, 0, 0])
        document = publish(inputs_of(world), None, method)
        tables = {table.key: table for _, table in document.tables()}

        printed = [[cell.text for cell in row[1:3]] for row in tables["crime"].all_rows()]
        assert printed == [["12", "1"], ["3", "0"], ["0", "2"], ["25", "4"], ["40", "7"]]
        assert [cell.text for cell in tables["asb"].rows[0][1:3]] == ["2", "9"]

    def test_rounds_the_records_that_wait_up_to_a_ten(self) -> None:
        document = publish(inputs_of(EXAMPLE), None)

        assert document.left_out.items[0].count == 10
        assert "not counted: at most 10." in str(document)

    def test_can_be_broken(self) -> None:
        """The solver finds what a table without the second suppression gives away."""
        reader = Reader(publish(inputs_of(EXAMPLE), None), "current")
        left_out = [name for name, text in reader.texts.items() if text == "[c]"]
        first, second = [name for name in left_out if name.startswith("offences")]
        assert reader.solved(second)[1] - reader.solved(second)[0] >= SMALL - 2

        reader.texts[first] = "12"

        assert reader.solved(second) == (3, 3)

    def test_reads_what_is_not_protected_as_it_is(self) -> None:
        """The solver can succeed: an unprotected table is solved."""
        reader = Reader(publish(inputs_of(EXAMPLE), None), "current")

        reader.texts |= {"an offence": "[c]"}
        reader.sums.append((["an offence"], "arrests total"))

        assert reader.solved("an offence") == (40, 40)
