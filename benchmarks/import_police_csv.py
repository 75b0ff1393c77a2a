"""Compare the import of police data with a bare load of the same rows into the same tables.

    python benchmarks/import_police_csv.py ARCHIVE.zip [--database sqlite|postgresql] [--rounds 3]
        [--then CHECKOUT] [--pandas PYTHON]

Each side runs in a fresh process on a fresh database with every index and constraint, by turns.
The bare side is one COPY a table on PostgreSQL and one executemany a table on SQLite, in one
transaction, of rows that lie ready in memory. Both sides must hold the same rows at the end.
--then names a checkout of another version with an environment of its own, whose import takes its
turn too. --pandas names an interpreter that has pandas, which this project has not: read_csv,
to_sql and four look-up indexes, nothing checked (SQLite). Processor time is of all processes.
One more import has company: another process writes twenty times a second, and its longest wait
is printed. PostgreSQL: --url names a server on which databases may be made, such as postgresql://me@host:5432.
"""

import argparse
import json
import os
import pickle
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("incidents_place", "incidents_incident", "incidents_crimeoutcome")
ORDER = "id"
Table = tuple[list[str], list[tuple[Any, ...]]]
Tables = Mapping[str, Table]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--url", default="postgresql://so@127.0.0.1:5544")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--then", type=Path)
    parser.add_argument("--pandas", metavar="PYTHON")
    parser.add_argument("--child", choices=["prepare", "import", "bare", "dump", "write"])
    parser.add_argument("--rows", type=Path)
    return parser.parse_args()


def setting_up() -> None:
    """Start Django in this process."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "southend.settings")
    import django  # noqa: PLC0415 - the environment is set first

    django.setup()


def processor_time() -> float:
    """Add up the processor time of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def run_import(archive: Path) -> dict[str, Any]:
    """Import the archive once, then once more."""
    from accounts import clock, officers  # noqa: PLC0415 - after setting_up
    from incidents import actions, processing, results  # noqa: PLC0415 - after setting_up
    from incidents.storage import Incoming  # noqa: PLC0415 - after setting_up

    by = officers.service(officers.CONSOLE, at=clock.now())
    seconds, processor, buckets = [], [], []
    for _ in range(2):
        begun, worked = time.perf_counter(), processor_time()
        source = Incoming(archive.name, archive)
        batch = actions.receive_import(sources=[source], by=by, at=clock.now())
        processing.process_import(batch=batch, by=by, clock=clock.now)
        seconds.append(time.perf_counter() - begun)
        processor.append(processor_time() - worked)
        batch.refresh_from_db()
        buckets.append(results.stored(batch).as_json()["total"])
    return {"seconds": seconds, "processor": processor, "buckets": buckets}


def dump(path: Path) -> dict[str, Any]:
    """Write every row of the tables to a file, in the order of their keys."""
    from django.db import connection  # noqa: PLC0415 - after setting_up

    tables = {}
    with connection.cursor() as cursor:
        for table in ("accounts_force", "incidents_importbatch", *TABLES):
            cursor.execute(f"SELECT * FROM {table} ORDER BY {ORDER}")
            names = [column[0] for column in cursor.description]
            tables[table] = (names, [tuple(row) for row in cursor.fetchall()])
    path.write_bytes(pickle.dumps(tables))
    return {}


def run_bare(path: Path) -> dict[str, Any]:
    """Load the rows of a dump with nothing around it."""
    from django.db import connection, transaction  # noqa: PLC0415 - after setting_up

    from incidents import bulk  # noqa: PLC0415 - after setting_up
    from incidents.known import load_missing_codes  # noqa: PLC0415 - after setting_up

    bulk.widen_cache()
    tables = pickle.loads(path.read_bytes())
    load_missing_codes()
    batches = tables.pop("incidents_importbatch")
    load(connection, {"accounts_force": tables.pop("accounts_force")})
    load_batch(connection, batches)
    begun, worked = time.perf_counter(), time.process_time()
    with transaction.atomic():
        load(connection, tables)
    return {
        "seconds": [time.perf_counter() - begun],
        "processor": [time.process_time() - worked],
    }


def write_until_told() -> dict[str, Any]:
    """Write as an officer would until SIGTERM; tell how often and the longest wait."""
    from django.db import connection, transaction  # noqa: PLC0415 - after setting_up

    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: told.append(number))
    waits = []
    while not told:
        begun = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_officer SET title = title")
        waits.append(time.perf_counter() - begun)
        time.sleep(0.05)
    return {"writes": len(waits), "longest": max(waits), "median": statistics.median(waits)}


