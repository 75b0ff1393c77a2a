"""The metadata of the CSV, read by a program that knows the standard."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from csvw import CSVW

from reports import performance
from reports.document import Document
from reports.renderers import csv, csvw
from reports.renderers.formats import file_name, named
from tests.reports import example
from tests.reports.reading import csv_figures, hostile_document
from tests.reports.test_performance import empty_inputs

DOCUMENTS: Mapping[str, Callable[[], Document]] = {
    "example": example.document,
    "hostile": hostile_document,
    "empty": lambda: performance.build(empty_inputs()).sealed(example.STAMP),
}


def written(folder: Path, document: Document) -> Path:
    """Write the CSV and its metadata beside each other under the names of their downloads."""
    (folder / file_name(document, named("csv"))).write_bytes(csv.render(document))
    metadata = folder / file_name(document, named("csvw"))
    metadata.write_bytes(csvw.render(document))
    return metadata


class TestCsvw:
    def test_is_found_beside_the_csv_by_the_name_of_the_standard(self, tmp_path: Path) -> None:
        metadata = written(tmp_path, example.document())

        names = {path.name for path in tmp_path.iterdir()}
        url = json.loads(metadata.read_bytes())["url"]
        assert names == {url, f"{url}-metadata.json"}

    @pytest.mark.parametrize("which", DOCUMENTS)
    def test_describes_every_column_so_that_each_row_can_be_read(
        self, which: str, tmp_path: Path
    ) -> None:
        document = DOCUMENTS[which]()
        table = CSVW(str(written(tmp_path, document)), validate=True)

        assert table.is_valid
        rows = list(table.tables[0].iterdicts(strict=True))
        assert [row["key"] for row in rows] == list(csv_figures(csv.render(document)))
        for row, figure in zip(rows, document.figures, strict=True):
            assert row["current"] == figure.current
            assert row["edition"] == document.edition
            assert row["base"] == figure.base

    def test_finds_what_is_not_as_it_says(self, tmp_path: Path) -> None:
        metadata = written(tmp_path, example.document())
        content = json.loads(metadata.read_bytes())
        content["tableSchema"]["columns"][1]["datatype"] = "integer"
        metadata.write_text(json.dumps(content))

        with pytest.raises(ValueError, match="label"):
            list(CSVW(str(metadata)).tables[0].iterdicts(strict=True))

    def test_names_the_edition_the_marking_and_the_digest_of_the_csv(self) -> None:
        document = example.document()
        found = csvw.content(document)

        assert found["dc:accessRights"] == "OFFICIAL"
        assert found["dc:temporal"] == "2023-05-01/2024-04-30"
        assert found["dc:modified"] == "2024-05-08T17:00:00+01:00"
        assert found["schema:version"] == "2"
        assert found["dc:identifier"] == f"urn:southend:figures:{document.digest}"
        assert found[csvw.CHECKSUM] == hashlib.sha256(csv.render(document)).hexdigest()

    def test_describes_the_columns_in_their_order(self) -> None:
        assert tuple(csvw.COLUMNS) == csv.COLUMNS
