"""Rows that another force published in the district: counted, named, compared if covered twice."""

import pytest

from accounts.models import District, Officer
from incidents.models import Incident
from reports import performance
from reports.asb_report import build as build_asb
from reports.collecting import Scope, collect
from reports.definitions import REPORTS
from reports.document import Document, Paragraph, Table, Tile
from reports.evidence import Evidence
from reports.measures.performance import performance_inputs
from reports.opening import opened
from reports.periods import Period
from reports.police_rows import rows_as_read
from reports.statistics import Reading
from tests.incidents.published import nowhere, street
from tests.reports.measures.conftest import Publish
from tests.reports.test_opening import cells, counted

BTP = {"Reported_by": "British Transport Police", "Falls_within": "British Transport Police"}
PERIOD = Period.months_to("2024-03", 3)
MONTHS = [f"{m.start:%Y-%m}" for m in (*PERIOD.previous().months(), *PERIOD.months())]
NAME = "British Transport Police"
REPORT = REPORTS[0]


@pytest.fixture
def quarter(district: District) -> Scope:
    """Ask for January to March 2024."""
    return Scope.of(district, PERIOD)


def bring(publish: Publish, months: list[str], own: int = 6, others: int = 0) -> None:
    """Publish crimes of the own force, and of British Transport Police, in each of some months."""
    for position, month in enumerate(months):
        first = 1000 * int(month.replace("-", "")) + position
        rows = [street(first + n) for n in range(own)]
        rows += [street(first + 500 + n, **BTP) for n in range(others)]
        publish(month, rows)


def written(scope: Scope) -> Document:
    """Write the performance report as it stands now."""
    return performance.build(performance_inputs(collect(scope)))


def table(document: Document, key: str) -> list[list[str]]:
    """Give the texts of a table."""
    found: dict[str, Table] = {one.key: one for _, one in document.tables()}
    return [[cell.text for cell in row] for row in found[key].all_rows()]


def said(tile: Tile) -> str:
    """Give the number of the period before on a tile."""
    return tile.previous.text if tile.previous else ""


def n_opened(evidence: Evidence, scope: Scope, key: str, side: str) -> int:
    """Count the incidents that a number opens."""
    found = opened(REPORT, evidence, key, side)
    assert found.incidents is not None
    return rows_as_read(found.incidents, evidence, scope.district, found.period).count()


class TestPublishedInOnePeriodOnly:
    @pytest.fixture
    def document(self, publish: Publish, quarter: Scope, codes: None) -> Document:
        """Publish British Transport Police in the period before only, and write the report."""
        bring(publish, MONTHS[:3], others=4)
        bring(publish, MONTHS[3:])
        return written(quarter)

    def test_claims_no_change_and_names_the_force_and_its_months(self, document: Document) -> None:
        crime, compared = document.figure("crime_total"), document.figure("crime_total.compared")

        assert (crime.current, crime.previous, crime.change) == (18, 30, None)
        assert crime.reading is Reading.NO_COMPARISON
        assert (compared.current, compared.previous, compared.change) == (18, 18, 0)
        assert compared.label == f"Recorded crime without {NAME}"
        why = f"{NAME} is not covered in January to March 2024"
        assert why in crime.reason
        assert why in document.verdict
        assert document.summary[0] == (
            "Recorded crime in the district: 18, and 30 in the period before. Of these 0 and 12 "
            f"are not compared: {why}."
        )

    def test_prints_who_published_what_lies_between_and_what_is_compared(
        self, document: Document
    ) -> None:
        assert table(document, "crime_total-publishers") == [
            ["Essex Police", "18", "18"],
            [NAME, "0", "12"],
            ["Recorded in the district", "18", "30"],
            [f"Not compared: {NAME}, January to March 2023 and January to March 2024", "0", "12"],
            [f"Compared: without {NAME}", "18", "18"],
        ]
        assert [row[1:4] for row in table(document, "crime-compared")][-1] == ["18", "18", "0"]

    def test_shows_both_numbers_on_page_one(self, document: Document) -> None:
        tiles = {tile.label: tile for tile in document.tiles}

        recorded = tiles["Recorded crime, offences"]
        assert (recorded.value.text, said(recorded), recorded.change) == ("18", "30", "")
        compared = tiles[f"Recorded crime without {NAME}, offences"]
        assert (compared.value.text, said(compared), compared.change) == ("18", "18", "0")

    def test_leaves_the_force_out_of_the_months_and_says_so(
        self, document: Document, quarter: Scope
    ) -> None:
        series = performance_inputs(collect(quarter)).by_month[0]

        assert [count for count in series.counts if count] == [6] * 6
        assert series.note == (
            f"Without {NAME}: not every month that is shown has a file of that force."
        )
        paragraphs = [block.text for _, block in document.blocks(Paragraph)]
        assert series.note in paragraphs

    def test_opens_each_number_to_its_rows(self, document: Document, quarter: Scope) -> None:
        evidence = collect(quarter)
        shown = [cell for cell in cells(document) if cell.opens.startswith("crime")]

        wrong = {
            cell.opens: (cell.value, found)
            for cell in shown
            if (found := counted(evidence, cell, quarter.district)) != cell.value
        }

        other = evidence.police.publishers[1].slug
        assert wrong == {}
        assert {cell.opens: cell.value for cell in shown}.items() >= {
            ("crime_total/previous", 30),
            ("crime_total.compared/previous", 18),
            (f"crime_total.apart.{other}/previous", 12),
            (f"crime_total.of.{other}/current", 0),
            ("crime_total.month.2023-01/previous", 6),
        }


