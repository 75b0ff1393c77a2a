"""Months that two definitions counted: they stand beside each other and no line joins them."""

import io
import re
from dataclasses import replace
from datetime import date

import openpyxl  # type: ignore[import-untyped] # it ships no types
import pytest

from reports.control_block import Control
from reports.control_drawing import control
from reports.control_sections import by_month
from reports.document import Document, Paragraph, Section, Table
from reports.figures import Break
from reports.periods import Period
from reports.renderers import xlsx
from reports.series import MonthOf, Series
from reports.statistics import Direction
from tests.reports import example

PERIOD = Period.twelve_months_to("2024-04")
MONTHS = Period(date(2022, 5, 1), PERIOD.end).months()
REASON = "counted differently before 1 December 2022: calls about noise were counted too"
BEFORE = 7
"""Months of the series before the definition began."""
ONE = Series(
    "asb_total",
    "Antisocial behaviour",
    "incidents",
    Direction.LOWER,
    tuple(MonthOf(month, 300 + n % 3, "asb_total") for n, month in enumerate(MONTHS)),
)
BROKEN = replace(ONE, begun=Break(date(2022, 12, 1), 2), reason=REASON)
FOUR_YEARS = replace(
    BROKEN,
    months=tuple(
        MonthOf(month, 300 + n % 3, "asb_total")
        for n, month in enumerate(Period(date(2020, 5, 1), PERIOD.end).months())
    ),
    begun=Break(date(2020, 12, 1), 2),
)
SIGNAL = 5
"""The column of the table that says how a month stands against what is usual."""


def drawn(series: Series) -> tuple[Control, Table, list[str]]:
    """Give the chart of a series, its table, and what is said beside it."""
    blocks = by_month([series], series.key, PERIOD)
    (chart,) = [block for block in blocks if isinstance(block, Control)]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return chart, table, [block.text for block in blocks if isinstance(block, Paragraph)]


def lines(svg: str) -> int:
    """Count the strokes that join two months."""
    return len(re.findall(r"<line [^>]*so-stroke-ink[^>]*stroke-width=\"1.4\"", svg))


class TestSeries:
    @pytest.mark.parametrize(
        ("begun", "before"),
        [(None, 0), ("2022-12-01", BEFORE), ("2024-04-01", 23), ("2022-05-01", 0)],
    )
    def test_counts_the_months_before_the_definition(self, begun: str | None, before: int) -> None:
        day = Break(date.fromisoformat(begun), 2) if begun else None

        assert replace(ONE, begun=day).n_before == before


class TestBreak:
    def test_joins_no_month_before_it_with_one_after(self) -> None:
        whole, broken = drawn(ONE)[0], drawn(BROKEN)[0]

        assert lines(control(whole)) == len(MONTHS) - 1
        assert lines(control(broken)) == len(MONTHS) - 2
        assert "definition 2 from December 2022" in control(broken)
        assert "definition" not in control(whole)

    def test_says_why_and_keeps_the_numbers(self) -> None:
        chart, table, said = drawn(BROKEN)

        assert f"Antisocial behaviour: {REASON}." in said
        assert [point.count for point in chart.points] == list(ONE.counts)
        signals = [row[SIGNAL].text for row in table.rows]
        assert signals[:BEFORE] == ["counted differently"] * BEFORE
        assert table.rows[0][1].text == "300"
        assert signals[BEFORE] != "counted differently"

    def test_takes_limits_and_readings_from_the_months_since(self) -> None:
        _, table, said = drawn(FOUR_YEARS)

        assert any(w.startswith("Base: December 2020 to November 2022 (24 months).") for w in said)
        limits = [bool(row[3].text and row[4].text) for row in table.rows]
        assert not any(limits[:BEFORE])
        assert all(limits[-12:])

    def test_draws_no_limits_where_too_few_months_are_left(self) -> None:
        late = replace(FOUR_YEARS, begun=Break(date(2024, 1, 1), 2))
        _, table, said = drawn(late)

        assert not any(row[3].text or row[4].text for row in table.rows)
        assert any(words.startswith("No limits are drawn: 4 months are recorded") for words in said)

    def test_breaks_the_line_of_excel_by_a_row_without_a_count(self) -> None:
        chart, table, _ = drawn(BROKEN)
        document = self.holding(chart, table)

        book = openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))
        rows = [[cell.value for cell in row] for row in book["Control charts"].iter_rows()]
        first = next(n for n, row in enumerate(rows) if row[0] == "May 2022")

        assert [row[5] for row in rows[first : first + BEFORE]] == ["Counted differently"] * BEFORE
        begins = rows[first + BEFORE]
        assert (begins[1], begins[5]) == (None, "definition 2 from December 2022")
        assert rows[first + BEFORE + 1][:2] == ["December 2022", 301]

    def holding(self, chart: Control, table: Table) -> Document:
        """Put the chart and its table into the example as its one section."""
        section = Section(1, "months", "Months", (chart, table))
        return replace(example.document(), sections=(section,))
