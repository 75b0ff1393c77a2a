import pytest

from reports import sentences
from reports.comparisons import Counted, Measure, Share, count_figure, percent_figure
from reports.figures import Figure
from reports.statistics import Direction


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
        current=Counted(current, days),
        previous=Counted(previous, 365),
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
            (50, 0, "50 arrests; no previous-year figure, because the base is 0."),
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
            "(95% interval −11.6% to −8.0%): more than chance alone would explain."
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

    def test_says_what_chance_could_explain(self) -> None:
        assert "no more than chance could explain" in sentences.certainty(figure(500, 501))

    def test_is_silent_on_a_small_base(self) -> None:
        assert sentences.certainty(figure(23, 17)) == ""


class TestVerdict:
    def test_says_both_where_both_moved_the_same_way(self) -> None:
        found = sentences.verdict(
            crime=figure(18268, 20208), asb=figure(2629, 4020), types=[figure(1844, 1544, "Drugs")]
        )

        assert found == (
            "Crime and antisocial behaviour are both down on the year before, by more than chance "
            "alone would explain. Drugs rose."
        )

    def test_says_each_where_the_readings_differ(self) -> None:
        found = sentences.verdict(crime=figure(18268, 20208), asb=figure(2629, 2620), types=[])

        assert found == (
            "Crime is down on the year before, by more than chance alone would explain; "
            "antisocial behaviour is up on the year before, by no more than chance could explain."
        )

    def test_says_that_nothing_moved_and_that_something_cannot_be_compared(self) -> None:
        uncovered = count_figure(
            measure=Measure("k", "ASB", "incidents"), current=Counted(20, 31), previous=None
        )

        found = sentences.verdict(crime=figure(500, 500), asb=uncovered, types=[])

        assert found == (
            "Crime is unchanged on the year before; antisocial behaviour has no comparison with "
            "the year before (no previous-year figure)."
        )

    def test_says_too_few_on_a_small_base(self) -> None:
        found = sentences.verdict(crime=figure(40, 41), asb=figure(300, 200), types=[])

        assert found.startswith("Crime is down on the year before, with too few to say more;")

    def test_names_every_part_that_went_against_the_total(self) -> None:
        found = sentences.against_the_total(
            total=figure(1000, 2000),
            types=[figure(900, 600, "Shoplifting"), figure(500, 300, "Vehicle crime")],
        )

        assert found == "Shoplifting and vehicle crime rose."


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
