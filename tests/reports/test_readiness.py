"""Before a report is frozen: what is outstanding with whom, and a reminder a day for each."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer, Team
from accounts.roles import Role
from audit.models import JournalEntry
from records.models import Kind, Status
from records.writing import Refused
from reports.models import Message, MessageKind, Schedule
from reports.readiness import KindCount, Readiness, next_period, readiness, remind
from reports.schedules import local_words
from tests.operations.conftest import codes
from tests.people import AT, posted
from tests.reports.clockwork import monthly
from tests.reports.logbook import Logbook, london
from tests.reports.measures.conftest import log

__all__ = ["codes", "log", "monthly"]


@pytest.fixture
def logged(log: Logbook) -> Logbook:
    """Log arrests of the coming period in every state, and one outside of it."""
    for status in (Status.APPROVED, Status.APPROVED, Status.SUBMITTED, Status.WITHDRAWN):
        log.arrest("2024-04-10", status=status)
    for status in (Status.DRAFT, Status.RETURNED, Status.REOPENED):
        log.arrest("2024-04-11", status=status)
    log.arrest("2023-04-30", status=Status.DRAFT)
    return log


def found(monthly: Schedule) -> Readiness:
    """Say how ready the next period of a schedule is."""
    coming = next_period(monthly)
    assert coming is not None
    return readiness(district=monthly.district, period=coming[1], at=AT)


class TestReadiness:
    def test_counts_the_period_that_is_frozen_next(
        self, monthly: Schedule, logged: Logbook
    ) -> None:
        ready = found(monthly)

        assert (ready.approved, ready.waiting, ready.unsent, ready.total) == (2, 1, 3, 6)
        assert ready.words == "2 of 6 records approved, 1 to be decided and 3 with 1 officer."

    def test_says_with_whom_each_of_it_is(self, monthly: Schedule, logged: Logbook) -> None:
        ready = found(monthly)

        assert [(line.who, line.words) for line in ready.authors] == [
            ("PC 41123", "1 returned to mend, 1 not sent yet and 1 reopened to correct")
        ]
        assert [(line.who, line.words) for line in ready.teams] == [
            ("Supervisors of Town Centre Team", "1 to decide")
        ]
        assert sum(line.count for line in (*ready.authors, *ready.teams)) == 4

    def test_counts_each_kind_and_leads_to_the_lists_that_hold_as_many(
        self,
        monthly: Schedule,
        logged: Logbook,
        client: Client,
        sergeant: Officer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: AT)
        logged.patrol(london("2024-04-12", "10:00"), london("2024-04-12", "10:20"))
        client.force_login(sergeant)

        page = client.get(reverse("readiness"))
        shown = {
            (line["label"], count): client.get(url).context["total"]
            for line in page.context["kinds"]
            for count, url in line["cells"]
            if count
        }

        assert found(monthly).kinds == [
            KindCount(Kind.PATROL, 1, 0, 0),
            KindCount(Kind.ARREST, 2, 1, 3),
        ]
        assert shown == {
            ("Patrols", 1): 1,
            ("Arrests", 2): 2,
            ("Arrests", 1): 1,
            ("Arrests", 3): 3,
        }

    def test_does_not_see_other_districts(
        self, monthly: Schedule, logged: Logbook, twin_district: District
    ) -> None:
        period = found(monthly).period

        assert readiness(district=twin_district, period=period, at=AT).total == 0

    @pytest.mark.parametrize(
        ("counts", "words"),
        [
            ((0, 0, 0), "No record of this period has been logged yet."),
            ((71, 0, 0), "All 71 records of the period are approved."),
            ((62, 9, 0), "62 of 71 records approved and 9 to be decided."),
        ],
    )
    def test_says_itself(self, monthly: Schedule, counts: tuple[int, int, int], words: str) -> None:
        approved, waiting, unsent = counts
        ready = Readiness(
            period=found(monthly).period,
            kinds=[KindCount(Kind.ARREST, approved, waiting, unsent)],
            teams=(),
            authors=(),
        )

        assert ready.words == words


class TestNextPeriod:
    def test_is_the_one_that_freezes_next(self, monthly: Schedule) -> None:
        coming = next_period(monthly)

        assert coming is not None
        assert (local_words(coming[0]), coming[1].label) == (
            "8 May 2024, 06:00 BST",
            "year to 30 April 2024",
        )

    def test_is_nothing_where_the_schedule_is_stopped(self, monthly: Schedule) -> None:
        monthly.stopped_at = AT

        assert next_period(monthly) is None


class TestRemind:
    def test_tells_the_officer_once_a_day_whoever_presses(
        self,
        monthly: Schedule,
        logged: Logbook,
        officer: Officer,
        sergeant: Officer,
        analyst: Officer,
    ) -> None:
        whom: dict[str, Any] = {"schedule": monthly, "key": officer.pk, "is_team": False}

        assert list(remind(**whom, by=sergeant, at=AT)) == [officer]
        with pytest.raises(Refused, match="reminded today already"):
            remind(**whom, by=analyst, at=AT + timedelta(hours=1))
        assert found(monthly).authors[0].reminded_at == AT
        assert list(remind(**whom, by=analyst, at=AT + timedelta(days=1))) == [officer]

        assert Message.objects.filter(kind=MessageKind.REMINDER, to=officer).count() == 2
        assert JournalEntry.objects.filter(verb="reminder.send").count() == 2

    def test_names_no_record(
        self, monthly: Schedule, logged: Logbook, officer: Officer, sergeant: Officer
    ) -> None:
        remind(schedule=monthly, key=officer.pk, is_team=False, by=sergeant, at=AT)

        message = Message.objects.get()
        assert str(message) == "OFFICIAL: 3 records outstanding before 8 May 2024"
        assert "A-24-" not in message.words
        assert "frozen on 8 May 2024, 06:00 BST" in message.words

    def test_reaches_the_supervisors_of_the_team_and_no_other(
        self, monthly: Schedule, logged: Logbook, team: Team, sergeant: Officer, analyst: Officer
    ) -> None:
        told = remind(schedule=monthly, key=team.pk, is_team=True, by=analyst, at=AT)

        assert list(told) == [sergeant]

    def test_reaches_the_districts_supervisors_where_the_team_has_none(
        self,
        monthly: Schedule,
        logged: Logbook,
        team: Team,
        sergeant: Officer,
        other_team_sergeant: Officer,
        analyst: Officer,
    ) -> None:
        sergeant.postings.update(to_on=AT.date())

        told = remind(schedule=monthly, key=team.pk, is_team=True, by=analyst, at=AT)

        assert list(told) == [other_team_sergeant]

    def test_is_refused_where_nothing_is_outstanding(
        self, monthly: Schedule, logged: Logbook, other_officer: Officer, analyst: Officer
    ) -> None:
        with pytest.raises(Refused, match="Nothing is outstanding"):
            remind(schedule=monthly, key=other_officer.pk, is_team=False, by=analyst, at=AT)

    def test_is_for_those_who_read_reports_of_the_district(
        self,
        monthly: Schedule,
        logged: Logbook,
        officer: Officer,
        twin_sergeant: Officer,
        sergeant: Officer,
    ) -> None:
        for stranger in (officer, twin_sergeant):
            with pytest.raises(Refused, match="send reminders"):
                remind(schedule=monthly, key=officer.pk, is_team=False, by=stranger, at=AT)

        assert remind(schedule=monthly, key=officer.pk, is_team=False, by=sergeant, at=AT)

    def test_does_not_reach_one_of_another_district(
        self, monthly: Schedule, logged: Logbook, twin_team: Team, analyst: Officer
    ) -> None:
        posted("42999", "Sergeant", Role.SUPERVISOR, twin_team)

        with pytest.raises(Refused):
            remind(schedule=monthly, key=twin_team.pk, is_team=True, by=analyst, at=AT)
