"""A tick, a picture, a word in Arabic and one in Chinese, in every report and every format."""

import csv
import io
import json
from collections.abc import Mapping

import pikepdf
import pytest

from accounts.models import District, Officer
from incidents.models import Area, AreaKind
from reports import actions
from reports.definitions import REPORTS, report_named
from reports.models import Edition
from reports.renderers.formats import FORMATS
from reports.report import About, ReportDefinition
from tests.operations.conftest import SQUARE, codes
from tests.people import AT
from tests.reports.dictionary import define_measures
from tests.reports.logbook import YEAR, Logbook, london
from tests.reports.measures.conftest import log
from tests.reports.reading import Words, sheet_words, text_of
from tests.reports.test_opening import PERIODS

__all__ = ["codes", "log"]

NAME = "Op Union ✓ 🚨 عملية 行动"
OBJECTIVE = "Visible patrols ✓ fewer robberies 🚨 عملية الاتحاد: 12 wards 行动"
PRINTED = ("✓", "�")
NAMED = {"performance", "operation"}
"""The reports that print the name of an operation."""


@pytest.fixture
def typed(log: Logbook, district: District) -> None:
    """Log what every report counts, against an operation and in a hotspot so named."""
    define_measures()
    pier = Area.objects.create(
        district=district, kind=AreaKind.HOTSPOT, code="pier", name=NAME, geometry=SQUARE
    )
    union = log.operation("union", name=NAME, objective=OBJECTIVE)
    log.patrol(
        london("2023-06-02", "18:00"), london("2023-06-02", "18:20"), area=pier, operation=union
    )
    log.arrest("2023-06-02", operation=union, disposals=[("charged", "2023-06-02")])
    log.engagement(attendees=12)
    log.wave("2024-03-31", "79.5", wording=f"How good a job? {NAME}")


def compiled(report: ReportDefinition, district: District, by: Officer) -> Edition:
    """Compile a report, after the one that it is made from."""
    period = PERIODS.get(report.slug, YEAR)
    about = "union" if report.about is About.OPERATION else ""
    for slug, subject in ((report.source, ""), (report.slug, about)):
        if slug:
            edition = actions.compile_report(
                report=report_named(slug),
                district=district,
                period=period,
                subject=subject,
                by=by,
                at=AT,
            )
    return edition


def said(files: Mapping[str, bytes]) -> dict[str, str]:
    """Read the words of every format by a program that did not write them."""
    rows = csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")))
    return {
        "html": Words(files["html"].decode()).text,
        "csv": " ".join(cell for row in rows for cell in row),
        "json": json.dumps(json.loads(files["json"]), ensure_ascii=False),
        **{key: " ".join(sheet_words(files[key])) for key in ("xlsx", "ods")},
    }


class TestEveryReport:
    @pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
    def test_is_compiled_in_every_format_with_the_text_as_typed(
        self, report: ReportDefinition, typed: None, district: District, analyst: Officer
    ) -> None:
        edition = compiled(report, district, analyst)

        files = {file.format: bytes(file.body) for file in edition.files.all()}
        assert set(files) == {kept.key for kept in FORMATS}
        assert edition.unmade == {}
        found = {key: " ".join(words.split()) for key, words in said(files).items()}
        if report.slug in NAMED:
            own = NAME.removeprefix("Op ")  # a label says Operation in place of Op
            assert [key for key, words in found.items() if own not in words] == []
        if report.slug == "operation":
            kept = OBJECTIVE.replace("الاتحاد:", "الاتحاد\u200e:")  # the page keeps 12 behind it
            assert kept in found["html"]
            assert all(OBJECTIVE in found[key] for key in ("xlsx", "ods"))
        self.prints(files["pdf"], is_named=report.slug in NAMED)

    def prints(self, body: bytes, *, is_named: bool) -> None:
        """Hold the PDF to both standards, to the shipped fonts, and to its note."""
        pages = text_of(body)
        with pikepdf.open(io.BytesIO(body)) as book, book.open_metadata() as metadata:
            assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")
        if is_named:
            assert all(sign in "".join(pages) for sign in PRINTED)
            note = "3 different characters could not be printed and stand as �"
            assert note in " ".join(pages[0].split())
