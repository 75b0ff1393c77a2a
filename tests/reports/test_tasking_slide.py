"""The weekly tasking slide: one page, one week, every number opens."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from reports import tasking_slide
from reports.document import Document, Stamp
from reports.evidence import Evidence, Fact, Named, Surroundings
from reports.opening import opened
from reports.periods import Period
from reports.renderers import pdf
from reports.tasking_slide import MOST_AREAS, week_before, why_not
from tests.reports.example import STAMP

WEEK = Period(date(2024, 3, 25), date(2024, 4, 1))
"""Clocks go forward on its last day."""


def fact(number: int, kind: str, area: int | None, day: str) -> Fact:
    """Give an approved record of a day."""
    values = {"area": str(area) if area else None, "occurred_at": f"{day}T12:00:00+00:00"}
    return Fact(f"{kind}-{number}", 1, kind, f"R-24-{number:05}", "approved", values)


@pytest.fixture
def evidence() -> Evidence:
    """Log in ten areas: more incidents the higher the number of the area."""
    around = Surroundings(
        "southend",
        "Southend-on-Sea",
        "essex",
        "Southend",
        WEEK,
        week_before(WEEK),
        areas=tuple(Named(str(n), f"Area {n}") for n in range(1, 11)),
    )
    made = [(area, "2024-03-31") for area in range(1, 11) for _ in range(area)]
    facts = [fact(n, "logged-incident", area, day) for n, (area, day) in enumerate(made)]
    facts += [fact(900, "patrol", 1, "2024-03-24"), fact(901, "arrest", None, "2024-03-25")]
    return Evidence(around, tuple(facts))


@pytest.fixture
def document(evidence: Evidence) -> Document:
    """Lay the slide out."""
    return tasking_slide.REPORT.build(evidence)


class TestBuild:
    def test_says_the_week_and_the_week_before(self, document: Document) -> None:
        assert document.verdict == "55 incidents, 0 the week before."
        assert document.summary == (
            "0 patrols, 1 the week before.",
            "1 arrest, 0 the week before.",
        )

    def test_lists_the_areas_with_most_incidents_first_and_the_others_together(
        self, document: Document
    ) -> None:
        table = next(table for _, table in document.tables())
        labels = [row[0].text for row in table.rows]

        assert labels[:MOST_AREAS] == [f"Area {n}" for n in range(10, 2, -1)]
        assert labels[MOST_AREAS:] == ["2 other areas", "No area recorded"]

    def test_sums_to_the_totals_in_every_column(self, document: Document) -> None:
        table = next(table for _, table in document.tables())
        assert table.sum_row is not None

        for column in range(1, 7):
            parts = [row[column].value or 0 for row in table.rows]
            assert sum(parts) == table.sum_row[column].value, column
        assert [cell.value for cell in table.sum_row[1:]] == [55, 0, 0, 1, 1, 0]

    def test_opens_every_number_to_its_count(self, document: Document, evidence: Evidence) -> None:
        table = next(table for _, table in document.tables())
        cells = [cell for row in table.all_rows() for cell in row[1:]]
        cells += [tile.value for tile in document.tiles]

        for cell in cells:
            found = opened(tasking_slide.REPORT, evidence, *cell.opens.rsplit("/", 1))
            assert len(found.records) == cell.value, cell.opens
        assert len(cells) == (MOST_AREAS + 3) * 6 + 3

    def test_is_one_page_on_its_side(self, document: Document) -> None:
        check_page(document)

    def test_stays_one_page_with_long_names_and_everything_that_changed(
        self, evidence: Evidence
    ) -> None:
        named = tuple(
            Named(str(n), f"Victoria Avenue and the car parks {n} " * 2) for n in range(11)
        )
        document = tasking_slide.build(
            replace(evidence, around=replace(evidence.around, areas=named))
        )
        changes = tuple(
            f"Arrests reported 1, now {n}: A-24-00001 was approved late." for n in "2345"
        )
        check_page(document, replace(STAMP, changes=changes))


def check_page(document: Document, stamp: Stamp = STAMP) -> None:
    """Hold the PDF to one page of A4 on its side."""
    with pikepdf.open(io.BytesIO(pdf.render(document.sealed(stamp)))) as file:
        box = [float(side) for side in file.pages[0].mediabox]

        assert len(file.pages) == 1
        assert (round(box[2]), round(box[3])) == (842, 595)


class TestWhyNot:
    def test_lets_a_week_through_and_refuses_any_other_period(self) -> None:
        assert why_not(WEEK) == ""
        assert "covers seven days, not 365" in why_not(Period.twelve_months_to("2023-04"))


class TestWeekBefore:
    def test_touches_the_week(self) -> None:
        assert week_before(WEEK) == Period(date(2024, 3, 18), date(2024, 3, 25))
