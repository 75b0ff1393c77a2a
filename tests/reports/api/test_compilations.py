"""Asking for a compilation by the API and following it."""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.roles import Role, Scope
from audit.models import JournalEntry
from reports import requests, tasks
from reports.models import Compilation, CompilationState, Edition
from tests.example import Example
from tests.reports.api.asking import Program

pytestmark = pytest.mark.sqlite_only

ASKED = {
    "definition": "performance",
    "district": "southend",
    "start": "2023-03-01",
    "end": "2024-03-01",
}


@pytest.fixture
def program(example: Example) -> Program:
    cache.clear()
    return Program(example.people[Role.ANALYST], Scope.COMPILE_REPORTS)


def ask(program: Program, **changes: object) -> Any:  # noqa: ANN401 - of the client
    return program.post(reverse("api-compilation-list"), ASKED | changes)


class TestCompilationList:
    def test_asks_and_leads_to_what_becomes_of_it(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("reports.actions.render", lambda document, *, format: b"")
        answered = ask(program)

        assert answered.status_code == 202
        assert program.get(answered["Location"]).json()["state"] == CompilationState.WAITING
        tasks.compile_report.apply(kwargs={"compilation_id": answered.json()["id"]})
        done = program.get(answered["Location"]).json()
        assert (done["state"], done["failure"]) == (CompilationState.DONE, "")
        assert Edition.objects.get(pk=done["edition"]).period.start.isoformat() == "2023-03-01"

    def test_tells_why_it_failed(self, program: Program) -> None:
        answered = ask(program)
        compilation = Compilation.objects.get(pk=answered.json()["id"])
        Compilation.objects.filter(pk=compilation.pk).update(state=CompilationState.RUNNING)
        requests.fail(compilation, failure="A measure is missing.", at=compilation.heard_at)

        assert program.get(answered["Location"]).json()["failure"] == "A measure is missing."

    def test_gives_the_same_request_until_it_is_finished(self, program: Program) -> None:
        assert ask(program).json()["id"] == ask(program).json()["id"]

    def test_is_journalled_with_the_token(self, program: Program) -> None:
        ask(program)

        assert JournalEntry.objects.filter(verb="report.request", by_label="Analyst 70031").exists()
        [line] = JournalEntry.objects.filter(verb="api.ask")
        assert (line.subject, line.detail["path"]) == ("token", "/api/v1/compilations/")

    @pytest.mark.parametrize(
        ("changes", "status", "said"),
        [
            ({"definition": "weather"}, 422, "There is no report called weather"),
            ({"district": "harlow"}, 422, "Yours: southend"),
            ({"start": "2024-04-01", "end": "2023-04-01"}, 422, "before it starts"),
            ({"end": "2031-04-01"}, 422, "is not over"),
            ({"subject": "union"}, 422, "about the whole district"),
            ({"definition": "operation", "subject": "x"}, 422, "no approved operation x"),
            ({"start": "yesterday"}, 400, "See errors"),
            ({"district": None}, 400, "See errors"),
        ],
    )
    def test_refuses_in_a_sentence(
        self, program: Program, changes: dict[str, object], status: int, said: str
    ) -> None:
        answered = ask(program, **changes)

        assert answered.status_code == status
        assert said in answered.json()["detail"]
        assert Compilation.objects.count() == 1

    def test_refuses_what_is_no_json(self, program: Program) -> None:
        answered = program.client.post(
            reverse("api-compilation-list"),
            "{definition",
            content_type="application/json",
            headers=program.headers,
        )

        assert answered.status_code == 400
        assert "JSON parse error" in answered.json()["detail"]

    def test_lists_those_of_ones_districts(self, program: Program, example: Example) -> None:
        twin = Program(example.twins[Role.ANALYST], Scope.COMPILE_REPORTS)

        listed = program.get(reverse("api-compilation-list"), {"definition": "performance"}).json()

        assert [row["id"] for row in listed["results"]] == [str(example.keys["compilation"])]
        assert twin.get(reverse("api-compilation-list")).json()["count"] == 0
        assert program.get(reverse("api-compilation-list"), {"state": "x"}).status_code == 400


class TestCompilationDetail:
    def test_is_absent_elsewhere(self, program: Program, example: Example) -> None:
        path = reverse("api-compilation-detail", args=[example.keys["compilation"]])
        twin = Program(example.twins[Role.ANALYST], Scope.COMPILE_REPORTS)

        assert program.get(path).status_code == 200
        assert twin.get(path).status_code == 404
