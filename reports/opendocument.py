"""Writing OpenDocument spreadsheets (ISO/IEC 26300) in constant memory. Light: no engine.

One pass over the rows, straight into the archive: reports and lists of any length are written by
it. Why no library does this: ADR 0220.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import BinaryIO, Self
from xml.sax.saxutils import escape, quoteattr

from reports import numerals, opendocument_styles
from reports.renderers.boxes import Box, Face, Number, Print, Row, Sheet

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
FIRST_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time that an archive can hold; stands where none is given."""
AT_ONCE = 1 << 16
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"^ | {2,}|\t")
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_NAMESPACES = opendocument_styles.NAMESPACES


@dataclass(frozen=True)
class About:
    """Hold what the properties of a file say; never a person."""

    title: str
    subject: str = ""
    keyword: str = ""
    created: datetime = FIRST_MOMENT


class Book:
    """Write a spreadsheet sheet by sheet, each row once. Use it in a `with` statement."""

    def __init__(
        self, target: BinaryIO, *, about: About, on_page: Print, widths: Iterable[int]
    ) -> None:
        self.about = about
        self.on_page = on_page
        self.widths = sorted(set(widths))
        self.frozen: list[tuple[str, int]] = []
        self.archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Self:
        self._part("mimetype", MEDIA_TYPE, method=zipfile.ZIP_STORED)
        self.content = self.archive.open(self._entry("content.xml"), "w")
        head = opendocument_styles.content(self.widths)
        self._write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_NAMESPACES}>'
            f"{head}<office:body><office:spreadsheet>"
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._write(
                "</office:spreadsheet></office:body></office:document-content>",
            )
        self.content.close()
        if error is None:
            self._part("styles.xml", opendocument_styles.styles(self.on_page))
            self._part("meta.xml", meta(self.about))
            self._part("settings.xml", opendocument_styles.settings(self.frozen))
            self._part("META-INF/manifest.xml", manifest())
        self.archive.close()

    def sheet(self, sheet: Sheet, *, top: int) -> int:
        """Write one sheet and give how many rows it has.

        The `top` rows and the first column stay in sight; they head each printed page.
        """
        self.frozen.append((sheet.name, top))
        name = f"table:name={quoteattr(sheet.name)}"
        self._write(f'<table:table {name} table:style-name="sheet-{sheet.across}">')
        first, *others = map(column, sheet.widths)
        heads = f"<table:table-header-columns>{first}</table:table-header-columns>"
        self._write("".join([heads if sheet.across > 1 else first, *others]))
        count, waiting, size = 0, list[str](), 0
        for line in lines(sheet.rows, top):
            count += 1
            waiting.append(line)
            size += len(line)
            if size > AT_ONCE:
                self._write("".join(waiting))
                waiting, size = [], 0
        closing = "</table:table-header-rows>" if 0 < count <= top else ""
        self._write("".join(waiting) + closing + "</table:table>")
        return count

    def _write(self, text: str) -> None:
        self.content.write(text.encode())

    def _part(self, name: str, text: str, *, method: int = zipfile.ZIP_DEFLATED) -> None:
        entry = self._entry(name)
        entry.compress_type = method
        self.archive.writestr(entry, text)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        """Name a part, with the time of the file and not that of the writing."""
        moment = self.about.created.astimezone(UTC)
        entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry


def column(width: int) -> str:
    """Print one column, as wide as so many characters."""
    return (
        f'<table:table-column table:style-name="width-{width}" '
        'table:default-cell-style-name="Default"/>'
    )


def lines(rows: Iterable[Row], top: int) -> Iterator[str]:
    """Print rows, the first of them as those that head each page."""
    for number, row in enumerate(rows):
        before = "<table:table-header-rows>" if number == 0 < top else ""
        if number == top > 0:
            before = "</table:table-header-rows>"
        cells = "".join(map(cell, row)) or "<table:table-cell/>"
        yield f"{before}<table:table-row>{cells}</table:table-row>"


def cell(box: Box, /) -> str:
    """Print one cell. Text is text: no program takes it for a formula."""
    value = box.value
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        is_plain = box.face is Face.PLAIN and box.number is Number.TEXT
        style = "" if is_plain else f' table:style-name="{opendocument_styles.named(box)}"'
        words = paragraphs(value)
        return f'<table:table-cell office:value-type="string"{style}>{words}</table:table-cell>'
    if isinstance(value, bool):
        return boolean(value, box)
    printed = f"{shown(value, box.number)} {box.symbol}".rstrip()
    kind = "percentage" if "percent" in box.number else "float"
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value!r}" '
        f'table:style-name="{opendocument_styles.named(box)}"><text:p>{printed}</text:p>'
        "</table:table-cell>"
    )


def boolean(value: bool, box: Box) -> str:
    """Print a cell that says yes or no, as spreadsheets write it."""
    name = str(value)
    return (
        f'<table:table-cell office:value-type="boolean" office:boolean-value="{name.lower()}" '
        f'table:style-name="{opendocument_styles.named(box)}"><text:p>{name.upper()}</text:p>'
        "</table:table-cell>"
    )


def shown(value: int | float, number: Number) -> str:
    """Print a number as the cell shows it, for programs that do not format it themselves."""
    decimals = 1 if number.endswith("_1") else 0
    match number:
        case Number.COUNT if isinstance(value, int):
            return numerals.count(value)
        case Number.SIGNED if isinstance(value, int):
            return numerals.signed(value)
        case Number.RATIO:
            return numerals.ratio(value)
        case Number.DECIMAL:
            return f"{value:,.1f}"
        case Number.SIGNED_DECIMAL:
            return numerals.signed_points(value).removesuffix(" points")
        case Number.PERCENT | Number.PERCENT_1:
            return numerals.percent(100 * value, decimals=decimals)
        case Number.SIGNED_PERCENT | Number.SIGNED_PERCENT_1:
            return numerals.signed_percent(100 * value, decimals=decimals)
    return str(value)


def paragraphs(text: str) -> str:
    """Print text line by line, with the spaces that XML would drop."""
    plain = escape(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text))
    if "  " in plain or "\t" in plain or plain.startswith(" ") or "\n" in plain:
        lines_of = (_SPACES.sub(_kept, line) for line in plain.splitlines())
        return "".join(f"<text:p>{line}</text:p>" for line in lines_of)
    return f"<text:p>{plain}</text:p>"


def _kept(found: re.Match[str]) -> str:
    spaces = found.group()
    return "<text:tab/>" if spaces == "\t" else f'<text:s text:c="{len(spaces)}"/>'


def meta(about: About) -> str:
    """Write the properties: title, subject, keyword, time. No author, no editor, no program."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {_NAMESPACES}>'
        f"<office:meta><dc:title>{escape(about.title)}</dc:title>"
        f"<dc:subject>{escape(about.subject)}</dc:subject><dc:language>en-GB</dc:language>"
        f"<meta:keyword>{escape(about.keyword)}</meta:keyword>"
        f"<meta:creation-date>{about.created.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
        "</meta:creation-date></office:meta></office:document-meta>"
    )


def manifest() -> str:
    """List the parts of the file."""
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{part}" manifest:media-type="text/xml"/>'
        for part in _PARTS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest:manifest xmlns:manifest="{space}" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{MEDIA_TYPE}"/>{entries}</manifest:manifest>'
    )
