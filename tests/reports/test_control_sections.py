"""Months against their usual variation, in words, charts and tables."""

from dataclasses import replace

import pytest

from reports import control_sections
from reports.control_block import Control, ControlRow
from reports.control_words import Charted, finding
from reports.document import Block, Paragraph, Table
from reports.periods import Period
from reports.series import MonthOf, Series
from reports.statistics import Direction, Reading

YEAR = Period.twelve_months_to("2024-04")
BEFORE = (100, 104, 98, 102, 99, 103, 97, 101, 100, 104, 98, 102)
BASE = BEFORE + BEFORE
Counts = tuple[int | None, ...]


def series(counts: Counts, *, period: Period = YEAR, **more: object) -> Series:
    """Give the months that end with a period."""
    last = f"{period.last_day:%Y-%m}"
    months = Period.months_to(last, len(counts)).months()
    given = Series(
        key="crime_total",
        label="Recorded crime",
        unit="offences",
        direction=Direction.LOWER,
        months=tuple(
            MonthOf(month, count, f"crime_total.month.{month.start:%Y-%m}")
            for month, count in zip(months, counts, strict=True)
        ),
    )
    return replace(given, **more)  # type: ignore[arg-type] # fields of a series


def blocks(counts: Counts, period: Period = YEAR) -> list[Block]:
    """Print the months."""
    return control_sections.by_month([series(counts, period=period)], "crime_total", period)


def said(found: list[Block]) -> list[str]:
    """Read the paragraphs."""
    return [block.text for block in found if isinstance(block, Paragraph)]


def chart(found: list[Block]) -> Control:
    """Find the chart."""
    return next(block for block in found if isinstance(block, Control))


def table(found: list[Block]) -> Table:
    """Find the table."""
    return next(block for block in found if isinstance(block, Table))


class TestFinding:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            ((40,) * 12, "12 of the 12 months of the period stand out from what is usual."),
            (BEFORE, "The 12 months of the period do not stand out from what is usual."),
            (
                (*BEFORE[:-1], 180),
                "1 of the 12 months of the period stands out from what is usual.",
            ),
        ],
    )
    def test_says_what_the_months_of_the_period_do(self, now: Counts, expected: str) -> None:
        assert finding(Charted.of(series(BASE + now), YEAR)) == expected

    @pytest.mark.parametrize(
        ("last", "expected"),
        [
            (101, "April 2024 does not stand out from what is usual."),
            (180, "April 2024 stands out from what is usual."),
        ],
    )
    def test_speaks_of_one_month_where_the_period_is_one(self, last: int, expected: str) -> None:
        month = Period.months_to("2024-04", 1)

        found = blocks((*BASE, *BEFORE[1:], last), month)

        assert said(found)[0] == expected

    def test_draws_a_plain_line_under_twenty_five_recorded_months(self) -> None:
        found = blocks(BASE)

        assert said(found) == [
            "No limits are drawn: 24 months are recorded, and what is usual of a month is known "
            "from 24 months before it."
        ]
        assert (chart(found).judged, chart(found).base) == ((), "")
        assert {row[6].text for row in table(found).rows} == {"Too short to say"}

    def test_says_that_a_base_holds_too_few(self) -> None:
        assert said(blocks((1,) * 36))[0] == (
            "No limits are drawn: the base holds fewer than 50 a year."
        )


