"""What is open is carried into a period, counted once, and opens to its records."""

from dataclasses import replace

import pytest

from accounts.models import District
from records.models import Status
from reports.collecting import Scope, collect
from reports.definitions import report_named
from reports.document import Document, Note, Paragraph, Role, Table
from reports.evidence import Evidence
from reports.measures.arrests import ARRESTS
from reports.measures.ledger_numbers import arrest_roll
from reports.measures.performance import performance_inputs, selections
from reports.opening import NothingOpens, opened
from reports.rolled import Refused, Rolled
from tests.reports.logbook import Logbook

REPORT = report_named("performance")
OLD = "2020-05-01"


def rows(document: Document, key: str) -> dict[str, list[str]]:
    """Read a table: the cells of each row by its label."""
    table = next(table for _, table in document.tables() if table.key == key)
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.all_rows()}


def references(evidence: Evidence, key: str) -> tuple[list[str], list[str]]:
    """Open a number: the references counted, and those left out."""
    found = opened(REPORT, evidence, key, "current")
    return [one.reference for one in found.records], [one.reference for one in found.left_out]


class TestCarried:
    def test_reads_what_was_open_however_old_and_nothing_that_was_closed(
        self, log: Logbook, scope: Scope
    ) -> None:
        waits = log.arrest(OLD)
        bailed = log.arrest(OLD, disposals=[("pre-charge-bail", OLD)])
        moved = log.arrest(OLD, disposals=[("pre-charge-bail", OLD), ("charged", "2023-04-01")])
        again = log.arrest(
            OLD,
            disposals=[("charged", OLD), ("released-under-investigation", "2023-06-01")],
        )
        log.arrest(OLD, disposals=[("charged", "2023-03-31")])

        found = {fact.reference for fact in collect(scope).of("arrest")}

        assert found == {one.record.reference for one in (waits, bailed, moved, again)}

    def test_reads_every_case_since_the_period_before_and_open_ones_however_old(
        self, log: Logbook, scope: Scope
    ) -> None:
        waits = log.prosecution(OLD)
        unsentenced = log.prosecution(OLD, result="guilty-plea")
        charged_again = log.prosecution(OLD, "2023-04-01", result="guilty-plea", sentences=["fine"])
        recent = log.prosecution("2022-04-01", result="acquitted")
        log.prosecution(OLD, result="guilty-plea", sentences=["fine"])
        log.prosecution("2022-03-31", result="acquitted")

        found = {fact.reference for fact in collect(scope).of("prosecution")}

        assert found == {
            one.record.reference for one in (waits, unsentenced, charged_again, recent)
        }

    def test_does_not_read_the_other_district(
        self, log: Logbook, twin_log: Logbook, scope: Scope
    ) -> None:
        twin_log.arrest(OLD)
        twin_log.prosecution(OLD)

        assert collect(scope).facts == ()

    def test_changes_no_number_of_the_period(self, log: Logbook, scope: Scope) -> None:
        log.arrest("2023-06-01")
        log.prosecution("2023-06-01")
        before = [figure.printed() for figure in REPORT.build(collect(scope)).figures]
        log.arrest(OLD)
        log.prosecution(OLD)

        assert [one.printed() for one in REPORT.build(collect(scope)).figures] == before


