"""A worker that is killed while it compiles: the report is made all the same, once, and whole."""

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts import clock
from audit.models import JournalEntry
from reports import actions, requests
from reports.definitions import report_named
from reports.models import Compilation, CompilationState, Edition, EditionFile
from southend.servers import broker as brokers
from tests.reports.logbook import YEAR, Logbook, committed_logbook, scope_of
from tests.running import Running, make_worker

SECONDS = 60.0
PATIENCE = 0.005
TIMES = {"compiled_at", "data_as_at"}


@pytest.fixture(
    params=["embedded_broker", pytest.param("redis_broker", marks=pytest.mark.needs_redis)]
)
def broker(request: pytest.FixtureRequest) -> brokers.Broker:
    """Run each broker that the system runs on."""
    running: brokers.Broker = request.getfixturevalue(request.param)
    return running


@pytest.fixture
def workers(
    broker: brokers.Broker, child_environment: dict[str, str], tmp_path: Path
) -> Iterator[tuple[Running, Running]]:
    """Describe two workers, the second an hour later by its clock, and end what was started."""
    now = datetime.now(UTC)
    environment = child_environment | {"REDIS_URL": broker.url}
    later = environment | {
        "SOUTHEND_MODE": "demonstration",
        "SOUTHEND_DEMO_CLOCK": f"{(now + timedelta(hours=1)).isoformat()}/{now.isoformat()}",
    }
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    pair = make_worker(environment, tmp_path / "first"), make_worker(later, tmp_path / "second")
    yield pair
    for worker in pair:
        if hasattr(worker, "process"):
            worker.kill()


def ask(log: Logbook) -> Compilation:
    """Ask for the report of the year; the message goes to the broker."""
    return requests.request_compilation(
        definition="performance",
        district=scope_of(log).district,
        period=YEAR,
        by=log.analyst,
        at=clock.now(),
    )


def wait_for(compilation: Compilation, *states: CompilationState, share: float = 0.0) -> None:
    """Wait until a request is in one of the states, and as far as a share of its steps."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        compilation.refresh_from_db()
        if (
            compilation.state in states
            and compilation.steps
            and compilation.step >= share * compilation.steps
        ):
            return
        time.sleep(PATIENCE)
    raise AssertionError(f"{compilation.state}, step {compilation.step}: {compilation.failure}")


def content() -> dict[str, list[Any]]:
    """Read the tables that a compilation writes, but for keys and times."""
    editions = Edition.objects.order_by("district", "number").values()
    files = EditionFile.objects.order_by("edition__number", "format")
    lines = JournalEntry.objects.filter(verb="report.compile")
    return {
        "editions": [without_times(row) for row in editions],
        "files": list(files.values_list("edition__number", "format")),
        "journal": list(lines.values_list("verb", "label", "district", "detail")),
    }


def without_times(edition: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the key and the times, those of the stamp too."""
    stamp = {key: value for key, value in edition["content"]["stamp"].items() if key not in TIMES}
    kept = {key: value for key, value in edition.items() if key not in {"id", *TIMES}}
    return {**kept, "content": {**edition["content"], "stamp": stamp}}


def undisturbed(log: Logbook) -> dict[str, list[Any]]:
    """Compile without a disturbance, read the tables, and take it all back."""
    with transaction.atomic():
        actions.compile_report(
            report=report_named("performance"),
            district=scope_of(log).district,
            period=YEAR,
            by=log.analyst,
            at=clock.now(),
        )
        expected = content()
        transaction.set_rollback(True)
    return expected


@pytest.mark.usefixtures("committed_database")
class TestKilledWorker:
    def test_is_followed_by_another_that_makes_the_same_edition(
        self, workers: tuple[Running, Running]
    ) -> None:
        log = committed_logbook()
        log.arrest()
        expected = undisturbed(log)
        first, second = workers
        compilation = ask(log)

        first.start()
        wait_for(compilation, CompilationState.RUNNING, share=0.2)
        first.kill()
        compilation.refresh_from_db()
        assert 0.1 < compilation.step / compilation.steps < 0.9
        assert not Edition.objects.exists()
        second.start()
        requests.send_again(at=clock.now() + timedelta(hours=1))
        wait_for(compilation, CompilationState.DONE)

        assert content() == expected
        assert (compilation.attempts, compilation.failure) == (2, "")
        assert compilation.step == compilation.steps
        assert compilation.edition == Edition.objects.get()
