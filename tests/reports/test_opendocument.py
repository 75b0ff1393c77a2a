"""OpenDocument spreadsheets: what stands in the archive, and what another reader finds in it."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from reports import opendocument, performance
from reports.opendocument import About, Book
from reports.renderers import ods
from reports.renderers.boxes import Box, Face, Number, Print, Row, Sheet
from tests.reports import example
from tests.reports.reading import HOSTILE, hostile_document
from tests.reports.test_performance import empty_inputs

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
}
PAGE = Print("OFFICIAL", "June 2023", "Data as at noon", "Arrests & more", "Edition 1")
AT = datetime(2024, 5, 8, 16, 30, tzinfo=UTC)


def book_of(rows: Iterable[Row], *, top: int = 1) -> bytes:
    """Write one sheet."""
    stream = io.BytesIO()
    sheet = Sheet("List", rows, (22, 22))
    with Book(stream, about=About("List", created=AT), on_page=PAGE, widths=(22,)) as book:
        book.sheet(sheet, top=top)
    return stream.getvalue()


def part(written: bytes, name: str) -> etree._Element:
    """Parse one part of a file."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(written)).read(name))


def read_back(written: bytes) -> Sequence[Sequence[object]]:
    """Read the first sheet with another program."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.fixture(scope="module")
def written() -> bytes:
    return ods.render(example.document())


class TestBook:
    def test_begins_with_its_media_type_uncompressed(self, written: bytes) -> None:
        first = zipfile.ZipFile(io.BytesIO(written)).infolist()[0]

        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert written[38 : 38 + len(opendocument.MEDIA_TYPE)] == opendocument.MEDIA_TYPE.encode()

    def test_lists_every_part_and_no_other(self, written: bytes) -> None:
        names = set(zipfile.ZipFile(io.BytesIO(written)).namelist())
        listed = {
            str(entry.get(f"{{{entry.nsmap['manifest']}}}full-path"))
            for entry in part(written, "META-INF/manifest.xml")
        }

        assert listed == names - {"mimetype", "META-INF/manifest.xml"} | {"/"}

    def test_repeats_its_bytes(self, written: bytes) -> None:
        assert ods.render(example.document()) == written

    def test_names_no_person_and_no_program_and_hides_nothing(self, written: bytes) -> None:
        said = {etree.QName(each).localname for each in part(written, "meta.xml").iter()}
        content = part(written, "content.xml")

        assert said == {
            "document-meta", "meta", "title", "subject", "language", "keyword", "creation-date",
        }  # fmt: skip
        assert not content.xpath("//office:annotation", namespaces=SPACES)
        assert not content.xpath("//@table:visibility", namespaces=SPACES)
        assert set(content.xpath("//@table:display", namespaces=SPACES)) == {"true"}

    def test_keeps_the_head_in_sight_on_every_sheet(self, written: bytes) -> None:
        views = part(written, "settings.xml").xpath(
            "//config:config-item-map-named/config:config-item-map-entry", namespaces=SPACES
        )
        sheets = part(written, "content.xml").xpath("//table:table/@table:name", namespaces=SPACES)

        assert [view.get(f"{{{SPACES['config']}}}name") for view in views] == sheets
        for view in views:
            values = {item.get(f"{{{SPACES['config']}}}name"): item.text for item in view}
            assert values["VerticalSplitPosition"] == "3"
            assert values["HorizontalSplitPosition"] == "1"
            assert values["VerticalSplitMode"] == values["HorizontalSplitMode"] == "2"

    def test_repeats_the_head_on_each_printed_page(self, written: bytes) -> None:
        for table in part(written, "content.xml").iterfind(".//table:table", SPACES):
            assert len(table.findall("table:table-header-rows/table:table-row", SPACES)) == 3

    def test_marks_and_numbers_every_page(self, written: bytes) -> None:
        masters = part(written, "styles.xml").findall(".//style:master-page", SPACES)

        assert len(masters) == 3
        for master in masters:
            head, foot = ("".join(each.itertext()) for each in master)
            assert head == "1 May 2023 to 30 April 2024OFFICIALData as at 8 May 2024, 17:00"
            assert "OFFICIAL" in foot
            assert "Edition 2, figures" in foot
            assert "Page 1 of 99" in foot
            assert master.find(".//text:page-number", SPACES) is not None
            assert master.find(".//text:page-count", SPACES) is not None

    def test_prints_across_the_page(self, written: bytes) -> None:
        pages = part(written, "styles.xml").findall(".//style:page-layout-properties", SPACES)

        style = SPACES["style"]
        assert {page.get(f"{{{style}}}print-orientation") for page in pages} == {"landscape"}
        assert [page.get(f"{{{style}}}scale-to-X") for page in pages] == ["1", "2", "3"]

    def test_names_only_styles_that_it_declares(self, written: bytes) -> None:
        content = part(written, "content.xml")
        declared = content.xpath("//style:style/@style:name", namespaces=SPACES)
        named = content.xpath("//@table:style-name", namespaces=SPACES)

        assert set(named) <= set(declared)
        assert len(set(declared)) == len(declared)

    def test_takes_no_text_for_a_formula_or_for_markup(self) -> None:
        written = ods.render(hostile_document())

        assert not part(written, "content.xml").xpath("//@table:formula", namespaces=SPACES)
        assert HOSTILE in {
            str(value)
            for sheet in ("Page one", "Definitions", "Figures")
            for row in CalamineWorkbook.from_filelike(io.BytesIO(written))
            .get_sheet_by_name(sheet)
            .to_python()
            for value in row
        }

    def test_writes_an_empty_district(self) -> None:
        written = ods.render(performance.build(empty_inputs()))

        assert "Definitions" in CalamineWorkbook.from_filelike(io.BytesIO(written)).sheet_names

    def test_holds_no_more_in_memory_for_more_rows(self, tmp_path: Path) -> None:
        def rows(count: int) -> Iterator[Row]:
            for number in range(count):
                yield (Box(f"Row {number}"), Box(number, Number.PLAIN))

        peaks, path = [], tmp_path / "list.ods"
        for count in (500, 10_000):
            tracemalloc.start()
            with (
                path.open("wb") as file,
                Book(file, about=About("List"), on_page=PAGE, widths=(22,)) as book,
            ):
                assert book.sheet(Sheet("List", rows(count), (22, 22)), top=1) == count
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()

        assert peaks[1] < peaks[0] + 300_000

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_writes_sheets_that_are_no_longer_than_their_head(self, count: int) -> None:
        assert len(read_back(book_of([(Box("A"),)] * count, top=1))) == count


class TestCell:
    def test_keeps_numbers_as_numbers_and_shows_them_as_the_report_does(self) -> None:
        boxes = [
            Box(18268, Number.COUNT), Box(-1940, Number.SIGNED),
            Box(-0.096, Number.SIGNED_PERCENT_1), Box(0.8, Number.PERCENT),
            Box(0.9015, Number.RATIO), Box(3.5, Number.PLAIN),
        ]  # fmt: skip
        written = book_of([tuple(boxes)])

        shown = part(written, "content.xml").xpath("//text:p/text()", namespaces=SPACES)
        assert read_back(written) == [[18268, -1940, -0.096, 0.8, 0.9015, 3.5]]
        assert shown == ["18,268", "−1,940", "−9.6%", "80%", "0.9015", "3.5"]

    def test_prints_symbols_beside_numbers_that_stay_numbers(self) -> None:
        written = book_of([(Box(23, Number.COUNT, symbol="[r]"), Box(0.8, Number.PERCENT))])
        content = part(written, "content.xml")

        style = content.find(".//number:number-style[@style:name='n-count-r']", SPACES)
        assert read_back(written) == [[23, 0.8]]
        assert "".join(content.find(".//table:table-cell", SPACES).itertext()) == "23 [r]"
        assert "".join(style.itertext()) == " [r]"

    def test_leaves_what_is_absent_empty(self) -> None:
        assert read_back(book_of([(Box(None), Box(1, Number.PLAIN))])) == [["", 1]]

    def test_names_the_style_of_words_that_stand_for_a_number(self) -> None:
        assert 'table:style-name="count-sum"' in opendocument.cell(
            Box("[x]", Number.COUNT, Face.SUM)
        )

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
    def test_gives_back_any_text(self, text: str) -> None:
        found = "\n".join(
            "".join(pieces(paragraph))
            for paragraph in etree.fromstring(
                f'<p xmlns:text="{SPACES["text"]}">{opendocument.paragraphs(text)}</p>'
            )
        )

        assert found == "\n".join(plain(text).splitlines() or [""])

    def test_replaces_what_no_file_can_hold(self) -> None:
        assert opendocument.paragraphs("a\x00b\ud800c") == "<text:p>a\ufffdb\ufffdc</text:p>"

    def test_keeps_lines_tabs_and_runs_of_spaces(self) -> None:
        assert opendocument.paragraphs(" a\tb  c\nd") == (
            '<text:p><text:s text:c="1"/>a<text:tab/>b<text:s text:c="2"/>c</text:p>'
            "<text:p>d</text:p>"
        )


def plain(text: str) -> str:
    """Write what no file can hold as it is written there."""
    return text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def pieces(paragraph: etree._Element) -> Iterator[str]:
    """Read a paragraph as a spreadsheet shows it."""
    yield paragraph.text or ""
    for each in paragraph:
        name = etree.QName(each).localname
        yield "\t" if name == "tab" else " " * int(each.get(f"{{{SPACES['text']}}}c") or 1)
        yield each.tail or ""
