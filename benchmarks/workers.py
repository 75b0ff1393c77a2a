"""Make 140 editions with one worker and with two, each of one process, on a broker of their own.

    PYTHONPATH=. python benchmarks/workers.py --database postgresql --url postgresql://…

Fourteen districts by ten months of the performance report. Each reading has a database, a queue and
workers of its own; all requests wait before the workers are started, and the clock runs from their
start until no request is unfinished. Both sides must hold the same 140
editions with the same digests. Aim (issue 3): two workers at least 1.5 times as fast as one.
"""

import argparse
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from databases import common_arguments, fresh, run_side

from southend import programs
from southend.servers import broker, processes

DISTRICTS, EDITIONS = 14, 140
INCIDENTS, RECORDS = 100_000, 20_000


def reading(options: argparse.Namespace, n_workers: int) -> dict[str, Any]:
    """Make all editions with so many workers; give seconds and digests."""
    with ExitStack() as stack:
        environment = stack.enter_context(fresh(options))
        folder = Path(environment["SOUTHEND_VAR"])
        queue = broker.start(folder=folder / "broker")
        stack.callback(processes.stop, [queue.process])
        environment["REDIS_URL"] = queue.url
        rows = ("--records", RECORDS, "--spread")
        run_side("fill", environment, INCIDENTS, DISTRICTS, folder / "rows.csv", *rows)
        waiting = run_side("ask", environment)["waiting"]
        if waiting != EDITIONS:
            sys.exit(f"{waiting} requests wait, not {EDITIONS}.")
        begun = time.perf_counter()
        command = programs.worker(processes=1, log_level="INFO")
        for n in range(n_workers):
            log = folder / f"worker-{n}.log"
            worker = processes.start(command, log=log, environment=environment)
            stack.callback(processes.stop, [worker])
        answer: dict[str, Any] = run_side("await_editions", environment)
        return {**answer, "seconds": time.perf_counter() - begun}


def main() -> None:
    """Read by turns and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    common_arguments(parser)
    options = parser.parse_args()
    seconds: dict[int, list[float]] = {1: [], 2: []}
    digests: list[Any] = []
    for _ in range(options.rounds):
        for n, times in seconds.items():
            answer = reading(options, n)
            digests = digests or answer["digests"]
            if answer["digests"] != digests:
                sys.exit("Two readings gave different editions.")
            times.append(answer["seconds"])
            print(f"workers: {n}, {len(digests)} editions in {times[-1]:.1f} s", flush=True)
    one, two = (statistics.median(seconds[n]) for n in (1, 2))
    print(f"{options.database}: one {one:.1f} s, two {two:.1f} s, {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
