"""Compare the pages of lists with few incidents with the same pages with many.

    python benchmarks/lists.py [--database sqlite|postgresql --url postgresql://…]

All incidents lie in the one district of the officer who asks. Each side runs in fresh processes, by
turns. Aim (issue 2, section 9): with 200,000 incidents at most 150 ms of server time in the median,
at most 15 queries, and at most 1.5 times the same page with 1,000.
"""

import argparse
import statistics
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from databases import common_arguments, fresh, run_side

HEAD = f"{'page':<20}{'rows':>9}{'queries':>9}{'few, ms':>9}{'many, ms':>10}{'ratio':>7}"


def median(rounds: list[Any], page: str) -> float:
    """Give the median of the rounds, in milliseconds."""
    return 1000 * statistics.median(float(found[page]["seconds"]) for found in rounds)


def main() -> None:
    """Fill both databases, ask by turns, and print the ratio of each page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    common_arguments(parser)
    parser.add_argument("--sizes", type=int, nargs=2, default=[1_000, 200_000])
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    rounds: dict[int, list[Any]] = {size: [] for size in options.sizes}
    with ExitStack() as stack:
        sides = {size: stack.enter_context(fresh(options)) for size in options.sizes}
        for size, environment in sides.items():
            copy = Path(environment["SOUTHEND_VAR"]) / "rows.csv"
            print(f"filled: {run_side('fill', environment, size, 1, copy)}", flush=True)
        for _ in range(options.rounds):
            for size, environment in sides.items():
                rounds[size].append(run_side("pages", environment, options.times))
    few, many = (rounds[size] for size in options.sizes)
    print(f"{options.database}, {options.rounds} fresh processes a side\n{HEAD}")
    for page, found in many[0].items():
        below, above = median(few, page), median(many, page)
        print(
            f"{page:<20}{found['rows']:>9,}{found['queries']:>9}{below:>9.0f}{above:>10.0f}"
            f"{above / below:>7.2f}"
        )


if __name__ == "__main__":
    main()
