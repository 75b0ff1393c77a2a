"""CSV for programs: the same bytes that a spreadsheet takes, safe against formulas."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

from reports.cells import safe


class CsvRenderer(BaseRenderer):
    """Flat rows as UTF-8 CSV with a byte order mark, by which Excel knows the encoding."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"
    render_style = "text"

    def render(
        self,
        data: Any,  # noqa: ANN401 - whatever a view answers
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Write the results of a page; the head is there also where there are none."""
        head = list((renderer_context or {})["view"].csv_columns)
        file = io.StringIO()
        writer = csv.DictWriter(file, head, extrasaction="ignore")
        writer.writeheader()
        for row in data["results"]:
            writer.writerow({key: text(row[key]) for key in head})
        return file.getvalue().encode("utf-8-sig")


def text(value: Any) -> Any:  # noqa: ANN401 - whatever a row holds
    """Write a value as CSV has it: nothing for nothing, words for truth, no formula."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return safe(value)
        case _:
            return str(value)
