"""The report on antisocial behaviour: published and logged incidents, never added."""

from dataclasses import replace
from datetime import date

import pytest

from reports import asb_report
from reports.control_block import Control
from reports.definitions import report_named
from reports.document import Document, Paragraph
from reports.evidence import (
    CodeLine,
    CodeTable,
    Evidence,
    Fact,
    MonthCount,
    Named,
    PoliceCounts,
    Surroundings,
)
from reports.opening import opened
from tests.reports.logbook import YEAR

START = YEAR.start


def fact(number: int, qualifier: str | None, area: str | None, status: str = "approved") -> Fact:
    """Give a logged incident of June 2023."""
    return Fact(
        f"id-{number}",
        1,
        "logged-incident",
        f"I-23-{number:05}",
        status,
        {"qualifier": qualifier, "area": area, "occurred_at": "2023-06-01T12:00:00+01:00"},
    )


@pytest.fixture
def evidence() -> Evidence:
    """Publish a hundred incidents a month, and twice that in the last; log four."""
    before = YEAR.previous()
    months = (*before.previous().months(), *before.months(), *YEAR.months())
    counts = [100 + number % 3 for number in (*range(12), *range(23))] + [200]
    police = PoliceCounts(
        by_month=tuple(
            MonthCount(month.start, "anti-social-behaviour", n)
            for month, n in zip(months, counts, strict=True)
        ),
        covered=tuple(month.start for month in months),
    )
    lines = (CodeLine("personal", "Personal", START), CodeLine("nuisance", "Nuisance", START))
    around = Surroundings(
        "southend",
        "Southend-on-Sea",
        "essex",
        "Southend",
        YEAR,
        YEAR.previous(),
        police=police,
        codes=(CodeTable("AsbQualifier", lines),),
        areas=(Named("7", "York Road"),),
    )
    facts = (
        fact(1, "personal", "7"),
        fact(2, "nuisance", "7"),
        fact(3, "nuisance", None),
        fact(4, None, "7"),
        fact(5, "personal", "7", "submitted"),
    )
    return Evidence(around, facts)


@pytest.fixture
def document(evidence: Evidence) -> Document:
    """Write the report."""
    return asb_report.REPORT.build(evidence)


def rows(document: Document, key: str) -> dict[str, str]:
    """Read the numbers of a table by their labels."""
    table = next(table for _, table in document.tables() if table.key == key)
    return {row[0].text: row[1].text for row in table.all_rows()}


class TestBuild:
    def test_counts_published_and_logged_incidents_apart(self, document: Document) -> None:
        assert document.figure("asb_total").current == 1310
        assert document.figure("asb.logged").current == 3
        assert rows(document, "qualifiers") == {
            "Personal": "1",
            "Nuisance": "2",
            "Logged incidents of antisocial behaviour": "3",
        }
        assert [(item.count, item.reason) for item in document.left_out.items] == [
            (1, "logged incident submitted")
        ]

    def test_lists_every_logged_incident_in_one_area(self, document: Document) -> None:
        assert rows(document, "areas") == {
            "York Road": "2",
            "No area recorded": "1",
            "All areas": "3",
        }

    def test_opens_every_logged_number_to_its_count(
        self, document: Document, evidence: Evidence
    ) -> None:
        cells = [
            cell
            for _, table in document.tables()
            if table.key in {"qualifiers", "areas"}
            for row in table.all_rows()
            for cell in row
            if cell.opens
        ]

        for cell in cells:
            found = opened(asb_report.REPORT, evidence, *cell.opens.rsplit("/", 1))
            assert len(found.records) == cell.value, cell.opens
        assert len(cells) == 8

    def test_names_the_month_that_stands_out(self, document: Document) -> None:
        said = [block.text for block in document.sections[0].blocks if isinstance(block, Paragraph)]

        assert "1 of the 12 months of the period stands out from what is usual." in said
        assert "March 2024: above the limit of 155.0 (worse)." in said

    def test_breaks_the_line_where_a_month_is_not_covered(self, evidence: Evidence) -> None:
        covered = tuple(month for month in evidence.police.covered if month != date(2022, 4, 1))
        police = replace(evidence.police, covered=covered)
        gap = replace(evidence, around=replace(evidence.around, police=police))

        blocks = asb_report.REPORT.build(gap).sections[0].blocks

        charts = [block for block in blocks if isinstance(block, Control)]
        assert charts[0].points[12].count is None
        assert "April 2022 is not recorded and not zero: the line is broken there." in [
            block.text for block in blocks if isinstance(block, Paragraph)
        ]

    def test_stands_in_the_registry(self) -> None:
        assert report_named("asb") is asb_report.REPORT
