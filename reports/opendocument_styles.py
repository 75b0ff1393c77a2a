"""How the cells and the printed pages of an OpenDocument spreadsheet look. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from reports.renderers.boxes import MARKED, SYMBOLS, Box, Face, Number, Print

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    "office": f"{_URN}:office:1.0",
    "table": f"{_URN}:table:1.0",
    "text": f"{_URN}:text:1.0",
    "style": f"{_URN}:style:1.0",
    "number": f"{_URN}:datastyle:1.0",
    "fo": f"{_URN}:xsl-fo-compatible:1.0",
    "meta": f"{_URN}:meta:1.0",
    "config": f"{_URN}:config:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
NAMESPACES = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items()) + (
    ' office:version="1.3"'
)
CENTIMETRES = 0.2
"""Width of one character."""
ACROSS = (1, 2, 3)
"""How many pages side by side a sheet may print."""
_FACES: Mapping[Face, str] = {
    Face.PLAIN: "",
    Face.TITLE: '<style:text-properties fo:font-weight="bold" fo:font-size="16pt"/>',
    Face.BOLD: '<style:text-properties fo:font-weight="bold"/>',
    Face.HEAD: (
        '<style:table-cell-properties fo:border-bottom="1.5pt solid #000000" '
        'fo:wrap-option="wrap" style:vertical-align="bottom"/>'
        '<style:text-properties fo:font-weight="bold"/>'
    ),
    Face.SUM: (
        '<style:table-cell-properties fo:border-top="1.5pt solid #000000" '
        'fo:border-bottom="1.5pt solid #000000"/>'
        '<style:text-properties fo:font-weight="bold"/>'
    ),
    Face.WRAPPED: (
        '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    ),
}
_NUMBERS = [
    *((number, "") for number in Number),
    *((number, symbol) for number in sorted(MARKED) for symbol in SYMBOLS),
]
_DIGITS: Mapping[Number, tuple[int, bool]] = {
    Number.COUNT: (0, True),
    Number.SIGNED: (0, True),
    Number.RATIO: (4, False),
    Number.DECIMAL: (1, True),
    Number.SIGNED_DECIMAL: (1, True),
    Number.PERCENT: (0, False),
    Number.PERCENT_1: (1, False),
    Number.SIGNED_PERCENT: (0, False),
    Number.SIGNED_PERCENT_1: (1, False),
}


def content(widths: Iterable[int]) -> str:
    """Declare what the cells of a file may look like, its columns and its kinds of sheets."""
    return "".join(
        [
            "<office:automatic-styles>",
            *(_sheet(across) for across in ACROSS),
            *(_column(width) for width in widths),
            *(_number(number, symbol) for number, symbol in _NUMBERS if number in _DIGITS),
            *(_cell(Box(None, *each)) for each in _boxes()),
            "</office:automatic-styles>",
        ]
    )


def named(box: Box) -> str:
    """Name the style of a cell by its number, its face and its symbol."""
    return f"{box.number}{_suffix(box.symbol)}-{box.face}"


def _suffix(symbol: str) -> str:
    return symbol and f"-{symbol.strip('[]')}"


def _boxes() -> Iterator[tuple[Number, Face, str]]:
    return ((number, face, symbol) for number, symbol in _NUMBERS for face in Face)


def _sheet(across: int) -> str:
    return (
        f'<style:style style:name="sheet-{across}" style:family="table" '
        f'style:master-page-name="Across{across}">'
        '<style:table-properties table:display="true"/></style:style>'
    )


def _column(width: int) -> str:
    return (
        f'<style:style style:name="width-{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.2f}cm"/>'
        "</style:style>"
    )


def _cell(box: Box) -> str:
    number = f"n-{box.number}{_suffix(box.symbol)}"
    data = f' style:data-style-name="{number}"' if box.number in _DIGITS else ""
    return (
        f'<style:style style:name="{named(box)}" style:family="table-cell" '
        f'style:parent-style-name="Default"{data}>{_aligned(box.number, box.face)}</style:style>'
    )


def _aligned(number: Number, face: Face) -> str:
    """Put what stands in a column of numbers at the right, and words at a distance from them."""
    if number is Number.TEXT:
        return _FACES[face]
    cell, text = _FACES[face].partition("<style:text-properties")[::2]
    place = 'fo:text-align="end"'
    if number is Number.WORDS:
        place = 'fo:text-align="start" fo:margin-left="0.25cm"'
    return f"{cell}<style:paragraph-properties {place}/>" + (
        f"<style:text-properties{text}" if text else ""
    )


def _number(number: Number, symbol: str) -> str:
    """Declare how a kind of number is printed: signed ones by three styles and two conditions."""
    name = f"n-{number}{_suffix(symbol)}"
    after = f" {symbol}" if symbol else ""
    if "signed" not in number:
        return _style(name, number, after=after)
    maps = "".join(
        f'<style:map style:condition="value(){sign}0" style:apply-style-name="{name}-{part}"/>'
        for sign, part in (("&gt;", "above"), ("&lt;", "below"))
    )
    return (
        _style(f"{name}-above", number, sign="+")
        + _style(f"{name}-below", number, sign="\N{MINUS SIGN}")
        + _style(name, number, maps=maps)
    )


def _style(name: str, number: Number, *, sign: str = "", after: str = "", maps: str = "") -> str:
    decimals, grouped = _DIGITS[number]
    percent = "percent" in number
    element = "number:percentage-style" if percent else "number:number-style"
    volatile = ' style:volatile="true"' if sign else ""
    after = f"%{after}" if percent else after
    return (
        f'<{element} style:name="{name}"{volatile}>'
        + (f"<number:text>{sign}</number:text>" if sign else "")
        + f'<number:number number:decimal-places="{decimals}" '
        f'number:min-decimal-places="{decimals}" number:min-integer-digits="1"'
        + (' number:grouping="true"' if grouped else "")
        + "/>"
        + (f"<number:text>{after}</number:text>" if after else "")
        + f"{maps}</{element}>"
    )


def styles(on_page: Print) -> str:
    """Declare the printed page: A4 landscape, as many across as fit, marked and numbered."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {NAMESPACES}>'
        '<office:styles><style:default-style style:family="table-cell">'
        '<style:text-properties fo:font-family="Arial" '
        'fo:font-size="10pt" fo:language="en" fo:country="GB"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles>'
        f"<office:automatic-styles>{''.join(map(_layout, ACROSS))}"
        '<style:style style:name="marking" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
        f"<office:master-styles>{''.join(_master(on_page, each) for each in ACROSS)}"
        "</office:master-styles></office:document-styles>"
    )