class TestPublishedInBothPeriods:
    def test_compares_all_that_is_recorded_and_names_the_forces(
        self, publish: Publish, quarter: Scope, codes: None
    ) -> None:
        bring(publish, MONTHS[:3], others=4)
        bring(publish, MONTHS[3:], others=2)

        document = written(quarter)

        crime = document.figure("crime_total")
        assert (crime.current, crime.previous, crime.change) == (24, 30, -6)
        assert "crime_total.compared" not in {figure.key for figure in document.figures}
        assert table(document, "crime_total-publishers") == [
            ["Essex Police", "18", "18"],
            [NAME, "6", "12"],
            ["Recorded in the district", "24", "30"],
        ]

    def test_opens_to_the_same_rows_after_the_other_force_published_again(
        self, publish: Publish, quarter: Scope
    ) -> None:
        bring(publish, MONTHS, others=4)
        evidence = collect(quarter)
        rows = Incident.objects.filter(month=PERIOD.start, force__name=NAME)
        numbers = [int(row.crime_id, 16) for row in rows]
        publish(MONTHS[3], [street(number, **BTP, Crime_type="Robbery") for number in numbers])
        elsewhere = {**BTP, "LSOA_code": "E01099777", "LSOA_name": "Otherham 002B"}
        publish(MONTHS[3], [street(number, **elsewhere) for number in numbers])
        assert not rows.filter(district=quarter.district).exists()

        found = [
            n_opened(evidence, quarter, "crime_total", side) for side in ("current", "previous")
        ]

        assert found == [30, 30]

    def test_counts_its_rows_without_a_location_and_names_its_imports(
        self, publish: Publish, quarter: Scope
    ) -> None:
        bring(publish, MONTHS[:3], others=2)
        own, others = (range(first, first + 6) for first in (100, 200))
        rows = [*(street(n) for n in own), *(street(n, **BTP) for n in others)]
        publish(MONTHS[3], [*rows, street(1, **BTP, **nowhere()), street(3, **nowhere())])
        bring(publish, MONTHS[4:], others=2)

        evidence = collect(quarter)
        figure = performance_inputs(evidence).unplaced

        assert figure.label == "Incidents of the publishing forces without a location"
        assert (figure.current, figure.previous) == (2, 0)
        assert n_opened(evidence, quarter, "unplaced", "current") == 2
        assert len(evidence.police.batches) == 6


class TestOneMissingMonth:
    @pytest.fixture
    def document(self, publish: Publish, district: District, codes: None) -> Document:
        """Publish two years but for April 2022, and write the report of the second."""
        scope = Scope.of(district, Period.twelve_months_to("2024-03"))
        months = [f"{m.start:%Y-%m}" for m in (*scope.previous.months(), *scope.period.months())]
        bring(publish, months[1:13], own=8)
        bring(publish, months[13:], own=6)
        return written(scope)

    def test_compares_the_eleven_that_both_have_in_a_line_of_its_own(
        self, document: Document
    ) -> None:
        crime, compared = document.figure("crime_total"), document.figure("crime_total.compared")

        assert (crime.current, crime.previous, crime.change) == (8 + 66, 88, None)
        assert crime.missing_months == ("2022-04",)
        assert (compared.current, compared.previous, compared.change) == (66, 88, -22)
        assert (compared.days, compared.previous_days) == (336, 335)
        assert compared.label == "Recorded crime in the eleven months without April"
        assert compared.missing_months == ()
        assert "Essex Police is not covered in April 2022" in document.verdict
        assert table(document, "crime_total-publishers") == [
            ["Recorded in the district", "74", "88"],
            ["Not compared: April 2022 and April 2023", "8", "0"],
            ["Compared: in the eleven months without April", "66", "88"],
        ]

    def test_heads_the_line_by_the_days_that_are_compared(self, document: Document) -> None:
        found = {one.key: one for _, one in document.tables()}

        assert [column.unit for column in found["crime-compared"].columns[1:3]] == [
            "336 days",
            "335 days",
        ]


class TestAntisocialBehaviour:
    def test_is_compared_by_the_same_rule(self, publish: Publish, quarter: Scope) -> None:
        for month in MONTHS[:3]:
            publish(month, [street(), street(), street(None, **BTP)])
        for month in MONTHS[3:]:
            publish(month, [street()])

        document = build_asb(collect(quarter))

        assert document.figure("asb_total").change is None
        assert document.figure("asb_total.compared").change == -3
        assert "9 in the period before. Of these 0 and 3 are not compared" in document.summary[0]


class TestVisibleTo:
    def test_shows_rows_without_a_location_of_a_force_that_publishes_in_the_district(
        self, publish: Publish, officer: Officer, quarter: Scope
    ) -> None:
        publish(MONTHS[0], [street(1, **BTP, **nowhere())])
        assert not Incident.objects.visible_to(officer).exists()

        publish(MONTHS[1], [street(2, **BTP)])

        assert Incident.objects.visible_to(officer).count() == 2
