"""The OpenDocument spreadsheet of a report: the sheets that Excel has, without their charts.

The numbers that a chart draws stand in its sheet. No hidden sheets, no comments, no author.
"""

import io

from reports.document import Document
from reports.opendocument import FIRST_MOMENT, About, Book
from reports.renderers import words
from reports.renderers.sheets import TOP, printed, sheets


def render(document: Document, /) -> bytes:
    """Return the report as a spreadsheet; the same document gives the same bytes."""
    stream = io.BytesIO()
    filled = tuple(sheets(document))
    about = About(
        title=f"{document.title}, {document.subtitle}",
        subject=words.edition_and_digest(document),
        keyword=words.claim(document),
        created=document.stamp.compiled_at if document.stamp else FIRST_MOMENT,
    )
    widths = {width for sheet in filled for width in sheet.widths}
    with Book(stream, about=about, on_page=printed(document), widths=widths) as book:
        for sheet in filled:
            book.sheet(sheet, top=TOP)
    return stream.getvalue()
