"""Compiling: the stored edition for the same figures, the next number for changed ones."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from python_calamine import CalamineWorkbook

from accounts.models import District, Officer
from audit.models import JournalEntry
from records.writing import Refused
from reports import actions
from reports.definitions import report_named
from reports.document import Document
from reports.evidence import Evidence
from reports.failing import NotMade, Overtaken
from reports.models import Edition, EditionFile, UnmadeFile
from reports.periods import FuturePeriodError, Period
from reports.renderers.formats import FORMATS
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports import example
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

LATER = AT + timedelta(days=1)
STATEMENTS = (
    "UPDATE reports_unmadefile SET reason = 'x'",
    "DELETE FROM reports_unmadefile",
    "UPDATE reports_edition SET figures_sha256 = 'x'",
    "UPDATE reports_edition SET number = 7",
    "DELETE FROM reports_edition",
    "UPDATE reports_editionfile SET sha256 = 'x'",
    "DELETE FROM reports_editionfile",
)
Compile = Callable[..., Edition]
WITHOUT_PDF = {kept.key for kept in FORMATS} - {"pdf"}


@pytest.fixture
def compile_year(district: District, analyst: Officer) -> Compile:
    """Compile the performance report of a year as the analyst."""

    def compile_report(**changed: object) -> Edition:
        given = {
            "report": report_named("performance"),
            "district": district,
            "period": YEAR,
            "by": analyst,
            "at": AT,
        }
        return actions.compile_report(**(given | changed))  # type: ignore[arg-type] # the tests name what they change

    return compile_report


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Render in no time; give the list of formats rendered, in order."""
    rendered: list[str] = []

    def render(document: object, *, format: str) -> bytes:
        rendered.append(format)
        return format.encode()

    monkeypatch.setattr(actions, "render", render)
    return rendered


def interrupted(monkeypatch: pytest.MonkeyPatch, interrupt: Callable[[], None]) -> None:
    """Let something happen once, while the first file is being written."""
    waiting = [interrupt]

    def render(document: object, *, format: str) -> bytes:
        if waiting:
            waiting.pop()()
        return b""

    monkeypatch.setattr(actions, "render", render)


