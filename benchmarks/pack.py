"""Make the whole performance report over ten years of a force, few records against many.

    python benchmarks/pack.py [--database sqlite|postgresql --url postgresql://…] [--one-district]

Two million incidents and 200,000 records of officers in 14 districts over ten years, against
20,000 and 2,000: the report of one district, twelve months against twelve. With --one-district all
of it lies in one district and the report covers all ten years. Each reading is a fresh process, by
turns. Counts of police data must equal those that DuckDB makes of the same rows. Aims (issue 3):
figures at most 2 s and 1.3 times the few; all formats at most 3 s more; at most 400 MB; opening a
figure at most 200 ms.
"""

import argparse
import statistics
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from databases import common_arguments, fresh, run_side

FEW, MANY = (20_000, 2_000), (2_000_000, 200_000)
MONTHS = 120
DISTRICTS = 14
Answers = list[dict[str, Any]]


def median(answers: Answers, key: str) -> float:
    """Take the middle one of a number that each answer gives."""
    return float(statistics.median(answer[key] for answer in answers))


def tell(size: tuple[int, int], answers: Answers) -> None:
    """Print what one size took."""
    opened = {
        key: 1000 * statistics.median(answer["opened"][key] for answer in answers)
        for key in answers[0]["opened"]
    }
    print(
        f"{size[0]:,} incidents, {size[1]:,} records, {answers[0]['facts']:,} of them read: "
        f"figures {1000 * median(answers, 'figures'):.0f} ms (their rows alone "
        f"{1000 * median(answers, 'fetched'):.0f} ms), "
        f"formats {1000 * median(answers, 'formats'):.0f} ms, "
        f"store {1000 * median(answers, 'store'):.0f} ms, "
        f"{max(one['figures_mb'] for one in answers)} MB, with formats "
        f"{max(one['mb'] for one in answers)} MB; opened "
        + ", ".join(f"{key} {each:.0f} ms" for key, each in opened.items())
    )


def refuse_other_counts(first: dict[str, Any], answers: Answers) -> None:
    """End where two processes did not give the same figures."""
    for answer in answers:
        if answer["counts"] != first["counts"]:
            sys.exit("Two processes gave different figures of the same rows.")


def main() -> None:
    """Fill both databases, make the report by turns, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    common_arguments(parser)
    parser.add_argument("--one-district", action="store_true")
    options = parser.parse_args()
    districts, months = (1, MONTHS) if options.one_district else (DISTRICTS, 12)
    answers: dict[tuple[int, int], Answers] = {FEW: [], MANY: []}
    with ExitStack() as stack:
        sides = {size: stack.enter_context(fresh(options)) for size in answers}
        for (incidents, records), environment in sides.items():
            copy = Path(environment["SOUTHEND_VAR"]) / "rows.csv"
            more = ("--records", records, "--months", MONTHS, "--spread")
            print(run_side("fill", environment, incidents, districts, copy, *more), flush=True)
            copy.unlink()
        for _ in range(options.rounds):
            for size, environment in sides.items():
                answer = run_side("make_pack", environment, months)
                answers[size].append({**answer, "opened": run_side("open_figures", environment)})
    for size, found in answers.items():
        refuse_other_counts(found[0], found)
        tell(size, found)
    ratio = median(answers[MANY], "figures") / median(answers[FEW], "figures")
    print(f"{options.database}: figures {ratio:.2f} times, {options.rounds} fresh processes a side")


if __name__ == "__main__":
    main()
