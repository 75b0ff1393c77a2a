"""Survey waves of evidence: the last of each period, and what may be compared."""

from dataclasses import replace

import pytest

from records.models import Kind
from reports.codec import Json
from reports.comparisons import Share, percent_figure
from reports.measures.survey import (
    dates,
    last_wave,
    share,
    survey,
    survey_selections,
    then_line,
    wave_in,
)
from reports.periods import day_words
from reports.statistics import Direction, Reading
from tests.reports.facts import YEAR, changed, evidence, said, wave
from tests.reports.test_comparisons import SURVEY

WORDING = "How good a job do the police do?"
NOW, THEN = wave(1, "2024-03-31", "80.4"), wave(2, "2023-03-31", "77")


class TestLastWave:
    def test_keeps_the_one_that_ended_last(self) -> None:
        assert last_wave((NOW, THEN)) == (NOW,)
        assert last_wave((THEN, NOW)) == (NOW,)
        assert last_wave(()) == ()

    def test_keeps_the_later_reference_of_two_that_ended_on_one_day(self) -> None:
        later = wave(3, "2024-03-31", "12")

        assert last_wave((later, NOW)) == last_wave((NOW, later)) == (later,)


class TestSurveySelections:
    def test_select_the_last_wave_of_the_question(self) -> None:
        (key, waves), *others = survey_selections(evidence()).items()

        assert (key, others, waves.kind) == ("survey_good_or_excellent", [], Kind.SURVEY_WAVE)
        assert waves.where == waves.query == (("question", "good_or_excellent"),)
        assert waves.chosen is last_wave


class TestWaveIn:
    def test_finds_the_last_approved_wave_of_the_question_in_a_period(self) -> None:
        logged = evidence(
            NOW,
            THEN,
            wave(3, "2023-06-30", "78"),
            changed(wave(4, "2024-03-31", "12"), question="safe_after_dark"),
            replace(wave(5, "2024-03-31", "13"), status="submitted"),
        )

        assert wave_in(logged, YEAR) is NOW
        assert wave_in(logged, YEAR.previous()) is THEN
        assert wave_in(evidence(), YEAR) is None


class TestShare:
    def test_gives_percent_and_base(self) -> None:
        assert share(NOW) == Share(percent=80.4, base=612)
        assert share(changed(NOW, base=None)) == Share(percent=80.4, base=0)
        assert share(None) is None

    def test_takes_the_design_as_it_was_published(self) -> None:
        assert share(changed(NOW, design_effect="1.5")) == Share(80.4, 612, effective=408)
        assert share(changed(NOW, effective_base=390)) == Share(80.4, 612, effective=390)
        assert share(changed(NOW, margin="3.20")) == Share(80.4, 612, margin=3.2)


class TestDesign:
    @pytest.mark.parametrize(
        ("published", "sentence"),
        [
            (
                {},
                "The interval takes the sample for a simple random one: no design was published.",
            ),
            (
                {"design_effect": "1.50"},
                "For the interval 612 asked count as 408 by a design effect of 1.5 (SMSR).",
            ),
            ({"effective_base": 390}, "For the interval 612 asked count as 390 (SMSR)."),
            (
                {"margin": "3.20", "design_effect": "1.50"},
                "The interval is the margin of 3.2 points that SMSR published.",
            ),
        ],
    )
    def test_says_what_the_interval_rests_on(
        self, published: dict[str, Json], sentence: str
    ) -> None:
        found = survey(evidence(changed(NOW, **published), THEN))

        assert found is not None
        assert found.design == sentence


class TestWeight:
    def test_asks_the_rule_of_50_of_the_effective_base(self) -> None:
        few = survey(evidence(changed(NOW, base=80, design_effect="1.8")))
        many = survey(evidence(changed(NOW, base=80)))

        assert few is not None
        assert many is not None
        assert (few.weight, few.is_small, many.is_small) == (44, True, False)


class TestSurvey:
    def test_compares_the_last_waves_and_names_what_was_left_out(self) -> None:
        found = survey(evidence(NOW, THEN, wave(3, "2024-03-30", "13", status="draft")))

        assert found is not None
        assert said(found.figure) == (
            "survey_good_or_excellent", "Good or excellent", "percent", 80.4, 77, {"draft": 1},
        )  # fmt: skip
        assert (found.figure.change, found.figure.base, found.figure.reason) == (3.4, 612, "")
        assert found.figure.direction is Direction.HIGHER
        assert found.question == WORDING
        assert found.source == "SMSR, 1 March 2024 to 31 March 2024, telephone"
        assert found.waves == (("Wave to 31 March 2023", 77.0, 612),)

    def test_compares_nothing_where_the_question_was_reworded(self) -> None:
        found = survey(evidence(NOW, changed(THEN, wording="Do they do a good job?")))

        assert found is not None
        assert (found.figure.current, found.figure.previous) == (80.4, None)
        assert found.figure.reason == "the question was reworded"
        assert found.waves == (("Wave to 31 March 2023", 77.0, 612),)

    def test_says_that_there_is_no_earlier_figure(self) -> None:
        found = survey(evidence(NOW))

        assert found is not None
        assert (found.figure.reason, found.waves) == ("no previous-year figure", ())

    def test_is_absent_without_a_wave_in_the_period(self) -> None:
        assert survey(evidence(THEN)) is None


class TestDates:
    def test_prints_the_first_and_the_last_day(self) -> None:
        assert dates(THEN) == "1 March 2023 to 31 March 2023"

    @pytest.mark.parametrize("missing", ["starts_on", "ends_on"])
    def test_prints_nothing_where_one_is_missing(self, missing: str) -> None:
        assert dates(changed(THEN, **{missing: None})) == ""


class TestThenLine:
    def test_names_a_wave_by_its_last_day(self) -> None:
        assert then_line(THEN) == (f"Wave to {day_words(YEAR.previous().last_day)}", 77.0, 612)

    def test_names_a_wave_without_a_day_or_a_base(self) -> None:
        bare = changed(THEN, ends_on=None, base=None)

        assert then_line(bare) == ("Earlier wave", 77.0, 0)


class TestInterval:
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
