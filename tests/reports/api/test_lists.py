"""Lists by the API: the rows of the pages with the same filters, in one's rights."""

import csv
import hashlib
import io
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.roles import Role, Scope
from audit.models import JournalEntry, Operation
from operations.models import Arrest
from reports.lists import LISTS
from tests.example import Example
from tests.reports.api.asking import Program

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def program(example: Example) -> Program:
    cache.clear()
    return Program(example.people[Role.ANALYST], Scope.READ_RECORDS)


def address(name: str) -> str:
    return reverse("api-list-rows", args=[name])


class TestListCatalogue:
    def test_names_columns_filters_and_sorts_that_hold(self, program: Program) -> None:
        lists = program.get(reverse("api-lists")).json()

        assert [each["name"] for each in lists] == [export.name for export in LISTS]
        arrest = next(each for each in lists if each["name"] == "arrest")
        assert {"district", "from", "to", "status", "offence"} - set(arrest["filters"]) <= {
            "district"
        }
        for each in lists:
            rows = program.get(each["url"]).json()["results"]
            assert all(list(row) == each["columns"] for row in rows)
            for sort in each["sorts"]:
                assert program.get(each["url"], {"sort": f"-{sort}"}).status_code == 200


class TestListRows:
    @pytest.mark.parametrize("name", [export.name for export in LISTS])
    def test_are_the_same_as_csv(self, program: Program, name: str) -> None:
        plain = program.get(address(name)).json()["results"]

        answered = program.get(address(name), {"format": "csv"})

        body = b"".join(answered)
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        assert [row["id"] for row in rows] == [row["id"] for row in plain]
        assert plain
        [line] = JournalEntry.objects.filter(detail__query="format=csv")
        assert line.detail["sha256"] == hashlib.sha256(body).hexdigest()
        assert (line.operation, line.detail["rows"]) == (Operation.DISCLOSURE, len(rows))

    def test_are_ones_own_districts(self, program: Program, example: Example) -> None:
        twin = Program(example.twins[Role.ANALYST], Scope.READ_RECORDS)

        assert program.get(address("arrest")).json()["count"] == Arrest.objects.count()
        assert twin.get(address("arrest")).json()["count"] == 0
        assert twin.get(address("incident")).json()["count"] == 0

    @pytest.mark.parametrize(
        ("query", "status"),
        [({"status": "approved"}, "Approved"), ({"status": "draft"}, "Draft")],
    )
    def test_take_the_filters_of_the_page(
        self, program: Program, query: dict[str, Any], status: str
    ) -> None:
        rows = program.get(address("arrest"), query).json()["results"]

        assert {row["status"] for row in rows} == {status}

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ({"state_of": "approved"}, "state_of"),
            ({"status": "done"}, "status"),
            ({"from": "the first of June"}, "occurred"),
            ({"sort": "no-such-column"}, "sort"),
            ({"page": "-1"}, "page"),
        ],
    )
    def test_refuse_what_the_page_would_pass_over(
        self, program: Program, query: dict[str, str], name: str
    ) -> None:
        answered = program.get(address("arrest"), query)

        assert answered.status_code == 400
        assert name in answered.json()["errors"]

    def test_are_kept_by_no_cache(self, program: Program) -> None:
        plain = program.get(address("arrest"))
        whole = program.get(address("arrest"), {"format": "csv"})

        assert b"".join(whole).count(b"\n") > 1
        assert [plain["Cache-Control"], whole["Cache-Control"]] == ["no-store", "no-store"]

    def test_come_in_pages_that_tile_the_list(self, program: Program) -> None:
        found, url = [], f"{address('arrest')}?page_size=2"
        while url:
            said = program.client.get(url, headers=program.headers).json()
            found += [row["id"] for row in said["results"]]
            url = said["next"]

        whole = program.get(address("arrest")).json()["results"]
        assert found == [row["id"] for row in whole]

    def test_of_a_list_that_is_none_are_absent(self, program: Program) -> None:
        answered = program.get(address("weather"))

        assert answered.status_code == 404
        assert "See /api/v1/lists/" in answered.json()["detail"]
