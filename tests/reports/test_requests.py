"""Asking for a report: one request at a time, taken up by one worker, never lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts import outbox
from accounts.models import District, Officer
from audit.models import JournalEntry, Operation
from records.writing import Refused
from reports import actions, requests
from reports.definitions import report_named
from reports.models import Compilation, CompilationState, Edition
from reports.periods import FuturePeriodError, Period
from reports.requests import LAPSE, MOST_ATTEMPTS, Held
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

SECOND = timedelta(seconds=1)


class Broker:
    """Stands in for the broker: what it was sent, and whether it takes anything."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.is_up = True

    def send_task(self, name: str, *, kwargs: dict[str, Any], retry: bool) -> None:
        """Take a message, or raise as a broker that is down."""
        if not self.is_up:
            raise OperationalError("down")
        self.sent.append((name, kwargs))


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    """Take the place of the broker, which leaves the building."""
    stands_in = Broker()
    monkeypatch.setattr(outbox, "current_app", stands_in)
    return stands_in


def ask(
    district: District, by: Officer, *, period: Period = YEAR, at: datetime = AT
) -> Compilation:
    """Ask for the performance report."""
    return requests.request_compilation(
        definition="performance", district=district, period=period, by=by, at=at
    )


@pytest.fixture
def compilation(district: District, analyst: Officer) -> Compilation:
    """Give a request that waits."""
    return ask(district, analyst)


@pytest.fixture
def edition(
    log: Logbook, district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch
) -> Edition:
    """Give a stored edition whose files are empty."""
    monkeypatch.setattr(actions, "render", lambda document, *, format: format.encode())
    return actions.compile_report(
        report=report_named("performance"), district=district, period=YEAR, by=analyst, at=AT
    )


