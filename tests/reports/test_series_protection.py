"""No reader of all public editions finds what one of them leaves out.

The reader is of the tests: it sees nothing but the cells of the documents, and solves for each.
"""

from math import ceil, floor
from random import Random

import pytest

from reports.periods import Period, shift_months
from reports.public_counts import counted
from reports.public_series import PLAIN
from reports.suppression import Method
from tests.reports.public_world import FIRST, TOWN, Reader, World

BOTH = [Method.LEAVE_OUT, Method.ROUND]


def years(number: int, *, step: int = 3) -> list[Period]:
    """Give rolling years that end a number of months after each other."""
    starts = [shift_months(FIRST, 12 + step * position) for position in range(number)]
    return [Period(start, shift_months(start, 12)) for start in starts]


class TestWithheldBeside:
    @pytest.mark.parametrize("method", BOTH)
    @pytest.mark.parametrize("seed", range(3))
    def test_gives_no_number_away_in_any_order_and_with_restated_numbers(
        self, seed: int, method: Method
    ) -> None:
        chance = Random(seed)
        rates = [chance.choice([0.2, 0.6, 1.5, 4.0]) for _ in range(3)]
        world = World.of(rates, months=42, seed=seed, method=method)
        order = years(5)
        if seed:
            chance.shuffle(order)
        for number, period in enumerate(order):
            world.offer(period)
            if seed == 2 and number % 2:
                world.restate(chance)

        assert world.published
        if seed != 2:
            assert_nothing_found(world)

    @pytest.mark.parametrize("method", BOTH)
    def test_publishes_a_year_each_quarter_with_nine_in_ten_numbers(self, method: Method) -> None:
        world = World.of(TOWN, months=48, seed=1, method=method)
        for period in years(5):
            world.offer(period)
        large, printed = world.printed()

        assert len(world.published) == 5
        assert printed / large >= 0.9
        assert_nothing_found(world)

    def test_protects_the_rolling_years_of_a_single_small_offence(self) -> None:
        """By quarters: 2 and 5, then nothing; one year printed 7, then 5."""
        world = World.of([6.0], months=48, seed=3)
        rare = [world.arrests[0].rare(13)] * 2 + [world.arrests[0].rare(16)] * 5
        world.arrests += rare
        world.offences = 2
        for period in years(5):
            world.offer(period)

        assert_nothing_found(world)
        assert Reader(world.published).bare("arrests.offence.1") == []


def assert_nothing_found(world: World) -> None:
    """Solve for every number that an edition leaves out, and see that it stays open."""
    reader = Reader(world.published)
    protected = 0
    for document in world.published:
        true = counted(world.inputs(document.period))
        for place, counted_as in reader.left_out(document):
            least, most = reader.solved(counted_as)
            number = true[place]
            protected += 1
            assert most - least >= 3, (place, number, least, most)
            if document.definition == PLAIN and number < 5 and place.row != "all":
                assert least <= max(1, reader.alone(document, counted_as)), (place, least, most)
                assert most >= 4, (place, least, most)
            assert floor(least) <= number <= ceil(most)
    assert protected or world.method is Method.ROUND


class TestReader:
    def test_finds_what_years_that_slide_by_a_month_give_away(self) -> None:
        """The reader can succeed: 2 in a month and 5 in the next, each year protected by itself."""
        world = World.of([6.0], months=30, seed=3)
        world.arrests += [world.arrests[0].rare(13)] * 2 + [world.arrests[0].rare(14)] * 5
        world.offences = 2
        for period in years(4, step=1):
            world.publish_alone(period)

        assert (shift_months(FIRST, 13), 2.0) in Reader(world.published).bare("arrests.offence.1")
