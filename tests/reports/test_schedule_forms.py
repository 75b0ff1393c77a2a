"""The pages of schedules, of what is outstanding, and of what one was told, through HTTP."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import District, Officer
from records.models import Status
from reports.models import Message, MessageKind, Schedule
from reports.readiness import remind
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.clockwork import DUE, monthly, now, tick, world
from tests.reports.logbook import Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log", "monthly", "now", "world"]

pytestmark = pytest.mark.usefixtures("world", "now")

TYPED: Mapping[str, object] = {
    "report": "performance",
    "each": "monthly",
    "covers": "year",
    "day": "8",
    "time": "06:00",
    "grace": "12",
    "roles": ["commander"],
    "people": "",
    "owner": "40007",
}


@pytest.fixture
def typed(district: District, chief_inspector: Officer) -> dict[str, object]:
    """Give a form that holds."""
    return {**TYPED, "district": district.pk}


@pytest.fixture
def desk(client: Client, analyst: Officer) -> Client:
    """Give the browser of the analyst."""
    client.force_login(analyst)
    return client


class TestScheduleForm:
    def test_adds_a_schedule_and_shows_it(self, desk: Client, typed: dict[str, object]) -> None:
        page = desk.post(reverse("schedule-create"), typed, follow=True).content.decode()

        assert "The schedule is added." in page
        assert "8 May 2024, 06:00 BST" in page
        assert Schedule.objects.get().owner.collar_number == "40007"

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"each": "weekly"}, "Each week covers a week"),
            ({"each": "weekly", "covers": "week"}, "1 for Monday to 7 for Sunday"),
            ({"day": "31"}, "a day from 1 to 28"),
            ({"day": "soon"}, "Enter the day as a number"),
            ({"grace": "0"}, "Enter 1 to 168 hours"),
            ({"roles": []}, "Choose a role, or name an officer below"),
            ({"people": "99999"}, "No active officer has the collar number 99999"),
            ({"people": "41123"}, "PC 41123 does not read the reports"),
            ({"owner": "40210"}, "Sergeant 40210 does not compile reports"),
            ({"owner": ""}, "Enter the owner"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self,
        desk: Client,
        typed: dict[str, object],
        officer: Officer,
        sergeant: Officer,
        change: dict[str, object],
        sentence: str,
    ) -> None:
        response = desk.post(reverse("schedule-create"), {**typed, **change})

        page = response.content.decode().replace("&#x27;", "'")
        assert response.status_code == 422
        assert "There is a problem" in page
        assert sentence in page
        assert not Schedule.objects.exists()

    def test_does_not_offer_other_districts(
        self, desk: Client, typed: dict[str, object], twin_district: District
    ) -> None:
        response = desk.post(reverse("schedule-create"), {**typed, "district": twin_district.pk})

        assert response.status_code == 422
        assert not Schedule.objects.exists()

    def test_begins_a_change_with_what_stands(self, desk: Client, monthly: Schedule) -> None:
        page = desk.get(reverse("schedule-edit", args=[monthly.pk])).content.decode()

        assert 'value="40007"' in page
        assert 'name="district"' not in page

    def test_changes_a_schedule(
        self, desk: Client, monthly: Schedule, typed: dict[str, object], sergeant: Officer
    ) -> None:
        change = {**typed, "people": "40210\n70031", "day": "9"}

        desk.post(reverse("schedule-edit", args=[monthly.pk]), change)

        monthly.refresh_from_db()
        named = {one.officer.collar_number for one in monthly.recipients.all() if one.officer}
        assert (monthly.day, named) == (9, {"40210", "70031"})

    def test_stops_and_starts(self, desk: Client, monthly: Schedule) -> None:
        stop, start = (reverse(f"schedule-{verb}", args=[monthly.pk]) for verb in ("stop", "start"))

        assert desk.post(stop).status_code == 422
        page = desk.post(stop, {"reason": "Summer"}, follow=True).content.decode()
        assert "Analyst 70031 stopped it: Summer" in page
        page = desk.post(stop, {"reason": "Again"}).content.decode()
        assert "This schedule is stopped already." in page
        page = desk.post(start, follow=True).content.decode()
        assert "The schedule is started." in page
        assert "This schedule is not stopped." in desk.post(start, follow=True).content.decode()


class TestPages:
    def test_board_and_schedule_show_a_run_and_who_was_told(
        self, desk: Client, monthly: Schedule, now: list[datetime]
    ) -> None:
        tick(now, DUE)

        board = desk.get(reverse("health-board")).content.decode()
        page = desk.get(monthly.get_absolute_url()).content.decode()

        assert "1 schedule: nothing is late and nothing failed." in board
        assert "In order" in board
        assert "Year to 30 April 2024" in board
        assert "Sent 8 May 2024, 06:00" in page

    def test_ready_meter_reminds_at_one_press(
        self,
        client: Client,
        monthly: Schedule,
        log: Logbook,
        sergeant: Officer,
        officer: Officer,
    ) -> None:
        log.arrest("2024-04-10", status=Status.RETURNED)
        client.force_login(sergeant)
        page = client.get(reverse("readiness")).content.decode()
        assert f'value="officer:{officer.pk}"' in page

        where = reverse("readiness-remind", args=[monthly.pk])
        page = client.post(where, {"whom": f"officer:{officer.pk}"}, follow=True).content.decode()

        assert "Reminded: PC 41123." in page
        assert "Reminded today, 10:00" in page
        again = client.post(where, {"whom": f"officer:{officer.pk}"}, follow=True)
        assert "reminded today already" in again.content.decode()
        assert (
            "Nothing is outstanding"
            in client.post(where, {"whom": "nonsense"}, follow=True).content.decode()
        )

    def test_home_shows_what_one_was_told_until_it_is_put_away(
        self,
        client: Client,
        monthly: Schedule,
        log: Logbook,
        officer: Officer,
        other_officer: Officer,
        sergeant: Officer,
    ) -> None:
        log.arrest("2024-04-10", status=Status.DRAFT)
        remind(schedule=monthly, key=officer.pk, is_team=False, by=sergeant, at=AT)
        message = Message.objects.get(kind=MessageKind.REMINDER)
        away = reverse("message-put-away", args=[message.pk])

        client.force_login(other_officer)
        assert "You were told" not in client.get("/").content.decode()
        assert client.post(away).status_code == 404
        client.force_login(officer)
        assert "1 record outstanding before 8 May 2024" in client.get("/").content.decode()
        client.post(away)
        assert "You were told" not in client.get("/").content.decode()

    def test_say_what_to_do_where_there_is_no_schedule(
        self, desk: Client, district: District
    ) -> None:
        assert "No report is about to be frozen" in desk.get(reverse("readiness")).content.decode()
        assert "There is no schedule yet." in desk.get(reverse("health-board")).content.decode()
