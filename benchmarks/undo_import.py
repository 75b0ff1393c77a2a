"""Undo an import beside the import itself, and open a sergeant's pages meanwhile.

    PYTHONPATH=. python benchmarks/undo_import.py [--database sqlite|postgresql] [--rounds 3]

36,000 street rows of three months with 10,000 places that nothing else names, on top of 38,000
incidents and 38,000 outcomes that stand. Import and undo run in fresh processes, by turns; the undo
must leave what was held before. Aim: at most 1.0 times the import. Then the same undo once more
beside the real web server, while a sergeant signed in goes through every page that a link leads to,
again and again: every page within 1 s and none an error.
"""

import argparse
import csv
import http.client
import io
import re
import statistics
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from databases import ROOT, START, common_arguments, fresh, run_side

from southend import programs
from southend.servers import processes

HELD, ADDED, PLACES = 38_000, 36_000, 10_000
MONTHS = ("2025-01", "2025-02", "2025-03")
STREET = (
    *("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location"),
    *("LSOA code", "LSOA name", "Crime type", "Last outcome category", "Context"),
)
OUTCOME = (*STREET[:9], "Outcome type")
TYPES = ("Burglary", "Shoplifting", "Violence and sexual offences", "Anti-social behaviour")
LINK = re.compile(r'href="(/[^"#]*)"')
NOT_OPENED = ("/static/", "/desk/", "/sign-in/", "/reports/lists/")
MOST_PAGES = 120


def place(number: int) -> list[str]:
    """Write the cells of one place."""
    longitude, latitude = 0.6 + number % 100 / 1000, 51.5 + number // 100 / 1000
    code = f"E0109{number % 900:04d}"
    return [f"{longitude:.6f}", f"{latitude:.6f}", f"On or near Road {number}", code, code]


def outcomes(random: Random) -> Iterator[list[str]]:
    """Write the outcomes that stand, at places of their own."""
    for n in range(HELD):
        where = place(PLACES + random.randrange(PLACES))
        yield [f"{n:064x}", "2024-12", "Essex Police", "Essex Police", *where, "Local resolution"]


def street(random: Random) -> Iterator[list[str]]:
    """Write the rows that are imported and undone; one in four is antisocial behaviour."""
    for n in range(ADDED):
        where = place(n if n < PLACES else random.randrange(PLACES))
        kind = TYPES[n % 4]
        is_asb = kind == TYPES[-1]
        number, outcome = ("", "") if is_asb else (f"{10 * HELD + n:064x}", "Under investigation")
        who = ["Essex Police", "Essex Police"]
        yield [number, MONTHS[n * 3 // ADDED], *who, *where, kind, outcome, ""]


def archive(path: Path, kind: str, columns: tuple[str, ...], rows: Iterator[list[str]]) -> Path:
    """Write rows as an archive of one file a month."""
    months: dict[str, list[list[str]]] = {}
    for row in rows:
        months.setdefault(row[1], []).append(row)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for month, listed in months.items():
            text = io.StringIO()
            csv.writer(text).writerows([columns, *listed])
            written.writestr(f"{month}/{month}-essex-{kind}.csv", text.getvalue())
    return path


class Sergeant(threading.Thread):
    """Goes through the pages until told; keeps the slowest and every error."""

    def __init__(self, port: int, session: str) -> None:
        super().__init__(daemon=True)
        self.port, self.session = port, session
        self.told = threading.Event()
        self.pages: list[str] = ["/"]
        self.slowest: tuple[float, str] = (0.0, "")
        self.errors: list[str] = []
        self.opened = 0

    def run(self) -> None:
        """Open page after page."""
        while not self.told.is_set():
            for page in list(self.pages):
                if not self.told.is_set():
                    self.open(page)

    def open(self, page: str) -> None:
        """Open one page, time it, and learn its links."""
        begun = time.perf_counter()
        status, body = self.ask(page)
        seconds = time.perf_counter() - begun
        self.opened += 1
        self.slowest = max(self.slowest, (seconds, page))
        if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            self.errors.append(f"{status} {page}")
        for found in LINK.findall(body):
            link = found.replace("&amp;", "&")
            is_new = link not in self.pages and not link.startswith(NOT_OPENED)
            if is_new and len(self.pages) < MOST_PAGES:
                self.pages.append(link)

    def ask(self, page: str) -> tuple[int, str]:
        """Send one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", page, headers={"Cookie": f"sessionid={self.session}"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()


def filled(environment: dict[str, str], folder: Path) -> tuple[Path, Any]:
    """Fill a database with what stands; give the archive to import and what is held."""
    run_side("fill", environment, HELD, 1, folder / "rows.csv", "--records", 400)
    first = archive(folder / "first.zip", "outcomes", OUTCOME, outcomes(Random(1)))
    second = archive(folder / "second.zip", "street", STREET, street(Random(2)))
    return second, run_side("take_in", environment, first)["held"]


def ratio(options: argparse.Namespace) -> float:
    """Import and undo once, alone; give their ratio."""
    with fresh(options) as environment:
        second, before = filled(environment, Path(environment["SOUTHEND_VAR"]))
        taken = run_side("take_in", environment, second)
        undone = run_side("take_back", environment)
    if undone["held"] != before:
        sys.exit(f"The undo left {undone['held']} of {before}.")
    added = {name: taken["held"][name] - before[name] for name in before}
    found: float = undone["seconds"] / taken["seconds"]
    seconds = f"import {taken['seconds']:.2f} s, undo {undone['seconds']:.2f} s: {found:.2f}"
    print(f"{options.database}: {seconds} (added {added})", flush=True)
    return found


def company(options: argparse.Namespace) -> None:
    """Undo beside the web server, and print how a sergeant's pages were answered meanwhile."""
    with fresh(options) as environment:
        folder, port = Path(environment["SOUTHEND_VAR"]), processes.free_port()
        second, _ = filled(environment, folder)
        run_side("take_in", environment, second)
        session = run_side("sign_in", environment)["session"]
        command = programs.web(host="127.0.0.1", port=port, processes=1)
        log = folder / "web.log"
        site = processes.start(command, log=log, environment=environment)
        try:
            processes.wait_until(lambda: processes.is_healthy(port), site, name="The site", log=log)
            sergeant = Sergeant(port, session)
            for page in sergeant.pages:  # which grows as pages are opened
                sergeant.open(page)
            quiet, sergeant.slowest, sergeant.opened = sergeant.slowest, (0.0, ""), 0
            sergeant.start()
            seconds = undo_meanwhile(environment)
            sergeant.told.set()
            sergeant.join()
        finally:
            processes.stop([site])
    print(
        f"{options.database}: undo {seconds:.2f} s beside the site; {sergeant.opened} requests for"
        f" {len(sergeant.pages)} pages meanwhile, slowest {sergeant.slowest[0]:.2f} s"
        f" ({sergeant.slowest[1]}; without the undo {quiet[0]:.2f} s),"
        f" {len(sergeant.errors)} errors"
    )
    print("\n".join(sorted(set(sergeant.errors))))


def undo_meanwhile(environment: dict[str, str]) -> float:
    """Undo in a process of its own and give the seconds."""
    begun = time.perf_counter()
    script = str(ROOT / "benchmarks" / "sides" / "take_back.py")
    command = [sys.executable, "-c", START, script]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Compare, then open pages meanwhile."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    common_arguments(parser)
    options = parser.parse_args()
    ratios = [ratio(options) for _ in range(options.rounds)]
    if ratios:
        print(f"{options.database}: undo / import {statistics.median(ratios):.2f}", flush=True)
    company(options)


if __name__ == "__main__":
    main()
