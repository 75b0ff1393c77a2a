"""A share with the design of its survey: interval, difference, rule of 50."""

from dataclasses import replace

import pytest

from reports.comparisons import Share, percent_figure
from reports.statistics import Reading
from tests.reports.test_comparisons import SURVEY


class TestShare:
    @pytest.mark.parametrize(
        ("share", "low", "high", "method"),
        [
            (Share(80.0, 612), 76.6482, 82.9776, "Wilson"),
            (Share(80.0, 612, effective=408), 75.8469, 83.5935, "Wilson, effective base 408"),
            (Share(80.0, 612, margin=3.5), 76.5, 83.5, "published margin of 3.5 points"),
            (Share(98.0, 612, 408, margin=3.5), 94.5, 100.0, "published margin of 3.5 points"),
        ],
    )
    def test_takes_the_interval_of_the_design_or_the_one_that_was_published(
        self, share: Share, low: float, high: float, method: str
    ) -> None:
        interval = percent_figure(measure=SURVEY, current=share, previous=None).interval

        assert interval is not None
        assert [interval.low, interval.high] == pytest.approx([low, high], abs=1e-4)
        assert interval.method == method

    def test_reads_too_few_where_the_answers_weigh_no_more_than_few(self) -> None:
        then, asked = Share(60.0, 80), Share(66.0, 80)

        light = percent_figure(measure=SURVEY, current=replace(asked, effective=44), previous=then)
        full = percent_figure(measure=SURVEY, current=asked, previous=then)

        assert light.reading is Reading.TOO_FEW
        assert full.reading is not Reading.TOO_FEW

    def test_widens_the_difference_by_the_design_of_either_wave(self) -> None:
        def change(now: Share, then: Share) -> float:
            found = percent_figure(measure=SURVEY, current=now, previous=then).change_interval
            assert found is not None
            return (found.high or 0.0) - found.low

        plain = change(Share(80.0, 612), Share(70.0, 600))

        assert change(Share(80.0, 612, effective=300), Share(70.0, 600)) > plain
        assert change(Share(80.0, 612), Share(70.0, 600, margin=6.0)) > plain
