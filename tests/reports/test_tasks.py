"""The doors of the queue and the clock: what becomes of a request, and what the clock asks for."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from accounts import clock, officers
from accounts.models import District, Officer
from reports import actions, requests, tasks
from reports.measures import registry
from reports.models import Compilation, CompilationState, Edition, EditionFile, Schedule
from reports.scheduling import found_schedule
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.dictionary import withdraw
from tests.reports.example import broken_in
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

    def test_keeps_the_reason_where_a_definition_was_withdrawn(
        self, compilation: Compilation
    ) -> None:
        withdraw("officer_minutes", "2024-01-01")

        failed = run(compilation)

        assert (failed.state, failed.edition) == (CompilationState.FAILED, None)
        assert failed.failure == (
            "Officer minutes has no definition in force in all of 1 April 2023 to 31 March 2024: "
            "version 1 was withdrawn from 1 January 2024. An administrator adds a version on the "
            "records desk."
        )
        assert Edition.objects.count() == EditionFile.objects.count() == 0

    def test_keeps_the_reason_where_a_figure_is_of_no_measure(
        self, compilation: Compilation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        known = tuple(each for each in registry.MEASURES if each.key != "engagement_events")
        monkeypatch.setattr(registry, "MEASURES", known)

        failed = run(compilation)

        assert failed.failure.startswith("No measure gives the figure engagement_events.")
        assert Edition.objects.count() == 0

    def test_fails_in_words_where_the_officer_may_no_longer(
        self, compilation: Compilation, analyst: Officer
    ) -> None:
        analyst.postings.update(to_on=AT.date() - timedelta(days=1))

        failed = run(compilation)

        assert failed.state == CompilationState.FAILED
        assert failed.failure == "Commanders and analysts of Southend district compile its reports."
        assert not Edition.objects.exists()

    def test_ends_at_once_with_the_reason_where_trying_again_would_not_help(
        self, compilation: Compilation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def break_down(document: object, *, format: str) -> bytes:
            raise RuntimeError(f"the engine of {format} is broken")

        monkeypatch.setattr(actions, "render", break_down)

        failed = run(compilation)

        assert (failed.state, failed.attempts) == (CompilationState.FAILED, 1)
        assert "Writing PDF stopped (RuntimeError: the engine of pdf is broken)" in failed.failure
        assert "Writing Excel stopped" in failed.failure
        assert not requests.claim(compilation, at=AT + timedelta(days=1))
        assert not Edition.objects.exists()

    def test_finishes_a_request_of_which_one_format_cannot_be_written(
        self, compilation: Compilation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "render", broken_in("pdf"))

        done = run(compilation)

        assert (done.state, done.failure) == (CompilationState.DONE, "")
        assert list(Edition.objects.get().unmade) == ["pdf"]

    def test_leaves_a_request_to_the_next_worker_where_the_database_is_busy(
        self, compilation: Compilation, times: list[datetime], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def busy(document: object, *, format: str) -> bytes:
            raise OperationalError("database is locked")

        with monkeypatch.context() as broken:
            broken.setattr(actions, "render", busy)
            with pytest.raises(OperationalError):
                run(compilation)
        times.append(AT + requests.LAPSE + timedelta(seconds=1))

        done = run(compilation)

        assert (done.state, done.attempts) == (CompilationState.DONE, 2)


class TestRunSchedules:
    @pytest.fixture
    def sent(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Mapping[str, str | int]]]:
        """Keep what is handed to the broker."""
        kept: list[tuple[str, Mapping[str, str | int]]] = []

        def send(name: str, arguments: Mapping[str, str | int]) -> bool:
            kept.append((name, arguments))
            return True

        monkeypatch.setattr(tasks, "send", send)
        return kept

    def test_opens_a_task_for_each_schedule_that_is_due(
        self,
        district: District,
        twin_district: District,
        console: Officer,
        times: list[datetime],
        sent: list[tuple[str, Mapping[str, str | int]]],
    ) -> None:
        both = [
            found_schedule(district=one, by=console, at=AT) for one in (district, twin_district)
        ]
        tasks.run_schedules()
        assert sent == []
        times.append(datetime(2024, 5, 8, 5, 0, tzinfo=UTC))

        tasks.run_schedules()

        assert sorted(key["schedule_id"] for _, key in sent) == [one.pk for one in both]
        assert {name for name, _ in sent} == {tasks.run_schedule.name}

    def test_asks_in_the_clocks_name(
        self, district: District, console: Officer, times: list[datetime]
    ) -> None:
        schedule = found_schedule(district=district, by=console, at=AT)
        times.append(datetime(2024, 5, 8, 5, 0, tzinfo=UTC))

        tasks.run_schedule(schedule_id=schedule.pk)

        assert Compilation.objects.get().by.collar_number == officers.CLOCK

    def test_reckons_the_next_run_where_it_is_not_known(
        self, district: District, console: Officer, times: list[datetime]
    ) -> None:
        """As a migration leaves it, which knows no clock."""
        schedule = found_schedule(district=district, by=console, at=AT)
        Schedule.objects.update(next_at=None)

        tasks.run_schedule(schedule_id=schedule.pk)

        schedule.refresh_from_db()
        assert schedule.next_at == datetime(2024, 5, 8, 5, 0, tzinfo=UTC)
        assert not schedule.runs.exists()
