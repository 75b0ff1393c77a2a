"""Compare the import of police data with a bare load of the same rows into the same tables.

    python benchmarks/import_police_csv.py ARCHIVE.zip [--database sqlite|postgresql] [--rounds 3]

Each side runs in a fresh process on a fresh database with every index and constraint, by turns.
The bare side is one COPY a table on PostgreSQL and one executemany a table on SQLite, in one
transaction, of rows that lie ready in memory. Both sides must hold the same rows at the end.
One more import has company: another process writes twenty times a second, and its longest wait
is printed. PostgreSQL: --url names a server on which databases may be made, such as postgresql://me@host:5432.
"""

import argparse
import json
import os
import pickle
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
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


def resident() -> int:
    """Add up the most memory of this process and of the largest it has waited for, in MB."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(each).ru_maxrss for each in whose) // 1024


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
    measured: dict[str, Any] = {}
    if options.child == "import":
        measured = run_import(options.archive)
    elif options.child == "bare":
        measured = run_bare(options.rows)
    elif options.child == "write":
        print(json.dumps(write_until_told()))
        return
    else:
        measured = dump(options.rows)
    measured["resident"] = resident()
    if options.child != "dump":
        measured["contents"] = contents()
    print(json.dumps(measured))


class Bench:
    """Run both sides by turns."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options, self.folder, self.number = options, folder, 0

    def fresh(self) -> dict[str, str]:
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
        self.run("prepare", environment)
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

    def run(self, side: str, environment: Mapping[str, str], *more: str) -> dict[str, Any]:
        """Run one side in a fresh process."""
        command = [sys.executable, __file__, str(self.options.archive), "--child", side, *more]
        done = subprocess.run(
            command, env=dict(environment), cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        return dict(json.loads(done.stdout or b"{}"))

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

    def turns(self) -> None:
        """Run the rounds and print the ratios."""
        rows = self.folder / "rows.pickle"
        first, again, bare, resident = [], [], [], []
        for number in range(self.options.rounds):
            environment = self.fresh()
            imported = self.run("import", environment)
            if number == 0:
                self.run("dump", environment, "--rows", str(rows))
                print(f"first:  {imported['buckets'][0]}\nagain:  {imported['buckets'][1]}")
            self.drop(environment)
            environment = self.fresh()
            loaded = self.run("bare", environment, "--rows", str(rows))
            self.drop(environment)
            if imported["contents"] != loaded["contents"]:
                sys.exit(f"The sides differ: {imported['contents']} {loaded['contents']}")
            first.append(imported["seconds"][0])
            again.append(imported["seconds"][1])
            bare.append(loaded["seconds"][0])
            resident.append(imported["resident"])
            print(
                f"round {number + 1}: import {first[-1]:.1f} s, again {again[-1]:.1f} s, "
                f"bare {bare[-1]:.1f} s, import resident {resident[-1]} MB; processor time of "
                f"this side of the connection {imported['processor'][0]:.1f} s, "
                f"{imported['processor'][1]:.1f} s and {loaded['processor'][0]:.1f} s"
            )
        counts = {table: count for table, (count, _) in imported["contents"].items()}
        print(f"equal on both sides: {counts}")
        middle = statistics.median
        print(
            f"{self.options.database}: import {middle(first):.1f} s / bare {middle(bare):.1f} s "
            f"= {middle(first) / middle(bare):.2f}; again {middle(again):.1f} s; "
            f"resident {max(resident)} MB"
        )


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
