"""An arrest of Op Union that was approved late: closed, restated, proved, and its file verified."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts import clock, officers
from accounts.models import District
from records.models import Closing, Record, Status
from reports import tasks
from reports.models import Compilation, Edition
from southend.demo import story
from tests.operations.typing_in import day

KEY = "operation.union.arrests"
Visit = Callable[..., str]


@pytest.fixture
def tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the demonstration's clock go on by a minute each time that it is read."""
    minutes = iter(range(1, 10_000))
    began = story.STARTS_AT + timedelta(minutes=30)

    def now() -> datetime:
        return began + timedelta(minutes=next(minutes))

    monkeypatch.setattr(clock, "now", now)


@pytest.fixture
def visit(demonstration: None, tick: None) -> Visit:
    """Open a page, or send a form, as somebody of the demonstration."""

    def read(who: str, name: str, *args: object, status: int = 200, **sent: object) -> str:
        browser = Client()
        browser.force_login(officers.by_collar(who, at=story.STARTS_AT))
        address = reverse(name, args=args)
        response = browser.post(address, sent) if sent else browser.get(address)
        assert isinstance(response, HttpResponse)
        assert response.status_code == status, response.content.decode()
        return " ".join(response.content.decode(errors="replace").split())

    return read


def newest() -> Edition:
    """Read the edition of the year to April 2024 that stands."""
    rows = Edition.objects.filter(definition="performance", district__slug="southend")
    return rows.filter(start="2023-05-01", end="2024-05-01").order_by("-number")[0]


def taken(edition: Edition, format: str) -> bytes:
    """Download a file of an edition as the chief inspector."""
    browser = Client()
    browser.force_login(officers.by_collar("40217", at=story.STARTS_AT))
    response = browser.get(reverse("edition-download", args=[edition.pk, format]))
    return bytes(response.content)


class TestLateArrest:
    @pytest.fixture
    def late(self, visit: Visit) -> Record:
        """Close April 2024, approve the arrest that waits, and compile the year again."""
        district = District.objects.get(slug="southend").pk
        ends = date(2024, 4, 30)
        closing = {"district": district, "grace_days": 0, **day("through", ends)}
        visit("40217", "period-close", **closing, status=302)
        waiting = Record.objects.awaiting_decision().get(
            arrest__operation__slug="union", arrest__principal_offence="public-order"
        )
        visit("2216", "review-approve", waiting.pk, version=waiting.version, status=302)
        year = {**day("first", story.YEAR_BEGINS), **day("last", ends)}
        asked = {"report": "performance", "district": district, **year}
        visit("40217", "compilation-create", **asked, status=302)
        tasks.compile_report(compilation_id=str(Compilation.objects.latest("requested_at").pk))
        waiting.refresh_from_db()
        return waiting

    def test_is_restated_in_the_next_edition_and_leaves_the_last_as_it_was(
        self, visit: Visit, late: Record
    ) -> None:
        second = newest()
        first = second.others()[0]

        assert late.status == Status.APPROVED
        assert Closing.objects.get().through.isoformat() == "2024-04-30"
        figures = [edition.document.figure(KEY).current for edition in (first, second)]
        assert (second.number, figures) == (first.number + 1, [23, 24])
        page = visit("40217", "edition-detail", second.pk)
        assert f"reported 23, now 24: 1 approved late ({late.reference})." in page
        assert f"{KEY}/current" in second.document.stamp.revised  # type: ignore[union-attr] # stamped
        assert "24 [r]" in page
        assert late.reference not in visit("40217", "edition-detail", first.pk)
        for edition, is_counted in ((first, False), (second, True)):
            figure = visit("40217", "figure-detail", edition.pk, KEY, "current")
            counted, left_out = figure.split('<h2 id="left-out"')
            assert (late.reference in counted, late.reference in left_out) == (
                is_counted,
                not is_counted,
            )

    def test_leaves_the_first_edition_proved_and_its_file_genuine_but_superseded(
        self, visit: Visit, late: Record
    ) -> None:
        second = newest()
        first = second.others()[0]

        proof = visit("40217", "edition-reproduce", first.pk)
        genuine = {format: taken(first, format) for format in ("pdf", "xlsx", "csv")}

        assert "The figures are proved" in proof
        assert proof.count(first.figures_sha256) == 2
        for format, body in genuine.items():
            middle = len(body) // 2
            altered = body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]
            for content, said in (
                (body, f"Genuine file, superseded by edition {second.number}"),
                (altered, "Altered"),
            ):
                file = SimpleUploadedFile(f"pack.{format}", content)
                page = visit("40217", "verify", file=file, digest="")
                assert f"{said} </h2>" in page.replace("</h2>", " </h2>"), format
