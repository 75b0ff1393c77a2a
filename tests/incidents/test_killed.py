"""An import whose worker is killed ends like one that nobody disturbed."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts import clock, officers, outbox
from accounts.models import Officer
from incidents import actions, claims, processing, queue
from incidents.models import UNFINISHED, BatchState, ImportBatch, ImportFile, RejectedRow
from incidents.police_csv import OUTCOMES
from southend.env import Mode
from tests.incidents.published import (
    contents,
    csv_of,
    nowhere,
    outcome,
    receive,
    street,
    written,
    zip_of,
)
from tests.running import Running, make_worker

PATIENCE = 120
ROWS = 30_000


def archive(folder: Path) -> Path:
    """Make an archive that takes some seconds: two months, with every kind of row."""
    april = [street(n, Location=f"On or near Road {n % 997}") for n in range(ROWS)]
    asb = [street() for _ in range(2_000)]
    odd = [street(5), street(6, **nowhere()), street(7, Month="2024-13")]
    may = [street(ROWS + n, Month="2024-05") for n in range(ROWS)]
    files = {
        "2024-04-street.csv": csv_of([*april, *asb, *odd]),
        "2024-04-outcomes.csv": csv_of([outcome(n) for n in range(ROWS)], OUTCOMES),
        "2024-05-street.csv": csv_of([*may, street(1, Month="2024-05")]),
    }
    return written(folder, "archive.zip", zip_of(files))


def result(batch: ImportBatch) -> tuple[object, ...]:
    """Read the tables, and what the import says of its files, its bad rows and its changes."""
    names = ("path", "kind", "month", "state", "read", "added", "updated", "unchanged")
    more = ("repeated", "contradictory", "rejected", "vanished", "outside", "without_location")
    files = ImportFile.objects.filter(batch=batch).order_by("position")
    rejected = RejectedRow.objects.filter(file__batch=batch).order_by(
        "file__position", "line", "why"
    )
    changes = batch.changes.order_by("incident", "outcome", "field", "id")
    return (
        contents(),
        list(files.values_list(*names, *more)),
        list(rejected.values_list("file__path", "line", "column", "says", "why")),
        list(changes.values_list("incident", "outcome", "field", "before", "after")),
    )


def wait_for_middle(batch: ImportBatch) -> int:
    """Wait until the import is between 10 and 90 percent."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        batch.refresh_from_db()
        if 10 < batch.progress < 90:
            return batch.progress
        assert batch.state in UNFINISHED, "the import was done before it could be killed"
        time.sleep(0.01)
    raise AssertionError("the worker never began")


def later(wait: timedelta) -> dict[str, str]:
    """Let a child process's clock be that much ahead: it need not wait for the claim to lapse."""
    now = clock.now()
    shown = (now + wait).isoformat()
    return {
        "SOUTHEND_MODE": Mode.DEMONSTRATION,
        "SOUTHEND_DEMO_CLOCK": f"{shown}/{now.isoformat()}",
    }


def wait_for_end(batch: ImportBatch) -> None:
    """Wait until the import is finished."""
    until = time.monotonic() + PATIENCE
    while batch.state in UNFINISHED and time.monotonic() < until:
        time.sleep(0.2)
        batch.refresh_from_db()


@pytest.mark.parametrize(
    "broker_name",
    ["embedded_broker", pytest.param("redis_broker", marks=pytest.mark.needs_redis)],
)
class TestKilledWorker:
    @pytest.fixture
    def worker(
        self,
        broker_name: str,
        request: pytest.FixtureRequest,
        child_environment: dict[str, str],
        tmp_path: Path,
        settings: Settings,
    ) -> Iterator[Running]:
        broker = request.getfixturevalue(broker_name)
        child_environment |= {"REDIS_URL": broker.url, "SOUTHEND_VAR": str(tmp_path / "var")}
        settings.MEDIA_ROOT = tmp_path / "var" / "files"
        running = make_worker(child_environment, tmp_path)
        running.start()
        yield running
        running.stop()

    def test_is_followed_by_one_that_ends_as_if_nothing_had_been(
        self, worker: Running, tmp_path: Path
    ) -> None:
        by: Officer = officers.service(officers.CONSOLE, at=clock.now())
        batch = receive(archive(tmp_path), by=by)
        outbox.send(*queue.task_of(batch))
        wait_for_middle(batch)

        worker.kill()
        batch.refresh_from_db()
        assert 10 < batch.progress < 90
        worker.environment |= later(claims.LEASE)
        worker.start()
        outbox.send(*queue.task_of(batch))  # as the sweeper does each minute
        wait_for_end(batch)

        assert batch.state == BatchState.DONE
        assert batch.attempts == 2
        found = result(batch)
        assert all(found), "the archive has something of each"
        actions.order_undo(batch=batch, by=by, at=clock.now())
        actions.undo_import(batch=batch, by=by, clock=clock.now)
        again = receive(tmp_path / "archive.zip", by=by)
        processing.process_import(batch=again, by=by, clock=clock.now)
        assert found == result(again)
