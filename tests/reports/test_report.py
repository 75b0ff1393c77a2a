"""A report is added as docs/reports.md says: one file, and one line of the registry."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.core.management import call_command

from accounts import clock
from accounts.models import Officer
from records.models import Status
from reports import definitions
from reports.frozen import evidence_of, reproduction
from reports.models import Edition
from reports.opening import opened
from reports.renderers.formats import FORMATS
from tests.house_rules import ROOT
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import Logbook, london
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
NAME = "reports.patrol_report"


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Write the file of the page and add its line."""
    source = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert source is not None
    module = ModuleType(NAME)
    monkeypatch.setitem(sys.modules, NAME, module)
    exec(compile(source[1], "docs/reports.md", "exec"), module.__dict__)
    monkeypatch.setattr(definitions, "REPORTS", (*definitions.REPORTS, module.REPORT))
    return module


class TestReportDefinition:
    def test_is_all_that_a_new_report_needs(
        self,
        added: ModuleType,
        log: Logbook,
        console: Officer,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: AT)
        log.patrol(london("2023-06-01", "10:00"), london("2023-06-01", "10:20"))
        log.patrol(
            london("2023-06-02", "10:00"), london("2023-06-02", "10:20"), status=Status.SUBMITTED
        )

        for kept in FORMATS:
            options = [f"--format={kept.key}", f"--output={tmp_path / kept.key}"]
            call_command(
                "compile_report", "patrols", "--district=southend", "--to=2024-03", *options
            )

        edition = Edition.objects.get()
        found = opened(added.REPORT, evidence_of(edition), "patrols", "current")
        assert edition.document.figure("patrols").current == len(found.records) == 1
        assert len(found.left_out) == 1
        assert reproduction(added.REPORT, edition).is_the_same
        assert b"Patrol report" in (tmp_path / "html").read_bytes()

    def test_stands_on_the_page_for_every_report(self) -> None:
        listed = re.findall(r"^\| `(\S+)` \|", PAGE, re.MULTILINE)

        assert listed == [report.slug for report in definitions.REPORTS]

    def test_has_a_key_of_its_own(self) -> None:
        slugs = [report.slug for report in definitions.REPORTS]

        assert len(set(slugs)) == len(slugs)
        assert {report.slug for report in definitions.REPORTS if report.is_public} == set(
            definitions.PUBLIC
        )
