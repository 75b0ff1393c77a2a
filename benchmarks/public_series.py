"""Publish rolling years, sliding quarters and sliding days, and attack all of them together.

    python benchmarks/public_series.py [--editions 36] [--seed 1]

Two invented districts, one with nine offences of 0.1 to 1.5 arrests a month, one of the size of
the demonstration's. Each sequence is offered in order to the calendar and then to the protection,
by both methods. The attack is linear programming over every cell that was printed; it looks for
every number that an edition leaves out, and for every single month. "Then" each edition was
protected by itself and every period of one length was accepted.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "southend.settings")
django.setup()

from reports.periods import Period, shift_months  # noqa: E402 - needs the settings
from reports.public_calendar import share_days, stand_together, why_not_public  # noqa: E402
from reports.suppression import Method  # noqa: E402
from tests.reports.public_world import FIRST, THIN, TOWN, Reader, World  # noqa: E402

SMALL = 5


def years(number: int) -> list[Period]:
    """Give rolling years that end a month after each other."""
    starts = [shift_months(FIRST, 12 + position) for position in range(number)]
    return [Period(start, shift_months(start, 12)) for start in starts]


def quarters(number: int) -> list[Period]:
    """Give quarters that slide by a month."""
    return [Period(year.start, shift_months(year.start, 3)) for year in years(number)]


def days(number: int) -> list[Period]:
    """Give thirty days that slide by a day."""
    first = shift_months(FIRST, 12)
    starts = [first + timedelta(days=position) for position in range(number)]
    return [Period(start, start + timedelta(days=30)) for start in starts]


def may_stand(period: Period, published: Sequence[Period]) -> bool:
    """Tell whether the calendar takes a period."""
    return not why_not_public(period) and all(
        not share_days(period, other) or stand_together(period, other) for other in published
    )


def publish(world: World, offered: Sequence[Period], *, then: bool) -> tuple[int, int, float]:
    """Offer periods; count those refused by the calendar and by the protection, and time."""
    by_calendar, by_protection, slowest = 0, 0, 0.0
    for period in offered:
        began = time.perf_counter()
        if then:
            world.publish_alone(period)
        elif not may_stand(period, [document.period for document in world.published]):
            by_calendar += 1
        elif not world.offer(period):
            by_protection += 1
        slowest = max(slowest, time.perf_counter() - began)
    return by_calendar, by_protection, slowest


def attack(world: World) -> str:
    """Solve for everything that is left out, and for every month alone; say what was found."""
    if not world.published:
        return "nothing published"
    reader = Reader(world.published)
    left_out = {of for document in world.published for _, of in reader.left_out(document)}
    ends = [reader.solved(of) for of in left_out]
    found = sum(least == most for least, most in ends)
    narrow = sum(most - least < SMALL - 2 for least, most in ends)
    rows = [row for table, row in reader.rows if table == "offences"]
    bare = sum(len(reader.bare(row, most_days=31)) for row in rows)
    return f"{len(left_out)} left out: {found} found, {narrow} narrower; {bare} months found"


def main() -> None:
    """Compare then and now."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sequences: dict[str, Callable[[int], list[Period]]] = {
        "rolling years": years, "sliding quarters": quarters, "sliding days": days,
    }  # fmt: skip
    for district, rates in (("thin", THIN), ("town", TOWN)):
        for name, sequence in sequences.items():
            for method in Method:
                for then in (True, False) if sequence is not days else (False,):
                    world = World.of(rates, months=75, seed=asked.seed, method=method)
                    offered = sequence(asked.editions)
                    calendar, protection, slowest = publish(world, offered, then=then)
                    large, printed = world.printed()
                    share = f"{printed / large:.1%}" if large else "none"
                    print(
                        f"{district}, {name}, {method}, {'then' if then else 'now'}: "
                        f"{len(offered)} offered, {calendar} refused by the calendar, "
                        f"{protection} by the protection, {len(world.published)} published; "
                        f"{share} of {large} numbers of 5 or more printed; {attack(world)}; "
                        f"slowest {slowest:.1f} s",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
