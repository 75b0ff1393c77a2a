"""Editions and figures by the API: what is read, by whom, and that it is what the edition says."""

import csv
import hashlib
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.roles import Role, Scope
from audit.models import JournalEntry
from reports.actions import compile_report
from reports.definitions import report_named
from reports.models import Edition
from reports.periods import Period
from reports.renderers.json import content
from tests.example import Example
from tests.people import AT
from tests.reports.api.asking import Program

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def program(example: Example) -> Program:
    cache.clear()
    return Program(example.people[Role.ANALYST], Scope.READ_FIGURES)


@pytest.fixture
def advisor(example: Example) -> Program:
    return Program(example.people[Role.ADVISORY_GROUP], Scope.READ_FIGURES)


def rows_of(response: Any) -> list[dict[str, str]]:  # noqa: ANN401 - of the client
    """Read CSV as a spreadsheet does."""
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


class TestMe:
    def test_says_whose_token_it_is(self, program: Program) -> None:
        said = program.get(reverse("api-me")).json()

        assert (said["owner"], said["scopes"]) == ("Analyst 70031", ["read_figures"])
        assert said["districts"] == [{"slug": "southend", "name": "Southend"}]


class TestEditionList:
    def test_gives_the_editions_of_ones_districts(self, program: Program, example: Example) -> None:
        said = program.get(reverse("api-edition-list")).json()

        assert {row["id"] for row in said["results"]} == {
            example.keys["edition"],
            example.keys["public"],
        }
        twin = Program(example.twins[Role.ANALYST], Scope.READ_FIGURES)
        assert twin.get(reverse("api-edition-list")).json()["count"] == 0

    def test_gives_the_advisory_group_public_editions_only(
        self, advisor: Program, example: Example
    ) -> None:
        for address in ("api-edition-list", "api-figure-list"):
            rows = advisor.get(reverse(address)).json()["results"]
            assert {row.get("edition", row.get("id")) for row in rows} == {example.keys["public"]}

    @pytest.mark.parametrize(
        ("query", "n"),
        [
            ({"definition": "performance"}, 1),
            ({"definition": "weather"}, 0),
            ({"district": "southend"}, 2),
            ({"district": "harlow"}, 0),
            ({"start_from": "2023-01-01", "end_to": "2024-12-31"}, 2),
            ({"start_from": "2024-01-01"}, 0),
            ({"subject": "union"}, 0),
        ],
    )
    def test_filters(self, program: Program, query: dict[str, str], n: int) -> None:
        assert program.get(reverse("api-edition-list"), query).json()["count"] == n

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ({"definitions": "performance"}, "definitions"),
            ({"start_from": "last week"}, "start_from"),
            ({"page": "0"}, "page"),
            ({"page": "٣"}, "page"),
            ({"page_size": "100000"}, "page_size"),
            ({"every": "perhaps"}, "every"),
        ],
    )
    def test_refuses_what_it_would_not_hear(
        self, program: Program, query: dict[str, str], name: str
    ) -> None:
        answered = program.get(reverse("api-edition-list"), query)

        assert answered.status_code == 400
        assert name in answered.json()["errors"]

    def test_gives_pages(self, program: Program) -> None:
        first = program.get(reverse("api-edition-list"), {"page_size": "1"}).json()
        second = program.client.get(first["next"], headers=program.headers).json()

        assert (first["count"], second["count"], second["next"]) == (2, 2, None)
        assert first["results"] != second["results"]
        beyond = program.get(reverse("api-edition-list"), {"page": "9"}).json()
        assert (beyond["results"], beyond["next"]) == ([], None)

    def test_gives_replaced_editions_where_every_one_is_wanted(
        self, program: Program, example: Example
    ) -> None:
        edition = Edition.objects.get(pk=str(example.keys["edition"]))
        edition.pk, edition.number = None, 2
        edition.save()

        def numbers(**query: str) -> list[int]:
            asked = {"definition": "performance", **query}
            rows = program.get(reverse("api-edition-list"), asked).json()["results"]
            return [row["number"] for row in rows]

        assert numbers() == [2]
        assert sorted(numbers(every="yes")) == [1, 2]


class TestEditionDetail:
    def test_names_its_files_by_their_digests(self, program: Program, example: Example) -> None:
        said = program.get(reverse("api-edition-detail", args=[example.keys["edition"]])).json()

        kept = dict(Edition.objects.get(pk=said["id"]).files.values_list("format", "sha256"))
        assert {file["format"]: file["sha256"] for file in said["files"]} == kept
        assert said["closing"].startswith("Provisional [p]")

    def test_is_absent_elsewhere(self, example: Example, advisor: Program) -> None:
        path = reverse("api-edition-detail", args=[example.keys["edition"]])
        twin = Program(example.twins[Role.ANALYST], Scope.READ_FIGURES)

        for stranger in (advisor, twin):
            answered = stranger.get(path)
            assert answered.status_code == 404
            assert "See /api/v1/editions/" in answered.json()["detail"]


