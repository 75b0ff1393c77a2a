"""Compiling while others compile and approve, in a database that is committed to."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connections

from records.models import Status
from reports import actions, requests
from reports.definitions import report_named
from reports.failing import Overtaken
from reports.measures import operations, performance
from reports.models import Compilation, Edition
from reports.renderers.formats import FORMATS
from tests import drafting
from tests.databases import CommittedDatabase
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook, committed_logbook, scope_of

SECONDS = 60


@pytest.fixture
def log(committed_database: CommittedDatabase) -> Logbook:
    """Give the logbook of a committed database, with one arrest that counts."""
    log = committed_logbook()
    log.arrest()
    return log


def compiled(log: Logbook) -> Edition:
    """Compile the year as the analyst."""
    return actions.compile_report(
        report=report_named("performance"),
        district=scope_of(log).district,
        period=YEAR,
        by=log.analyst,
        at=AT,
    )


def on_own_connections(act: Callable[[], Any]) -> Callable[[], Any]:
    """Close the connections of the thread when it is done."""

    def acting() -> Any:  # noqa: ANN401 - whatever the act gives
        try:
            return act()
        finally:
            connections.close_all()

    return acting


class TestCompileReport:
    def test_shares_the_edition_between_two_that_read_the_same_figures(
        self, log: Logbook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        both_have_read = Barrier(2, timeout=SECONDS)

        def render(document: object, *, format: str) -> bytes:
            if format == "pdf":
                both_have_read.wait()
            return b""

        monkeypatch.setattr(actions, "render", render)
        act = on_own_connections(lambda: compiled(log))
        with ThreadPoolExecutor(2) as threads:
            first, second = (threads.submit(act) for _ in range(2))
            found = {first.result(SECONDS), second.result(SECONDS)}

        assert found == {Edition.objects.get()}
        assert Edition.objects.get().files.count() == len(FORMATS)

    def test_overtakes_the_one_that_read_other_figures(
        self, log: Logbook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        has_read, may_store = Event(), Event()

        def render(document: object, *, format: str) -> bytes:
            if not has_read.is_set():
                has_read.set()
                may_store.wait(SECONDS)
            return b""

        monkeypatch.setattr(actions, "render", render)
        with ThreadPoolExecutor(1) as threads:
            slow: Future[Edition] = threads.submit(on_own_connections(lambda: compiled(log)))
            has_read.wait(SECONDS)
            log.arrest()
            fast = compiled(log)
            may_store.set()
            with pytest.raises(Overtaken):
                slow.result(SECONDS)

        assert Edition.objects.get() == fast
        assert fast.document.figure("arrests_total").current == 2

    def test_counts_no_record_by_half_that_is_approved_meanwhile(
        self, log: Logbook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waiting = log.arrest(status=Status.SUBMITTED)

        def approve_meanwhile(scope: Any) -> Any:  # noqa: ANN401 - passed on
            drafting.approve(waiting.record.__class__.objects.get(pk=waiting.pk), by=log.sergeant)
            return operations.operation_results(scope)

        monkeypatch.setattr(performance, "operation_results", approve_meanwhile)
        monkeypatch.setattr(actions, "render", lambda document, *, format: b"")

        document = compiled(log).document

        counts = {figure.key: int(figure.current or 0) for figure in document.figures}
        by_offence = [n for key, n in counts.items() if key.startswith("arrests.offence.")]
        by_disposal = [n for key, n in counts.items() if key.startswith("arrests.disposal.")]
        assert counts["arrests_total"] == sum(by_offence) == sum(by_disposal) == 1
        assert dict(document.figure("arrests_total").excluded) == {"submitted": 1}
        waiting.record.refresh_from_db()
        assert waiting.record.status == Status.APPROVED


class TestRequestCompilation:
    def test_makes_one_request_of_two_at_once(self, log: Logbook) -> None:
        ready = Barrier(2, timeout=SECONDS)
        district = scope_of(log).district

        def ask() -> Compilation:
            ready.wait()
            return requests.request_compilation(
                definition="performance", district=district, period=YEAR, by=log.analyst, at=AT
            )

        with ThreadPoolExecutor(2) as threads:
            asked = [threads.submit(on_own_connections(ask)) for _ in range(2)]
            found = {future.result(SECONDS) for future in asked}

        assert found == {Compilation.objects.get()}


class TestClaim:
    def test_is_taken_by_one_of_two_at_once(self, log: Logbook) -> None:
        compilation = requests.request_compilation(
            definition="performance",
            district=scope_of(log).district,
            period=YEAR,
            by=log.analyst,
            at=AT,
        )
        ready = Barrier(2, timeout=SECONDS)

        def claim() -> bool:
            ready.wait()
            try:
                return requests.claim(compilation, at=AT)
            except requests.Held:
                return False

        with ThreadPoolExecutor(2) as threads:
            tried = [threads.submit(on_own_connections(claim)) for _ in range(2)]
            taken = [future.result(SECONDS) for future in tried]

        assert sorted(taken) == [False, True]
        compilation.refresh_from_db()
        assert compilation.attempts == 1
