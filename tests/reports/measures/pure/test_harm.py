"""The harm sum of evidence: which scores weigh, what is weighed, and what is never compared."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.evidence import Evidence, HarmLine, HarmTableRead, MonthCount, PoliceCounts
from reports.harm import Harm
from reports.harm_weighed import HarmOf, Weighed
from reports.measures.harm import (
    NO_INTERVAL,
    harm_incidents,
    scores_in_force,
    scores_of,
    table_name,
    whole_days,
)
from reports.measures.performance import performance_inputs
from reports.measures.police_data import IncidentSelection
from reports.statistics import Direction, Reading
from tests.reports.facts import APRIL, MONTHS, PART, evidence, said

NOW, THEN = date(2023, 4, 1), date(2022, 4, 1)
LONG_AGO = date(2020, 1, 1)


def score(code: str, days: str, valid_from: date = LONG_AGO) -> HarmLine:
    """Give one score of a table."""
    return HarmLine(code, code.capitalize(), days, "Guideline 3", valid_from)


TABLE = HarmTableRead(
    name="Invented",
    number=2,
    digest="0" * 64,
    lines=(
        score("theft", "2.5", APRIL.last_day),
        score("burglary", "20"),
        score("theft", "1.5"),
        score("theft", "900", APRIL.end),
        score("robbery", "365"),
    ),
)
POLICE = PoliceCounts(
    by_month=(
        MonthCount(NOW, "theft", 41),
        MonthCount(NOW, "burglary", 20),
        MonthCount(NOW, "drugs", 70),
        MonthCount(NOW, "anti-social-behaviour", 500),
        MonthCount(THEN, "theft", 40),
        MonthCount(THEN, "burglary", 10),
    ),
    covered=MONTHS,
)


def april(police: PoliceCounts = POLICE, table: HarmTableRead | None = TABLE) -> Evidence:
    """Ask for April 2023, with a harm table."""
    found = evidence(period=APRIL, police=police)
    return replace(found, around=replace(found.around, harm=table))


def weighed(found: Evidence) -> HarmOf:
    """Weigh the crime of a report."""
    harm = performance_inputs(found).harm
    assert harm is not None
    return harm


class TestScores:
    def test_are_those_of_the_last_day_of_the_period(self) -> None:
        assert {code: line.days for code, line in scores_in_force(TABLE, APRIL).items()} == {
            "theft": "2.5",
            "burglary": "20",
            "robbery": "365",
        }
        assert scores_of(april()) == {
            "theft": Decimal("2.5"),
            "burglary": Decimal(20),
            "robbery": Decimal(365),
        }

    def test_are_none_without_a_table(self) -> None:
        assert scores_of(april(table=None)) == {}

    def test_are_named_by_their_table_and_its_version(self) -> None:
        assert table_name(TABLE) == "Invented, version 2"


class TestHarmOf:
    def test_sums_both_periods_by_the_same_scores(self) -> None:
        found = weighed(april())

        assert said(found.figure) == (
            "harm_days", "Harm of recorded crime", "days", 503, 300, {},
        )  # fmt: skip
        assert found.now == Harm(Decimal("502.5"), 61, (("drugs", 70),), "Invented, version 2")
        assert found.previous == Harm(Decimal(300), 50, (), "Invented, version 2")
        assert found.table == "Invented, version 2"
        assert found.missing == ("Drugs",)

    def test_hopes_for_less_and_reads_nothing_into_a_sum_of_weights(self) -> None:
        figure = weighed(april()).figure

        assert figure.direction is Direction.LOWER
        assert (figure.interval, figure.rate_ratio) == (None, None)
        assert figure.reading is Reading.NO_COMPARISON
        assert figure.reason == NO_INTERVAL
        assert (figure.change, figure.change_percent) == (203, 67.7)

    @pytest.mark.parametrize(("burglaries", "percent"), [(9, None), (10, 67.7)])
    def test_gives_a_percentage_from_fifty_weighed_crimes(
        self, burglaries: int, percent: float | None
    ) -> None:
        fewer = tuple(
            replace(one, count=burglaries) if (one.month, one.crime_type) == (THEN, "burglary")
            else one for one in POLICE.by_month
        )  # fmt: skip
        unknown = MonthCount(THEN, "drugs", 30)

        figure = weighed(april(replace(POLICE, by_month=(*fewer, unknown)))).figure

        assert figure.change_percent == percent

    def test_weighs_each_type_that_has_a_score_and_is_in_use_most_harm_first(self) -> None:
        burglary, theft = weighed(april()).types

        assert burglary == Weighed(
            label="Burglary", key="crime.burglary", opens="harm.burglary", each=Decimal(20),
            crimes=20, days=Decimal(400), previous_crimes=10, previous_days=Decimal(200),
        )  # fmt: skip
        assert theft == Weighed(
            label="Theft", key="crime.theft", opens="harm.theft", each=Decimal("2.5"),
            crimes=41, days=Decimal("102.5"), previous_crimes=40, previous_days=Decimal(100),
        )  # fmt: skip

    def test_weighs_a_type_that_one_period_lacks_as_nothing_there(self) -> None:
        rows = (MonthCount(NOW, "theft", 2), MonthCount(THEN, "burglary", 1))

        burglary, theft = sorted(
            weighed(april(replace(POLICE, by_month=rows))).types, key=lambda one: one.label
        )

        assert (burglary.crimes, burglary.days) == (0, Decimal(0))
        assert burglary.previous_days == Decimal(20)
        assert (theft.days, theft.previous_crimes) == (Decimal(5), 0)
        assert theft.previous_days == Decimal(0)

    def test_sums_one_period_alone_where_the_one_before_is_not_recorded(self) -> None:
        found = weighed(april(replace(POLICE, covered=(NOW,))))

        assert (found.figure.current, found.figure.previous) == (503, None)
        assert found.previous is None
        assert found.figure.change_percent is None
        assert found.figure.reason != NO_INTERVAL
        assert {(one.previous_crimes, one.previous_days) for one in found.types} == {(None, None)}

    def test_weighs_nothing_without_a_table_or_without_recorded_crime(self) -> None:
        assert performance_inputs(april(table=None)).harm is None
        assert performance_inputs(april(replace(POLICE, covered=()))).harm is None


class TestHarmIncidents:
    def test_opens_the_sum_to_all_types_with_a_score_and_each_line_to_its_own(self) -> None:
        found = harm_incidents(april())

        assert found == {
            "harm_days": IncidentSelection(
                (("type", "burglary"), ("type", "theft")),
                types=("burglary", "theft"),
                is_counted=False,
            ),
            "harm.burglary": IncidentSelection(
                (("type", "burglary"),), types=("burglary",), is_counted=False
            ),
            "harm.theft": IncidentSelection(
                (("type", "theft"),), types=("theft",), is_counted=False
            ),
        }

    def test_opens_nothing_without_a_table_or_for_parts_of_months(self) -> None:
        part = evidence(period=PART, police=POLICE)

        assert harm_incidents(april(table=None)) == {}
        assert harm_incidents(replace(part, around=replace(part.around, harm=TABLE))) == {}


class TestWholeDays:
    @pytest.mark.parametrize(("days", "whole"), [("0.5", 1), ("1.49", 1), ("2.5", 3), ("0", 0)])
    def test_rounds_halves_up(self, days: str, whole: int) -> None:
        assert whole_days(Decimal(days)) == whole
