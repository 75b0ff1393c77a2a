"""Writing a list as an Excel file, in a process of its own.

Run as `python -m reports.sheet FILE NAME TITLE MARKING`, where NAME is the sheet's: rows come as
JSON lines on standard input, the first is the head. The web process hands rows over and never loads
the engine (ADR 0016).
"""

import json
import sys
from typing import Any, TextIO

import xlsxwriter

from reports.cells import fitting

WIDTH = 22


def write(source: TextIO, path: str, *, name: str, title: str, marking: str) -> int:
    """Write the rows of `source` to an Excel file; give how many rows stand under the head."""
    book = xlsxwriter.Workbook(
        path,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"title": title})
    head = book.add_format({"bold": True, "bottom": 2})
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{marking}")
    sheet.set_footer(f"&L{title.replace('&', '&&')}&CPage &P of &N&R{marking}")
    count = -1
    for count, line in enumerate(source):
        row: list[Any] = json.loads(line)
        if count == 0:
            sheet.set_column(0, len(row) - 1, WIDTH)
        for column, value in enumerate(row):
            style = head if count == 0 else None
            if isinstance(value, str):  # text as typed: neither formula nor link, whatever it is
                sheet.write_string(count, column, fitting(value), style)
            else:
                sheet.write(count, column, value, style)
    book.close()
    return max(count, 0)


if __name__ == "__main__":
    path, name, title, marking = sys.argv[1:]
    write(sys.stdin, path, name=name, title=title, marking=marking)
