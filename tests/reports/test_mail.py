"""The outbox: once each, whatever the mail server does, and only to those who still may."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from accounts.models import Officer
from audit.models import JournalEntry
from reports import mail
from reports.mail import Telling, send_waiting, tell
from reports.models import Message, MessageKind, Schedule
from reports.models.messages import LAPSES
from tests.people import AT
from tests.reports import postbox
from tests.reports.clockwork import HOUR, monthly, now, world

__all__ = ["monthly", "now", "world"]

pytestmark = pytest.mark.usefixtures("world")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def telling(monthly: Schedule) -> Telling:
    """Give something to tell those who answer for a schedule."""
    return Telling(
        kind=MessageKind.LATE,
        key="late:1",
        district=monthly.district,
        subject="Southend performance report:\nnot there yet",
        words="It was due at 06:00.",
        link=monthly.get_absolute_url(),
    )


class TestTell:
    def test_tells_each_officer_once(
        self, telling: Telling, chief_inspector: Officer, analyst: Officer, schedule: Officer
    ) -> None:
        assert tell(to=chief_inspector, telling=telling, by=schedule, at=AT)
        assert tell(to=analyst, telling=telling, by=schedule, at=AT)
        assert not tell(to=chief_inspector, telling=telling, by=schedule, at=AT + HOUR)

        assert Message.objects.count() == 2

    def test_is_held_to_once_by_the_database(
        self, telling: Telling, chief_inspector: Officer, schedule: Officer
    ) -> None:
        tell(to=chief_inspector, telling=telling, by=schedule, at=AT)
        again = Message.objects.get()
        again.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.create(
                key=again.key,
                kind=again.kind,
                to=chief_inspector,
                by=schedule,
                district=again.district,
                made_at=AT,
                next_try_at=AT,
            )


class TestSendWaiting:
    @pytest.fixture(autouse=True)
    def _told(self, telling: Telling, chief_inspector: Officer, schedule: Officer) -> None:
        tell(to=chief_inspector, telling=telling, by=schedule, at=AT)

    def test_begins_the_subject_with_the_marking_and_carries_a_link_only(
        self, schedule: Officer, monthly: Schedule, settings: Settings
    ) -> None:
        settings.SITE_ADDRESS = "https://operations.example.police.uk"

        send_waiting(by=schedule, at=AT)

        [sent] = postbox.TAKEN
        page = f"https://operations.example.police.uk{monthly.get_absolute_url()}"
        assert sent.subject == "OFFICIAL: Southend performance report: not there yet"
        assert sent.to == ["40007@essex.example"]
        assert page in sent.body
        assert sent.attachments == []
        assert sent.message()["Message-ID"] == f"<{Message.objects.get().pk}@essex.example>"

    def test_sends_once_and_writes_the_disclosure_down(self, schedule: Officer) -> None:
        assert send_waiting(by=schedule, at=AT).sent == 1
        assert send_waiting(by=schedule, at=AT + HOUR).sent == 0

        [line] = JournalEntry.objects.filter(verb="message.send")
        assert line.detail["to"] == "40007@essex.example"
        assert len(postbox.TAKEN) == 1

    def test_sends_nothing_without_a_server_and_keeps_what_is_told(
        self, schedule: Officer, settings: Settings, chief_inspector: Officer
    ) -> None:
        settings.MAIL_DOMAIN = ""

        assert send_waiting(by=schedule, at=AT).sent == 0

        assert postbox.TAKEN == []
        assert Message.objects.visible_to(chief_inspector).shown(AT + HOUR).count() == 1

    def test_sends_once_when_the_server_is_back_after_two_days(self, schedule: Officer) -> None:
        postbox.IS_AWAY.append("away")
        at = AT
        while at < AT + timedelta(days=2):
            send_waiting(by=schedule, at=at)
            at += 10 * MINUTE
        assert Message.objects.get().failure == (
            "The mail server does not answer (Connection refused)."
        )
        postbox.IS_AWAY.clear()

        for _ in range(5):
            send_waiting(by=schedule, at=at)
            at += 10 * MINUTE

        assert len(postbox.TAKEN) == 1
        assert Message.objects.get().failure == ""

    def test_does_not_wait_for_an_absent_server_for_each_mail(
        self, telling: Telling, analyst: Officer, schedule: Officer
    ) -> None:
        tell(to=analyst, telling=telling, by=schedule, at=AT)
        postbox.IS_AWAY.append("away")

        assert send_waiting(by=schedule, at=AT).failed == 1

    def test_goes_on_past_an_address_that_the_server_does_not_know(
        self, telling: Telling, analyst: Officer, schedule: Officer
    ) -> None:
        tell(to=analyst, telling=telling, by=schedule, at=AT)
        postbox.UNKNOWN.append("40007@essex.example")

        result = send_waiting(by=schedule, at=AT)

        assert (result.sent, result.failed) == (1, 1)
        failed = Message.objects.get(to__collar_number="40007")
        assert failed.failure == "The mail server does not know the address."

    def test_withholds_from_those_who_left_before_it_went_out(
        self, schedule: Officer, chief_inspector: Officer
    ) -> None:
        postbox.IS_AWAY.append("away")
        send_waiting(by=schedule, at=AT)
        postbox.IS_AWAY.clear()
        chief_inspector.postings.update(to_on=AT.date() + timedelta(days=1))

        assert send_waiting(by=schedule, at=AT + timedelta(days=1)).withheld == 1

        assert postbox.TAKEN == []
        assert "no longer works for Southend district" in Message.objects.get().failure
        assert send_waiting(by=schedule, at=AT + timedelta(days=2)).withheld == 0

    def test_gives_up_after_a_week(self, schedule: Officer) -> None:
        assert send_waiting(by=schedule, at=AT + LAPSES).sent == 0

        assert Message.objects.lapsed(AT + LAPSES).count() == 1

    def test_leaves_what_another_worker_sends(self, schedule: Officer) -> None:
        assert mail.claim(Message.objects.get(), at=AT)

        assert send_waiting(by=schedule, at=AT + MINUTE).sent == 0
        assert send_waiting(by=schedule, at=AT + mail.LAPSE + MINUTE).sent == 1


class TestPutAway:
    def test_is_for_the_one_who_was_told(
        self, telling: Telling, chief_inspector: Officer, analyst: Officer, schedule: Officer
    ) -> None:
        tell(to=chief_inspector, telling=telling, by=schedule, at=AT)
        message = Message.objects.get()

        mail.put_away(message=message, by=analyst, at=AT)
        assert Message.objects.visible_to(chief_inspector).shown(AT).exists()
        mail.put_away(message=message, by=chief_inspector, at=AT)
        assert not Message.objects.visible_to(chief_inspector).shown(AT).exists()
