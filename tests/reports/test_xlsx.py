import io
import zipfile

import openpyxl  # type: ignore[import-untyped] # it ships no types
import pytest
from python_calamine import CalamineWorkbook

from reports import performance
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

        assert len(drawn) == 3
        assert all("$" in chart for chart in drawn)
        assert drawings.count('descr="') == 3
        assert book["1 Crime and antisocial"]["A2"].value == "1 Crime and antisocial behaviour"

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
        assert [round(100 * float(cell.value or 0), 1) for cell in row[5:7]] == [-11.6, -8.0]

    def test_takes_no_text_for_a_formula(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(xlsx.render(hostile_document())))

        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds

    def test_writes_an_empty_district(self) -> None:
        book = CalamineWorkbook.from_filelike(
            io.BytesIO(xlsx.render(performance.build(empty_inputs())))
        )

        assert "Figures" in book.sheet_names
