import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.comparisons import (
    Comparison,
    Counted,
    Measure,
    Share,
    count_figure,
    count_figures,
    effort_figure,
    percent_figure,
)
from reports.figures import T_INTERVAL, Figure
from reports.statistics import Direction, Reading
from tests.reports.monthly import even, of_a_year

ARRESTS = Measure("arrests_total", "Arrests", "arrests")
CRIME = Measure("crime_total", "Recorded crime", "offences", Direction.LOWER)
SURVEY = Measure("survey_good_or_excellent", "Good or excellent", "percent", Direction.HIGHER)


def counted(current: int, previous: int, measure: Measure = CRIME) -> Figure:
    return count_figure(
        measure=measure, current=of_a_year(current, 366), previous=of_a_year(previous)
    )


def counted_alone(current: int, previous: int) -> Figure:
    return count_figure(measure=CRIME, current=of_a_year(current), previous=of_a_year(previous))


class TestCountFigure:
    def test_states_the_headline(self) -> None:
        crime = counted(18268, 20208)

        assert (crime.current, crime.previous, crime.change, crime.base) == (
            18268,
            20208,
            -1940,
            20208,
        )
        assert crime.change_percent == -9.6
        assert (crime.change_text, crime.percent_text) == ("−1,940", "−9.6%")
        assert (crime.per_day_text, crime.interval_text) == ("−9.8%", "−11.9% to −7.8%")
        assert crime.reading is Reading.BETTER
        assert (crime.days, crime.previous_days, crime.reason) == (366, 365, "")

    def test_has_exactly_this_json(self) -> None:
        assert counted(23, 106, ARRESTS).to_json() == {
            "key": "arrests_total",
            "label": "Arrests",
            "unit": "arrests",
            "direction": "none",
            "current": 23,
            "previous": 106,
            "change": -83,
            "change_percent": -78.3,
            "base": 106,
            "interval": {
                "low": -86.9773,
                "high": -64.0443,
                "of": "change per day",
                "method": T_INTERVAL,
                "level": 95.0,
            },
            "change_interval": None,
            "rate_ratio": {
                "estimate": 0.216388,
                "low": 0.131514,
                "high": 0.342102,
                "p": 5.58363e-14,
                "wide_low": None,
                "wide_high": None,
                "dispersion": 0.0296076,
                "serial": 0.12,
                "degrees": 10.7376,
                "inflation": 1.0,
            },
            "reading": "Lower",
            "reason": "",
            "excluded": {},
            "days": 366,
            "previous_days": 365,
            "missing_months": [],
            "symbol": "",
            "previous_symbol": "",
            "defined": None,
            "together": 1,
        }

    @pytest.mark.parametrize(("base", "percent"), [(49, None), (50, 20.0), (56, 7.1)])
    def test_prints_a_percent_only_from_a_base_of_fifty(
        self, base: int, percent: float | None
    ) -> None:
        figure = counted(60, base)

        assert figure.change_percent == percent
        assert bool(figure.percent_text) is (percent is not None)
        assert figure.reason == ("" if percent else "no percentage: the base is under 50")

    def test_says_that_the_base_is_zero(self) -> None:
        figure = counted(9, 0, ARRESTS)

        assert figure.change == 9
        assert figure.change_percent is None
        assert figure.interval is None
        assert figure.rate_ratio is not None
        assert figure.rate_ratio.estimate is None
        assert figure.rate_ratio.high is None
        assert figure.rate_ratio.low > 1
        assert figure.reason == "none the year before"

    def test_has_no_ratio_of_two_zeros(self) -> None:
        figure = counted(0, 0)

        assert figure.rate_ratio is None
        assert (figure.change, figure.reading) == (0, Reading.TOO_FEW)

    def test_names_the_months_that_are_not_covered(self) -> None:
        figure = count_figure(
            measure=CRIME,
            current=Counted(20887, 365),
            previous=Counted(1500, 365, missing_months=("2020-03", "2020-04")),
        )

        assert (figure.current, figure.previous, figure.change) == (20887, None, None)
        assert figure.rate_ratio is None
        assert figure.reading is Reading.NO_COMPARISON
        assert figure.missing_months == ("2020-03", "2020-04")
        assert figure.reason == (
            "2 of 12 months of the period before not covered: March 2020 and April 2020"
        )

    def test_prints_no_value_where_this_period_is_not_covered(self) -> None:
        figure = count_figure(
            measure=CRIME,
            current=Counted(1500, 366, missing_months=("2024-04",)),
            previous=Counted(20208, 365),
        )

        assert figure.current is None
        assert figure.current_text == "Not recorded"
        assert "this period not covered: April 2024" in figure.reason

    def test_tells_zero_from_not_recorded(self) -> None:
        zero = count_figure(measure=ARRESTS, current=Counted(0, 366), previous=None)
        unknown = count_figure(measure=ARRESTS, current=Counted(None, 366), previous=None)

        assert (zero.current, zero.current_text) == (0, "0")
        assert zero.reason == "no previous-year figure"
        assert (unknown.current, unknown.reason) == (None, "not recorded")

    def test_reads_nothing_without_months(self) -> None:
        figure = count_figure(
            measure=CRIME,
            current=Counted(302, 31, n_months=1),
            previous=Counted(732, 31, n_months=1),
        )

        assert figure.reading is Reading.TOO_SHORT
        assert (figure.interval, figure.interval_text) == (None, "")
        assert figure.rate_ratio is not None
        assert figure.rate_ratio.high is not None
        assert figure.rate_ratio.high < 1
        assert figure.reason == (
            "too short to know its variation: fewer than 24 whole covered months to tell it by"
        )

    @pytest.mark.parametrize(("before", "reading"), [(24, Reading.BETTER), (23, Reading.TOO_SHORT)])
    def test_reads_a_month_by_two_years_of_months_before_it(
        self, before: int, reading: Reading
    ) -> None:
        figure = count_figure(
            measure=CRIME,
            current=Counted(302, 31, n_months=1, history=(*[700, 720] * 12, 302)[24 - before :]),
            previous=Counted(732, 31, n_months=1),
        )

        assert figure.reading is reading

    def test_prints_one_interval_that_holds_what_months_leave_open(self) -> None:
        months = (100, 20, 90, 30, 80, 40, 70, 50, 60, 60, 50, 70)
        figure = count_figure(
            measure=CRIME,
            current=Counted(720, 366, by_month=months),
            previous=Counted(820, 365, by_month=(*months[:0:-1], 200)),
        )

        assert figure.rate_ratio is not None
        assert figure.interval is not None
        assert figure.interval.low < 100 * (figure.rate_ratio.low - 1)
        assert figure.reading is Reading.COULD_BE_CHANCE
        assert figure.wide_text == ""

    def test_takes_the_third_year_for_what_months_vary(self) -> None:
        wild = (30, 90, 20, 100, 30, 90, 20, 100, 30, 90, 20, 100)
        calm = even(720)

        alone, known = (
            count_figure(
                measure=CRIME,
                current=Counted(620, 366, by_month=even(620), history=history),
                previous=of_a_year(720),
            )
            for history in ((), (*wild, *calm, *even(620)))
        )

        assert alone.rate_ratio is not None
        assert known.rate_ratio is not None
        assert (alone.rate_ratio.degrees, alone.rate_ratio.inflation) == (11, 1)
        assert (known.rate_ratio.inflation or 0) > 4
        assert (alone.reading, known.reading) == (Reading.BETTER, Reading.COULD_BE_CHANCE)

    def test_sorts_what_was_left_out(self) -> None:
        figure = count_figure(
            measure=ARRESTS,
            current=Counted(23, 366),
            previous=Counted(17, 365),
            excluded={"submitted": 2, "returned": 1},
        )

        assert figure.to_json()["excluded"] == {"returned": 1, "submitted": 2}

    @given(
        current=st.integers(0, 10**5),
        previous=st.integers(0, 10**5),
        missing=st.lists(st.sampled_from(["2023-05", "2024-01"]), unique=True),
    )
    def test_survives_json_and_never_prints_a_bare_percent_on_a_small_base(
        self, current: int, previous: int, missing: list[str]
    ) -> None:
        figure = count_figure(
            measure=CRIME,
            current=Counted(current, 366),
            previous=Counted(previous, 365, missing_months=tuple(missing)),
        )

        assert Figure.from_json(figure.to_json()) == figure
        if previous < 50 or missing:
            assert figure.percent_text == ""
            assert figure.reason


