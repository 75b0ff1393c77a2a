"""Editions are computed again from their inputs, whatever the records say by then."""

from dataclasses import replace

import pytest

from accounts.models import Officer
from operations.models import Arrest
from records.models import Status
from reports import actions
from reports.collecting import collect
from reports.definitions import REPORTS
from reports.frozen import Inputs, WithoutInputs, evidence_of, inputs_of, reproduction
from reports.models import Edition
from tests import drafting
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import Logbook, scope_of
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

REPORT = REPORTS[0]


@pytest.fixture
def edition(log: Logbook, analyst: Officer, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """Compile the year in which two arrests were made, one of them not yet approved."""
    log.arrest()
    log.arrest(status=Status.SUBMITTED)
    monkeypatch.setattr(actions, "render", lambda document, *, format: format.encode())
    scope = scope_of(log)
    return actions.compile_report(
        report=REPORT, district=scope.district, period=scope.period, by=analyst, at=AT
    )


class TestEvidence:
    def test_comes_back_as_it_was_read(self, log: Logbook, edition: Edition) -> None:
        assert evidence_of(edition) == collect(scope_of(log))

    def test_stays_as_it_was_when_a_record_is_withdrawn(
        self, log: Logbook, edition: Edition
    ) -> None:
        before = evidence_of(edition)
        arrest = Arrest.objects.get(record__status=Status.APPROVED)

        drafting.reopen(arrest.record, by=log.sergeant)

        assert evidence_of(edition) == before
        assert collect(scope_of(log)) != before

    def test_names_every_record_of_the_period_with_its_version(self, edition: Edition) -> None:
        kept = {(row.record_id, row.version) for row in edition.records.all()}

        assert kept == {(a.pk, a.record.version) for a in Arrest.objects.select_related("record")}


class TestCarried:
    def test_keeps_what_was_open_before_the_period_as_it_was(
        self, log: Logbook, analyst: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_since = log.arrest("2021-06-01")
        monkeypatch.setattr(actions, "render", lambda document, *, format: format.encode())
        scope = scope_of(log)
        edition = actions.compile_report(
            report=REPORT, district=scope.district, period=scope.period, by=analyst, at=AT
        )

        drafting.reopen(Arrest.objects.get().record, by=log.sergeant)

        assert [fact.reference for fact in evidence_of(edition).facts] == [
            open_since.record.reference
        ]
        assert inputs_of(edition).around.carried
        assert reproduction(REPORT, edition).is_the_same
        assert REPORT.build(collect(scope)).figures_sha256() != edition.figures_sha256


class TestInputs:
    def test_come_back_from_json(self, edition: Edition) -> None:
        inputs = inputs_of(edition)

        assert Inputs.from_json(inputs.to_json()) == inputs
        assert len(inputs.code_version) == 16

    def test_are_missing_from_editions_that_kept_none(self, edition: Edition) -> None:
        edition.inputs = None

        with pytest.raises(WithoutInputs, match="Compile it again"):
            inputs_of(edition)


class TestReproduction:
    def test_proves_the_digest_whatever_happened_since(
        self, log: Logbook, edition: Edition
    ) -> None:
        log.arrest("2023-07-01")
        drafting.reopen(Arrest.objects.filter(record__status="approved")[0].record, by=log.sergeant)

        proof = reproduction(REPORT, edition)

        assert proof.is_the_same
        assert proof.computed == edition.figures_sha256
        assert proof.code_then == proof.code_now

    def test_names_the_figures_that_come_out_otherwise(self, edition: Edition) -> None:
        inputs = inputs_of(edition)
        without_codes = replace(inputs, around=replace(inputs.around, codes=()))
        edition.inputs = without_codes.to_json()
        edition.figures_sha256 = "0" * 64

        proof = reproduction(REPORT, edition)

        assert not proof.is_the_same
        assert "arrests.offence.theft" in proof.differing
        assert "arrests_total" not in proof.differing
