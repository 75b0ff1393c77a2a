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
            ((80,) * 12, "All 12 months since May 2023 are below the lower limit of "),
            (BEFORE, "The 12 months of the period do not stand out from the usual variation."),
            (
                (*BEFORE[:-1], 180),
                "1 of the 12 months of the period stands out from the usual variation.",
            ),
        ],
    )
    def test_says_what_the_months_of_the_period_do(self, now: Counts, expected: str) -> None:
        assert finding(Charted.of(series(BEFORE + now), YEAR)).startswith(expected)

    @pytest.mark.parametrize(
        ("last", "expected"),
        [
            (101, "April 2024 does not stand out from the usual variation."),
            (180, "April 2024 stands out from the usual variation."),
        ],
    )
    def test_speaks_of_one_month_where_the_period_is_one(self, last: int, expected: str) -> None:
        month = Period.months_to("2024-04", 1)

        found = blocks((*BEFORE, *BEFORE[1:], last), month)

        assert said(found)[0] == expected

    def test_gives_the_reason_under_twelve_recorded_months(self) -> None:
        found = blocks((None,) * 13 + BEFORE[:11])

        assert said(found)[0] == (
            "No limits are drawn: 11 months of 24 recorded, and limits need 12."
        )
        assert chart(found).band is None
        assert {row[3].text for row in table(found).rows} == {"No comparison", "Too few to say"}


class TestByMonth:
    def test_says_by_which_rule_runs_of_months_stand_out(self) -> None:
        found = blocks((*BEFORE, *(97,) * 11, 180))

        runs = "May 2023 to March 2024 (11 months): in seven or more in a row below the mean"
        assert said(found)[1:3] == [
            f"{runs} (better).",
            f"April 2024: above the upper limit of {chart(found).band.high:,.1f} (worse).",  # type: ignore[union-attr] # there are limits
        ]

    def test_has_directions_only_where_a_measure_has_one(self) -> None:
        arrests = series((*BEFORE, *BEFORE[1:], 180), direction=Direction.NONE)

        found = control_sections.by_month([arrests], "crime_total", YEAR)

        assert chart(found).points[-1].reading is Reading.HIGHER
        assert "(higher)." in said(found)[1]

    def test_breaks_the_line_and_names_the_months_that_are_not_recorded(self) -> None:
        found = blocks((*BEFORE, None, None, *BEFORE[2:]))

        assert said(found)[-1] == (
            "May 2023 and June 2023 are not recorded and not zero: the line is broken there."
        )
        assert chart(found).now == "This year: not recorded in full"
        assert table(found).rows[12][1].text == "[x]"
        assert table(found).rows[12][1].opens == ""

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
        assert drawn.band is not None
        assert drawn.band.months == "May 2022 to April 2023"
        assert "Mean 100.7, limits" in drawn.description

    def test_prints_nothing_without_such_a_series(self) -> None:
        assert control_sections.by_month([], "crime_total", YEAR) == []


class TestEachType:
    def types(self, *ends: int) -> list[Series]:
        """Give types of which the last month is as given."""
        return [
            series(
                (*BEFORE, *BEFORE[:-1], end),
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
        assert [len(listed.columns) for listed in counts] == [13, 13]
        opens = [cell.opens for listed in counts for row in listed.rows for cell in row[1:]]
        assert len(opens) == 96

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

        assert [cell.text for cell in limits.rows[0][1:]] == ["[x]"] * 4 + ["Too few to say"]
        assert "4 months of 24 recorded" in limits.rows[0][0].remark

    def test_prints_nothing_without_types(self) -> None:
        assert control_sections.each_type([series(BEFORE)], YEAR) == []
