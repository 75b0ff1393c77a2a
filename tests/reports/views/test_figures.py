"""The pages behind an edition: what a number counted, the proof, what moved."""

import csv
import io
from collections.abc import Callable
from typing import cast

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from audit.models import JournalEntry
from operations.models import Arrest
from records.models import Status
from reports import actions
from reports.definitions import report_named
from reports.models import Edition
from tests import drafting
from tests.incidents.published import street
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.dictionary import define_anew
from tests.reports.logbook import YEAR, Logbook, london
from tests.reports.measures.conftest import Publish, log, publish

__all__ = ["codes", "log", "publish"]

Compile = Callable[[], Edition]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def compiled(district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch) -> Compile:
    """Compile the year as it stands, its files empty but for their format."""
    monkeypatch.setattr(actions, "render", lambda document, *, format: format.encode())

    def stored() -> Edition:
        return actions.compile_report(
            report=report_named("performance"), district=district, period=YEAR, by=analyst, at=AT
        )

    return stored


@pytest.fixture
def page(client: Client, analyst: Officer) -> Callable[..., str]:
    """Read a page as the analyst."""
    client.force_login(analyst)

    def read(name: str, *args: object, query: str = "", status: int = 200) -> str:
        response = client.get(reverse(name, args=args) + query)
        assert response.status_code == status
        return response.content.decode()

    return read


