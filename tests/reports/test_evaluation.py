"""How places with an operation did against places without: the worked examples and properties."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import evaluation
from reports.evaluation import Counts, Displacement, avoided, displacement, relative_rate
from reports.figures import as_change
from reports.statistics import NothingToCompareError, Reading
from tests.reports.nearness import near

COUNTS = st.builds(Counts, before=st.integers(1, 2000), after=st.integers(1, 2000))
CONTROL, TREATED = Counts(308, 318), Counts(207, 110)
AROUND_CONTROL, AROUND = Counts(150, 140), Counts(178, 157)


class TestRelativeReduction:
    def test_reproduces_the_curve_of_koper(self) -> None:
        """WE-5: from 15% after a drive-through to 4% after a stop of 10 to 16 minutes."""
        assert near(-as_change(4 / 15), "73.3")


class TestDisplacement:
    def test_is_complete_where_the_buffer_takes_all(self) -> None:
        """WE-6."""
        found = displacement(
            treated=Counts(100, 50), buffer=Counts(100, 150), control=Counts(100, 100)
        )

        assert (found.success, found.buffer, found.quotient) == (-0.5, 0.5, -1)
        assert found.words == "All of the gain was displaced to the places around."

    def test_is_diffusion_where_the_buffer_gains_too(self) -> None:
        """WE-7."""
        found = displacement(treated=TREATED, buffer=AROUND, control=CONTROL)

        assert near(found.success, "-0.326166")
        assert near(found.buffer, "-0.084211")
        assert near(found.quotient, "0.258186")
        assert found.words == "The gain spread to the places around, and was no larger there."

    def test_reproduces_philadelphia(self) -> None:
        """WE-8: 90 prevented, 37 displaced, 53 net."""
        found = Displacement(success=-90, buffer=37)

        assert found.net == -53
        assert near(found.quotient, "-0.41")
        assert found.words == "Some of the gain was displaced to the places around."

    @pytest.mark.parametrize(
        ("buffer", "words"),
        [
            (-91, "The gain spread to the places around, and was larger there."),
            (91, "More was displaced to the places around than was gained."),
            (0, "The gain spread to the places around, and was no larger there."),
        ],
    )
    def test_says_which_way_crime_went(self, buffer: float, words: str) -> None:
        assert Displacement(success=-90, buffer=buffer).words == words

    @pytest.mark.parametrize("success", [0.0, 0.2])
    def test_has_no_quotient_without_a_gain(self, success: float) -> None:
        found = Displacement(success=success, buffer=-0.1)

        assert found.quotient is None
        assert found.words == "Crime did not fall in the places, so there is no gain to displace."

    @given(treated=COUNTS, buffer=COUNTS, control=COUNTS)
    def test_has_a_quotient_exactly_where_crime_fell(
        self, treated: Counts, buffer: Counts, control: Counts
    ) -> None:
        found = displacement(treated=treated, buffer=buffer, control=control)

        assert (found.quotient is not None) is (found.success < 0)
        if found.quotient is not None:
            assert math.isclose(found.quotient * found.success, found.buffer, abs_tol=1e-9)


class TestAvoided:
    def test_reproduces_estimate_and_variance(self) -> None:
        """WE-10."""
        found = avoided(
            treated=TREATED, control=CONTROL, around=AROUND, around_control=AROUND_CONTROL
        )

        assert found.local.value == -107
        assert near(found.local.standard_error, "30.708")
        assert found.around is not None
        assert (found.around.value, found.around.standard_error) == (-11, 25)
        assert found.total.value == -118
        assert near(found.total.standard_error, "39.598")
        assert near(found.total.z, "-2.98")
        assert near(found.total.interval.low, "-196")
        assert near(found.total.interval.high, "-40")
        assert found.reading is Reading.BETTER
        assert found.words == (
            "118 fewer than the comparison places lead to expect (−196 to −40): more than chance "
            "alone would explain."
        )

    def test_reproduces_the_small_example(self) -> None:
        """WE-11, at 90%."""
        found = avoided(treated=Counts(20, 10), control=Counts(20, 20), level=0.9)

        assert found.total.value == -10
        assert near(found.total.standard_error, "8.366600")
        assert near(found.total.z, "-1.195229")
        assert near(found.total.interval.low, "-23.761833")
        assert near(found.total.interval.high, "3.761833")
        assert found.around is None
        assert found.reading is Reading.TOO_FEW

    def test_reproduces_weights_by_area(self) -> None:
        """WE-13."""
        found = avoided(
            treated=Counts(207, 110, 1.2),
            control=Counts(308, 318, 0.9),
            around=Counts(178, 157, 1.5),
            around_control=Counts(150, 140, 1.6),
        )

        assert near(found.local.value, "-91.944")
        assert near(found.local.standard_error, "31.512")
        assert near(found.total.value, "-99.69444444")
        assert near(found.total.standard_error, "35.4280755")
        assert near(found.total.z, "-2.813995483")
        assert near(found.total.interval.low, "-169.1321965")
        assert near(found.total.interval.high, "-30.25669241")

    def test_says_more_where_crime_rose(self) -> None:
        found = avoided(treated=Counts(100, 200), control=Counts(100, 100))

        assert found.reading is Reading.WORSE
        assert found.words.startswith("100 more than the comparison places lead to expect")

    def test_needs_both_buffers_or_none(self) -> None:
        with pytest.raises(ValueError, match="the buffer of both"):
            avoided(treated=TREATED, control=CONTROL, around=AROUND)

    @given(treated=COUNTS, control=COUNTS)
    def test_turns_over_with_its_places(self, treated: Counts, control: Counts) -> None:
        there = avoided(treated=treated, control=control)
        back = avoided(treated=control, control=treated)

        assert there.total.value == -back.total.value
        assert there.total.standard_error == back.total.standard_error
        assert "significant" not in there.words


class TestRelativeRate:
    def test_reproduces_the_ratio(self) -> None:
        """WE-15."""
        treated, control = Counts(50, 30), Counts(60, 55)
        found = relative_rate(treated=treated, control=control)

        assert avoided(treated=treated, control=control).total.value == -15
        assert near(found.logarithm.value, "-0.4238142")
        assert near(found.ratio, "0.6545455")
        assert near(as_change(found.ratio), "-35")
        assert near(found.logarithm.standard_error, "0.296954")
        assert near(found.interval.low, "0.3657")
        assert near(found.interval.high, "1.1714")
        assert near(found.logarithm.p, "0.1535")
        assert found.reading is Reading.COULD_BE_CHANCE
        assert found.words == (
            "−34.5% against the comparison places (95% interval −63.4% to +17.1%): it could be "
            "chance."
        )

    def test_has_no_percentage_under_fifty(self) -> None:
        found = relative_rate(treated=Counts(49, 30), control=Counts(600, 550))

        assert found.words == "49 cases before: too few to say."

    def test_widens_with_dispersion(self) -> None:
        """WE-15, with φ = 2.8337."""
        found = relative_rate(treated=Counts(50, 30), control=Counts(60, 55), dispersion=2.8337)

        assert near(found.logarithm.standard_error, "0.499881")
        assert near(found.interval.low, "0.2457")
        assert near(found.interval.high, "1.7436")

    def test_reproduces_the_places_alone(self) -> None:
        """WE-16."""
        found = relative_rate(treated=TREATED, control=CONTROL)

        assert near(found.ratio, "0.514690")
        assert near(found.logarithm.standard_error, "0.142525")
        assert near(found.interval.low, "0.3893")
        assert near(found.interval.high, "0.6806")
        assert found.reading is Reading.BETTER

    def test_refuses_a_count_of_zero(self) -> None:
        with pytest.raises(NothingToCompareError, match="is 0"):
            relative_rate(treated=Counts(5, 0), control=Counts(5, 5))

    @given(treated=COUNTS, control=COUNTS, dispersion=st.floats(0, 9))
    def test_is_never_narrowed_by_dispersion(
        self, treated: Counts, control: Counts, dispersion: float
    ) -> None:
        plain = relative_rate(treated=treated, control=control)
        wide = relative_rate(treated=treated, control=control, dispersion=dispersion)

        assert wide.interval.low <= plain.interval.low < plain.ratio
        assert plain.ratio < (plain.interval.high or 0) <= (wide.interval.high or 0)


class TestWithoutControl:
    def test_says_that_it_is_no_estimate_of_effect(self) -> None:
        words = TREATED.uncontrolled_words

        assert words == f"207 before, 110 after (−97). {evaluation.NOT_AN_EFFECT}"