class TestCountFigures:
    """Thirteen types of which one fell by less than a family of thirteen needs to name it."""

    @staticmethod
    def family(*now: int) -> tuple[Figure, ...]:
        return count_figures(
            tuple(Comparison(CRIME, of_a_year(count), of_a_year(1000)) for count in now)
        )

    def test_name_fewer_than_each_would_alone(self) -> None:
        alone = counted(895, 1000)
        first, *others = self.family(895, *[1000] * 12)

        assert alone.reading is Reading.BETTER
        assert first.reading is Reading.COULD_BE_CHANCE
        assert {figure.reading for figure in others} == {Reading.COULD_BE_CHANCE}
        assert first.together == 13

    def test_name_more_where_more_moved(self) -> None:
        found = self.family(*[880] * 10, *[1000] * 3)

        assert [figure.reading for figure in found].count(Reading.BETTER) == 10

    def test_print_one_level_by_which_all_are_read(self) -> None:
        found = self.family(700, 750, *[1000] * 11)

        assert [figure.interval.level for figure in found if figure.interval] == [99.23] * 13
        for figure in found:
            assert figure.interval is not None
            excludes = (figure.interval.high or 0) < 0 or figure.interval.low > 0
            assert excludes is (figure.reading is Reading.BETTER)

    def test_leave_out_of_the_family_what_is_not_compared(self) -> None:
        found = count_figures(
            (
                Comparison(CRIME, of_a_year(900), of_a_year(1000)),
                Comparison(CRIME, of_a_year(0), of_a_year(0)),
                Comparison(CRIME, of_a_year(900), None),
            )
        )

        assert [figure.together for figure in found] == [1, 1, 1]
        assert found[0] == counted_alone(900, 1000)

    def test_share_what_their_months_share(self) -> None:
        """Each series alone is too short to tell its serial correlation."""
        up, down = (100, 130, 160, 130, 100, 70) * 6, (160, 130, 100, 70, 100, 130) * 6
        series = [tuple(n + (i // 9) for i, n in enumerate(each)) for each in (up, down)]
        found = count_figures(
            tuple(
                Comparison(
                    CRIME,
                    Counted(sum(each[24:]), 365, by_month=each[24:], history=each),
                    Counted(sum(each[12:24]), 365, by_month=each[12:24]),
                )
                for each in series
            )
        )

        assert len({figure.rate_ratio.serial for figure in found if figure.rate_ratio}) == 1


class TestEffortFigure:
    def test_compares_minutes_without_an_interval(self) -> None:
        figure = effort_figure(
            measure=Measure("patrol_minutes", "Patrol minutes", "minutes"),
            current=Counted(450_000, 366),
            previous=Counted(431_000, 365),
        )

        assert (figure.change_text, figure.percent_text) == ("+19,000", "+4.4%")
        assert figure.interval is None
        assert figure.rate_ratio is None
        assert figure.reading is Reading.NO_COMPARISON
        assert figure.reason == "minutes are planned, so chance does not apply"

    def test_says_first_that_the_base_is_zero(self) -> None:
        figure = effort_figure(
            measure=Measure("patrol_minutes", "Patrol minutes", "minutes"),
            current=Counted(450_000, 366),
            previous=Counted(0, 365),
        )

        assert figure.reason == "none the year before"


class TestPercentFigure:
    def test_keeps_one_decimal_of_level_and_change(self) -> None:
        figure = percent_figure(
            measure=SURVEY, current=Share(75.24, 7700), previous=Share(80.16, 7700)
        )

        assert (figure.current, figure.previous, figure.change) == (75.2, 80.2, -4.9)
        assert figure.change_text == "−4.9 points"
        assert figure.reading is Reading.WORSE
        assert figure.reason == ""
        assert figure.interval is not None
        assert (figure.interval.low, figure.interval.high) == (74.2635, 76.1913)
        assert figure.change_interval is not None
        assert (figure.change_interval.low, figure.change_interval.high) == (-6.2316, -3.6065)

    def test_reads_too_few_on_a_small_base(self) -> None:
        figure = percent_figure(measure=SURVEY, current=Share(50.0, 40), previous=Share(52.0, 49))

        assert figure.reading is Reading.TOO_FEW

    def test_says_that_there_is_nothing_to_compare_with(self) -> None:
        alone = percent_figure(measure=SURVEY, current=Share(100.0, 1), previous=None)
        late = percent_figure(measure=SURVEY, current=None, previous=Share(80.0, 600))

        assert (alone.base, alone.reason) == (1, "no previous-year figure")
        assert (late.previous, late.reason) == (80.0, "not recorded")

    def test_carries_base_and_wilson_interval_and_no_ratio(self) -> None:
        figure = percent_figure(
            measure=SURVEY, current=Share(80.0, 612), previous=None, reason="reworded"
        )

        assert (figure.current, figure.unit, figure.base) == (80.0, "percent", 612)
        assert (figure.current_text, figure.interval_text) == ("80%", "77% to 83%")
        assert figure.interval is not None
        assert figure.interval.method == "Wilson"
        assert figure.rate_ratio is None
        assert (figure.reading, figure.reason) == (Reading.NO_COMPARISON, "reworded")

    def test_compares_two_waves_by_newcombe(self) -> None:
        figure = percent_figure(measure=SURVEY, current=Share(80.0, 612), previous=Share(70.0, 600))

        assert figure.change == 10.0
        assert figure.change_text == "+10.0 points"
        assert figure.change_interval is not None
        assert figure.change_interval.method == "Newcombe"
        assert figure.change_interval.low > 0
        assert figure.reading is Reading.BETTER
        assert Figure.from_json(figure.to_json()) == figure

    @pytest.mark.parametrize("share", [None, Share(0.0, 0)])
    def test_prints_nothing_without_a_base(self, share: Share | None) -> None:
        figure = percent_figure(measure=SURVEY, current=share, previous=None)

        assert (figure.current, figure.base, figure.interval_text) == (None, None, "")
        assert figure.reason == "not recorded"