def load_batch(
    connection: "BaseDatabaseWrapper", batches: tuple[list[str], list[tuple[Any, ...]]]
) -> None:
    """Load the header rows that the others refer to, untimed."""
    names, rows = batches
    as_text = [
        tuple(json.dumps(cell) if isinstance(cell, (list, dict)) else cell for cell in row)
        for row in rows
    ]
    load(connection, {"incidents_importbatch": (names, as_text)})


def load(connection: "BaseDatabaseWrapper", tables: Tables) -> None:
    """Load tables by COPY or by executemany."""
    with connection.cursor() as cursor:
        for table, (names, rows) in tables.items():
            columns = ", ".join(names)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join("?" * len(names))
                connection.connection.executemany(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows
                )


def contents() -> dict[str, Any]:
    """Count and digest the rows of the tables, leaving out which import brought them."""
    from django.db import connection  # noqa: PLC0415 - after setting_up

    result = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY {ORDER}")
            digest, count = sha256(), 0
            for row in cursor.fetchall():
                digest.update(repr(row).encode())
                count += 1
            result[table] = [count, digest.hexdigest()]
    return result


def child(options: argparse.Namespace) -> None:
    """Do one side in this process and print what was measured."""
    setting_up()
    if options.child == "prepare":
        from django.core.management import call_command  # noqa: PLC0415 - after setting_up

        call_command("migrate", verbosity=0)
        return
    done: dict[str, Any] = {}
    if options.child == "import":
        done = run_import(options.archive)
    elif options.child == "bare":
        done = run_bare(options.rows)
    elif options.child == "write":
        print(json.dumps(write_until_told()))
        return
    else:
        done = dump(options.rows)
    if options.child != "dump":
        done["contents"] = contents()
    print(json.dumps(done))


