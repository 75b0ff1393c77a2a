"""Whatever is sent, the answer is one that the schema describes: never a page, never a 500."""

from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.roles import Role, Scope
from tests.example import Example, undone
from tests.reports.api.asking import SCHEMA, Program
from tests.reports.api.test_schedules import PLAN

pytestmark = pytest.mark.sqlite_only

HOSTILE = (
    "",
    "\x00",
    "x" * 5000,
    "-1",
    "0",
    "1e9",
    "9" * 40,
    "٣",
    "2024-13-01",
    "0001-01-01",
    "9999-12-31",
    "null",
    "[]",
    "' OR 1=1 --",
    "☃",
    "%",
    "../../etc",
    "csv",
    "yes",
)
NUMBERS = (0, 1, 2**31, 2**63, 10**30)
VALUES: tuple[Any, ...] = (*HOSTILE, *NUMBERS, None, True, -1, 1.5, [], [None], {}, {"a": []})
PATHS = sorted(SCHEMA["paths"])


@pytest.fixture
def program(example: Example, monkeypatch: pytest.MonkeyPatch) -> Program:
    cache.clear()
    monkeypatch.setattr("reports.api.throttles.PerToken.allow_request", lambda *_: True)
    return Program(example.people[Role.ANALYST], *Scope)


def address(path: str, example: Example) -> str:
    """Fill the address of the schema in with rows of the example."""
    row = {"editions": "edition", "schedules": "schedule", "compilations": "compilation"}
    key = example.keys.get(row.get(path.split("/")[3], ""), "")
    return (
        path.replace("{id}", str(key)).replace("{name}", "arrest").replace("{file_format}", "json")
    )


class TestDescribed:
    @pytest.mark.parametrize("path", PATHS)
    def test_holds_of_every_parameter_of_the_query(
        self, path: str, program: Program, example: Example
    ) -> None:
        operation = SCHEMA["paths"][path].get("get", {"parameters": []})
        names = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]

        answers = [
            program.get(address(path, example), {name: value})
            for name in [*names, "no-such"]
            for value in HOSTILE
            if "get" in SCHEMA["paths"][path]
        ]

        assert {answered.status_code for answered in answers} <= {200, 400, 406}
        assert all(b"".join(answered) for answered in answers if answered.streaming)

    @pytest.mark.parametrize("number", NUMBERS)
    @pytest.mark.parametrize("path", [path for path in PATHS if "{id}" in path])
    def test_holds_of_every_key(self, path: str, number: int, program: Program) -> None:
        if "compilations" in path:
            return
        asked = path.replace("{id}", str(number)).replace("{file_format}", "json")
        methods = SCHEMA["paths"][path]

        for method in methods:
            with undone():
                answered = program.ask(method.upper(), asked, PLAN | {"reason": "x"}, {})
                assert answered.status_code in {200, 404, 422}

    @pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
    def test_holds_of_everything_that_is_sent(self, value: object, program: Program) -> None:
        plan = PLAN | {"start": "2023-03-01", "end": "2024-03-01"}
        bodies = [
            value,
            *(plan | {key: value} for key in plan),
            *(
                plan | {"recurrence": PLAN["recurrence"] | {key: value}}
                for key in PLAN["recurrence"]
            ),
        ]
        for name in ("api-schedule-list", "api-compilation-list"):
            for body in bodies:
                with undone():
                    answered = program.post(reverse(name), body)
                    assert answered.status_code in {201, 202, 400, 422}
