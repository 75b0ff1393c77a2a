"""The pages of reports, through HTTP: ask, follow the progress, read, download."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from audit.models import JournalEntry
from reports import actions, requests
from reports.definitions import report_named
from reports.models import Compilation, Edition
from reports.renderers.formats import named
from tests.operations.conftest import codes
from tests.operations.typing_in import Typed, day
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

SignIn = Callable[[Officer], Client]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def as_(client: Client) -> SignIn:
    """Sign an officer in."""

    def signed_in(officer: Officer) -> Client:
        client.force_login(officer)
        return client

    return signed_in


def short(format: str) -> bytes:
    """Write the least that a file of a format may hold."""
    saying = {
        "json": b'{"$schema": "urn:southend:schemas:edition-3"}',
        "csvw": b'{"url": "as-it-was-named.csv"}',
    }
    return saying.get(format, format.encode())


@pytest.fixture
def edition(
    log: Logbook, district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch
) -> Edition:
    """Give a stored edition with one arrest, its files empty but for their format."""
    log.arrest()
    monkeypatch.setattr(actions, "render", lambda document, *, format: short(format))
    return actions.compile_report(
        report=report_named("performance"), district=district, period=YEAR, by=analyst, at=AT
    )


@pytest.fixture
def compilation(district: District, analyst: Officer) -> Compilation:
    """Give a request that waits."""
    return requests.request_compilation(
        definition="performance", district=district, period=YEAR, by=analyst, at=AT
    )


def asked_for(district: District, **changed: Any) -> Typed:
    """Type what asks for the report of the year to March 2024."""
    first, last = day("first", date(2023, 4, 1)), day("last", date(2024, 3, 31))
    return {"report": "performance", "district": district.pk, **first, **last, **changed}


class TestReportList:
    def test_lists_the_editions_and_offers_the_last_twelve_months(
        self, edition: Edition, as_: SignIn, chief_inspector: Officer
    ) -> None:
        page = as_(chief_inspector).get(reverse("report-list"))

        assert edition.get_absolute_url() in page.content.decode()
        assert page.context["form"].initial == {"first": date(2023, 4, 1), "last": YEAR.last_day}

    def test_offers_no_form_to_those_who_read_only(
        self, edition: Edition, as_: SignIn, sergeant: Officer
    ) -> None:
        assert as_(sergeant).get(reverse("report-list")).context["form"] is None

    def test_shows_the_twin_nothing(
        self, edition: Edition, compilation: Compilation, as_: SignIn, twin_analyst: Officer
    ) -> None:
        page = as_(twin_analyst).get(reverse("report-list"))

        assert list(page.context["page_obj"]) == []
        assert list(page.context["unfinished"]) == []


class TestCompilationCreate:
    def test_asks_for_a_report_and_leads_to_its_progress(
        self, district: District, as_: SignIn, analyst: Officer
    ) -> None:
        done = as_(analyst).post(reverse("compilation-create"), asked_for(district))

        compilation = Compilation.objects.get()
        assert done.headers["Location"] == reverse("compilation-detail", args=[compilation.pk])
        assert (compilation.period, compilation.by) == (YEAR, analyst)

    @pytest.mark.parametrize(
        ("last", "sentence"),
        [
            (date(2024, 4, 30), "which is not over on 30 April 2024"),
            (date(2023, 3, 1), "before it starts on 1 April 2023"),
        ],
    )
    def test_says_what_is_wrong_with_a_period_beside_what_was_typed(
        self, last: date, sentence: str, district: District, as_: SignIn, analyst: Officer
    ) -> None:
        typed = asked_for(district, **day("last", last))

        page = as_(analyst).post(reverse("compilation-create"), typed)

        assert page.status_code == 422
        assert sentence in page.content.decode()
        assert not Compilation.objects.exists()

    def test_knows_no_district_but_the_officers_own(
        self, twin_district: District, as_: SignIn, analyst: Officer
    ) -> None:
        page = as_(analyst).post(reverse("compilation-create"), asked_for(twin_district))

        assert page.status_code == 422
        assert not Compilation.objects.exists()

    def test_is_refused_to_those_who_read_only(
        self, district: District, as_: SignIn, sergeant: Officer
    ) -> None:
        page = as_(sergeant).post(reverse("compilation-create"), asked_for(district))

        assert page.status_code == 403


class TestCompilationDetail:
    def words(self, browser: Client, compilation: Compilation) -> str:
        """Read both pages of a request."""
        pages = [
            browser.get(reverse(f"compilation-{name}", args=[compilation.pk])).content.decode()
            for name in ("detail", "progress")
        ]
        return "".join(pages)

    def test_says_how_far_it_is(
        self, compilation: Compilation, as_: SignIn, sergeant: Officer
    ) -> None:
        browser = as_(sergeant)

        assert "Waiting for a worker" in self.words(browser, compilation)
        requests.claim(compilation, at=AT)
        assert "Beginning" in self.words(browser, compilation)
        requests.tell(compilation, step=2, steps=7, doing="Writing PDF", at=AT)
        assert "Writing PDF, step 2 of 7" in self.words(browser, compilation)

    def test_says_why_it_failed(
        self, compilation: Compilation, as_: SignIn, sergeant: Officer
    ) -> None:
        requests.fail(compilation, failure="Another edition was stored first.", at=AT)

        assert "Another edition was stored first." in self.words(as_(sergeant), compilation)

    def test_leads_to_the_edition_when_it_is_done(
        self, compilation: Compilation, edition: Edition, as_: SignIn, sergeant: Officer
    ) -> None:
        requests.finish(compilation, edition=edition, at=AT)

        done = as_(sergeant).get(reverse("compilation-detail", args=[compilation.pk]))

        assert done.headers["Location"] == edition.get_absolute_url()

    def test_is_not_found_by_the_twin(
        self, compilation: Compilation, as_: SignIn, twin_analyst: Officer
    ) -> None:
        for name in ("compilation-detail", "compilation-progress"):
            page = as_(twin_analyst).get(reverse(name, args=[compilation.pk]))
            assert page.status_code == 404


class TestEditionDetail:
    def test_shows_the_figures_as_they_were_compiled(
        self, edition: Edition, log: Logbook, as_: SignIn, sergeant: Officer
    ) -> None:
        log.arrest()

        page = as_(sergeant).get(edition.get_absolute_url())

        assert page.context["document"].figure("arrests_total").current == 1
        assert edition.figures_sha256[:8] in page.content.decode()

    def test_is_not_found_by_the_twin_and_refused_to_an_officer(
        self, edition: Edition, as_: SignIn, officer: Officer, twin_sergeant: Officer
    ) -> None:
        assert as_(twin_sergeant).get(edition.get_absolute_url()).status_code == 404
        assert as_(officer).get(edition.get_absolute_url()).status_code == 403


class TestUnmadeFile:
    def test_is_named_on_the_page_with_its_reason(
        self, edition: Edition, as_: SignIn, sergeant: Officer
    ) -> None:
        edition.unmade_files.create(format="docx", reason="Writing PDF stopped.", at=AT)

        page = as_(sergeant).get(edition.get_absolute_url()).content.decode()

        assert "The figures and the other formats are there. Writing PDF stopped." in page


class TestEditionDownload:
    def place(self, edition: Edition, format: str) -> str:
        """Give the address of a file."""
        return reverse("edition-download", args=[edition.pk, format])

    def test_hands_out_the_file_as_it_was_made_and_writes_it_down(
        self, edition: Edition, as_: SignIn, sergeant: Officer
    ) -> None:
        for format in ("pdf", "xlsx", "ods", "csv", "csvw", "json", "html"):
            file = as_(sergeant).get(self.place(edition, format))

            assert file.content == short(format)
            assert file.headers["Cache-Control"] == "no-store"
            assert f'{named(format).suffix}"' in file.headers["Content-Disposition"]
        entries = JournalEntry.objects.filter(verb="edition.download")
        hashes = {entry.detail["sha256"] for entry in entries}
        assert hashes == set(edition.files.values_list("sha256", flat=True))

    def test_hands_the_csv_out_under_the_name_by_which_its_metadata_was_made_to_find_it(
        self, edition: Edition, as_: SignIn, sergeant: Officer
    ) -> None:
        names = {
            format: as_(sergeant).get(self.place(edition, format)).headers["Content-Disposition"]
            for format in ("csv", "csvw", "pdf")
        }

        assert names["csv"] == 'attachment; filename="as-it-was-named.csv"'
        assert names["csvw"] == 'attachment; filename="as-it-was-named.csv-metadata.json"'
        assert "-2023-04-01-to-2024-03-31-edition-1.pdf" in names["pdf"]

    def test_leads_machines_to_what_describes_the_file(
        self, edition: Edition, as_: SignIn, sergeant: Officer
    ) -> None:
        links = {
            format: as_(sergeant).get(self.place(edition, format)).headers.get("Link")
            for format in ("json", "csv", "pdf")
        }

        assert str(links["json"]).startswith("</schemas/edition-3.json>")
        assert str(links["csv"]).startswith(f"<{self.place(edition, 'csvw')}>")
        assert links["pdf"] is None

    def test_is_not_found_by_the_twin_nor_in_another_format(
        self, edition: Edition, as_: SignIn, sergeant: Officer, twin_sergeant: Officer
    ) -> None:
        assert as_(twin_sergeant).get(self.place(edition, "pdf")).status_code == 404
        assert as_(sergeant).get(self.place(edition, "docx")).status_code == 404
        assert not JournalEntry.objects.filter(verb="edition.download").exists()


class TestHome:
    def test_shows_the_figures_as_they_are_now(
        self, edition: Edition, log: Logbook, as_: SignIn, sergeant: Officer
    ) -> None:
        log.arrest()

        page = as_(sergeant).get(reverse("home"))

        shown = page.context["headline"]["document"]
        assert (shown.period, shown.figure("arrests_total").current) == (YEAR, 2)
        assert Edition.objects.get() == edition
