"""Schedules by the API: everything that the pages do, by the same actions and rights."""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.roles import Role, Scope
from audit.models import JournalEntry
from reports.models import Message, MessageKind, Schedule
from tests.example import Example
from tests.reports.api.asking import Program

pytestmark = pytest.mark.sqlite_only

WEEKLY = {"rhythm": "weekly", "covers": "week", "day": 1, "time": "07:30"}
PLAN: dict[str, Any] = {
    "definition": "performance",
    "district": "southend",
    "owner": "70031",
    "recurrence": {"rhythm": "monthly", "covers": "year", "day": 8, "time": "06:00"},
    "grace_hours": 24,
    "roles": ["commander"],
    "officers": ["40210"],
}


@pytest.fixture
def program(example: Example) -> Program:
    cache.clear()
    return Program(example.people[Role.ANALYST], Scope.KEEP_SCHEDULES)


@pytest.fixture
def schedule(example: Example) -> Schedule:
    return Schedule.objects.get(pk=str(example.keys["schedule"]))


def at(name: str, schedule: Schedule) -> str:
    return reverse(f"api-schedule-{name}", args=[schedule.pk])


class TestScheduleList:
    def test_says_how_each_stands(self, program: Program, schedule: Schedule) -> None:
        [row] = program.get(reverse("api-schedule-list")).json()

        assert (row["id"], row["state"]) == (schedule.pk, "At risk")
        assert any("A measure is missing." in warning for warning in row["warnings"])
        assert row["roles"] == ["analyst", "commander"]

    def test_adds_one_that_reads_back_as_it_was_asked(self, program: Program) -> None:
        answered = program.post(reverse("api-schedule-list"), PLAN)

        assert answered.status_code == 201
        said = program.get(answered["Location"]).json()
        assert {key: said[key] for key in PLAN} == PLAN
        [line] = JournalEntry.objects.filter(verb="schedule.add", by_label="Analyst 70031")
        assert line.detail["recipients"] == ["Sergeant 40210", "Commander"]

    @pytest.mark.parametrize(
        ("changes", "status", "said"),
        [
            ({"definition": "weather"}, 422, "There is no report called weather"),
            ({"district": "harlow"}, 422, "Yours: southend"),
            ({"owner": "40210"}, 422, "does not compile reports"),
            ({"owner": "99999"}, 422, "No active officer has the collar number 99999"),
            ({"roles": [], "officers": []}, 422, "Nobody would receive"),
            ({"officers": ["41123"]}, 422, "does not read the reports"),
            ({"recurrence": WEEKLY | {"covers": "year"}}, 422, "Choose both or neither"),
            ({"recurrence": WEEKLY | {"day": 8}}, 422, "The day is 8"),
            ({"recurrence": WEEKLY | {"time": "noon"}}, 400, "See errors"),
            ({"roles": ["officer"]}, 400, "See errors"),
            ({"grace_hours": 0}, 400, "See errors"),
        ],
    )
    def test_refuses_in_a_sentence(
        self, program: Program, changes: dict[str, object], status: int, said: str
    ) -> None:
        answered = program.post(reverse("api-schedule-list"), PLAN | changes)

        assert answered.status_code == status
        assert said in answered.json()["detail"]
        assert Schedule.objects.count() == 1

    def test_names_the_field_in_the_field(self, program: Program) -> None:
        wrong = PLAN | {"recurrence": WEEKLY | {"time": "noon"}}

        errors = program.post(reverse("api-schedule-list"), wrong).json()["errors"]

        assert set(errors) == {"recurrence.time"}


class TestScheduleDetail:
    def test_is_written_anew(self, program: Program, schedule: Schedule) -> None:
        answered = program.put(at("detail", schedule), PLAN | {"recurrence": WEEKLY})

        assert answered.status_code == 200
        assert answered.json()["recurrence"] == WEEKLY
        assert JournalEntry.objects.filter(verb="schedule.change").exists()

    def test_is_read_and_not_written_by_the_reading_scope(
        self, example: Example, schedule: Schedule
    ) -> None:
        reader = Program(example.people[Role.ANALYST], Scope.READ_SCHEDULES)

        assert reader.get(at("detail", schedule)).status_code == 200
        assert reader.put(at("detail", schedule), PLAN).status_code == 403

    def test_is_absent_elsewhere(self, example: Example, schedule: Schedule) -> None:
        twin = Program(example.twins[Role.ANALYST], Scope.KEEP_SCHEDULES)

        for answered in (
            twin.get(at("detail", schedule)),
            twin.put(at("detail", schedule), PLAN),
            twin.post(at("stop", schedule), {"reason": "x"}),
            twin.post(at("start", schedule)),
            twin.post(at("deliver", schedule)),
            twin.get(at("runs", schedule)),
        ):
            assert answered.status_code == 404


class TestScheduleStop:
    def test_stops_for_a_reason_and_once(self, program: Program, schedule: Schedule) -> None:
        assert program.post(at("stop", schedule), {"reason": ""}).status_code == 400
        stopped = program.post(at("stop", schedule), {"reason": "The definition changes"}).json()

        assert stopped["state"] == "Stopped"
        assert stopped["why_stopped"] == "Analyst 70031 stopped it: The definition changes"
        again = program.post(at("stop", schedule), {"reason": "Once more"})
        assert again.status_code == 422
        assert "stopped already" in again.json()["detail"]


class TestScheduleStart:
    def test_starts_what_is_stopped(self, program: Program, schedule: Schedule) -> None:
        refused = program.post(at("start", schedule))
        program.post(at("stop", schedule), {"reason": "For an hour"})

        started = program.post(at("start", schedule))

        assert (refused.status_code, refused.json()["detail"]) == (
            422,
            "This schedule is not stopped.",
        )
        assert started.json()["stopped_at"] is None


class TestScheduleRuns:
    def test_say_what_became_of_each_period(
        self, program: Program, schedule: Schedule, example: Example
    ) -> None:
        runs = program.get(at("runs", schedule)).json()["results"]

        assert {(run["state"], run["edition"]) for run in runs} == {
            ("done", example.keys["edition"]),
            ("failed", None),
        }


class TestScheduleDeliver:
    def test_tells_the_recipients_once_more(
        self, program: Program, schedule: Schedule, example: Example
    ) -> None:
        before = Message.objects.filter(kind=MessageKind.REPORT).count()

        said = program.post(at("deliver", schedule)).json()

        assert said["edition"] == example.keys["edition"]
        assert set(said["told"]) == {"Chief Inspector 40007", "Analyst 70031"}
        assert Message.objects.filter(kind=MessageKind.REPORT).count() == before + 2

    def test_delivers_finished_runs_only(self, program: Program, schedule: Schedule) -> None:
        failed = schedule.runs.get(state="failed")

        answered = program.post(at("deliver", schedule), {"run": failed.pk})

        assert answered.status_code == 422
        assert "no such finished run" in answered.json()["detail"]
