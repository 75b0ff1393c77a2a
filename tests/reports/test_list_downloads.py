"""Downloads of lists: exactly what the page with the same filters shows, and who may have it."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import District, Officer
from audit.models import JournalEntry, Operation
from incidents.models import Area, AreaKind
from operations.models import Arrest
from records.models import Status
from reports import exports
from reports.exports import NotWritten, write_ods, write_xlsx
from reports.lists import LISTS, list_named
from tests.operations.conftest import SQUARE, codes
from tests.reports.logbook import Logbook
from tests.reports.measures.conftest import log, twin_log

__all__ = ["codes", "log", "twin_log"]

TYPED = (
    "internal: car park",
    r"external:\\198.51.100.7\share\x.xlsx",
    "file://198.51.100.7/share",
    "mailto:front.desk@example.org",
    "https://example.org/",
    "http://example.org/" + "x" * 90,
    "ftp://example.org",
    "Op Union ✓ 😀 عربي 中文",
    "{=HYPERLINK(1)}",
    "0012",
    "1E5",
)
HOSTILE = '=HYPERLINK("http://example.org","Pier")'
QUERIES: tuple[dict[str, str | list[str]], ...] = (
    {},
    {"status": "approved"},
    {"offence": ["theft", "robbery"], "from": "2023-06-01", "to": "2023-06-30"},
    {"disposal": "none", "operation": "none"},
    {"q": "A-24-00001"},
    {"offence": "no-such-group"},
    {"from": "the first of June"},
    {"to": "9999-12-31"},
    {"district": "chelmsford"},
    {"sort": "occurred_at"},
    {"sort": "-offence", "status": "approved"},
    {"sort": "no-such-column"},
)
Rows = list[list[Any]]
SignIn = Callable[[Officer], Client]


@pytest.fixture
def as_(client: Client) -> SignIn:
    """Sign an officer in."""

    def signed_in(officer: Officer) -> Client:
        client.force_login(officer)
        return client

    return signed_in


@pytest.fixture
def _arrests(log: Logbook, twin_log: Logbook) -> None:
    log.arrest("2023-06-01", offence="theft")
    log.arrest("2023-06-30", "23:59", offence="robbery", disposals=[("charged", "2023-07-01")])
    log.arrest("2023-07-01", offence="theft", operation=log.operation("union"))
    log.arrest("2023-06-10", offence="theft", status=Status.SUBMITTED)
    twin_log.arrest("2023-06-01", offence="theft")


def address(name: str, format: str) -> str:
    """Give the address of a download."""
    return reverse("list-download", args=[name, format])


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


def part(browser: Client, format: str, name: str) -> bytes:
    """Read one part of the download of all arrests."""
    body = body_of(browser.get(address("arrest", format)))
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return parts.read(name)


FORMATS = (("csv", read_csv), ("xlsx", read_sheet), ("ods", read_sheet))


@pytest.mark.usefixtures("_arrests")
class TestListDownload:
    @pytest.mark.parametrize(("format", "read"), FORMATS)
    def test_holds_exactly_the_rows_of_the_page(
        self, format: str, read: Callable[[bytes], Rows], as_: SignIn, sergeant: Officer
    ) -> None:
        browser = as_(sergeant)
        sizes = []
        for query in QUERIES:
            page = browser.get(reverse("arrest-list"), query)
            shown = [row.record.reference for row in page.context["page_obj"].paginator.object_list]

            head, *rows = read(body_of(browser.get(address("arrest", format), query)))

            assert head == [column.label for column in list_named("arrest").columns]
            assert [row[0] for row in rows] == shown, query
            sizes.append(len(rows))
        assert sizes == [4, 3, 3, 2, 1, 0, 0, 0, 0, 4, 3, 4]

    @pytest.mark.parametrize(("format", "read"), FORMATS)
    def test_is_written_down_with_filter_rows_and_digest(
        self, format: str, read: Callable[[bytes], Rows], as_: SignIn, sergeant: Officer
    ) -> None:
        response = as_(sergeant).get(address("arrest", format), {"status": "approved"})

        body = body_of(response)
        entry = JournalEntry.objects.get(verb="list.download")
        assert (entry.operation, entry.subject_id) == (Operation.DISCLOSURE, "arrest")
        assert entry.detail == {
            "filter": "status=approved",
            "format": format,
            "rows": len(read(body)) - 1,
            "sha256": hashlib.sha256(body).hexdigest(),
            "to": "Sergeant 40210",
        }
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")

    def test_shows_the_twin_nothing_of_the_district(
        self, as_: SignIn, twin_sergeant: Officer
    ) -> None:
        _, *rows = read_csv(body_of(as_(twin_sergeant).get(address("arrest", "csv"))))

        assert [row[2] for row in rows] == ["Chelmsford"]

    @pytest.mark.parametrize("who", ["officer", "advisor", "administrator"])
    def test_is_refused_to_those_who_may_not_download(
        self, who: str, as_: SignIn, request: pytest.FixtureRequest
    ) -> None:
        response = as_(request.getfixturevalue(who)).get(address("arrest", "csv"))

        assert response.status_code == 403
        assert not JournalEntry.objects.filter(verb="list.download").exists()

    def test_holds_no_formula(self, as_: SignIn, sergeant: Officer) -> None:
        Arrest.objects.update(place=HOSTILE)

        for format, read in FORMATS:
            body = body_of(as_(sergeant).get(address("arrest", format)))
            head, *rows = read(body)
            kept = f"'{HOSTILE}" if format == "csv" else HOSTILE
            assert {row[head.index("Place")] for row in rows} == {kept}
        excel = part(as_(sergeant), "xlsx", "xl/worksheets/sheet1.xml")
        opendocument = part(as_(sergeant), "ods", "content.xml")
        assert b"<f>" not in excel
        assert b"hyperlink" not in excel.lower().replace(HOSTILE.lower().encode(), b"")
        assert b"table:formula" not in opendocument
        assert b"xlink" not in opendocument

    @pytest.mark.parametrize("typed", TYPED)
    def test_holds_text_as_typed_and_no_link(
        self, typed: str, as_: SignIn, sergeant: Officer
    ) -> None:
        Arrest.objects.update(place=typed)

        for format, read in FORMATS:
            head, *rows = read(body_of(as_(sergeant).get(address("arrest", format))))
            assert {row[head.index("Place")] for row in rows} == {typed}
        for format in ("xlsx", "ods"):
            body = body_of(as_(sergeant).get(address("arrest", format)))
            with zipfile.ZipFile(io.BytesIO(body)) as parts:
                for name in parts.namelist():
                    assert typed.encode() not in parts.read(name) or "rels" not in name
                    assert b"<hyperlink" not in parts.read(name)
                    assert b"xlink:href" not in parts.read(name)

    def test_is_marked_and_numbered_on_every_page_it_prints(
        self, as_: SignIn, sergeant: Officer
    ) -> None:
        excel = part(as_(sergeant), "xlsx", "xl/worksheets/sheet1.xml").decode()
        opendocument = part(as_(sergeant), "ods", "styles.xml").decode()

        assert "OFFICIAL-SENSITIVE" in excel
        assert "Page &amp;P of &amp;N" in excel
        assert "OFFICIAL-SENSITIVE" in opendocument
        assert "<text:page-count>" in opendocument

    def test_is_not_found_under_another_name_or_format(
        self, as_: SignIn, sergeant: Officer
    ) -> None:
        for place in (address("weather", "csv"), address("arrest", "pdf")):
            assert as_(sergeant).get(place).status_code == 404


class TestEveryList:
    def test_can_be_downloaded_in_each_format_with_its_columns(
        self, log: Logbook, as_: SignIn, sergeant: Officer
    ) -> None:
        log.wave("2024-03-31", "79.5")
        log.engagement(attendees=12)
        log.prosecution()
        log.operation("union")

        for export in LISTS:
            page = as_(sergeant).get(reverse(f"{export.name}-list"))
            total = page.context["page_obj"].paginator.count
            for format, read in FORMATS:
                head, *rows = read(body_of(as_(sergeant).get(address(export.name, format))))
                assert head == [column.label for column in export.columns]
                assert len(rows) == total, export.name

    def test_gives_numbers_as_numbers(self, log: Logbook, as_: SignIn, sergeant: Officer) -> None:
        log.wave("2024-03-31", "79.5")

        for format in ("xlsx", "ods"):
            head, row = read_sheet(body_of(as_(sergeant).get(address("survey-wave", format))))

            found = dict(zip(head, row, strict=True))
            assert (found["Base"], found["Percent"], found["Last day"]) == (612, 79.5, "2024-03-31")


class TestAreas:
    @pytest.mark.parametrize(("format", "read"), FORMATS)
    def test_are_downloaded_as_the_page_lists_them(
        self,
        format: str,
        read: Callable[[bytes], Rows],
        district: District,
        twin_district: District,
        as_: SignIn,
        sergeant: Officer,
        officer: Officer,
    ) -> None:
        for owner, kind, name in (
            (district, AreaKind.WARD, "Milton"),
            (district, AreaKind.HOTSPOT, "High Street"),
            (twin_district, AreaKind.WARD, "Vange"),
        ):
            Area.objects.create(
                district=owner,
                kind=kind,
                code=name.lower(),
                name=name,
                geometry=SQUARE,
                valid_from=date(2023, 4, 1),
            )

        for query, names in (({}, ["High Street", "Milton"]), ({"kind": "ward"}, ["Milton"])):
            page = as_(sergeant).get(reverse("area-list"), query)
            _, *rows = read(body_of(as_(sergeant).get(address("area", format), query)))
            assert [row[0] for row in rows] == names
            assert [area.name for area in page.context["page_obj"].object_list] == names
            assert rows[-1][1:3] == ["Ward", "milton"]
            assert rows[-1][5] == "2023-04-01"
            assert rows[-1][7] == "No"
            assert address("area", format) in page.content.decode()
        unoffered = as_(officer).get(reverse("area-list")).content.decode()
        assert address("area", format) not in unoffered
        assert as_(officer).get(address("area", format)).status_code == 403


class TestWriteXlsx:
    def test_says_what_to_do_where_the_file_cannot_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(NotWritten, match="The Excel file could not be written"):
            write_xlsx(tmp_path / "no" / "a.xlsx", ["A"], [["1"]], title="A", marking="OFFICIAL")

    def test_gives_up_after_a_while(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(exports, "SECONDS", 0.001)

        with pytest.raises(NotWritten, match="Download it as CSV"):
            write_xlsx(tmp_path / "a.xlsx", ["A"], [["1"]], title="A", marking="OFFICIAL")


class TestFitting:
    @pytest.mark.parametrize("write", [write_xlsx, write_ods])
    def test_says_so_where_a_sheet_cannot_hold_every_row(
        self, write: Callable[..., exports.Written], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exports, "MOST_ROWS", 2)
        place, said = tmp_path / "a", {"title": "A", "marking": "OFFICIAL"}

        assert write(place, ["A"], [["1"]] * 2, **said).rows == 2
        with pytest.raises(NotWritten, match="holds 2 rows, and this list has more"):
            write(place, ["A"], [["1"]] * 3, **said)