class TestCompileReport:
    def test_stores_an_edition_with_a_file_of_each_format(
        self, log: Logbook, compile_year: Compile
    ) -> None:
        log.arrest()

        edition = compile_year()

        files = {file.format: bytes(file.body) for file in edition.files.all()}
        assert edition.number == 1
        assert edition.document.figure("arrests_total").current == 1
        assert edition.figures_sha256 == edition.document.figures_sha256()
        assert set(files) == {kept.key for kept in FORMATS}
        assert files["pdf"].startswith(b"%PDF-")
        assert json.loads(files["json"])["figures_sha256"] == edition.figures_sha256
        assert "Figures" in CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).sheet_names
        for file in edition.files.all():
            assert file.sha256 == hashlib.sha256(bytes(file.body)).hexdigest()
            assert file.size == len(bytes(file.body))

    @pytest.mark.usefixtures("small")
    def test_gives_the_stored_edition_for_the_same_figures_whenever_it_is_asked(
        self, log: Logbook, compile_year: Compile
    ) -> None:
        log.arrest()
        first = compile_year()

        again = compile_year(at=AT + timedelta(days=60))

        assert again == first
        assert Edition.objects.count() == 1
        assert JournalEntry.objects.filter(verb="report.compile").count() == 1

    @pytest.mark.usefixtures("small")
    def test_makes_the_next_edition_of_changed_figures_and_leaves_the_first(
        self, log: Logbook, compile_year: Compile
    ) -> None:
        log.arrest()
        first = compile_year()
        before = (first.content, first.figures_sha256, [bytes(f.body) for f in first.files.all()])
        log.arrest()

        second = compile_year(at=LATER)

        first.refresh_from_db()
        after = (first.content, first.figures_sha256, [bytes(f.body) for f in first.files.all()])
        stamp = second.document.stamp
        assert stamp is not None
        assert (second.number, stamp.replaces) == (2, "Edition 1 of 30 April 2024, 10:00")
        assert stamp.changes[0].startswith("Arrests: reported 1, now 2: 1 logged late (A-24-")
        assert "Arrests, the period before: reported 0, now 0." not in stamp.changes
        assert after == before

    @pytest.mark.usefixtures("small")
    def test_numbers_each_period_and_district_by_itself(
        self, log: Logbook, compile_year: Compile
    ) -> None:
        compile_year()

        assert compile_year(period=Period.months_to("2024-03", 3)).number == 1

    @pytest.mark.usefixtures("small")
    def test_writes_the_compilation_down(self, log: Logbook, compile_year: Compile) -> None:
        edition = compile_year()

        entry = JournalEntry.objects.get(verb="report.compile")
        assert entry.subject_id == str(edition.pk)
        assert entry.detail == {"figures_sha256": edition.figures_sha256, "number": 1}

    def test_tells_each_step_before_it_begins(
        self, small: list[str], log: Logbook, compile_year: Compile
    ) -> None:
        told: list[tuple[int, int, str]] = []

        compile_year(tell=lambda step, steps, doing: told.append((step, steps, doing)))

        assert [step for step, _, _ in told] == list(range(1, actions.STEPS + 1))
        assert {steps for _, steps, _ in told} == {actions.STEPS}
        assert told[0][2] == "Reading the figures"
        assert small == [kept.key for kept in FORMATS]

    def test_stores_nothing_where_no_format_can_be_written(
        self, monkeypatch: pytest.MonkeyPatch, log: Logbook, compile_year: Compile
    ) -> None:
        monkeypatch.setattr(actions, "render", example.broken_in(*(kept.key for kept in FORMATS)))

        with pytest.raises(NotMade, match="the engine of pdf is broken"):
            compile_year()

        assert not Edition.objects.exists()
        assert not EditionFile.objects.exists()
        assert not JournalEntry.objects.filter(verb="report.compile").exists()

    def test_is_overtaken_where_another_edition_was_stored_meanwhile(
        self, monkeypatch: pytest.MonkeyPatch, log: Logbook, compile_year: Compile
    ) -> None:
        def interrupt() -> None:
            log.arrest()
            compile_year()

        interrupted(monkeypatch, interrupt)

        with pytest.raises(Overtaken, match="Compile it again"):
            compile_year()

        assert [edition.number for edition in Edition.objects.all()] == [1]

    def test_gives_the_edition_that_another_stored_meanwhile_with_the_same_figures(
        self, monkeypatch: pytest.MonkeyPatch, log: Logbook, compile_year: Compile
    ) -> None:
        meanwhile: list[Edition] = []

        interrupted(monkeypatch, lambda: meanwhile.append(compile_year()))

        assert compile_year() == meanwhile[0]
        assert Edition.objects.count() == 1

    @pytest.mark.parametrize("who", ["officer", "sergeant", "advisor", "administrator"])
    def test_is_refused_to_those_who_do_not_compile(
        self, who: str, request: pytest.FixtureRequest, log: Logbook, compile_year: Compile
    ) -> None:
        with pytest.raises(Refused, match="Commanders and analysts of Southend district"):
            compile_year(by=request.getfixturevalue(who))

    def test_is_refused_to_the_commander_of_another_district(
        self, log: Logbook, compile_year: Compile, twin_chief_inspector: Officer
    ) -> None:
        with pytest.raises(Refused):
            compile_year(by=twin_chief_inspector)

    def test_is_refused_for_a_period_that_is_not_over(
        self, log: Logbook, compile_year: Compile
    ) -> None:
        with pytest.raises(FuturePeriodError, match="Choose a month that has ended"):
            compile_year(period=Period.twelve_months_to("2024-04"))


