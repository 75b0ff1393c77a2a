"""Clocks, workers and posts that do the same at once, in a database that is committed to."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from pytest_django import Settings

from accounts import officers
from reports import mail, runs, scheduling
from reports.models import Compilation, Message, MessageKind, Schedule, ScheduledRun
from tests.databases import CommittedDatabase
from tests.people import AT
from tests.reports import postbox
from tests.reports.clockwork import DUE, HOUR
from tests.reports.logbook import committed_logbook, scope_of

SECONDS = 60
AT_ONCE = 4


@pytest.fixture
def committed(committed_database: CommittedDatabase, settings: Settings) -> Iterator[Schedule]:
    """Give a schedule of the analyst in a committed database, and a mail server."""
    settings.EMAIL_BACKEND = "tests.reports.postbox.Postbox"
    settings.MAIL_DOMAIN = "essex.example"
    postbox.empty()
    log = committed_logbook()
    district = scope_of(log).district
    yield scheduling.found_schedule(district=district, by=log.analyst, at=AT)
    postbox.empty()


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Do the same in several threads, each on a connection of its own."""
    ready = Barrier(AT_ONCE, timeout=SECONDS)

    def acting() -> Any:  # noqa: ANN401 - whatever the act gives
        try:
            ready.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return [each.result(SECONDS) for each in [threads.submit(acting) for _ in range(AT_ONCE)]]


class TestRunSchedule:
    def test_opens_and_asks_for_each_period_once(self, committed: Schedule) -> None:
        clock = officers.service(officers.CLOCK, at=DUE)

        at_once(lambda: runs.run_schedule(schedule=committed, by=clock, at=DUE))

        assert ScheduledRun.objects.count() == Compilation.objects.count() == 1


class TestSendWaiting:
    def test_sends_each_mail_once(self, committed: Schedule) -> None:
        clock = officers.service(officers.CLOCK, at=DUE)
        for number in range(5):
            telling = mail.Telling(
                kind=MessageKind.LATE,
                key=f"late:{number}",
                district=committed.district,
                subject="Not there yet",
                words="It was due.",
                link="/",
            )
            mail.tell(to=committed.owner, telling=telling, by=clock, at=DUE)

        sent = at_once(lambda: mail.send_waiting(by=clock, at=DUE).sent)

        assert sum(sent) == len(postbox.TAKEN) == 5
        assert not Message.objects.unsent(DUE + HOUR).exists()


class TestTell:
    def test_makes_one_message(self, committed: Schedule) -> None:
        clock = officers.service(officers.CLOCK, at=DUE)
        telling = mail.Telling(
            kind=MessageKind.LATE,
            key="late:1",
            district=committed.district,
            subject="Not there yet",
            words="It was due.",
            link="/",
        )

        made = at_once(lambda: mail.tell(to=committed.owner, telling=telling, by=clock, at=DUE))

        assert sorted(made) == [False, False, False, True]
        assert Message.objects.count() == 1