class TestEditionFigures:
    def test_are_those_of_the_edition(self, program: Program, example: Example) -> None:
        edition = Edition.objects.get(pk=str(example.keys["edition"]))
        said = program.get(reverse("api-edition-figures", args=[edition.pk])).json()

        expected: Any = content(edition.document)["figures"]
        same = ("key", "label", "unit", "current", "previous", "change", "change_percent", "base")
        assert [{key: row[key] for key in same} for row in said["results"]] == [
            {key: figure[key] for key in same} for figure in expected
        ]
        assert {row["figures_sha256"] for row in said["results"]} == {edition.figures_sha256}
        assert {row["provisional"] for row in said["results"]} == {True}

    def test_name_the_definition_that_counted_them(
        self, program: Program, example: Example
    ) -> None:
        edition = Edition.objects.get(pk=str(example.keys["edition"]))
        rows = program.get(reverse("api-edition-figures", args=[edition.pk])).json()["results"]

        found = [figure.defined for figure in edition.document.figures]
        assert all(found)
        assert [(row["measure"], row["definition_version"]) for row in rows] == [
            (each.measure, each.text) for each in found if each
        ]

    def test_are_the_same_as_csv(self, program: Program, example: Example) -> None:
        path = reverse("api-edition-figures", args=[example.keys["edition"]])
        plain = program.get(path).json()["results"]

        by_query = program.get(path, {"format": "csv"})
        by_header = program.get(path, Accept="text/csv")

        assert by_query.content == by_header.content
        assert by_query["Content-Type"] == "text/csv; charset=utf-8"
        rows = rows_of(by_query)
        assert [row["key"] for row in rows] == [row["key"] for row in plain]
        assert [row["current"] for row in rows] == [
            "" if row["current"] is None else str(row["current"]) for row in plain
        ]

    def test_name_the_formats_that_there_are(self, program: Program, example: Example) -> None:
        path = reverse("api-edition-figures", args=[example.keys["edition"]])

        answered = program.get(path, {"format": "xml"})

        assert answered.status_code == 406
        assert answered.json()["detail"].endswith("Choose one of: json, csv.")

    def test_give_no_number_that_the_public_edition_left_out(
        self, advisor: Program, example: Example
    ) -> None:
        internal = Edition.objects.get(pk=str(example.keys["edition"]))
        later, at = Period.months_to("2024-06", 12), AT + timedelta(days=65)
        internal.by.stand(at=at)
        performance, public = (
            compile_report(
                report=report_named(name), district=internal.district, period=later,
                by=internal.by, at=at,
            )
            for name in ("performance", "public")
        )  # fmt: skip

        rows = advisor.get(reverse("api-edition-figures", args=[public.pk])).json()

        left_out = {row["key"]: row for row in rows["results"] if row["symbol"] == "[c]"}
        assert left_out
        assert {row["current"] for row in left_out.values()} == {None}
        counted = {figure.key: figure.current for figure in performance.document.figures}
        assert any(counted[key] for key in left_out)


class TestFigureList:
    def test_keeps_the_keys_that_are_asked_for(self, program: Program) -> None:
        asked = {"key": ["arrests_total", "crime_total"], "definition": "performance"}

        rows = program.get(reverse("api-figure-list"), asked).json()["results"]

        assert sorted(row["key"] for row in rows) == ["arrests_total", "crime_total"]


class TestEditionFile:
    def test_is_the_file_as_it_was_kept(self, program: Program, example: Example) -> None:
        edition = Edition.objects.get(pk=str(example.keys["edition"]))
        path = reverse("api-edition-file", args=[edition.pk, "xlsx"])

        answered = program.get(path)

        kept = edition.files.get(format="xlsx")
        assert hashlib.sha256(answered.content).hexdigest() == kept.sha256
        assert answered["ETag"] == f'"{kept.sha256}"'
        assert 'filename="performance-southend-' in answered["Content-Disposition"]
        [line] = JournalEntry.objects.filter(verb="edition.download")
        assert line.detail["sha256"] == kept.sha256

    def test_is_not_sent_again(self, program: Program, example: Example) -> None:
        path = reverse("api-edition-file", args=[example.keys["edition"], "csv"])
        tag = program.get(path)["ETag"]

        assert program.get(path, **{"If-None-Match": tag}).status_code == 304

    def test_names_the_formats_that_there_are(self, program: Program, example: Example) -> None:
        answered = program.get(reverse("api-edition-file", args=[example.keys["edition"], "doc"]))

        assert answered.status_code == 404
        assert "Formats: pdf, xlsx" in answered.json()["detail"]
