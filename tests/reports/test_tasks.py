"""The doors of the queue and the clock: what becomes of a request, and what the clock asks for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts import clock
from accounts.models import District, Officer
from reports import actions, requests, tasks
from reports.models import Compilation, CompilationState, Edition
from reports.periods import Period
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Tell the tasks the time: the last of the list."""
    told = [AT]
    monkeypatch.setattr(clock, "now", lambda: told[-1])
    return told


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch, times: list[datetime]) -> None:
    monkeypatch.setattr(actions, "render", lambda document, *, format: b"")


@pytest.fixture
def compilation(log: Logbook, district: District, analyst: Officer) -> Compilation:
    """Give a request that waits."""
    return requests.request_compilation(
        definition="performance", district=district, period=YEAR, by=analyst, at=AT
    )


def run(compilation: Compilation) -> Compilation:
    """Deliver the message of a request."""
    tasks.compile_report(compilation_id=str(compilation.pk))
    compilation.refresh_from_db()
    return compilation


class TestCompileReport:
    def test_finishes_a_request_with_its_edition(self, compilation: Compilation) -> None:
        done = run(compilation)

        assert (done.state, done.edition) == (CompilationState.DONE, Edition.objects.get())
        assert (done.step, done.steps) == (actions.STEPS, actions.STEPS)

    def test_does_nothing_on_a_second_delivery(self, compilation: Compilation) -> None:
        run(compilation)

        assert run(compilation).attempts == 1
        assert Edition.objects.count() == 1

    def test_waits_where_another_worker_is_at_it(self, compilation: Compilation) -> None:
        requests.claim(compilation, at=AT)

        with pytest.raises(requests.Held):
            tasks.compile_report.run(compilation_id=str(compilation.pk))

    def test_fails_in_words_where_the_officer_may_no_longer(
        self, compilation: Compilation, analyst: Officer
    ) -> None:
        analyst.postings.update(to_on=AT.date() - timedelta(days=1))

        failed = run(compilation)

        assert failed.state == CompilationState.FAILED
        assert failed.failure == "Commanders and analysts of Southend district compile its reports."
        assert not Edition.objects.exists()

    def test_leaves_a_request_to_the_next_worker_where_it_breaks(
        self, compilation: Compilation, times: list[datetime], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def break_down(document: object, *, format: str) -> bytes:
            raise RuntimeError("the engine is broken")

        with monkeypatch.context() as broken:
            broken.setattr(actions, "render", break_down)
            with pytest.raises(RuntimeError):
                run(compilation)
        times.append(AT + requests.LAPSE + timedelta(seconds=1))

        done = run(compilation)

        assert (done.state, done.attempts) == (CompilationState.DONE, 2)


class TestRequestMonthlyReports:
    def asked(self) -> list[tuple[str, Period]]:
        """List what the clock asks for."""
        tasks.request_monthly_reports()
        rows = Compilation.objects.select_related("district").order_by("start", "district__slug")
        return [(row.district.slug, row.period) for row in rows]

    def test_asks_for_the_twelve_months_to_the_last_in_each_district(
        self, log: Logbook, district: District, twin_district: District
    ) -> None:
        assert self.asked() == [("chelmsford", YEAR), ("southend", YEAR)]
        assert {row.by.collar_number for row in Compilation.objects.all()} == {"clock"}

    def test_asks_again_for_nothing_that_is_asked_for_or_there(
        self, compilation: Compilation
    ) -> None:
        assert len(self.asked()) == 1
        run(compilation)
        assert len(self.asked()) == 1

    def test_takes_the_month_from_londons_calendar(
        self, district: District, times: list[datetime]
    ) -> None:
        times.append(datetime(2024, 3, 31, 22, 59, tzinfo=UTC))
        assert self.asked()[0][1].end == date(2024, 3, 1)
        times.append(datetime(2024, 3, 31, 23, 0, tzinfo=UTC))
        assert self.asked()[1][1].end == date(2024, 4, 1)
