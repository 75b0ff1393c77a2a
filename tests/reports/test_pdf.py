import io
import re
from dataclasses import replace

import pikepdf
import pytest
import typst

from reports import performance
from reports.document import Cell, Column, Note, Paragraph, Role, Table
from reports.renderers import pdf, words
from tests.reports import example
from tests.reports.reading import HOSTILE, hostile_document, nodes, text_of
from tests.reports.test_performance import empty_inputs


@pytest.fixture(scope="module")
def written() -> bytes:
    return pdf.render(example.document())


@pytest.fixture(scope="module")
def pages(written: bytes) -> list[str]:
    return text_of(written)


class TestPdf:
    def test_repeats_its_bytes(self, written: bytes) -> None:
        assert pdf.render(example.document()) == written

    def test_is_tagged_titled_and_in_english(self, written: bytes) -> None:
        with pikepdf.open(io.BytesIO(written)) as book:
            assert book.Root.MarkInfo.Marked
            assert str(book.Root.Lang) == "en-GB"
            assert book.Root.ViewerPreferences.DisplayDocTitle
            with book.open_metadata() as metadata:
                assert metadata["dc:title"] == (
                    "Performance report, Southend district, year to 30 April 2024"
                )
                assert metadata["pdfuaid:part"] == "1"
                assert metadata["pdfaid:part"] == "2"
                assert metadata["pdfaid:conformance"] == "A"
                assert metadata["dc:language"] == {"en-GB"}
                assert metadata["pdf:Keywords"] == words.claim(example.document())
                assert "dc:creator" not in metadata

    def test_is_refused_where_a_picture_has_no_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(words, "alt", lambda chart: None)

        with pytest.raises(typst.TypstError, match="missing alt text"):
            pdf.render(example.document())

    def test_embeds_every_font_and_a_profile_of_its_colours(self, written: bytes) -> None:
        with pikepdf.open(io.BytesIO(written)) as book:
            fonts = {
                str(font.BaseFont): font.DescendantFonts[0].FontDescriptor
                for page in book.pages
                for font in page.Resources.get("/Font", {}).values()
            }
            assert all("/FontFile2" in each or "/FontFile3" in each for each in fonts.values())
            assert book.Root.OutputIntents[0].S == "/GTS_PDFA1"
            assert not book.is_encrypted
            assert "/AcroForm" not in book.Root

    def test_describes_every_chart_and_strip(self, written: bytes) -> None:
        with pikepdf.open(io.BytesIO(written)) as book:
            figures = [
                node for node in nodes(book.Root.StructTreeRoot) if node.get("/S") == "/Figure"
            ]
            alternatives = [str(node.get("/Alt", "")) for node in figures]
            kinds = {str(node.get("/S")) for node in nodes(book.Root.StructTreeRoot)}

        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Caption"} <= kinds
        assert alternatives
        assert all(alternatives)
        assert any(text.startswith("Recorded crime: change per day −9.8%") for text in alternatives)
        assert any(text.startswith("Arrests by latest disposal.") for text in alternatives)

    def test_says_page_one_on_one_page(self, pages: list[str]) -> None:
        assert "18,268" in pages[0]
        assert "Changed since edition 1 of 1 May 2024" in pages[0]
        assert "14 submitted, not yet approved" in pages[0]
        assert "1 Crime and antisocial behaviour" not in pages[0]
        assert "1 Crime and antisocial behaviour" in pages[1]

    def test_marks_and_numbers_every_page(self, pages: list[str]) -> None:
        digest = words.edition_and_digest(example.document())

        for number, page in enumerate(pages, start=1):
            assert len(re.findall(r"^\s*OFFICIAL\s*$", page, re.MULTILINE)) == 2, number
            assert f"Page {number} of {len(pages)}" in page
            assert digest in page
            assert "1 May 2023 to 30 April 2024" in page
            assert "Data as at 8 May 2024, 17:00" in page

    def test_uses_only_the_fonts_that_are_shipped(self, written: bytes) -> None:
        with pikepdf.open(io.BytesIO(written)) as book:
            names = {
                str(font.BaseFont).partition("+")[2]
                for page in book.pages
                for font in page.Resources.get("/Font", {}).values()
            }

        assert names == {"LiberationSans", "LiberationSans-Bold", "LiberationMono"}

    def test_takes_no_text_for_markup(self) -> None:
        text = "".join("".join(text_of(pdf.render(hostile_document()))).split())

        assert "".join(HOSTILE.split()) in text

    def test_says_what_could_not_be_printed_and_prints_the_rest(self) -> None:
        document = replace(example.document(), verdict="Op Union ✓ ☐ 李 عملية: 7")

        page = text_of(pdf.render(document))[0]

        assert "Op Union ✓ ☐ �" in page
        assert "1 character could not be printed and stands" in page
        assert "Not printed" not in text_of(pdf.render(example.document()))[0]

    def test_prints_a_text_of_any_length(self) -> None:
        sentence = "Visible patrols reduce robbery. "
        section = example.document().sections[0]
        cells = ((Cell(sentence * 300), Cell("1", 1)),)
        blocks = (
            Note("W" * 300, sentence * 400),
            Paragraph(sentence * 400, Role.PRESS, "Press"),
            Table("long", "Long", (Column("a", "A"), Column("b", "B")), cells),
        )
        document = replace(example.document(), sections=(replace(section, blocks=blocks),))

        words = " ".join(" ".join(text_of(pdf.render(document))).split())

        assert words.count("Visible") == words.count("robbery.") == 400 + 400 + 300

    def test_keeps_page_one_with_many_changes(self) -> None:
        stamp = replace(example.STAMP, changes=tuple(f"Change {n}." for n in range(40)))

        pages = text_of(pdf.render(performance.build(example.inputs()).sealed(stamp)))

        assert "And 36 more changes" in pages[0]
        assert "1 Crime and antisocial behaviour" in pages[1]

    def test_keeps_page_one_with_many_operations_and_long_names(self) -> None:
        inputs = example.inputs()
        crowded = replace(
            inputs,
            district="Southend-on-Sea, Rochford and the islands of the estuary district",
            operations=inputs.operations * 6,
            complete="1,234 of 1,271 records of patrols, arrests and prosecutions approved",
        )
        stamp = replace(example.STAMP, changes=tuple(f"Change {n}, of a kind." for n in range(9)))

        pages = text_of(pdf.render(performance.build(crowded).sealed(stamp)))

        assert "8 more operations in section 3." in pages[0]
        assert "Page 1 of" in pages[0]
        assert "1 Crime and antisocial behaviour" in pages[1]

    def test_prints_an_empty_district_and_an_unstamped_draft(self) -> None:
        written = pdf.render(performance.build(empty_inputs()))

        assert "No operation ran in this period." in "".join(text_of(written))
