"""CSV for programs: nothing for nothing, words for truth, and no formula."""

import csv
import io
from types import SimpleNamespace

import pytest

from reports.api.renderers import CsvRenderer, text


def rendered(*rows: dict[str, object]) -> list[list[str]]:
    """Render rows of the columns a and b, and read them back."""
    context = {"view": SimpleNamespace(csv_columns=("a", "b"))}
    body = CsvRenderer().render({"results": rows}, renderer_context=context)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


class TestCsvRenderer:
    def test_writes_the_head_also_where_there_are_no_rows(self) -> None:
        assert rendered() == [["a", "b"]]

    def test_writes_the_columns_in_their_order_and_no_others(self) -> None:
        assert rendered({"b": 2, "c": 3, "a": None}) == [["a", "b"], ["", "2"]]


class TestText:
    @pytest.mark.parametrize(
        ("value", "written"),
        [(None, ""), (True, "yes"), (False, "no"), (0, 0), (-1.5, -1.5), ("=1+1", "'=1+1")],
    )
    def test_writes(self, value: object, written: object) -> None:
        assert text(value) == written