class TestRequestCompilation:
    def test_writes_the_row_and_the_journal_and_sends_a_message_when_both_are_safe(
        self,
        district: District,
        analyst: Officer,
        broker: Broker,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            compilation = ask(district, analyst)
            assert broker.sent == []

        assert compilation.state == CompilationState.WAITING
        assert broker.sent == [(requests.TASK, {"compilation_id": str(compilation.pk)})]
        assert JournalEntry.objects.get(verb="report.request").subject_id == str(compilation.pk)

    def test_waits_where_the_broker_is_down(
        self,
        district: District,
        analyst: Officer,
        broker: Broker,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        broker.is_up = False
        with django_capture_on_commit_callbacks(execute=True):
            ask(district, analyst)

        assert Compilation.objects.get().state == CompilationState.WAITING

    def test_gives_the_request_that_is_not_finished_instead_of_another(
        self, compilation: Compilation, district: District, chief_inspector: Officer
    ) -> None:
        assert ask(district, chief_inspector, at=AT + SECOND) == compilation
        requests.claim(compilation, at=AT)
        assert ask(district, chief_inspector, at=AT + SECOND) == compilation
        assert JournalEntry.objects.filter(verb="report.request").count() == 1

    def test_makes_another_once_the_first_is_finished(
        self, compilation: Compilation, edition: Edition, district: District, analyst: Officer
    ) -> None:
        requests.finish(compilation, edition=edition, at=AT)
        second = ask(district, analyst)
        requests.fail(second, failure="No.", at=AT)

        assert len({compilation, second, ask(district, analyst)}) == 3

    def test_makes_another_for_another_period(
        self, compilation: Compilation, district: District, analyst: Officer
    ) -> None:
        assert ask(district, analyst, period=Period.months_to("2024-03", 1)) != compilation

    def test_is_refused_to_those_who_do_not_compile(
        self, district: District, sergeant: Officer, twin_analyst: Officer
    ) -> None:
        for by in (sergeant, twin_analyst):
            with pytest.raises(Refused, match="Commanders and analysts of Southend district"):
                ask(district, by)

    def test_is_refused_for_a_period_that_is_not_over(
        self, district: District, analyst: Officer
    ) -> None:
        with pytest.raises(FuturePeriodError):
            ask(district, analyst, period=Period.months_to("2024-04", 1))


class TestClaim:
    def test_takes_a_request_that_waits_however_long_ago_it_was_made(
        self, compilation: Compilation
    ) -> None:
        assert requests.claim(compilation, at=AT + timedelta(days=9))

        compilation.refresh_from_db()
        assert (compilation.state, compilation.attempts) == (CompilationState.RUNNING, 1)

    def test_is_held_by_a_worker_that_was_heard_of_within_the_lapse(
        self, compilation: Compilation
    ) -> None:
        requests.claim(compilation, at=AT)

        with pytest.raises(Held, match="Another worker is at performance"):
            requests.claim(compilation, at=AT + LAPSE)

    def test_is_held_longer_by_a_worker_that_tells_how_far_it_is(
        self, compilation: Compilation
    ) -> None:
        requests.claim(compilation, at=AT)
        requests.tell(compilation, step=2, steps=7, doing="Writing PDF", at=AT + LAPSE)

        with pytest.raises(Held):
            requests.claim(compilation, at=AT + 2 * LAPSE)

    def test_takes_over_from_a_worker_that_fell_silent(self, compilation: Compilation) -> None:
        requests.claim(compilation, at=AT)

        assert requests.claim(compilation, at=AT + LAPSE + SECOND)

        compilation.refresh_from_db()
        assert compilation.attempts == 2

    def test_leaves_a_finished_request_alone(
        self, compilation: Compilation, edition: Edition
    ) -> None:
        requests.finish(compilation, edition=edition, at=AT)

        assert not requests.claim(compilation, at=AT + timedelta(days=1))

    def test_gives_up_after_the_most_attempts_and_says_so(self, compilation: Compilation) -> None:
        at = AT
        for _ in range(MOST_ATTEMPTS):
            assert requests.claim(compilation, at=at)
            at += LAPSE + SECOND

        assert not requests.claim(compilation, at=at)

        compilation.refresh_from_db()
        assert compilation.state == CompilationState.FAILED
        assert compilation.failure == "It was begun 5 times and never finished. Compile it again."

    def test_names_the_step_at_which_it_was_never_heard_of_again(
        self, compilation: Compilation
    ) -> None:
        at = AT
        for _ in range(MOST_ATTEMPTS):
            requests.claim(compilation, at=at)
            requests.tell(compilation, step=2, steps=9, doing="Writing PDF", at=at)
            at += LAPSE + SECOND

        requests.claim(compilation, at=at)

        compilation.refresh_from_db()
        assert compilation.failure == (
            "It was begun 5 times and never finished, the last time at “Writing PDF”. "
            "Compile it again."
        )


class TestTell:
    def test_writes_down_how_far_it_is(self, compilation: Compilation) -> None:
        requests.claim(compilation, at=AT)

        requests.tell(compilation, step=3, steps=7, doing="Writing Excel", at=AT + SECOND)

        compilation.refresh_from_db()
        assert (compilation.step, compilation.steps) == (3, 7)
        assert (compilation.doing, compilation.heard_at) == ("Writing Excel", AT + SECOND)

    def test_leaves_a_finished_request_alone(self, compilation: Compilation) -> None:
        requests.claim(compilation, at=AT)
        requests.fail(compilation, failure="No.", at=AT)

        requests.tell(compilation, step=3, steps=7, doing="Writing Excel", at=AT + SECOND)

        compilation.refresh_from_db()
        assert (compilation.step, compilation.state) == (0, CompilationState.FAILED)


class TestSendAgain:
    def test_sends_what_nothing_was_heard_of(
        self, compilation: Compilation, broker: Broker
    ) -> None:
        assert requests.send_again(at=AT + LAPSE) == 0
        assert requests.send_again(at=AT + LAPSE + SECOND) == 1
        assert broker.sent == [(requests.TASK, {"compilation_id": str(compilation.pk)})]

    def test_sends_what_a_worker_left(self, compilation: Compilation, broker: Broker) -> None:
        requests.claim(compilation, at=AT + LAPSE)

        assert requests.send_again(at=AT + 2 * LAPSE) == 0
        assert requests.send_again(at=AT + 2 * LAPSE + SECOND) == 1

    def test_sends_nothing_that_is_finished(self, compilation: Compilation, broker: Broker) -> None:
        requests.fail(compilation, failure="No.", at=AT)

        assert requests.send_again(at=AT + timedelta(days=1)) == 0

    def test_counts_only_what_the_broker_took(
        self, compilation: Compilation, broker: Broker
    ) -> None:
        broker.is_up = False

        assert requests.send_again(at=AT + timedelta(days=1)) == 0


class TestDownloadEdition:
    def test_writes_the_disclosure_with_the_digest_of_the_file(
        self, edition: Edition, sergeant: Officer
    ) -> None:
        file = requests.download_edition(edition=edition, format="pdf", by=sergeant, at=AT)

        entry = JournalEntry.objects.get(verb="edition.download")
        assert bytes(file.body) == b"pdf"
        assert (entry.operation, entry.subject_id) == (Operation.DISCLOSURE, str(edition.pk))
        assert entry.detail == {
            "format": "pdf",
            "sha256": file.sha256,
            "size": 3,
            "to": "Sergeant 40210",
        }

    def test_is_refused_to_those_who_do_not_read_reports(
        self, edition: Edition, officer: Officer, twin_chief_inspector: Officer
    ) -> None:
        for by in (officer, twin_chief_inspector):
            with pytest.raises(Refused, match="Reports of Southend district"):
                requests.download_edition(edition=edition, format="pdf", by=by, at=AT)
        assert not JournalEntry.objects.filter(verb="edition.download").exists()
