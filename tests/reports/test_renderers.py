"""Every format is read back, and every format says the same."""

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import typst

from reports import cells, performance
from reports.document import Document, LeftOut, LeftOutItem
from reports.renderers import csv as csv_renderer
from reports.renderers import glyphs, html, pdf
from reports.renderers import json as json_renderer
from tests.reports import example
from tests.reports.reading import HOSTILE, Page, hostile_document

pytestmark = pytest.mark.urls("tests.reports.urls")
FONTS = Path(pdf.FOLDER) / "fonts"
KEYS = {
    "key", "label", "unit", "current", "previous", "change", "change_percent", "base", "interval",
    "rate_ratio", "reading", "excluded",
}  # fmt: skip


class TestJson:
    def test_has_the_shape_that_was_agreed(self) -> None:
        found = json.loads(json_renderer.render(example.document()))

        assert found["definition"] == "performance"
        assert found["district"] == "southend"
        assert found["period"] == {"start": "2023-05-01", "end": "2024-05-01"}
        assert found["previous"] == {"start": "2022-05-01", "end": "2023-05-01"}
        assert found["edition"] == 2
        assert found["compiled_at"] == "2024-05-08T17:30:00+01:00"
        assert found["figures_sha256"] == example.document().digest
        assert found["coverage"] == {"missing": []}
        assert all(figure.keys() >= KEYS for figure in found["figures"])

    def test_has_the_headline_with_its_ratio(self) -> None:
        figures = {
            f["key"]: f for f in json.loads(json_renderer.render(example.document()))["figures"]
        }
        crime, survey = figures["crime_total"], figures["survey_good_or_excellent"]

        assert (crime["current"], crime["previous"], crime["change"]) == (18268, 20208, -1940)
        assert crime["change_percent"] == -9.6
        assert crime["rate_ratio"].keys() == {
            "estimate", "low", "high", "p", "dispersion", "serial", "degrees", "inflation",
        }  # fmt: skip
        assert abs(crime["rate_ratio"]["estimate"] - 0.9015) < 5e-5
        assert (survey["unit"], survey["base"], survey["rate_ratio"]) == ("percent", 612, None)
        assert survey["interval"]["method"] == "Wilson"
        assert figures["operation.raker.prosecutions"]["rate_ratio"]["high"] is None
        assert figures["operation.union.arrests"]["change_percent"] is None

    def test_writes_an_unstamped_document(self) -> None:
        found = json.loads(json_renderer.render(performance.build(example.inputs())))

        assert (found["edition"], found["compiled_at"]) == (0, None)


class TestCsv:
    def rows(self, document: Document) -> list[dict[str, str]]:
        text = csv_renderer.render(document).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_starts_with_a_byte_order_mark_and_ends_lines_as_the_standard_says(self) -> None:
        written = csv_renderer.render(example.document())

        assert written.startswith(b"\xef\xbb\xbfkey,label,")
        assert written.count(b"\r\n") == len(example.document().figures) + 1

    def test_keeps_numbers_as_numbers(self) -> None:
        crime = self.rows(example.document())[0]

        assert (crime["current"], crime["change"], crime["change_percent"]) == (
            "18268",
            "-1940",
            "-9.6",
        )

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
    def test_quotes_text_that_starts_like_a_formula(self, start: str) -> None:
        assert cells.safe(f"{start}SUM(A1)") == f"'{start}SUM(A1)"
        assert cells.safe(-5) == -5
        assert cells.safe("Arrests") == "Arrests"

    def test_quotes_a_hostile_label(self) -> None:
        labels = [row["label"] for row in self.rows(hostile_document())]

        assert f"'{HOSTILE}" in labels
        assert not any(label.startswith("=") for label in labels)


class TestHtml:
    def test_opens_every_linked_figure_with_its_filter(self) -> None:
        links = Page(html.fragment(example.document())).links

        assert links["/incidents/?kind=crime&from=2023-05-01&to=2024-04-30"].count("18,268") >= 1
        assert links["/incidents/?kind=crime&from=2022-05-01&to=2023-04-30"].count("20,208") >= 1
        assert "23" in links["/arrests/?operation=union&status=approved"]

    def test_holds_every_table_row(self) -> None:
        document = example.document()
        rows = [set(row) for row in Page(html.fragment(document)).rows]

        for _, table in document.tables():
            for row in table.all_rows():
                cells = {cell.text + cell.remark for cell in row}
                assert any(cells <= found for found in rows), (table.key, cells)

    def test_has_no_inline_style_or_script_and_no_doubled_identifier(self) -> None:
        text = html.fragment(example.document())
        page = Page(text)

        assert "style" not in page.attributes
        assert not any(name.startswith("on") for name in page.attributes)
        assert "<script" not in text
        assert "<style" not in text
        assert len(page.ids) == len(set(page.ids))

    def test_skips_no_heading_level(self) -> None:
        levels = Page(html.render(example.document()).decode()).headings

        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))

    def test_escapes_hostile_text(self) -> None:
        text = html.render(hostile_document()).decode()

        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text

    def test_stands_alone_as_a_file(self) -> None:
        text = html.render(example.document()).decode()

        assert text.startswith("<!doctype html>")
        assert 'lang="en-GB"' in text
        assert "OFFICIAL" in text
        assert not re.search(r'(src|href)="(https?:)?//', text)

    def test_says_what_it_replaces_or_that_it_is_no_edition(self) -> None:
        stored = html.render(example.document()).decode()
        draft = html.render(performance.build(example.inputs())).decode()

        assert "Data as at 8 May 2024, 17:00. Replaces Edition 1 of 1 May 2024." in stored
        assert "Not an edition: these figures are not stored." in draft

    def test_says_when_nothing_was_left_out(self) -> None:
        document = replace(example.document(), left_out=LeftOut(()))

        assert "Nothing was left out" in html.fragment(document)

    def test_links_what_was_left_out(self) -> None:
        link = example.links()["arrests_total"].current
        document = replace(
            example.document(), left_out=LeftOut((LeftOutItem(9, "submitted", link),))
        )

        assert Page(html.fragment(document)).links["/arrests/?status=approved"].startswith("9")


class TestFonts:
    def test_are_those_of_the_manifest(self) -> None:
        manifest = (FONTS / "SHA256SUMS").read_text().splitlines()
        listed = {name: digest for digest, name in (line.split("  ") for line in manifest)}

        assert listed.keys() == {path.name for path in FONTS.iterdir()} - {"SHA256SUMS"}
        for name, digest in listed.items():
            assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest

    def test_come_with_their_licence(self) -> None:
        for name in ("LICENCE", "LICENCE-Noto"):
            assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / name).read_text()
        assert "Bitstream Vera Fonts Copyright" in (FONTS / "LICENCE-DejaVu").read_text()
        assert {
            path.name.partition("Sans")[0].partition("Mono")[0] for path in FONTS.glob("*.ttf")
        } == {
            "Liberation",
            "Noto",
            "DejaVu",
        }

    def test_are_each_named_to_the_layout(self) -> None:
        shipped = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
        )

        assert {*glyphs.FAMILIES, "Liberation Mono"} == set(shipped.families())
