"""Every number of every report opens as a page, and downloads as the page lists it."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts import clock
from accounts.models import District, Officer
from audit.models import JournalEntry, Operation
from incidents import months
from incidents.models import Incident, Presence
from records.models import Status
from reports import actions, exports
from reports.definitions import REPORTS, report_named
from reports.document import Cell, LeftOutItem
from reports.evidence import Evidence
from reports.frozen import evidence_of
from reports.models import Edition
from reports.opened_rows import VANISHED, Incidents, listing
from reports.opening import opened
from reports.report import About, ReportDefinition
from tests import drafting
from tests.incidents.published import street
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import Logbook, london
from tests.reports.measures.conftest import bring_outcomes, log, publish
from tests.reports.test_opening import counted, numbers, period_of, year

__all__ = ["bring_outcomes", "codes", "log", "publish", "year"]

Compile = Callable[..., Edition]
Rows = list[list[Any]]
Numbers = dict[str, object]
EVERY = [report for report in REPORTS if not report.is_public]
PUBLIC = [report for report in REPORTS if report.is_public]
ARRESTS = "arrests_total/current"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def compiled(district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch) -> Compile:
    """Compile a report as it stands, after the one that it is computed from."""
    monkeypatch.setattr(actions, "render", lambda document, *, format: format.encode())

    def stored(report: ReportDefinition = REPORTS[0]) -> Edition:
        if report.source:
            stored(report_named(report.source))
        return actions.compile_report(
            report=report,
            district=district,
            period=period_of(report),
            subject="union" if report.about is About.OPERATION else "",
            by=analyst,
            at=AT,
        )

    return stored


@pytest.fixture
def browser(client: Client, analyst: Officer) -> Client:
    """Sign the analyst in."""
    client.force_login(analyst)
    return client


def address(edition: Edition, opens: str, format: str = "") -> str:
    """Give the page of a number, or its download."""
    about = [edition.pk, *opens.rsplit("/", 1)]
    name = "figure-download" if format else "figure-detail"
    return reverse(name, args=[*about, format] if format else about)


def body_of(response: Any) -> bytes:  # noqa: ANN401 - whatever the client gives
    """Read a download to its end."""
    assert isinstance(response, FileResponse)
    return b"".join(response)


def read_csv(body: bytes) -> Rows:
    """Read CSV as a spreadsheet does."""
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def read_sheet(body: bytes) -> Rows:
    """Read the only sheet of an Excel or OpenDocument file."""
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


FORMATS = (("csv", read_csv), ("xlsx", read_sheet), ("ods", read_sheet))


def walked(edition: Edition) -> Iterator[tuple[str, int | float | None]]:
    """Give each number of an edition once: what it opens, and its value."""
    seen = set()
    for number in numbers(edition.document):
        if number.opens not in seen:
            seen.add(number.opens)
            yield number.opens, number.count if isinstance(number, LeftOutItem) else number.value


def wrongly_listed(report: ReportDefinition, edition: Edition, officer: Officer) -> Numbers:
    """Give the numbers of an edition that are not those of the rows that they open."""
    evidence, district = evidence_of(edition), edition.district
    wrong: Numbers = {}
    for opens, value in walked(edition):
        found = opened(report, evidence, *opens.rsplit("/", 1))
        file = listing(found, evidence, district=district, title="A number", officer=officer)
        kept = Counter(row[0] for row in file.rows)
        n = Incidents.of(found, evidence, district, officer).listed if found.incidents else 0
        shown: tuple[object, int] = (n or len(found.records), len(found.left_out))
        if found.is_of_rejected_rows:
            kept, shown = Counter({"Counted": kept.total()}), (value, 0)
        if counted(evidence, Cell("", value, opens=opens), district, report) != value:
            wrong[opens] = value
        if (kept["Counted"], kept["Left out"]) != shown:
            wrong[opens] = (shown, kept)
    return wrong


class TestEveryNumber:
    def test_lists_exactly_what_it_counted(
        self, year: Evidence, compiled: Compile, analyst: Officer
    ) -> None:
        editions = {report: compiled(report) for report in EVERY}

        wrong = {
            report.slug: wrongly_listed(report, edition, analyst)
            for report, edition in editions.items()
        }

        assert wrong == {report.slug: {} for report in EVERY}
        assert all(edition.document.figures for edition in editions.values())

    def test_opens_as_a_page_and_as_a_file(
        self, year: Evidence, compiled: Compile, browser: Client
    ) -> None:
        for edition in [compiled(report) for report in EVERY]:
            every = [opens for opens, _ in walked(edition)]
            for opens in every[:: max(1, len(every) // 6)]:
                page = browser.get(address(edition, opens))
                _, *rows = read_csv(body_of(browser.get(address(edition, opens, "csv"))))
                assert len(rows) == page.context["listed"] + page.context["n_left_out"], opens

    @pytest.mark.parametrize("report", PUBLIC, ids=lambda report: report.slug)
    def test_opens_to_nobody_in_a_public_report(
        self, report: ReportDefinition, log: Logbook, compiled: Compile, browser: Client
    ) -> None:
        log.arrest()
        edition = compiled(report)

        for number in edition.document.figures:
            opens = f"{number.key}/current"
            assert browser.get(address(edition, opens)).status_code == 404
            assert browser.get(address(edition, opens, "csv")).status_code == 404
        assert edition.document.figures

    def test_lists_what_was_left_out_by_the_reasons_that_the_edition_gives(
        self, year: Evidence, compiled: Compile, analyst: Officer, district: District
    ) -> None:
        edition = compiled()
        evidence = evidence_of(edition)
        given = {state.label: state.value for state in Status} | {VANISHED: "vanished"}

        totals = [figure for figure in edition.document.figures if figure.excluded]

        for figure in totals:
            found = opened(REPORTS[0], evidence, figure.key, "current")
            file = listing(found, evidence, district=district, title="A number", officer=analyst)
            reasons = Counter(given[str(row[1])] for row in file.rows if row[0] == "Left out")
            assert reasons == dict(figure.excluded), figure.key
        assert "arrests_total" in {figure.key for figure in totals}


class TestFigureDownload:
    @pytest.mark.parametrize(("format", "read"), FORMATS)
    def test_holds_what_was_counted_as_it_was_and_what_was_left_out(
        self,
        format: str,
        read: Callable[[bytes], Rows],
        log: Logbook,
        compiled: Compile,
        browser: Client,
    ) -> None:
        approved = log.arrest().record
        waiting = log.arrest(status=Status.SUBMITTED).record
        edition = compiled()
        approved.refresh_from_db()
        drafting.reopen(approved, by=log.sergeant)
        log.arrest("2023-07-01")

        head, *rows = read(body_of(browser.get(address(edition, ARRESTS, format))))

        at, waits = head.index("Status now"), "Submitted"
        assert [[*row[:5], row[at]] for row in rows] == [
            ["Counted", "", approved.reference, "2023-06-01 12:00", "Approved", "Reopened"],
            ["Left out", waits, waiting.reference, "2023-06-01 12:00", waits, waits],
        ]

    def test_gives_what_the_minutes_of_patrols_are_made_of(
        self, log: Logbook, compiled: Compile, browser: Client
    ) -> None:
        log.patrol(london("2023-06-01", "23:00"), london("2023-06-01", "23:45"), partners=2)

        edition = compiled()
        head, row = read_csv(
            body_of(browser.get(address(edition, "officer_minutes/current", "csv")))
        )

        assert edition.document.figure("officer_minutes").current == 3 * 45
        assert head[-3:] == ["Began", "Ended", "Crew"]
        assert row[-3:] == ["2023-06-01 23:00", "2023-06-01 23:45", "3"]

    def test_lists_incidents_as_they_were_counted(
        self,
        log: Logbook,
        publish: Callable[..., None],
        compiled: Compile,
        browser: Client,
        district: District,
    ) -> None:
        publish("2024-03", [street(1), street(2), street(3)])
        Incident.objects.filter(crime_id=street(3)[0]).update(presence=Presence.LEFT_OUT)
        months.recount(months.ForceMonth(district.force_id, "2024-03-01"))
        edition = compiled()
        publish("2024-03", [street(1), street(2, Crime_type="Robbery"), street(3), street(4)])

        for opens in ("crime_total/current", "crime.shoplifting/current"):
            head, *rows = read_csv(body_of(browser.get(address(edition, opens, "csv"))))
            then, now = head.index("Type then"), head.index("Type now")
            assert sorted((*row[:2], row[then], row[now]) for row in rows) == [
                ("Counted", "", "Shoplifting", "Robbery"),
                ("Counted", "", "Shoplifting", "Shoplifting"),
                ("Left out", "Gone from the publication", "Shoplifting", "Shoplifting"),
            ]
            page = browser.get(address(edition, opens)).content.decode()
            assert "now Robbery, March 2024" in page
            assert "Gone from the publication" in page
        _, *none = read_csv(body_of(browser.get(address(edition, "crime.robbery/current", "csv"))))
        assert none == []

    @pytest.mark.parametrize("format", [each for each, _ in FORMATS])
    def test_is_written_down_as_a_disclosure(
        self, format: str, log: Logbook, compiled: Compile, browser: Client
    ) -> None:
        log.arrest()
        edition = compiled()

        response = browser.get(address(edition, ARRESTS, format))

        body = body_of(response)
        entry = JournalEntry.objects.get(verb="figure.download")
        assert (entry.operation, entry.subject_id) == (Operation.DISCLOSURE, str(edition.pk))
        assert entry.detail == {
            "what": "arrests_total/current",
            "format": format,
            "rows": 1,
            "sha256": hashlib.sha256(body).hexdigest(),
            "to": "Analyst 70031",
        }
        stem = "performance-southend-2023-04-01-to-2024-03-31-edition-1"
        name = f"{stem}-arrests_total-current.{format}"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response.headers["Cache-Control"] == "no-store"

    def test_is_offered_by_the_page_in_each_format(
        self, log: Logbook, compiled: Compile, browser: Client
    ) -> None:
        edition = compiled()
        nothing = browser.get(address(edition, ARRESTS)).content.decode()
        log.arrest()
        again = compiled()
        page = browser.get(address(again, ARRESTS)).content.decode()

        for format, _ in FORMATS:
            assert address(again, ARRESTS, format) in page
            assert address(edition, ARRESTS, format) not in nothing

    def test_names_nothing_of_a_person_in_a_formula(
        self, log: Logbook, compiled: Compile, browser: Client
    ) -> None:
        arrest = log.arrest()
        edition = compiled()
        type(arrest.record).objects.filter(pk=arrest.pk).update(summary='=HYPERLINK("x")')

        for format, read in FORMATS:
            head, row = read(body_of(browser.get(address(edition, ARRESTS, format))))
            typed = '=HYPERLINK("x")'
            kept = f"'{typed}" if format == "csv" else typed
            assert row[head.index("Summary now")] == kept

    @pytest.mark.parametrize(
        ("opens", "format"),
        [
            ("arrests/current", "csv"),
            ("arrests_total/next", "csv"),
            ("arrests_total/current", "pdf"),
        ],
    )
    def test_is_not_found_for_what_is_no_number_and_no_format(
        self, opens: str, format: str, compiled: Compile, browser: Client
    ) -> None:
        assert browser.get(address(compiled(), opens, format)).status_code == 404

    def test_says_so_where_a_sheet_cannot_hold_every_row(
        self,
        log: Logbook,
        compiled: Compile,
        browser: Client,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        log.arrest()
        edition = compiled()
        monkeypatch.setattr(exports, "MOST_ROWS", 0)
        page = address(edition, ARRESTS)

        response = browser.get(address(edition, ARRESTS, "ods"), headers={"referer": page})

        assert response.headers["Location"] == page
        assert not JournalEntry.objects.filter(verb="figure.download").exists()
        assert body_of(browser.get(address(edition, ARRESTS, "csv")))


class TestLeftOut:
    def test_opens_from_page_one_to_the_records_of_its_state(
        self, year: Evidence, compiled: Compile, browser: Client
    ) -> None:
        for edition in [compiled(report) for report in EVERY]:
            page = browser.get(edition.get_absolute_url()).content.decode()
            for item in edition.document.left_out.items:
                if item.count and item.opens:
                    assert f'href="{address(edition, item.opens)}"' in page
                    listed = browser.get(address(edition, item.opens)).context["listed"]
                    assert listed == item.count, (edition, item)

    def test_lists_records_of_all_kinds_of_a_state(
        self, log: Logbook, compiled: Compile, browser: Client
    ) -> None:
        arrest = log.arrest(status=Status.SUBMITTED).record
        patrol = log.patrol(
            london("2023-06-01", "10:00"), london("2023-06-01", "10:20"), status=Status.SUBMITTED
        ).record
        edition = compiled()

        page = browser.get(address(edition, "not_counted.submitted/current"))

        shown = page.content.decode()
        assert "<h1>Left out, submitted, not yet approved: 2</h1>" in shown
        assert arrest.reference in shown
        assert patrol.reference in shown
        assert page.context["marking"] == "OFFICIAL-SENSITIVE"


class TestFigureDetail:
    def test_names_numbers_that_only_a_table_prints(
        self, log: Logbook, compiled: Compile, browser: Client
    ) -> None:
        log.arrest(status=Status.SUBMITTED)
        log.arrest()
        edition = compiled()

        waiting = browser.get(address(edition, "not_counted.arrest.submitted/current"))
        disposal = browser.get(address(edition, "arrests.disposal.not_yet_recorded/current"))

        assert (
            "<h1>Records not counted, by kind and state, "
            "Arrest: submitted, not yet approved: 1</h1>" in waiting.content.decode()
        )
        assert disposal.context["listed"] == 1

    def test_shows_no_more_than_the_first_of_what_was_left_out(
        self,
        log: Logbook,
        compiled: Compile,
        browser: Client,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("reports.views.figures.MOST_LEFT_OUT", 1)
        for _ in range(2):
            log.arrest(status=Status.SUBMITTED)

        page = browser.get(address(compiled(), ARRESTS))

        assert len(page.context["left_out"]) == 1
        assert "These are the first 1 of 2 left out." in page.content.decode()