class TestArrestRoll:
    def test_opens_with_what_earlier_periods_left_and_closes_by_disposal(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.arrest(OLD, disposals=[("pre-charge-bail", OLD), ("charged", "2023-05-09")])
        log.arrest(OLD, disposals=[("pre-charge-bail", OLD)])
        log.arrest("2023-05-01", disposals=[("community-resolution", "2023-05-01")])
        log.arrest("2024-03-05", disposals=[("charged", "2024-04-09")])

        document = REPORT.build(collect(scope))

        moves = rows(document, "arrests-rolled")
        assert moves["Apr 2023"] == ["2", "0", "0", "0", "0", "0", "2"]
        assert moves["May 2023"] == ["2", "1", "0", "1", "1", "0", "1"]
        assert moves["Mar 2024"] == ["1", "1", "0", "0", "0", "0", "2"]
        assert moves["Since 31 March 2024"] == ["2", "0", "0", "1", "0", "0", "1"]
        assert moves["The period and since"] == ["2", "2", "0", "2", "1", "0", "1"]
        assert rows(document, "arrests-ages")["On bail before charge"][-2:] == ["1", "1"]

    def test_agrees_with_the_table_of_disposals(self, log: Logbook, scope: Scope) -> None:
        log.arrest("2023-05-01")
        log.arrest("2023-05-02", disposals=[("pre-charge-bail", "2023-05-02")])
        log.arrest("2024-03-05", disposals=[("charged", "2024-04-09")])

        inputs = performance_inputs(collect(scope))

        assert isinstance(inputs.arrest_ledger, Rolled)
        assert len(inputs.arrest_ledger.open_of_period) == 2
        open_ones = [each for each in inputs.disposals if each.stage in ("open", "not_recorded")]
        assert sum(each.figure.current or 0 for each in open_ones) == 2

    def test_is_refused_where_the_latest_disposal_and_the_dated_ones_differ(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.arrest("2023-05-01", disposals=[("charged", "2023-05-02")])
        evidence = collect(scope)
        (fact,) = evidence.facts
        undated = replace(fact, values={**fact.values, "disposals": []})

        found = arrest_roll(replace(evidence, facts=(undated,)), ARRESTS)

        assert found == Refused(
            "By the latest disposals 0 arrests of the period are open, by the ledger 1."
        )

    def test_is_refused_in_words_where_open_arrests_were_not_read(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.arrest("2023-05-01")
        evidence = collect(scope)
        old = replace(evidence, around=replace(evidence.around, carried=False))

        document = REPORT.build(old)

        notes = [
            block.title
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Note) and block.text.startswith("What was still open when")
        ]
        assert notes == ["No arrest ledger", "No prosecution ledger"]
        assert "arrests-rolled" not in {table.key for _, table in document.tables()}

    def test_says_that_it_is_rolled_forward_no_more(self, log: Logbook, scope: Scope) -> None:
        log.arrest("2023-05-01", disposals=[("charged", "2023-05-02")])

        sections = {section.key: section for section in REPORT.build(collect(scope)).sections}

        said = [each.text for each in sections["arrests"].blocks if isinstance(each, Paragraph)]
        assert said[-1] == "Every arrest is closed: the ledger is rolled forward no more."


class TestRollSelections:
    def test_open_to_the_records_with_those_left_out_beside(
        self, log: Logbook, scope: Scope
    ) -> None:
        waits = log.arrest(OLD).record.reference
        submitted = log.arrest(OLD, status=Status.SUBMITTED).record.reference
        log.arrest("2023-06-01", disposals=[("charged", "2023-06-03")], status=Status.RETURNED)
        evidence = collect(scope)

        assert references(evidence, "arrest_ledger.2023-04-01.before") == ([waits], [submitted])
        assert references(evidence, "arrest_ledger.waits.all.all") == ([waits], [submitted])
        counted, left_out = references(evidence, "arrest_ledger.2023-06-01.charged")
        assert (counted, len(left_out)) == ([], 1)

    def test_leave_aside_a_case_that_could_not_stand_and_does_not_count(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.prosecution("2023-06-01", status=Status.SUBMITTED)
        evidence = collect(scope)
        (fact,) = evidence.facts
        old_charge = [["theft", "2023-06-01", None, None]]
        unreadable = replace(
            evidence, facts=(replace(fact, values={**fact.values, "charges": old_charge}),)
        )

        assert references(evidence, "case_ledger.period.new")[1] == [fact.reference]
        assert references(unreadable, "case_ledger.period.new") == ([], [])
        assert references(unreadable, "not_counted.prosecution.submitted")[0] == [fact.reference]

    def test_are_of_the_period_reported_on_alone(self, log: Logbook, scope: Scope) -> None:
        log.arrest("2023-06-01")

        with pytest.raises(NothingOpens, match="for the period reported on alone"):
            opened(REPORT, collect(scope), "arrest_ledger.period.new", "previous")

    def test_name_every_number_that_is_printed(self, log: Logbook, scope: Scope) -> None:
        log.arrest("2024-03-05", disposals=[("charged", "2024-04-09")])
        log.prosecution("2024-03-05")
        evidence = collect(scope)

        printed = {
            cell.opens.rsplit("/", 1)[0]
            for _, table in REPORT.build(evidence).tables()
            for row in table.all_rows()
            for cell in row
            if cell.opens
        }

        assert printed <= set(selections(evidence))
        assert {"arrest_ledger.since.charged", "case_ledger.waits.before_court.all"} <= printed


class TestCaseLedger:
    def test_keeps_units_and_spans_apart(self, log: Logbook, scope: Scope) -> None:
        log.prosecution("2022-06-01", "2023-06-01", result="guilty-plea", sentences=["fine"])
        log.prosecution("2023-06-01", result="guilty-plea", sentences=["fine", "fine"])
        log.prosecution(OLD, "2023-07-01")

        document = REPORT.build(collect(scope))

        assert rows(document, "steps-period") == {
            "Offenders": ["0", "0", "0"],
            "Cases": ["1", "1", "1"],
            "Charges": ["3", "1", "1"],
            "Sentences": ["[z]", "[z]", "2"],
        }
        assert rows(document, "steps-so-far")["Cases"] == ["2", "2", "2"]
        assert rows(document, "cases")["All cases"] == ["2"]
        assert rows(document, "cases-rolled")["The period"] == ["1", "1", "0", "1", "0", "0", "1"]

    def test_is_refused_by_name_where_a_case_has_no_result_before_its_sentence(
        self, log: Logbook, scope: Scope
    ) -> None:
        log.prosecution("2023-06-01")
        evidence = collect(scope)
        (fact,) = evidence.facts
        wrong = [["theft", "2023-06-01", None, None, ["2023-06-02"]]]
        broken = replace(evidence, facts=(replace(fact, values={**fact.values, "charges": wrong}),))

        document = REPORT.build(broken)

        notes = [
            block.text
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Note) and block.title == "No prosecution ledger"
        ]
        assert notes == [f"{fact.reference} has a sentence before a conviction."]
        assert not any(table.key == "cases-rolled" for _, table in document.tables())
        assert references(broken, "case_ledger.period.new") == ([], [])


class TestPressSentence:
    @pytest.mark.parametrize(("arrests", "share"), [(49, ""), (50, " (100.0%)")])
    def test_has_shares_from_a_base_of_fifty(
        self, arrests: int, share: str, log: Logbook, scope: Scope, district: District
    ) -> None:
        log.arrest("2023-06-01", disposals=[("charged", "2023-06-01")])
        evidence = collect(scope)
        (fact,) = evidence.facts
        many = tuple(
            replace(fact, record=f"r{n}", reference=f"A-23-{n:05}") for n in range(arrests)
        )

        document = REPORT.build(replace(evidence, facts=many))

        press = [
            block.text
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Paragraph) and block.role is Role.PRESS
        ]
        assert press == [
            f"Officers made {arrests} arrests in the year to 31 March 2024. "
            f"{arrests}{share} led to a charge or requisition."
        ]
        assert any(isinstance(block, Table) for block in document.sections[3].blocks)
