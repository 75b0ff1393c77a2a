import io
import zipfile
from dataclasses import replace

import openpyxl  # type: ignore[import-untyped] # it ships no types
import pytest
from python_calamine import CalamineWorkbook

from reports import performance
from reports.ledger_sections import LEDGER_DEFINITIONS
from reports.marking import marked
from reports.renderers import xlsx
from tests.reports import example
from tests.reports.reading import hostile_document
from tests.reports.test_performance import empty_inputs


@pytest.fixture(scope="module")
def written() -> bytes:
    return xlsx.render(example.document())


@pytest.fixture(scope="module")
def book(written: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written))


class TestXlsx:
    def test_repeats_its_bytes(self, written: bytes) -> None:
        assert xlsx.render(example.document()) == written

    def test_names_no_author_and_hides_nothing(
        self, written: bytes, book: openpyxl.Workbook
    ) -> None:
        assert not book.properties.creator
        assert not book.properties.lastModifiedBy
        assert {sheet.sheet_state for sheet in book} == {"visible"}
        assert all(len(sheet.title) <= 31 for sheet in book)
        names = zipfile.ZipFile(io.BytesIO(written)).namelist()
        assert not any("comments" in name or "vba" in name for name in names)

    def test_sets_up_every_sheet_for_print(self, book: openpyxl.Workbook) -> None:
        for sheet in book:
            assert sheet.freeze_panes == "B4"
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.fitToHeight == 0
            assert "OFFICIAL" in str(sheet.oddHeader.center.text)
            assert "OFFICIAL" in str(sheet.oddFooter.center.text)
            assert "Page &P of &N" in str(sheet.oddFooter.right.text)
            assert "Edition 2" in str(sheet.oddFooter.left.text)

            assert "1 May 2023 to 30 April 2024" in str(sheet.oddHeader.left.text)
            assert "Data as at 8 May 2024, 17:00" in str(sheet.oddHeader.right.text)
            assert sheet.print_title_rows == "$1:$3"

    def test_keeps_its_marking_on_a_page_with_a_long_title(self) -> None:
        document = replace(example.document(), title="A title & more, " * 20)

        for sheet in openpyxl.load_workbook(io.BytesIO(xlsx.render(document))):
            assert "OFFICIAL" in str(sheet.oddFooter.center.text)
            assert "Page &P of &N" in str(sheet.oddFooter.right.text)

    def test_defines_its_terms_on_a_sheet_with_the_version_of_each(
        self, book: openpyxl.Workbook
    ) -> None:
        rows = [[cell.value for cell in row] for row in book["Definitions"].iter_rows(min_row=5)]

        head = ["Term", "Version", "Means", "Unit", "Source", "Owner", "In force", "Formula"]
        assert rows[0] == head
        assert [row[:3] for row in rows[1:]] == [
            [entry.term, entry.version, entry.text]
            for entry in (*example.inputs().definitions, *LEDGER_DEFINITIONS)
        ]
        assert rows[len(example.inputs().definitions)][3:] == [
            "minutes",
            "Patrol records",
            "District commander",
            "From 1 January 2020",
            "reports.effort.officer_minutes",
        ]

    def test_names_the_edition_in_its_properties(self, book: openpyxl.Workbook) -> None:
        digest = example.document().digest

        assert book.properties.keywords == f"urn:southend:figures:{digest}"
        assert str(book.properties.subject).startswith("Edition 2, figures ")

    def test_draws_native_charts_over_the_cells(
        self, book: openpyxl.Workbook, written: bytes
    ) -> None:
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            drawn = [
                archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name
            ]
            drawings = "".join(
                archive.read(name).decode()
                for name in archive.namelist()
                if "drawings/drawing" in name
            )

        assert len(drawn) == 1 + 16
        assert all("$" in chart for chart in drawn)
        assert drawings.count('descr="') == 1 + 16
        assert book["1 Crime and antisocial"]["A2"].value == "1 Crime and antisocial behaviour"

    def test_draws_control_charts_above_the_months(
        self, book: openpyxl.Workbook, written: bytes
    ) -> None:
        sheet = book["Control charts"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=6)]
        first = rows.index(["Month", "Count", "Usual", "Lower limit", "Upper limit", "Reading"])

        assert rows[first + 1] == ["May 2022", 1778, None, None, None, "No limits"]
        assert first == 5 + 18 * 8
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            chart = archive.read("xl/charts/chart2.xml").decode()
        assert f"'Control charts'!$B${first + 2}:$B${first + 25}" in chart
        assert chart.count("<c:ser>") == 1

    def test_formats_numbers_as_the_report_prints_them(self, book: openpyxl.Workbook) -> None:
        sheet = book["1 Crime and antisocial"]
        row = next(row for row in sheet.iter_rows() if row[0].value == "Recorded crime")

        assert [cell.value for cell in row[1:5]] == [18268, 20208, -1940, -0.096]
        assert [cell.number_format for cell in row[1:5]] == [
            "#,##0",
            "#,##0",
            "+#,##0;−#,##0;0",
            "+0.0%;−0.0%;0.0%",
        ]
        assert [round(100 * float(cell.value or 0), 1) for cell in row[5:7]] == [-11.9, -7.8]

    def test_prints_symbols_beside_numbers_that_stay_numbers(self) -> None:
        stamp = replace(
            example.STAMP, is_provisional=True, revised=("operation.union.arrests/current",)
        )
        document = marked(performance.build(example.inputs()).sealed(stamp))
        sheets = openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))

        found = {
            row[0].value: (row[1].value, row[1].number_format)
            for name in ("1 Crime and antisocial", "3 Operations")
            for row in sheets[name].iter_rows()
        }
        assert found["Recorded crime"] == (18268, '#,##0" [p]"')
        assert found["Operation Union, arrests"] == (23, '#,##0" [r]"')

    def test_takes_no_text_for_a_formula(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(xlsx.render(hostile_document())))

        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds

    def test_writes_an_empty_district(self) -> None:
        book = CalamineWorkbook.from_filelike(
            io.BytesIO(xlsx.render(performance.build(empty_inputs())))
        )

        assert "Figures" in book.sheet_names