@pytest.mark.usefixtures("small")
class TestEdition:
    """Rows are only ever added, whoever writes the statement."""

    @pytest.fixture(autouse=True)
    def _stored(self, small: list[str], log: Logbook, compile_year: Compile) -> None:
        compile_year()

    def test_is_never_changed_by_raw_sql_or_the_model(self) -> None:
        edition = Edition.objects.get()
        UnmadeFile.objects.create(edition=edition, format="pdf", reason="Writing PDF", at=AT)
        for statement in STATEMENTS:
            with (
                pytest.raises(IntegrityError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        with pytest.raises(IntegrityError, match="append-only"):
            Edition.objects.update(number=2)


class TestFilesOf:
    def test_stores_the_other_formats_where_one_breaks_and_says_which(
        self, log: Logbook, compile_year: Compile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log.arrest()
        monkeypatch.setattr(actions, "render", example.broken_in("pdf"))

        edition = compile_year()

        assert set(edition.files.values_list("format", flat=True)) == WITHOUT_PDF
        assert edition.unmade == {
            "pdf": "Writing PDF stopped (ValueError: the engine of pdf is broken). "
            "Mend what is named, or tell those who run the service."
        }
        assert edition.unmade_words(with_reasons=False) == (
            "Not written: PDF. The figures and the other formats are there."
        )
        assert "the engine of pdf is broken" in edition.unmade_words(with_reasons=True)

    def test_names_record_and_field_of_the_text_at_which_a_format_breaks(
        self, log: Logbook, compile_year: Compile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        union = log.operation("union")

        def render(document: object, *, format: str) -> bytes:
            raise ValueError('the text "Op Union" could not be displayed')

        monkeypatch.setattr(actions, "render", render)

        with pytest.raises(NotMade, match=f"Writing PDF stopped at {union.record.reference}, name"):
            compile_year()
        assert not Edition.objects.exists()


class TestCompleted:
    def test_writes_what_was_missing_once_it_can_be_written(
        self, log: Logbook, compile_year: Compile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log.arrest()
        with monkeypatch.context() as broken:
            broken.setattr(actions, "render", example.broken_in("pdf", "ods"))
            first = compile_year()
        monkeypatch.setattr(actions, "render", example.broken_in("ods"))

        again = compile_year(at=LATER)

        assert again == first
        assert set(again.unmade) == {"ods"}
        assert bytes(again.files.get(format="pdf").body) == b"pdf"
        assert JournalEntry.objects.get(verb="report.complete").at == LATER

    def test_leaves_the_edition_as_it_is_where_it_still_breaks(
        self, log: Logbook, compile_year: Compile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log.arrest()
        monkeypatch.setattr(actions, "render", example.broken_in("pdf"))
        first = compile_year()

        assert compile_year(at=LATER) == first
        assert set(first.unmade) == {"pdf"}
        assert not JournalEntry.objects.filter(verb="report.complete").exists()


class TestBuilt:
    @pytest.mark.usefixtures("small")
    def test_names_record_and_field_at_which_the_counting_breaks(
        self, log: Logbook, compile_year: Compile
    ) -> None:
        good, bad = log.arrest(), log.arrest()
        report = report_named("performance")

        def build(evidence: Evidence) -> Document:
            for fact in evidence.facts:
                if fact.record == str(bad.record.pk):
                    raise KeyError("offence")
            return report.build(evidence)

        with pytest.raises(NotMade) as told:
            compile_year(report=replace(report, build=build))

        assert str(told.value).startswith(
            f"Counting the figures of the performance report stopped at {bad.record.reference}"
        )
        assert good.record.reference not in str(told.value)

    @pytest.mark.usefixtures("small")
    def test_names_no_record_where_it_breaks_without_any(
        self, log: Logbook, compile_year: Compile
    ) -> None:
        log.arrest()

        def build(evidence: Evidence) -> Document:
            raise ZeroDivisionError("division by zero")

        with pytest.raises(NotMade, match=r"report stopped \(ZeroDivisionError: division by zero"):
            compile_year(report=replace(report_named("performance"), build=build))
