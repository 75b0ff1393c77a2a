"""Compare the figures of a report over few incidents with the same over many.

    python benchmarks/compile_report.py [--database sqlite|postgresql --url postgresql://…]

Each reading is the first of a fresh process, by turns. Counts must equal those that DuckDB makes of
the same rows. Aim (issue 2, section 9): at most 1 s over 20,000 incidents, and over 2,000,000 at
most 1.3 times that.
"""

import argparse
import statistics
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from databases import common_arguments, fresh, run_side

DISTRICTS = 10


def check(counts: dict[str, Any], expected: dict[str, Any], size: int) -> None:
    """End where a count of the report differs from DuckDB's."""
    wrong = {key: (counts.get(key), n) for key, n in expected.items() if counts.get(key) != n}
    if wrong:
        sys.exit(f"{size:,} incidents: the report and DuckDB differ: {wrong}")
    print(
        f"{size:,} incidents: {len(expected)} counts equal DuckDB's, such as "
        f"crime_total {counts['crime_total']}, unplaced {counts['unplaced']}"
    )


def main() -> None:
    """Fill both databases, read by turns, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    common_arguments(parser)
    parser.add_argument("--sizes", type=int, nargs=2, default=[20_000, 2_000_000])
    options = parser.parse_args()
    seconds: dict[int, list[float]] = {size: [] for size in options.sizes}
    with ExitStack() as stack:
        sides = {size: stack.enter_context(fresh(options)) for size in options.sizes}
        for size, environment in sides.items():
            copy = Path(environment["SOUTHEND_VAR"]) / "rows.csv"
            print(f"filled: {run_side('fill', environment, size, DISTRICTS, copy)}", flush=True)
            counts = run_side("figures", environment)["counts"]
            check(counts, run_side("count", environment, copy, 1), size)
        for _ in range(options.rounds):
            for size, environment in sides.items():
                seconds[size].append(run_side("figures", environment)["seconds"])
    few, many = (statistics.median(seconds[size]) for size in options.sizes)
    for size, times in seconds.items():
        print(f"{size:,} incidents: {', '.join(f'{1000 * t:.0f}' for t in times)} ms")
    print(
        f"{options.database}: {1000 * few:.0f} ms and {1000 * many:.0f} ms, "
        f"ratio {many / few:.2f}, {options.rounds} fresh processes a side"
    )


if __name__ == "__main__":
    main()