class TestByMonth:
    def test_says_by_which_rule_runs_of_months_stand_out(self) -> None:
        found = blocks((*BASE, *(79,) * 11, 180))

        assert said(found)[1:3] == [
            "May 2023 to March 2024 (11 months): in 7 or more in a row below what is usual, "
            "together outside their limits (better).",
            f"April 2024: above the limit of {chart(found).points[-1].high:,.1f} (worse).",
        ]

    def test_has_directions_only_where_a_measure_has_one(self) -> None:
        arrests = series((*BASE, *BEFORE[1:], 180), direction=Direction.NONE)

        found = control_sections.by_month([arrests], "crime_total", YEAR)

        assert chart(found).points[-1].reading is Reading.HIGHER
        assert "(higher)." in said(found)[1]

    def test_says_under_the_chart_which_months_are_the_base(self) -> None:
        assert said(blocks((*BASE, *BEFORE)))[1] == (
            "Base: May 2021 to April 2023 (24 months). They say what is usual of each month of the "
            "year, per day, and are not judged themselves."
        )

    def test_says_how_many_months_of_the_base_are_missing_and_that_it_is_not_stable(self) -> None:
        half = tuple(n // 2 for n in BEFORE)

        found = said(blocks((*BEFORE[:2], None, *BEFORE[3:], *half, *half)))

        assert "(24 months, 1 month between them not recorded)" in found[1]
        assert "The base is not stable: its second year is " in found[1]

    def test_says_that_one_of_many_charts_could_be_chance(self) -> None:
        calm = [series((*BASE, *BEFORE), key=f"calm.{n}") for n in range(15)]
        slight = series((*BASE, *BEFORE[:-1], 160))

        found = control_sections.by_month([slight, *calm], "crime_total", YEAR)

        limit = chart(found).points[-1].high
        assert said(found)[:2] == [
            "1 of the 12 months of the period stands out from what is usual: among 16 charts read "
            "together that could be chance.",
            f"April 2024: above the limit of {limit:,.1f} (could be chance).",
        ]

    def test_breaks_the_line_and_names_the_months_that_are_not_recorded(self) -> None:
        found = blocks((*BASE, None, None, *BEFORE[2:]))

        assert said(found)[-1] == (
            "May 2023 and June 2023 are not recorded and not zero: the line is broken there."
        )
        assert chart(found).now == "This year: not recorded in full"
        assert table(found).rows[24][1].text == "[x]"
        assert table(found).rows[24][1].opens == ""

    def test_opens_each_month_on_the_side_of_the_period_that_it_is_of(self) -> None:
        rows = table(blocks(BEFORE + BEFORE)).rows

        assert rows[11][1].opens == "crime_total.month.2023-04/previous"
        assert rows[12][1].opens == "crime_total.month.2023-05/current"

    def test_prints_totals_at_both_sides_of_a_year(self) -> None:
        drawn = chart(blocks(BEFORE + (80,) * 12))

        assert (drawn.before, drawn.now, drawn.split) == (
            "Year before: 1,208",
            "This year: 960",
            12,
        )
        assert chart(blocks(BASE + (80,) * 12)).base == "May 2021 to April 2023"

    def test_prints_nothing_without_such_a_series(self) -> None:
        assert control_sections.by_month([], "crime_total", YEAR) == []


class TestEachType:
    def types(self, *ends: int) -> list[Series]:
        """Give types of which the last month is as given."""
        return [
            series(
                (*BASE, *BEFORE[:-1], end),
                key=f"crime.{number}",
                label=f"Type {number}",
                is_type=True,
            )
            for number, end in enumerate(ends)
        ]

    def test_draws_three_beside_each_other_and_lists_every_count_once(self) -> None:
        found = control_sections.each_type(self.types(101, 101, 101, 101), YEAR)

        rows = [block for block in found if isinstance(block, ControlRow)]
        counts = [block for block in found if isinstance(block, Table)][1:]
        assert [len(row.charts) for row in rows] == [3, 1]
        assert [len(listed.columns) for listed in counts] == [13, 13, 13]
        opens = [cell.opens for listed in counts for row in listed.rows for cell in row[1:]]
        assert len(opens) == 144

    def test_names_the_types_whose_last_month_stands_out(self) -> None:
        found = control_sections.each_type(self.types(180, 101, 40), YEAR)

        assert said(found)[0] == (
            "April 2024 stands out from the usual variation: worse in type 0; better in type 2."
        )

    def test_says_where_none_does(self) -> None:
        found = control_sections.each_type(self.types(101), YEAR)

        assert said(found)[0] == (
            "April 2024 stands out from the usual variation in no type of crime."
        )

    def test_gives_the_reason_beside_a_type_with_few_months(self) -> None:
        few = series((None,) * 20 + BEFORE[:4], is_type=True)

        limits = table(control_sections.each_type([few], YEAR))

        assert [cell.text for cell in limits.rows[0][1:]] == ["[x]"] * 4 + ["Too short to say"]
        assert "4 months are recorded" in limits.rows[0][0].remark

    def test_prints_nothing_without_types(self) -> None:
        assert control_sections.each_type([series(BEFORE)], YEAR) == []
