import pytest

from reports import sentences
from reports.comparisons import (
    Comparison,
    Counted,
    Measure,
    Share,
    count_figure,
    count_figures,
    percent_figure,
)
from reports.figures import Figure
from reports.statistics import Direction, Interval
from tests.reports.monthly import of_a_year


def figure(
    current: int,
    previous: int,
    label: str = "Recorded crime",
    unit: str = "offences",
    *,
    direction: Direction = Direction.LOWER,
    days: int = 366,
) -> Figure:
    return count_figure(
        measure=Measure("key", label, unit, direction),
        current=of_a_year(current, days),
        previous=of_a_year(previous),
    )


class TestChange:
    @pytest.mark.parametrize(
        ("current", "previous", "expected"),
        [
            (2629, 4020, "ASB fell by 1,391, from 4,020 to 2,629 (−34.6%)."),
            (1688, 1544, "ASB rose by 144, from 1,544 to 1,688 (+9.3%)."),
            (302, 302, "ASB did not change: 302 in both periods."),
            (23, 17, "23 arrests, 6 more than the year before."),
            (1, 17, "1 arrest, 16 fewer than the year before."),
            (17, 17, "17 arrests, the same as the year before."),
            (50, 0, "50 arrests; none the year before."),
        ],
    )
    def test_follows_the_base(self, current: int, previous: int, expected: str) -> None:
        assert sentences.change(figure(current, previous, "ASB", "arrests")) == expected

    def test_says_why_there_is_no_comparison(self) -> None:
        uncovered = count_figure(
            measure=Measure("k", "ASB", "incidents"),
            current=Counted(20, 31, n_months=1),
            previous=Counted(9, 31, missing_months=("2023-05",), n_months=1),
        )
        unknown = count_figure(
            measure=Measure("k", "ASB", "incidents"), current=Counted(None, 31), previous=None
        )

        assert sentences.change(uncovered) == (
            "20 incidents. No comparison: 1 of 1 months of the period before not covered: May 2023."
        )
        assert sentences.change(unknown) == "ASB: not recorded. Not recorded."


class TestCertainty:
    def test_says_the_change_per_day_with_its_interval(self) -> None:
        assert sentences.certainty(figure(18268, 20208)) == (
            "This year has one more day. Per day the change is −9.8% "
            "(95% interval −11.9% to −7.8%): more than chance alone would explain."
        )

    @pytest.mark.parametrize(
        ("days", "opening"),
        [
            (365, "The change is"),
            (364, "This year has one day less. Per day"),
            (183, "The periods have 183 and 365 days. Per day"),
        ],
    )
    def test_says_how_the_lengths_differ(self, days: int, opening: str) -> None:
        assert sentences.certainty(figure(500, 501, days=days)).startswith(opening)

    def test_says_what_the_interval_leaves_open(self) -> None:
        assert sentences.certainty(figure(500, 501, days=365)) == (
            "The change is −0.2% (95% interval −13.2% to +14.7%): it could be chance, "
            "anything from 13% fewer to 15% more."
        )

    def test_prints_no_interval_where_the_variation_is_not_known(self) -> None:
        found = count_figure(
            measure=Measure("key", "ASB", "incidents", Direction.LOWER),
            current=Counted(302, 31, n_months=1),
            previous=Counted(732, 31, n_months=1),
        )

        assert sentences.certainty(found) == (
            "The change is −58.7%: too short to know its variation: fewer than 24 whole covered "
            "months to tell it by."
        )

    def test_is_silent_on_a_small_base(self) -> None:
        assert sentences.certainty(figure(23, 17)) == ""


class TestAnything:
    @pytest.mark.parametrize(
        ("low", "high", "words"),
        [
            (-16.2, 1.0, "anything from 16% fewer to 1% more"),
            (-0.42, 0.04, "anything from 0.4% fewer to no change"),
            (3.0, None, "anything from 3% more to no upper limit"),
            (-50.0, 1275.8, "anything from 50% fewer to 1,276% more"),
        ],
    )
    def test_says_both_ends_of_a_count(self, low: float, high: float | None, words: str) -> None:
        assert sentences.anything(Interval(low, high), sentences.COUNTS) == words

    def test_says_both_ends_in_points(self) -> None:
        found = sentences.anything(Interval(-3.06, 1.0), sentences.POINTS)

        assert found == "anything from 3.1 points lower to 1.0 points higher"


