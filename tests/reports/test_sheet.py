"""Writing a list as an Excel file: text as it was typed, whatever it is and however long."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl  # type: ignore[import-untyped] # it has no types
import pytest

from reports import sheet
from reports.cells import EXCEL_HOLDS, fitting


def written(path: Path, *rows: Sequence[object]) -> None:
    """Write rows under a head."""
    lines = "\n".join(json.dumps(row) for row in [["Place"], *map(list, rows)])
    sheet.write(io.StringIO(lines), str(path), name="List", title="List", marking="OFFICIAL")


class TestWrite:
    def test_keeps_a_link_too_long_for_excel_and_more_links_than_it_holds(
        self, tmp_path: Path
    ) -> None:
        links = ["https://example.org/" + "x" * 3_000, *(f"https://{n}/" for n in range(65_600))]
        written(tmp_path / "list.xlsx", *([link] for link in links))

        book = openpyxl.load_workbook(tmp_path / "list.xlsx", read_only=True)
        found = [row[0] for row in book["List"].iter_rows(min_row=2, values_only=True)]
        with zipfile.ZipFile(tmp_path / "list.xlsx") as parts:
            assert not [name for name in parts.namelist() if "worksheets/_rels" in name]
        assert found == links

    def test_says_where_a_text_is_longer_than_a_cell(self, tmp_path: Path) -> None:
        written(tmp_path / "list.xlsx", ["a" * 40_000], ["b" * EXCEL_HOLDS])

        (cut,), (whole,) = openpyxl.load_workbook(tmp_path / "list.xlsx")["List"].iter_rows(
            min_row=2, values_only=True
        )

        assert str(cut).endswith(
            "… [cut: 40,000 characters, more than Excel holds; the CSV has all]"
        )
        assert whole == "b" * EXCEL_HOLDS

    def test_keeps_numbers_as_numbers(self, tmp_path: Path) -> None:
        written(tmp_path / "list.xlsx", [12], [None], [1.5])

        rows = openpyxl.load_workbook(tmp_path / "list.xlsx")["List"].iter_rows(min_row=2)

        assert [row[0].value for row in rows] == [12, None, 1.5]


class TestFitting:
    @pytest.mark.parametrize("character", ["a", "é", "😀"])
    def test_holds_as_many_units_as_excel_counts(self, character: str) -> None:
        text = fitting(character * 50_000)

        assert len(text.encode("utf-16-le")) // 2 <= EXCEL_HOLDS
        assert "[cut: 50,000 characters" in text
        assert text.startswith(character * 16_000)
