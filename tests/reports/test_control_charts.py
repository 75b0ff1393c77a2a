"""Control charts that know the season: what is usual, what stands out, and what many charts say."""

import math

import numpy as np
import pytest

from reports.control_charts import Chart, NoLimits, Signal, chart, read_together
from reports.statistics import Direction, Reading

DAYS = (31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30)
SEASON = (125, 121, 112, 100, 88, 79, 75, 79, 88, 100, 112, 121)
Counts = tuple[int | None, ...]


def drawn(counts: Counts, direction: Direction = Direction.LOWER) -> Chart:
    """Draw months that begin with May."""
    months = [(f"month {i}", DAYS[i % 12], count) for i, count in enumerate(counts)]
    return chart(months, direction=direction)


def reads(found: Chart) -> list[Reading]:
    """List what the points read."""
    return [point.reading for point in found.points]


class TestChart:
    def test_finds_nothing_in_a_year_that_repeats_itself(self) -> None:
        found = drawn(SEASON * 3)

        assert found.signals == ()
        assert reads(found) == [Reading.USUAL] * 36
        assert [point.limits is None for point in found.points] == [True] * 24 + [False] * 12

    def test_says_what_is_usual_of_a_month_by_two_years_of_it(self) -> None:
        """25 May counts over 125 and 129, by hand: t of 11 degrees at 1 - 0.05/18/2 is 3.8276."""
        found = drawn((*SEASON, *(n + 4 for n in SEASON), *SEASON))
        limits = found.points[24].limits

        assert limits is not None
        assert math.isclose(limits.usual, 127, rel_tol=0.002)
        root, half = math.sqrt(limits.usual + 3 / 8), 3.8276 * math.sqrt(1.5) / 2
        assert math.isclose(limits.high, (root + half) ** 2 - 3 / 8, rel_tol=1e-3)
        assert math.isclose(limits.low, (root - half) ** 2 - 3 / 8, rel_tol=1e-3)

    @pytest.mark.parametrize(
        ("count", "direction", "reading"),
        [
            (220, Direction.LOWER, Reading.WORSE),
            (40, Direction.LOWER, Reading.BETTER),
            (220, Direction.HIGHER, Reading.BETTER),
            (220, Direction.NONE, Reading.HIGHER),
            (40, Direction.NONE, Reading.LOWER),
        ],
    )
    def test_finds_a_month_outside_its_limits(
        self, count: int, direction: Direction, reading: Reading
    ) -> None:
        found = drawn((*SEASON, *SEASON, count, *SEASON[1:]), direction)

        assert [(point.label, point.signal, point.reading) for point in found.signals] == [
            ("month 24", Signal.OUTSIDE, reading)
        ]
        assert found.signals[0].upwards is (count > 125)

    def test_finds_seven_in_a_row_that_together_are_outside(self) -> None:
        found = drawn((*SEASON, *SEASON, *(round(0.78 * n) for n in SEASON[:7]), *SEASON[7:]))

        assert [point.label for point in found.signals] == [f"month {i}" for i in range(24, 31)]
        assert {point.signal for point in found.signals} == {Signal.RUN}

    def test_takes_seven_in_a_row_that_are_near_for_chance(self) -> None:
        assert drawn((*SEASON, *SEASON, *(n - 1 for n in SEASON))).signals == ()

    def test_counts_days(self) -> None:
        """A February of 29 days of which each is as the base's is no signal, and usual is more."""
        months = [(str(i), DAYS[i % 12], 100 * DAYS[i % 12]) for i in range(36)]
        months[33] = ("February", 29, 2900)

        found = chart(months, direction=Direction.LOWER)
        limits = found.points[33].limits

        assert limits is not None
        assert math.isclose(limits.usual, 2900, rel_tol=1e-6)
        assert found.signals == ()

    @pytest.mark.parametrize(("n", "why"), [(24, NoLimits.TOO_SHORT), (25, None)])
    def test_needs_two_years_before_the_month_that_it_judges(
        self, n: int, why: NoLimits | None
    ) -> None:
        found = drawn((SEASON * 3)[:n])

        assert found.why is why
        if why:
            assert reads(found) == [Reading.TOO_SHORT] * 24
            assert (found.base, found.signals) == (None, ())

    def test_draws_no_limits_of_a_few_a_year(self) -> None:
        found = drawn((4,) * 23 + (7,) + (4,) * 12)

        assert found.why is NoLimits.TOO_FEW
        assert set(reads(found)) == {Reading.TOO_FEW}

    def test_takes_a_month_that_is_not_covered_for_a_gap(self) -> None:
        found = drawn((*SEASON[:3], None, *SEASON[4:], *SEASON, *SEASON, 125))

        assert found.base is not None
        assert found.base.positions == (*range(3), *range(4, 25))
        assert reads(found)[3] is Reading.NO_COMPARISON
        assert found.signals == ()

    @pytest.mark.parametrize(("factor", "is_stable"), [(1.0, True), (0.7, False)])
    def test_says_whether_its_base_is_stable_and_judges_by_its_second_year(
        self, factor: float, is_stable: bool
    ) -> None:
        later = tuple(round(factor * n) for n in SEASON)

        found = drawn((*SEASON, *later, *later))

        assert found.base is not None
        assert found.base.is_stable is is_stable
        assert math.isclose(found.base.change, factor, rel_tol=0.02)
        assert found.signals == ()

    def test_seldom_errs_and_finds_a_rise_by_half(self) -> None:
        """The rates of benchmarks/error_rates.py, by few rounds and with generous bounds."""
        random = np.random.default_rng(4)
        level = 100 * (1 + 0.25 * np.cos(np.arange(36) / 6 * np.pi))
        risen = np.where(np.arange(36) >= 24, 1.5 * level, level)

        def rate(means: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> float:
            charts = [drawn(tuple(map(int, random.poisson(means)))) for _ in range(100)]
            return sum(bool(one.signals) for one in charts) / 100

        assert rate(level) < 0.05
        assert rate(risen) > 0.85


class TestReadTogether:
    def test_names_what_is_beyond_the_chance_of_many(self) -> None:
        calm, risen = drawn(SEASON * 3), drawn((*SEASON, *SEASON, *(2 * n for n in SEASON)))

        found = read_together([risen, *[calm] * 15])

        assert found[0] == risen
        assert found[0].is_named

    def test_reads_as_chance_what_one_of_many_shows(self) -> None:
        slight = drawn((*SEASON, *SEASON, 188, *SEASON[1:]))
        calm = drawn(SEASON * 3)

        alone, among = read_together([slight])[0], read_together([slight, *[calm] * 15])[0]

        assert alone.signals[0].reading is Reading.WORSE
        assert among.signals[0].reading is Reading.COULD_BE_CHANCE
        assert not among.is_named
        assert 0.05 / 16 < slight.chance < 0.05
