"""What the clock does to the journal and to sessions."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from pytest_django import Settings

from accounts import tasks
from accounts.models import Officer
from audit import spool
from audit.models import JournalEntry
from southend.session_store import SessionStore
from tests.people import AT

pytestmark = pytest.mark.django_db


class TestTakeSpooledLines:
    def test_writes_what_a_killed_process_left(
        self, officer: Officer, settings: Settings, tmp_path: Path
    ) -> None:
        settings.JOURNAL_SPOOL = tmp_path
        line = {"uid": "0" * 32, "at": AT.isoformat(), "by_id": str(officer.pk), "by_label": "PC"}
        what = {"operation": "consultation", "verb": "arrest.consult", "subject": "arrest"}
        spool.append({**line, **what, "subject_id": "7", "detail": {"version": 1}})

        tasks.take_spooled_lines()

        entry = JournalEntry.objects.get()
        assert (entry.at, entry.verb, entry.detail) == (AT, "arrest.consult", {"version": 1})


class TestClearSessions:
    def test_deletes_those_that_open_nothing_any_more_and_no_other(self) -> None:
        for age in (timedelta(days=-1), timedelta(days=1)):
            session = SessionStore()
            session["kept"] = age.days
            session.set_expiry(age)
            session.save(must_create=True)

        tasks.clear_sessions()

        assert [each.get_decoded()["kept"] for each in Session.objects.all()] == [1]
