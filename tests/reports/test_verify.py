"""The page that checks a file, through HTTP."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import clock
from accounts.models import District, Officer
from audit.models import JournalEntry
from reports import actions
from reports.definitions import report_named
from reports.models import Edition
from reports.views import verify
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

Check = Callable[..., str]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def editions(
    log: Logbook, district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch
) -> list[Edition]:
    """Give two editions of one period; their files say their number and their format only."""

    def render(document: object, *, format: str) -> bytes:
        return f"{document.digest} {format}".encode()  # type: ignore[attr-defined] # a document

    monkeypatch.setattr(actions, "render", render)
    found = []
    for number in (1, 2):
        log.arrest(f"2023-06-0{number}")
        found.append(
            actions.compile_report(
                report=report_named("performance"),
                district=district,
                period=YEAR,
                by=analyst,
                at=AT + timedelta(minutes=number),
            )
        )
    return found


@pytest.fixture
def check(client: Client) -> Check:
    """Send a file or digits as an officer, and give the page."""

    def send(by: Officer, *, content: bytes = b"", digest: str = "", status: int = 200) -> str:
        client.force_login(by)
        sent: dict[str, object] = {"digest": digest}
        if content:
            sent["file"] = SimpleUploadedFile("pack.pdf", content)
        page = client.post(reverse("verify"), sent)
        assert page.status_code == status
        return " ".join(page.content.decode().split())

    return send


class TestVerify:
    def test_says_that_a_file_is_genuine_and_of_which_edition_and_format(
        self, editions: list[Edition], check: Check, sergeant: Officer
    ) -> None:
        page = check(sergeant, content=bytes(editions[1].files.get(format="pdf").body))

        assert "Genuine file" in page
        assert "superseded" not in page
        assert editions[1].get_absolute_url() in page
        assert "<dd>PDF</dd>" in page
        assert "30 April 2024, 10:02" in page

    def test_leads_from_a_superseded_file_to_the_edition_that_stands(
        self, editions: list[Edition], check: Check, sergeant: Officer
    ) -> None:
        page = check(sergeant, content=bytes(editions[0].files.get(format="xlsx").body))

        assert "Genuine file, superseded by edition 2" in page
        assert f'<a href="{editions[1].get_absolute_url()}">Open edition 2</a>' in page

    def test_says_that_a_changed_file_is_altered_and_what_it_claims_to_be(
        self, editions: list[Edition], check: Check, sergeant: Officer
    ) -> None:
        page = check(sergeant, content=bytes(editions[0].files.get(format="pdf").body) + b"!")

        assert "Altered" in page
        assert "It names performance report edition 1 of year to 31 March 2024" in page
        assert "Genuine" not in page

    def test_says_of_a_file_without_claims_that_it_was_changed_or_never_ours(
        self, editions: list[Edition], check: Check, sergeant: Officer
    ) -> None:
        page = check(sergeant, content=b"A letter.")

        assert "Altered, or not a file of ours" in page
        assert "<dt>Edition" not in page

    def test_finds_figures_by_the_digits_that_are_printed(
        self, editions: list[Edition], check: Check, sergeant: Officer
    ) -> None:
        digits = editions[0].figures_sha256
        page = check(sergeant, digest=f"{digits[:4]} {digits[4:8]} {digits[8:12].upper()}")

        assert "Genuine figures, superseded by edition 2" in page
        assert "No edition that you may read" in check(sergeant, digest="0000 0000 0000")

    def test_tells_the_twin_what_it_tells_of_a_file_that_is_not_ours(
        self, editions: list[Edition], check: Check, twin_sergeant: Officer
    ) -> None:
        page = check(twin_sergeant, content=bytes(editions[1].files.get(format="pdf").body))

        assert "Altered, or not a file of ours" in page
        assert editions[1].get_absolute_url() not in page

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({}, "Choose a file, or enter a digest"),
            ({"digest": "edition 2"}, "Enter 8 to 64 digits"),
            ({"content": b"x", "digest": "0" * 16}, "Give a file or a digest, not both"),
            ({"content": b"x" * 11}, "no file of an edition is"),
        ],
    )
    def test_says_what_is_wrong_at_the_box_and_checks_nothing(
        self,
        given: dict[str, object],
        sentence: str,
        check: Check,
        sergeant: Officer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(verify, "MOST_BYTES", 10)

        page = check(sergeant, **given, status=422)

        assert page.count(sentence) == 2
        assert not JournalEntry.objects.filter(verb="edition.verify").exists()

    def test_is_refused_to_those_who_read_no_reports(
        self, check: Check, officer: Officer, administrator: Officer
    ) -> None:
        for by in (officer, administrator):
            check(by, digest="0" * 64, status=403)
        assert not JournalEntry.objects.filter(verb="edition.verify").exists()

    def test_is_led_to_from_the_list_and_from_each_edition(
        self, editions: list[Edition], client: Client, sergeant: Officer
    ) -> None:
        client.force_login(sergeant)

        for place in (reverse("report-list"), editions[0].get_absolute_url()):
            assert f'href="{reverse("verify")}"' in client.get(place).content.decode()
