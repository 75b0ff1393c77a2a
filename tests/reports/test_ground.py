"""ground.py: without areas there is no count, and of two outlines no comparison."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports import ground
from reports.evidence import Evidence, MonthCount, PoliceCounts
from reports.ground_read import GroundRead, Stretch, Successor
from reports.measures.by_month import monthly_series
from reports.measures.police_data import ANTISOCIAL, CRIME, PoliceData
from reports.statistics import Reading
from tests.reports.facts import MONTHS, YEAR, evidence

PUBLISHED = tuple(MonthCount(month, "theft", 100) for month in MONTHS)
REVIEWED = date(2023, 5, 4)
ONE = (Stretch(1),)


def changed_on(day: date) -> tuple[Stretch, Stretch]:
    return Stretch(1, None, day), Stretch(2, day)


TWO = changed_on(REVIEWED)


def on(found: GroundRead, rows: tuple[MonthCount, ...] = PUBLISHED, **more: Any) -> Evidence:
    police = PoliceCounts(by_month=rows, covered=MONTHS)
    made = evidence(police=police, **more)
    return replace(made, around=replace(made.around, ground=found))


def counts(made: Evidence) -> tuple[float | None, float | None, float | None, str]:
    figure = PoliceData.of(made).crime_total()
    return figure.current, figure.previous, figure.change, figure.reason


class TestWhyNoCount:
    def test_is_empty_where_areas_are_in_force_and_rows_lie_in_them(self) -> None:
        made = on(GroundRead(outlines=ONE, of_force=(2400, 2400)))

        assert counts(made)[:3] == (1200, 1200, 0)
        assert ground.why_no_count(made, made.period) == ""

    def test_names_the_months_without_a_ward_or_lsoa(self) -> None:
        made = on(GroundRead(without_areas=MONTHS, of_force=(2400, 2400)), ())

        now, then, change, reason = counts(made)

        assert (now, then, change) == (None, None, None)
        assert reason == (
            "Southend-on-Sea has no ward and no LSOA in force in April 2023 to March 2024: "
            "no row can lie in it"
        )

    def test_counts_nothing_of_a_period_with_one_such_month(self) -> None:
        made = on(GroundRead(outlines=ONE, without_areas=MONTHS[-1:]))

        assert counts(made)[:3] == (None, 1200, None)
        assert "in March 2024" in counts(made)[3]

    def test_keeps_the_count_where_only_the_period_before_has_none(self) -> None:
        made = on(GroundRead(outlines=ONE, without_areas=MONTHS[:12]), PUBLISHED[12:])

        assert counts(made)[:3] == (1200, None, None)

    def test_names_the_council_that_the_district_follows(self) -> None:
        follows = Successor("council", "rochford", "southend", date(2023, 4, 1))
        made = on(GroundRead(without_areas=MONTHS[:12], successors=(follows,)))

        assert counts(made)[3].endswith("it follows rochford from 1 April 2023")

    def test_says_that_not_one_row_of_the_force_lies_in_the_district(self) -> None:
        made = on(GroundRead(outlines=ONE, of_force=(1200, 1200)), ())

        assert counts(made) == (
            None,
            None,
            None,
            "not one of the 1,200 rows that the force published of April 2023 to March 2024 "
            "lies in Southend-on-Sea: its areas may lie elsewhere, or have other codes",
        )

    @pytest.mark.parametrize(
        ("of_force", "count"), [((12_000, 12_000), None), ((12_000, 90), 0), ((12_000, 0), 0)]
    )
    def test_takes_nought_in_one_period_for_a_count_only_where_few_were_to_be_expected(
        self, of_force: tuple[int, int], count: int | None
    ) -> None:
        made = on(GroundRead(outlines=ONE, of_force=of_force), PUBLISHED[12:])

        assert counts(made)[:2] == (1200, count)

    def test_gives_no_reading_and_no_nought_of_either_total(self) -> None:
        data = PoliceData.of(on(GroundRead(without_areas=MONTHS), ()))

        for figure in (data.crime_total(), data.asb_total()):
            assert figure.current is None
            assert figure.reading is Reading.NO_COMPARISON


class TestWhyNotCompared:
    def test_prints_both_numbers_and_says_that_the_outline_changed(self) -> None:
        assert counts(on(GroundRead(outlines=TWO))) == (
            1200,
            1200,
            None,
            "the outline of Southend-on-Sea changed on 4 May 2023, so both numbers are of "
            "different ground",
        )

    @pytest.mark.parametrize(
        "outlines",
        [
            pytest.param(
                (Stretch(1, None, date(2022, 4, 1)), Stretch(2, date(2022, 4, 1))), id="b"
            ),
            pytest.param(
                (Stretch(1, None, date(2024, 3, 2)), Stretch(2, date(2024, 3, 2))), id="a"
            ),
            pytest.param((), id="unknown, as in editions from before outlines"),
        ],
    )
    def test_is_empty_where_all_months_begin_on_one_outline(
        self, outlines: tuple[Stretch, ...]
    ) -> None:
        assert counts(on(GroundRead(outlines=outlines)))[2] == 0


class TestUncharted:
    @pytest.mark.parametrize("key", [CRIME, ANTISOCIAL])
    def test_leaves_months_of_another_outline_out_of_the_line(self, key: str) -> None:
        [series] = [one for one in monthly_series(on(GroundRead(outlines=TWO))) if one.key == key]

        shown = [month.month.start for month in series.months if month.count is not None]
        assert shown == [month for month in MONTHS if month >= date(2023, 6, 1)]
        assert series.note.startswith("Not shown, without areas or of another outline")

    def test_shows_every_month_of_one_outline(self) -> None:
        assert ground.not_shown(on(GroundRead(outlines=ONE)), YEAR) == ""
