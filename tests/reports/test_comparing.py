"""What moved a figure between two readings, and in which words an edition says so."""

from dataclasses import replace

import pytest

from records.models import Kind
from reports.comparing import Reading, movements
from reports.document import Document
from reports.evidence import Batch, Evidence, Fact, Surroundings
from reports.measures.arrests import ARRESTS
from reports.periods import Period
from tests.reports import example

PERIOD = Period.twelve_months_to("2024-04")
AROUND = Surroundings("southend", "Southend-on-Sea", "essex", "Southend", PERIOD, PERIOD.previous())


def with_figure(document: Document, key: str, **values: object) -> Document:
    """Give the document with another value of one figure."""
    figures = tuple(
        replace(figure, **values) if figure.key == key else figure  # type: ignore[arg-type] # the tests name fields
        for figure in document.figures
    )
    return replace(document, figures=figures)


def arrest(number: int, status: str = "approved", *, day: str = "2023-06-01") -> Fact:
    """Give one arrest as a reading found it."""
    values = {"occurred_at": f"{day}T12:00:00+01:00"}
    return Fact(str(number), 1, Kind.ARREST, f"A-24-{number:05d}", status, values)


def reading(*facts: Fact, key: str = "arrests_total", **values: object) -> Reading:
    """Read a period in which some arrests were found; the figure is given by its values."""
    document = with_figure(example.document(), key, **values)
    return Reading(document, Evidence(AROUND, facts), {"arrests_total": ARRESTS})


def words(before: Reading, now: Reading) -> list[str]:
    """Say what moved."""
    return [moved.words for moved in movements(before, now)]


class TestMovements:
    @pytest.mark.parametrize(
        ("then", "why"),
        [
            ((), "logged late"),
            ((arrest(2, "submitted"),), "approved late"),
            ((arrest(2, "reopened"),), "approved again"),
            ((arrest(2, day="2021-01-01"),), "corrected"),
        ],
    )
    def test_name_the_record_that_came_in_and_why(self, then: tuple[Fact, ...], why: str) -> None:
        before = reading(arrest(1), *then, current=77)
        now = reading(arrest(1), arrest(2), current=78)

        assert words(before, now) == [f"Arrests: reported 77, now 78: 1 {why} (A-24-00002)."]

    @pytest.mark.parametrize(
        ("found", "why"),
        [
            ((arrest(2, "withdrawn"),), "withdrawn"),
            ((arrest(2, "reopened"),), "reopened"),
            ((arrest(2, "submitted"),), "no longer approved"),
            ((arrest(2, day="2021-01-01"),), "corrected"),
            ((), "corrected"),
        ],
    )
    def test_name_the_record_that_went_out_and_why(self, found: tuple[Fact, ...], why: str) -> None:
        before = reading(arrest(1), arrest(2), current=78)
        now = reading(arrest(1), *found, current=77)

        assert words(before, now) == [f"Arrests: reported 78, now 77: −1 {why} (A-24-00002)."]

    def test_name_six_references_and_count_the_rest(self) -> None:
        now = reading(*(arrest(n) for n in range(1, 9)), current=8)

        (said,) = words(reading(current=0), now)

        assert "8 logged late (A-24-00001, " in said
        assert said.endswith("A-24-00006 and 2 more).")

    def test_say_what_moved_in_the_period_before(self) -> None:
        before = reading(current=0, previous=4)
        now = reading(arrest(1, day="2022-06-01"), current=0, previous=5)

        assert words(before, now) == [
            "Arrests, the period before: reported 4, now 5: 1 logged late (A-24-00001)."
        ]

    def test_name_the_imports_that_moved_a_figure_of_police_data(self) -> None:
        before = reading(key="crime_total", current=20_000)
        police = replace(AROUND.police, batches=(Batch(14, "ab"),))
        after = Evidence(replace(AROUND, police=police))
        now = replace(reading(key="crime_total", current=20_010), evidence=after)

        assert words(before, now) == [
            "Recorded crime, offences: reported 20,000, now 20,010: 1 imported since (import 14)."
        ]

    def test_tell_the_figures_of_operations_apart(self) -> None:
        now = reading(key="operation.union.arrests", current=24)

        assert words(reading(key="operation.union.arrests", current=23), now) == [
            "Operation Union, arrests: reported 23, now 24."
        ]

    def test_name_what_is_new_and_what_is_gone(self) -> None:
        full = reading()
        short = replace(full, document=replace(full.document, figures=full.document.figures[1:]))

        assert words(short, full) == ["Recorded crime, offences: reported nothing, now 18,268."]
        assert words(full, short) == [
            "Recorded crime, offences: reported 18,268, now no longer reported."
        ]

    def test_are_none_where_no_figure_changed(self) -> None:
        assert words(reading(), reading()) == []