class Bench:
    """Run both sides by turns."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options, self.folder, self.number = options, folder, 0
        self.rows = folder / "rows.pickle"

    def fresh(self, root: Path = ROOT) -> dict[str, str]:
        """Make the environment of a fresh database."""
        self.number += 1
        var = self.folder / str(self.number)
        var.mkdir()
        environment = {**os.environ, "SOUTHEND_VAR": str(var), "SOUTHEND_LOG_LEVEL": "WARNING"}
        environment.pop("DATABASE_URL", None)
        if self.options.database == "postgresql":
            name = f"bench_{os.getpid()}_{self.number}"
            self.sql(f'CREATE DATABASE "{name}"')
            environment["DATABASE_URL"] = f"{self.options.url}/{name}"
        self.run("prepare", environment, root=root)
        return environment

    def drop(self, environment: Mapping[str, str]) -> None:
        """Drop the database of an environment."""
        if self.options.database == "postgresql":
            self.sql(f'DROP DATABASE "{environment["DATABASE_URL"].rpartition("/")[2]}"')

    def sql(self, statement: str) -> None:
        """Run one statement on the server."""
        import psycopg  # noqa: PLC0415 - only one engine needs it

        with psycopg.connect(f"{self.options.url}/postgres", autocommit=True) as connection:
            connection.execute(statement)

    def run(
        self, side: str, environment: Mapping[str, str], *more: str, root: Path = ROOT
    ) -> dict[str, Any]:
        """Run one side in a fresh process, of this checkout or of another."""
        python = sys.executable if root == ROOT else str(root / ".venv" / "bin" / "python")
        script = str(root / "benchmarks" / Path(__file__).name)
        command = [python, script, str(self.options.archive), "--child", side, *more]
        return measured(command, environment, root)

    def company(self) -> None:
        """Import while another process writes, and print how long it waited."""
        environment = self.fresh()
        command = [sys.executable, __file__, str(self.options.archive), "--child", "write"]
        with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as other:
            self.run("import", environment)
            other.terminate()
            waited = json.loads(other.communicate()[0])
        self.drop(environment)
        print(
            f"another writer, {waited['writes']} writes meanwhile: median wait "
            f"{waited['median']:.3f} s, longest {waited['longest']:.2f} s"
        )

    def take_in(self, root: Path = ROOT) -> dict[str, Any]:
        """Import into a fresh database, by this checkout or by another."""
        environment = self.fresh(root)
        found = self.run("import", environment, root=root)
        if not self.rows.exists():
            self.run("dump", environment, "--rows", str(self.rows))
            print(f"first:  {found['buckets'][0]}\nagain:  {found['buckets'][1]}")
        self.drop(environment)
        return found

    def load_bare(self) -> dict[str, Any]:
        """Load the rows of the first import with nothing around them."""
        environment = self.fresh()
        found = self.run("bare", environment, "--rows", str(self.rows))
        self.drop(environment)
        return found

    def load_by_pandas(self) -> dict[str, Any]:
        """Load the files by the other interpreter."""
        self.number += 1
        script = ROOT / "benchmarks" / "sides" / "load_by_pandas.py"
        database = self.folder / f"{self.number}.sqlite3"
        command = [self.options.pandas, str(script), str(self.options.archive), str(database)]
        found = measured(command, os.environ, ROOT)
        database.unlink()
        return found

    def turns(self) -> None:
        """Run the rounds and print the ratios."""
        sides = {"import": self.take_in, "bare": self.load_bare}
        if self.options.then:
            sides["then"] = partial(self.take_in, self.options.then.absolute())
        if self.options.pandas:
            sides["pandas"] = self.load_by_pandas
        else:
            print("no --pandas: that side is left out")
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in sides}
        for number in range(self.options.rounds):
            for name, side in sides.items():
                found[name].append(side())
            told = ", ".join(f"{name} {told_of(runs[-1])}" for name, runs in found.items())
            print(f"round {number + 1}: {told}", flush=True)
            held = [found[name][-1]["contents"] for name in ("import", "bare")]
            if held[0] != held[1]:
                sys.exit(f"The sides differ: {held}")
        print(f"equal on both sides: { ({table: n for table, (n, _) in held[0].items()}) }")
        print(f"most memory of all processes: {max(r['resident'] for r in found['import'])} MB")
        self.compare(found)

    def compare(self, found: Mapping[str, list[dict[str, Any]]]) -> None:
        """Print how long each side took in the median, and the import in its proportion."""
        for measure in ("seconds", "processor"):
            middle = {
                name: statistics.median(run[measure][0] for run in runs)
                for name, runs in found.items()
            }
            ours = middle.pop("import")
            told = ", ".join(f"{name} {t:.1f} s = {ours / t:.2f}" for name, t in middle.items())
            again = statistics.median(run[measure][1] for run in found["import"])
            print(
                f"{self.options.database}, {measure}: import {ours:.1f} s / {told}; "
                f"again {again:.1f} s"
            )


def told_of(run: Mapping[str, Any]) -> str:
    """Tell how long one run took, and how much processor time."""
    return " and ".join(
        f"{seconds:.1f} s ({worked:.1f} s)"
        for seconds, worked in zip(run["seconds"], run["processor"], strict=True)
    )


def measured(command: list[str], environment: Mapping[str, str], root: Path) -> dict[str, Any]:
    """Run a command that prints what it measured, and add the most memory of its processes."""
    with subprocess.Popen(command, env=dict(environment), cwd=root, stdout=subprocess.PIPE) as run:
        most = Most(run.pid)
        most.start()
        printed, _ = run.communicate()
        most.join()
    if run.returncode:
        sys.exit(f"{command} ended with {run.returncode}")
    return {**json.loads(printed or b"{}"), "resident": most.megabytes}


class Most(Thread):
    """Look at the memory of a process and of its children, until it has ended (Linux)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.megabytes = pid, 0

    def run(self) -> None:
        """Look every twentieth of a second."""
        while now := self.now(self.pid):
            self.megabytes = max(self.megabytes, now // 1024)
            time.sleep(0.05)

    def now(self, pid: int) -> int:
        """Add up what a process and its children hold, in kB; nought once it has ended."""
        folder = Path(f"/proc/{pid}")
        try:
            lines = (folder / "status").read_text().splitlines()
            children = (folder / "task" / str(pid) / "children").read_text().split()
        except OSError:
            return 0
        own = sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
        return own + sum(self.now(int(child)) for child in children)


def main() -> None:
    """Compare, or be one side of the comparison."""
    options = arguments()
    options.archive = options.archive.absolute()
    if options.child:
        child(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, Path(folder))
        if options.rounds:
            bench.turns()
        bench.company()


if __name__ == "__main__":
    main()