class TestVerdict:
    CRIME = figure(18268, 20208, direction=Direction.NONE)
    ASB = figure(2629, 4020, "Antisocial behaviour")
    SHOPLIFTING = figure(1844, 1544, "Shoplifting", direction=Direction.NONE)
    BURGLARY = figure(862, 1209, "Burglary")

    def test_answers_whether_it_is_better_and_then_what_crime_did(self) -> None:
        found = sentences.verdict(
            crime=self.CRIME, asb=self.ASB, types=[self.BURGLARY, self.SHOPLIFTING]
        )

        assert found == (
            "Better on antisocial behaviour and burglary; worse on none, against the year before. "
            "Recorded crime is down on the year before, by more than chance alone would explain. "
            "Shoplifting rose."
        )

    def test_says_what_the_interval_of_crime_leaves_open(self) -> None:
        found = sentences.verdict(
            crime=figure(500, 501, days=365, direction=Direction.NONE), asb=self.ASB, types=[]
        )

        assert found.endswith(
            "Recorded crime is down on the year before; it could be chance, anything from "
            "13% fewer to 15% more."
        )

    def test_says_that_nothing_moved_and_that_something_cannot_be_compared(self) -> None:
        uncovered = count_figure(
            measure=Measure("k", "ASB", "incidents", Direction.LOWER),
            current=Counted(20, 31),
            previous=None,
        )

        found = sentences.verdict(
            crime=figure(500, 500, direction=Direction.NONE), asb=uncovered, types=[]
        )

        assert found == (
            "Better or worse than the year before: no comparison (no previous-year figure). "
            "Recorded crime is unchanged on the year before."
        )

    def test_says_too_few_on_a_small_base(self) -> None:
        found = sentences.verdict(
            crime=figure(40, 41, direction=Direction.NONE), asb=figure(30, 31), types=[]
        )

        assert found == (
            "Better or worse than the year before: too few to say. "
            "Recorded crime is down on the year before, too few to say more."
        )

    def test_names_every_part_that_went_against_the_total(self) -> None:
        found = sentences.against_the_total(
            total=figure(1000, 2000),
            types=[figure(900, 600, "Shoplifting"), figure(500, 300, "Vehicle crime")],
        )

        assert found == "Shoplifting and vehicle crime rose."


class TestBetter:
    def test_names_what_is_worse_too(self) -> None:
        found = sentences.better([figure(700, 500, "Robbery"), figure(500, 500, "Burglary")])

        assert found == "Better on none; worse on robbery, against the year before."

    def test_names_four_and_counts_the_others(self) -> None:
        fell = [figure(500, 900, f"Type {n}") for n in range(6)]

        assert sentences.better(fell) == (
            "Better on type 0, type 1, type 2, type 3 and 2 more; worse on none, against the year "
            "before."
        )

    def test_says_what_is_not_compared(self) -> None:
        alone = count_figure(
            measure=Measure("k", "Antisocial behaviour", "incidents", Direction.LOWER),
            current=of_a_year(20),
            previous=None,
        )

        assert sentences.better([figure(500, 900, "Burglary"), alone]) == (
            "Better on burglary; worse on none, against the year before; no comparison of "
            "antisocial behaviour."
        )

    def test_says_that_what_changed_could_be_chance(self) -> None:
        assert sentences.better([figure(500, 501)]) == (
            "Neither better nor worse on the year before: what changed could be chance."
        )

    def test_says_nothing_where_no_measure_may(self) -> None:
        assert sentences.better([figure(500, 900, direction=Direction.NONE)]) == ""


class TestReadTogether:
    def test_says_how_many_and_at_which_level(self) -> None:
        year = of_a_year(1000)
        family = count_figures(
            [Comparison(Measure("k", "Type", "offences"), year, year) for _ in range(13)]
        )

        assert sentences.read_together(family, "types of crime") == (
            "The 13 types of crime are read together: each interval is one of 99.6% in place of "
            "95%, so that where nothing had changed at most one report in twenty would name any."
        )

    def test_is_silent_of_one_alone(self) -> None:
        assert sentences.read_together([figure(500, 400)], "types of crime") == ""
        assert sentences.read_together([], "types of crime") == ""


class TestSurvey:
    SURVEY = Measure("s", "Good or excellent", "percent", Direction.HIGHER)

    def test_never_prints_a_bare_percentage(self) -> None:
        found = percent_figure(measure=self.SURVEY, current=Share(80, 612), previous=None)

        assert "95% interval 77% to 83%, 612 asked" in sentences.survey(found)

    def test_says_that_nothing_is_recorded(self) -> None:
        found = percent_figure(measure=self.SURVEY, current=None, previous=None)

        assert sentences.survey(found) == "No survey results are recorded for this period."
        assert sentences.points(found) == ""

    def test_says_the_change_in_points(self) -> None:
        found = percent_figure(measure=self.SURVEY, current=Share(80, 612), previous=Share(70, 600))

        assert sentences.points(found) == (
            "The change from 70% is +10.0 points (95% interval +5.1 to +14.8): more than chance "
            "alone would explain."
        )
