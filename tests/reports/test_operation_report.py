"""The report of one operation: effort, outputs, outcomes, each in its own unit."""

import pytest

from accounts.models import District
from operations.models import Operation
from records.models import Status
from reports import operation_report
from reports.definitions import report_named
from reports.document import Document, Note, Paragraph, Role, Table
from reports.evidence import Evidence
from reports.measures import case_numbers
from reports.reading import evidence_now
from reports.renderers import html, pdf
from reports.sentences import LedgerDoesNotAddUpError
from tests.operations.conftest import codes
from tests.reports.example import STAMP
from tests.reports.logbook import YEAR, Logbook, london
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

REPORT = report_named("operation")


@pytest.fixture
def union(log: Logbook) -> Operation:
    """Log patrols, arrests and cases of an operation, and others beside it."""
    union = log.operation("union", starts_on="2023-01-01")
    log.patrol(
        london("2023-06-01", "10:00"), london("2023-06-01", "10:20"), partners=1, operation=union
    )
    log.patrol(london("2023-06-01", "10:10"), london("2023-06-01", "10:30"), operation=union)
    log.patrol(london("2023-06-02"), london("2023-06-02", "13:00"))
    log.arrest("2023-02-01", operation=union, disposals=(("pre-charge-bail", "2023-02-01"),))
    log.arrest("2023-06-01", operation=union, disposals=(("charged", "2023-07-03"),))
    log.arrest("2023-06-02", operation=union)
    log.arrest("2023-06-03", operation=union, status=Status.SUBMITTED)
    log.arrest("2023-06-03")
    log.prosecution(
        "2023-06-01", "2023-06-02", result="guilty-plea", sentences=["fine"], operation=union
    )
    log.prosecution("2023-02-01", operation=union)
    log.prosecution("2023-06-05")
    return union


@pytest.fixture
def evidence(union: Operation, district: District) -> Evidence:
    """Read what the report of the operation is computed from."""
    return evidence_now(REPORT, district, YEAR, "union")


@pytest.fixture
def document(evidence: Evidence) -> Document:
    """Write the report."""
    return REPORT.build(evidence)


def rows(document: Document, key: str) -> dict[str, list[str]]:
    """Read a table: the cells of each row by its label."""
    table = next(table for _, table in document.tables() if table.key == key)
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.all_rows()}


class TestBuild:
    def test_reads_nothing_but_the_operation(self, evidence: Evidence) -> None:
        kinds = [fact.kind for fact in evidence.facts]

        assert {kind: kinds.count(kind) for kind in kinds} == {
            "operation": 1, "patrol": 2, "arrest": 4, "prosecution": 2,
        }  # fmt: skip

    def test_never_mixes_the_two_kinds_of_minutes(self, document: Document) -> None:
        """WE-2b with a partner in the first crew: 30 minutes there, 60 minutes of officers."""
        assert document.figure("operation.union.patrol_minutes").current == 30
        assert document.figure("operation.union.officer_minutes").current == 60
        assert document.figure("operation.union.patrols").current == 2
        assert document.tiles[2].sentence.startswith("0.5 hours (time with at least one officer")
        assert document.tiles[3].sentence.startswith("1.0 hours (time of each officer there")
        assert next(
            table.sum_row is None for _, table in document.tables() if table.key == "effort"
        )

    def test_puts_every_arrest_of_the_period_into_one_row(self, document: Document) -> None:
        stages = rows(document, "stages")

        assert stages == {
            "Charged or requisitioned": ["1"],
            "Out of court": ["0"],
            "Still open": ["0"],
            "No further action or transferred": ["0"],
            "Not yet recorded": ["1"],
            "All arrests": ["2"],
        }
        press = [
            block.text
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Paragraph) and block.role is Role.PRESS
        ]
        assert press == [
            "Officers made 2 arrests in the year to 31 March 2024. 1 led to a charge or "
            "requisition and 1 has no result recorded yet."
        ]

    def test_rolls_the_arrests_since_the_start_forward_each_month(self, document: Document) -> None:
        moves = rows(document, "arrests-rolled")
        waiting = rows(document, "arrests-ages")

        assert moves["Apr 2023"] == ["1", "0", "0", "0", "0", "0", "1"]
        assert moves["Jun 2023"] == ["1", "2", "0", "0", "0", "0", "3"]
        assert moves["Jul 2023"] == ["3", "0", "0", "1", "0", "0", "2"]
        assert moves["The period"] == ["1", "2", "0", "1", "0", "0", "2"]
        assert len(moves) == 13
        assert waiting["On bail before charge"] == ["0", "0", "0", "0", "1", "1"]
        assert waiting["All open arrests"] == ["0", "0", "0", "1", "1", "2"]

    def test_never_adds_offenders_cases_charges_and_sentences(self, document: Document) -> None:
        assert rows(document, "steps-period") == {
            "Offenders": ["0", "0", "0"],
            "Cases": ["1", "1", "1"],
            "Charges": ["2", "1", "1"],
            "Sentences": ["[z]", "[z]", "1"],
        }
        assert rows(document, "steps-so-far")["Cases"] == ["2", "1", "1"]
        assert rows(document, "cases")["Still before the courts"] == ["1"]

    def test_says_what_was_left_out(self, document: Document) -> None:
        assert [(item.count, item.reason) for item in document.left_out.items] == [
            (1, "arrest submitted")
        ]
        assert document.complete == "5 of 6 records approved"

    def test_prints_why_there_is_no_ledger_where_cases_do_not_add_up(
        self, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(*args: object) -> None:
            raise LedgerDoesNotAddUpError("P-23-00001 has no charge.")

        monkeypatch.setattr(case_numbers, "prosecution_ledger", lambda *a, **k: refused())

        section = REPORT.build(evidence).sections[3]

        assert [block.text for block in section.blocks if isinstance(block, Note)] == [
            "P-23-00001 has no charge."
        ]
        assert not any(isinstance(block, Table) for block in section.blocks)

    def test_prints_an_operation_without_a_record(self, log: Logbook, district: District) -> None:
        log.operation("union")

        document = REPORT.build(evidence_now(REPORT, district, YEAR, "union"))

        assert document.summary[-1] == "No patrol is recorded, so there is no rate of arrests."
        assert document.left_out.items == ()
        said = [
            block.text
            for section in document.sections[2:4]
            for block in section.blocks
            if isinstance(block, Paragraph)
        ]
        assert "Arrests: none was open, and none came." in said
        assert said[-1] == "No case is recorded since 1 April 2023."

    def test_is_laid_out_on_screen_and_in_print(self, document: Document) -> None:
        sealed = document.sealed(STAMP)

        assert b"Operation Union" in html.render(sealed)
        assert pdf.render(sealed).startswith(b"%PDF")
        assert operation_report.REPORT is REPORT
