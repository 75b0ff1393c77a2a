"""Whoever only reads waits for no writer: every page while another process holds the write lock."""

import copy
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker, Settings

from accounts import clock
from accounts.models import Officer
from accounts.roles import Role
from audit import journal, spool
from audit.models import JournalEntry
from tests.address import Address
from tests.addresses import ADDRESSES
from tests.databases import copy_database, database_url, drop_database, point_at
from tests.example import Example, now
from tests.operations import typing_in
from tests.reports.api.asking import bearer
from tests.running import environment_of, make_site

AT_MOST = 3.0
"""Seconds. The lock is held for good: who waits for it waits longer, or fails."""
PATIENCE = 20.0


@pytest.fixture
def reading(
    example_made: Example,
    django_db_setup: BaseDatabaseWrapper,
    django_db_blocker: DjangoDbBlocker,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[Example]:
    """Give the example in a database of the test's own, to which other processes may write."""
    settings.JOURNAL_SPOOL = tmp_path / "var" / "journal"
    with django_db_blocker.unblock():
        migrated = str(connections["default"].settings_dict["NAME"])
        name = copy_database(example_made.database, f"{example_made.database}_{uuid4().hex[:8]}")
        connections["snapshot"] = django_db_setup
        point_at(name)
        try:
            with (
                override_settings(MEDIA_ROOT=str(example_made.folder)),
                patch.object(clock, "now", now),
            ):
                yield example_made
            wait_until_empty()
        finally:
            point_at(migrated)
            connections["snapshot"] = connections["default"]
            drop_database(name)


@contextmanager
def write_lock() -> Iterator[None]:
    """Keep every other connection from writing, and none from reading."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        held = sqlite3.connect(name, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        yield
        held.execute("ROLLBACK")
        held.close()
        return
    tables = ", ".join(f'"{table}"' for table in connection.introspection.table_names())
    with psycopg.connect(database_url(name)) as other:
        other.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE".encode())
        yield
        other.rollback()


def wait_until_empty() -> None:
    """Wait until nothing is left in the spool."""
    until = time.monotonic() + PATIENCE
    while not spool.is_empty() and time.monotonic() < until:
        time.sleep(0.05)
    assert spool.is_empty()


def client_of(example: Example, officer: Officer | None) -> Client:
    """Give a browser that is signed in as an officer."""
    client = Client()
    client.cookies.update(copy.deepcopy(example.clients[officer].cookies))
    return client


def opened(client: Client, url: str, headers: dict[str, str]) -> tuple[int, float]:
    """Open a page; give the status and the seconds."""
    begun = time.perf_counter()
    response: Any = client.get(url, headers=headers)
    b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return response.status_code, time.perf_counter() - begun


def read_by(role: Role) -> list[Address]:
    """List what a role may read."""
    listed = [address for address in ADDRESSES if address.method == "GET"]
    return [address for address in listed if address.answer(role) == 200]


@pytest.mark.parametrize("role", [*Role])
def test_every_page_that_only_reads_is_answered_while_another_process_writes(
    role: Role, reading: Example
) -> None:
    officer, wrong, slow = reading.people[role], {}, {}
    asked = [
        (address, bearer(officer, address.scope) if address.scope else {})
        for address in read_by(role)
    ]
    before, client = JournalEntry.objects.count(), client_of(reading, officer)
    client.get("/")  # what a process loads for its first page is not what is measured
    with write_lock():
        for address, headers in asked:
            cache.clear()
            browser = Client() if address.scope else client
            status, seconds = opened(browser, address.url(reading.keys), headers)
            if status != address.answer(role):
                wrong[str(address)] = status
            if seconds > AT_MOST:  # by the load of the machine once, by a lock each time
                seconds = opened(browser, address.url(reading.keys), headers)[1]
            if seconds > AT_MOST:
                slow[str(address)] = round(seconds, 2)
        waiting = spool.lines()
        assert JournalEntry.objects.count() == before

    wait_until_empty()
    assert (wrong, slow) == ({}, {})
    written = JournalEntry.objects.order_by("pk").values_list("uid", "verb", "by_label")
    said = [(line["uid"], line["verb"], line["by_label"]) for line in waiting]
    assert [(uid.hex, *rest) for uid, *rest in written if uid] == said
    assert said


class TestANote:
    @pytest.fixture
    def url(self, reading: Example) -> str:
        """Name a page that is written down as a consultation."""
        return reverse("arrest-detail", args=[reading.keys["arrest"]])

    @pytest.fixture
    def sergeant(self, reading: Example) -> Client:
        """Give the browser of a sergeant."""
        return client_of(reading, reading.people[Role.SUPERVISOR])

    def consultations(self) -> int:
        """Count them."""
        return JournalEntry.objects.filter(verb="arrest.consult").count()

    def test_goes_into_the_journal_at_once_in_quiet_times(self, sergeant: Client, url: str) -> None:
        assert sergeant.get(url).status_code == 200

        assert self.consultations() == 1
        assert not spool.path().exists()

    def test_waits_behind_those_that_wait(self, sergeant: Client, url: str) -> None:
        with write_lock(), patch.object(journal.emptying, "begin"):
            sergeant.get(url)
        with patch.object(journal.emptying, "begin"):
            sergeant.get(f"{url}?again=1")
        assert (self.consultations(), len(spool.lines())) == (0, 2)

        assert journal.take_spooled() == 2
        assert journal.take_spooled() == 0
        assert self.consultations() == 2

    def test_is_written_before_the_next_thing_that_is_done(
        self, reading: Example, sergeant: Client, url: str
    ) -> None:
        with write_lock(), patch.object(journal.emptying, "begin"):
            sergeant.get(url)

        sergeant.post(reverse("account_logout"))

        verbs = JournalEntry.objects.order_by("-pk").values_list("verb", flat=True)[:2]
        assert list(verbs) == ["officer.sign_out", "arrest.consult"]

    def test_is_not_doubled_by_a_process_that_was_killed_before_it_emptied_the_spool(
        self, sergeant: Client, url: str
    ) -> None:
        with write_lock(), patch.object(journal.emptying, "begin"):
            sergeant.get(url)
        with patch.object(spool, "drop"):  # killed here
            journal.take_spooled()
        assert (self.consultations(), len(spool.lines())) == (1, 1)

        assert journal.take_spooled() == 0
        assert (self.consultations(), spool.lines()) == (1, [])

    def test_is_sealed_with_its_day(self, sergeant: Client, url: str) -> None:
        with write_lock(), patch.object(journal.emptying, "begin"):
            sergeant.get(url)

        seal = journal.seal(day=now().date())

        assert spool.is_empty()
        assert seal.last_entry_id == JournalEntry.objects.get(verb="arrest.consult").pk
        assert journal.broken_seals() == []

    @pytest.mark.parametrize("name", ["arrest-detail", "list-download"])
    def test_that_can_be_written_nowhere_lets_nothing_be_shown(
        self, name: str, reading: Example, sergeant: Client, url: str, settings: Settings
    ) -> None:
        settings.JOURNAL_SPOOL = Path("/proc/journal")
        url = url if name == "arrest-detail" else reverse(name, args=["arrest", "csv"])

        with write_lock():
            response = sergeant.get(url)

        assert response.status_code == 503
        assert "the journal cannot be written now" in response.content.decode()
        assert "50/1" not in response.content.decode()  # a custody number
        assert self.consultations() == 0

    def test_survives_the_killing_of_the_site(
        self, reading: Example, tmp_path: Path, sergeant: Client, url: str
    ) -> None:
        environment = environment_of(database_url(str(connection.settings_dict["NAME"]))) | {
            "SOUTHEND_VAR": str(tmp_path / "var"),
            "SOUTHEND_SECRET_KEY": site.SECRET_KEY,
        }
        running = make_site(environment, tmp_path)
        running.start()
        cookie = f"sessionid={sergeant.cookies['sessionid'].value}"
        with write_lock():
            for page in (url, f"{url}?again=1"):
                status, seconds = self.fetched(running.url, page, cookie)
                assert status == 200
                assert seconds <= AT_MOST or page == url  # the first visitor's page is compiled
            running.kill()
        assert self.consultations() == 0
        assert len(list((tmp_path / "var" / "journal").glob("*.jsonl"))) == 1

        running.start()
        until = time.monotonic() + PATIENCE
        while self.consultations() < 2 and time.monotonic() < until:
            time.sleep(0.1)
        running.stop()

        assert self.consultations() == 2

    def fetched(self, site_url: str, page: str, cookie: str) -> tuple[int, float]:
        """Open a page of the running site; give the status and the seconds."""
        begun = time.perf_counter()
        opened = HTTPConnection(urlsplit(site_url).netloc, timeout=30)
        opened.request("GET", page, headers={"Cookie": cookie})
        answer = opened.getresponse()
        answer.read()
        opened.close()
        return answer.status, time.perf_counter() - begun


class TestABusyPage:
    """What only a writer can do is answered by a page, and what was typed is kept on it."""

    @pytest.fixture(autouse=True)
    def _impatient(self, reading: Example) -> Iterator[None]:
        """Give up after a tenth of a second; pages do after SOUTHEND_LOCK_SECONDS."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA busy_timeout = 100")
            else:
                cursor.execute("SET lock_timeout = 100")
        yield
        connections["default"].close()

    def test_offers_what_was_typed_again(self, reading: Example) -> None:
        officer = client_of(reading, reading.people[Role.OFFICER])
        note = 'Seen "twice" <at> the pier\nand gone.'
        typed = typing_in.patrol(note=note) | {"password": "secret"}

        with write_lock():
            response = officer.post(reverse("patrol-create"), typed)
        page = response.content.decode()

        assert (response.status_code, response["Retry-After"]) == (503, "5")
        assert "Seen &quot;twice&quot; &lt;at&gt; the pier\nand gone." in page
        assert "secret" not in page
        assert "Traceback" not in page

    def test_is_a_problem_in_the_api(self, reading: Example) -> None:
        commander = reading.people[Role.COMMANDER]
        address = next(
            each
            for each in ADDRESSES
            if each.scope and each.method == "POST" and each.answer(Role.COMMANDER) < 300
        )
        assert address.scope
        headers = bearer(commander, address.scope)

        with write_lock():
            response = Client().post(
                address.url(reading.keys),
                dict(address.sent),
                content_type="application/json",
                headers=headers,
            )

        assert (response.status_code, response["Retry-After"]) == (503, "5")
        assert response["Content-Type"] == "application/problem+json"
        assert "Ask again in a few seconds" in response.json()["detail"]