class TestFigureDetail:
    def test_lists_the_records_as_they_were_counted_and_those_left_out(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        counted = log.arrest().record
        counted.refresh_from_db()
        waiting = log.arrest(status=Status.SUBMITTED).record
        edition = compiled()
        drafting.reopen(counted, by=log.sergeant)

        shown = page("figure-detail", edition.pk, "arrests_total", "current")

        assert "<h1>Arrests: 1</h1>" in shown
        listed, left_out = shown.split('id="left-out"')
        assert counted.reference in listed
        assert "changed since" in listed
        assert waiting.reference in left_out
        assert counted.reference not in left_out

    def test_names_a_number_of_a_ledger_and_says_from_how_many_cases_it_is(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        case = log.prosecution("2023-06-01", "2023-06-02", result="guilty-plea", sentences=["fine"])
        waits = log.arrest("2021-06-01").record
        edition = compiled()

        charges = page(
            "figure-detail", edition.pk, "case_ledger.charges.charged.in_period", "current"
        )
        opening = page("figure-detail", edition.pk, "arrest_ledger.2023-04-01.before", "current")

        assert (
            "<h1>Charged, convicted, sentenced in the period, Charges, charged: 2</h1>" in charges
        )
        assert "<p>2 from 1 prosecution.</p>" in charges
        assert case.record.reference in charges
        assert "Apr 2023, open before: 1</h1>" in opening
        assert waits.reference in opening
        assert "from 1 arrest" not in opening

    def test_has_no_number_of_a_ledger_for_the_period_before(
        self, compiled: Compile, page: Callable[..., str]
    ) -> None:
        page("figure-detail", compiled().pk, "arrest_ledger.period.new", "previous", status=404)

    def test_says_where_nothing_was_counted(
        self, compiled: Compile, page: Callable[..., str]
    ) -> None:
        shown = page("figure-detail", compiled().pk, "arrests_total", "previous")

        assert "No records were counted" in shown
        assert "Nothing was left out." in shown

    def test_lists_the_rows_that_imports_had_rejected_with_place_and_reason(
        self, publish: Publish, compiled: Compile, client: Client, page: Callable[..., str]
    ) -> None:
        publish("2024-03", [street(1), street(2, Longitude="east")])
        edition = compiled()
        publish("2024-03", [street(1), street(3, Longitude="west")])

        shown = page("figure-detail", edition.pk, "rejected", "current")

        assert "1 counted, nothing left out" in shown
        assert "2024-03-essex-street.csv" in shown
        assert "east" in shown
        assert "west" not in shown
        page("figure-detail", edition.pk, "rejected", "previous", status=404)
        download = reverse("figure-download", args=[edition.pk, "rejected", "current", "csv"])
        assert download in shown
        response = cast(FileResponse, client.get(download))
        head, row = csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig")))
        assert head == ["File", "Line", "Column", "It says", "Why it was rejected"]
        assert row[:4] == ["2024-03-essex-street.csv", "3", "Longitude", "east"]

    def test_is_written_down_as_a_consultation(
        self, compiled: Compile, page: Callable[..., str]
    ) -> None:
        edition = compiled()

        page("figure-detail", edition.pk, "arrests_total", "current")

        entry = JournalEntry.objects.get(verb="edition.open")
        assert (entry.subject_id, entry.detail) == (
            str(edition.pk),
            {"what": "arrests_total/current"},
        )

    @pytest.mark.parametrize("number", ["arrests", "operation.none.arrests"])
    def test_is_not_found_for_what_is_no_number(
        self, number: str, compiled: Compile, page: Callable[..., str]
    ) -> None:
        page("figure-detail", compiled().pk, number, "current", status=404)

    def test_is_led_to_from_every_number_of_the_edition_and_by_its_digest(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        log.arrest()
        edition = compiled()
        address = reverse("figure-detail", args=[edition.pk, "arrests_total", "current"])

        assert f'href="{address}"' in page("edition-detail", edition.pk)
        page(
            "figure-by-digest",
            edition.figures_sha256,
            "arrests_total",
            "current",
            status=302,
        )
        page("figure-by-digest", "0" * 64, "arrests_total", "current", status=404)


class TestReproduce:
    def test_shows_the_proof(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        log.arrest()
        edition = compiled()
        drafting.reopen(Arrest.objects.get().record, by=log.sergeant)

        shown = page("edition-reproduce", edition.pk)

        assert "The figures are proved" in shown
        assert shown.count(edition.figures_sha256) == 2
        assert "Those of the edition; none is another now." in shown

    def test_proves_the_digest_and_says_that_a_definition_is_another_now(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        log.patrol(london("2023-06-01", "10:00"), london("2023-06-01", "10:20"))
        edition = compiled()
        define_anew("officer_minutes", "2023-04-01")

        shown = page("edition-reproduce", edition.pk)

        assert "The figures are proved" in shown
        assert "Officer minutes: definition v1 then, v1, v2 now." in shown


class TestCompare:
    def test_says_which_measures_are_counted_by_another_definition(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        log.patrol(london("2022-06-01", "10:00"), london("2022-06-01", "10:20"))
        log.patrol(london("2023-06-01", "10:00"), london("2023-06-01", "10:20"))
        first = compiled()
        define_anew("officer_minutes", "2023-04-01")
        second = compiled()

        said = "Officer minutes: definition v1 before, v1, v2 now."
        assert said in page("edition-compare", first.pk)
        assert first.document.figure("officer_minutes").change == 0
        assert second.document.figure("officer_minutes").change is None
        assert second.document.stamp is not None
        assert second.document.stamp.changes == (said,)

    def test_names_what_moved_between_two_editions(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        log.arrest()
        first = compiled()
        late = log.arrest("2023-09-01").record
        second = compiled()

        for edition, other in ((first, 2), (second, 1)):
            shown = page("edition-compare", edition.pk, query=f"?with={other}")
            assert f"1 logged late: {late.reference}" in shown
        assert second.document.stamp is not None
        assert second.document.stamp.changes[0] == (
            f"Arrests: reported 1, now 2: 1 logged late ({late.reference})."
        )

    def test_compares_with_today_unless_asked_otherwise(
        self, log: Logbook, compiled: Compile, page: Callable[..., str]
    ) -> None:
        edition = compiled()

        assert "No figure moved" in page("edition-compare", edition.pk)
        record = log.arrest().record
        assert record.reference in page("edition-compare", edition.pk)

    @pytest.mark.parametrize("other", ["7", "next"])
    def test_is_not_found_for_an_edition_that_is_not_there(
        self, other: str, compiled: Compile, page: Callable[..., str]
    ) -> None:
        page("edition-compare", compiled().pk, query=f"?with={other}", status=404)