def _layout(across: int) -> str:
    margin = '<style:header-footer-properties fo:margin-left="0cm" fo:margin-right="0cm"'
    return (
        f'<style:page-layout style:name="landscape-{across}">'
        '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
        f'style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="{across}" '
        'style:scale-to-Y="0" style:print="charts drawings objects zero-values"/>'
        f'<style:header-style>{margin} fo:min-height="1cm" fo:margin-bottom="0.4cm"/>'
        "</style:header-style>"
        f'<style:footer-style>{margin} fo:min-height="1.2cm" fo:margin-top="0.4cm"/>'
        "</style:footer-style>"
        "</style:page-layout>"
    )


def _master(on_page: Print, across: int) -> str:
    number = "Page <text:page-number>1</text:page-number> of <text:page-count>99</text:page-count>"
    head = _line(on_page.period, on_page.marking, escape(on_page.as_at))
    foot = _line(on_page.title, on_page.marking, number, below=on_page.edition)
    return (
        f'<style:master-page style:name="Across{across}" '
        f'style:page-layout-name="landscape-{across}"><style:header>{head}</style:header>'
        f"<style:footer>{foot}</style:footer></style:master-page>"
    )


def _line(left: str, marking: str, right: str, *, below: str = "") -> str:
    second = f"<text:p>{escape(below)}</text:p>" if below else ""
    return (
        f"<style:region-left><text:p>{escape(left)}</text:p>{second}</style:region-left>"
        '<style:region-center><text:p><text:span text:style-name="marking">'
        f"{escape(marking)}</text:span></text:p></style:region-center>"
        f"<style:region-right><text:p>{right}</text:p></style:region-right>"
    )


def settings(frozen: Iterable[tuple[str, int]]) -> str:
    """Keep the first rows and the first column of each sheet in sight."""
    views = "".join(_view(name, rows) for name, rows in frozen)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings {NAMESPACES}>'
        '<office:settings><config:config-item-set config:name="ooo:view-settings" '
        'xmlns:ooo="http://openoffice.org/2004/office">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{views}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )


def _view(name: str, rows: int) -> str:
    values = {
        "HorizontalSplitMode": ("short", 2),
        "VerticalSplitMode": ("short", 2 if rows else 0),
        "HorizontalSplitPosition": ("int", 1),
        "VerticalSplitPosition": ("int", rows),
        "ActiveSplitRange": ("short", 3 if rows else 1),
        "PositionLeft": ("int", 0),
        "PositionRight": ("int", 1),
        "PositionTop": ("int", 0),
        "PositionBottom": ("int", rows),
    }
    items = "".join(
        f'<config:config-item config:name="{key}" config:type="{kind}">{value}</config:config-item>'
        for key, (kind, value) in values.items()
    )
    entry = "config:config-item-map-entry"
    return f"<{entry} config:name={quoteattr(name)}>{items}</{entry}>"
