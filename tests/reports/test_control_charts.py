"""Control charts: limits to the last printed digit, the four rules, and the hoped direction."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import control_charts
from reports.control_charts import Assurance, Chart, Limits, Rebase, Signal, chart, limits, signals
from reports.statistics import Direction, Reading
from tests.reports.nearness import near

NORMAL = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621),
    *(-1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272),
    *(-0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141),
]
ODD = [*NORMAL[:14], 10.0, *NORMAL[15:]]
WITHIN = Limits(mean=10, low=4, high=16, near_low=6, near_high=14, points=12)
STEADY = [9.0, 11.0] * 6
VALUES = st.lists(st.one_of(st.none(), st.integers(0, 30).map(float)), max_size=40)


def found(values: list[float | None]) -> list[str]:
    """Give the rule of each value within limits of 4 and 16, with + for upwards."""
    return [
        f"{each[0].name}{'+' if each[1] else '-'}" if each else ""
        for each in signals(values, WITHIN)
    ]


def drawn(values: list[float | None], direction: Direction, *rebases: Rebase) -> Chart:
    """Draw values under numbered labels."""
    points = [(f"m{position}", value) for position, value in enumerate(values)]
    return chart(points, direction=direction, rebases=rebases)


def rebase(position: int) -> Rebase:
    """Decide to take limits anew."""
    return Rebase(position, date(2024, 5, 1), "Chief insp 40217", "New recording rule")


class TestLimits:
    def test_reproduce_the_fixture(self) -> None:
        """WE-35."""
        within = limits(NORMAL)

        assert near(within.mean, "0.1416238")
        assert near(within.low, "-3.01138")
        assert near(within.high, "3.294627")
        assert signals(NORMAL, within) == [None] * 20

    @pytest.mark.parametrize(
        ("screen", "low", "high"),
        [(True, "-2.383666", "3.722497"), (False, "-4.596625", "5.935457")],
    )
    def test_screen_out_an_odd_month_once(self, screen: bool, low: str, high: str) -> None:
        """WE-35, with value 15 replaced by 10."""
        within = limits(ODD, screen=screen)

        assert near(within.mean, "0.6694159")
        assert near(within.low, low)
        assert near(within.high, high)

    def test_have_near_limits_at_two_thirds(self) -> None:
        within = limits([1.0, 3.0])

        assert near(within.near_high - within.mean, "3.5467")
        assert near(within.high - within.mean, "5.32")
        assert near(within.mean - within.near_low, "3.5467")

    def test_are_drawn_from_zero_and_computed_below(self) -> None:
        within = limits([1.0, 3.0])

        assert within.low < 0
        assert within.drawn_low == 0
        assert limits([100.0, 101.0]).drawn_low > 90

    def test_measure_no_range_over_a_gap(self) -> None:
        assert limits([5.0, 6.0, None, 60.0, 61.0]).high - 33 == pytest.approx(2.66)

    def test_survive_months_that_are_all_alike(self) -> None:
        within = limits([7.0] * 12)

        assert (within.low, within.mean, within.high) == (7, 7, 7)

    @pytest.mark.parametrize("values", [[], [1.0], [1.0, None, 2.0]])
    def test_need_two_months_in_a_row(self, values: list[float | None]) -> None:
        with pytest.raises(control_charts.TooFewPointsError, match="two recorded months in a row"):
            limits(values)

    @given(st.lists(st.integers(0, 1000).map(float), min_size=2, max_size=40))
    def test_stand_in_order_and_narrow_by_screening(self, values: list[float]) -> None:
        within, whole = limits(values), limits(values, screen=False)

        assert within.low <= within.near_low <= within.mean <= within.near_high <= within.high
        assert whole.low <= within.low
        assert within.high <= whole.high


class TestRules:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([16.0, 16.1, 3.9, 4.0], ["", "OUTSIDE+", "OUTSIDE-", ""]),
            ([7.0, 8, 9, 10.5, 11, 12, 13], ["TREND+"] * 7),
            ([13.0, 12, 11, 10.5, 9, 8, 7, 9], [*["TREND-"] * 7, ""]),
            ([7.0, 8, 9, 9, 11, 12, 13], [""] * 7),
            ([7.0, 8, 9, 10.5, 11, 12], [""] * 6),
            ([15.0, 11, 15], ["NEAR+", "", "NEAR+"]),
            ([15.0, 9, 15], [""] * 3),
            ([15.0, 5, 5, 9], ["", "NEAR-", "NEAR-", ""]),
            ([14.0, 11, 15], [""] * 3),
            ([11.0, 12, 11, 12, 11, 12, 11], ["RUN+"] * 7),
            ([9.0, 8, 9, 8, 9, 8, 9, 11], [*["RUN-"] * 7, ""]),
            ([11.0, 12, 11, 10, 11, 12, 11], [""] * 7),
            ([11.0, 12, 11, None, 11, 12, 11, 12], [""] * 8),
            ([7.0, 8, 9, None, 11, 12, 13], [""] * 7),
            ([15.0, None, 15], [""] * 3),
        ],
    )
    def test_find_what_is_more_than_usual(
        self, values: list[float | None], expected: list[str]
    ) -> None:
        assert found(values) == expected

    def test_come_in_their_order(self) -> None:
        """A rising row above the mean that leaves the limits breaks all four rules."""
        values: list[float | None] = [10.1, 11, 12, 13, 14.5, 15, 16.5, 11, 12]

        assert found(values) == [*["TREND+"] * 6, "OUTSIDE+", "RUN+", "RUN+"]

    def test_put_near_before_a_run(self) -> None:
        values: list[float | None] = [11, 12, 11, 15, 15, 12, 11]

        assert found(values) == ["RUN+"] * 3 + ["NEAR+"] * 2 + ["RUN+"] * 2

    @given(VALUES)
    def test_turn_over_with_the_values(self, values: list[float | None]) -> None:
        mirrored = [None if value is None else 20 - value for value in values]
        turned = [(each[0], not each[1]) if each else None for each in signals(values, WITHIN)]

        assert signals(mirrored, WITHIN) == turned

    @given(VALUES)
    def test_find_every_value_outside_and_no_gap(self, values: list[float | None]) -> None:
        for value, each in zip(values, signals(values, WITHIN), strict=True):
            outside = value is not None and not 4 <= value <= 16
            assert (each is not None and each[0] is Signal.OUTSIDE) is outside
            assert value is not None or each is None


class TestChart:
    @pytest.mark.parametrize(
        ("direction", "low", "high"),
        [
            (Direction.LOWER, Reading.BETTER, Reading.WORSE),
            (Direction.HIGHER, Reading.WORSE, Reading.BETTER),
            (Direction.NONE, Reading.LOWER, Reading.HIGHER),
        ],
    )
    def test_reads_a_signal_by_the_hoped_direction(
        self, direction: Direction, low: Reading, high: Reading
    ) -> None:
        points = drawn([*STEADY, 1.0, 40.0, 10.0], direction).points

        assert [point.reading for point in points[12:]] == [low, high, Reading.NO_CLEAR_CHANGE]

    def test_takes_its_limits_from_the_first_twelve_recorded_months(self) -> None:
        early = drawn([None, *STEADY, 500.0], Direction.LOWER)

        assert early.points[-1].limits == limits([None, *STEADY])
        assert early.signals == (early.points[-1],)

    def test_has_no_limits_on_eleven_months(self) -> None:
        points = drawn([*STEADY[:11], None], Direction.LOWER).points

        assert {point.limits for point in points} == {None}
        assert [point.reading for point in points[10:]] == [Reading.TOO_FEW, Reading.NO_COMPARISON]
        assert points[0].words == "m0: fewer than 12 months recorded, so no limits."
        assert points[11].words == "m11: not recorded."

    def test_moves_its_limits_by_a_recorded_decision_only(self) -> None:
        values: list[float | None] = [*STEADY, *(value + 50 for value in STEADY)]

        plain = drawn(values, Direction.LOWER)
        moved = drawn(values, Direction.LOWER, rebase(12))

        assert {point.reading for point in plain.points[12:]} == {Reading.WORSE}
        assert moved.signals == ()
        assert moved.points[12].limits == limits(values[12:])
        assert moved.rebases == (rebase(12),)

    @pytest.mark.parametrize("positions", [(0,), (24,), (5, 5)])
    def test_refuses_a_decision_on_a_month_it_does_not_have(
        self, positions: tuple[int, ...]
    ) -> None:
        with pytest.raises(ValueError, match="names a later month"):
            drawn([*STEADY, *STEADY], Direction.LOWER, *(rebase(each) for each in positions))

    def test_of_nothing_is_empty(self) -> None:
        assert drawn([], Direction.LOWER).points == ()

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (40.0, "m12: outside the limits (worse)."),
            (10.0, "m12: within the usual variation."),
        ],
    )
    def test_says_what_the_rules_found(self, value: float, words: str) -> None:
        assert drawn([*STEADY, value], Direction.LOWER).points[12].words == words

    def test_says_which_way_a_trend_goes(self) -> None:
        falling: list[float | None] = [11.5, 11.3, 11.1, 10.5, 9.8, 9.5, 9.3]
        words = drawn([*STEADY, *falling], Direction.LOWER).points[-1].words

        assert words == "m18: one of seven in a row, each lower than the one before (better)."

    @given(values=VALUES, direction=st.sampled_from(Direction))
    def test_never_says_significant(self, values: list[float | None], direction: Direction) -> None:
        for point in drawn(values, direction).points:
            assert "significant" not in point.words
            assert (point.signal is not None) is (
                point.reading in {Reading.BETTER, Reading.WORSE, Reading.HIGHER, Reading.LOWER}
            )


class TestAssurance:
    @pytest.mark.parametrize(
        ("target", "direction", "expected"),
        [
            (17, Direction.HIGHER, Assurance.FAILS),
            (3, Direction.HIGHER, Assurance.PASSES),
            (17, Direction.LOWER, Assurance.PASSES),
            (3, Direction.LOWER, Assurance.FAILS),
            (16, Direction.HIGHER, Assurance.INCONSISTENT),
            (4, Direction.LOWER, Assurance.INCONSISTENT),
            (17, Direction.NONE, None),
        ],
    )
    def test_says_what_the_limits_promise(
        self, target: float, direction: Direction, expected: Assurance | None
    ) -> None:
        assert WITHIN.assurance(target=target, direction=direction) is expected
