"""The formats of a report, as plain data: a page may list them without loading their engines."""

from dataclasses import dataclass

from reports.document import Document


@dataclass(frozen=True)
class Format:
    """Name one format: key on the command line, label of the link, media type, file suffix."""

    key: str
    label: str
    media_type: str
    suffix: str


FORMATS = (
    Format("pdf", "PDF", "application/pdf", ".pdf"),
    Format(
        "xlsx",
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xlsx",
    ),
    Format("ods", "OpenDocument", "application/vnd.oasis.opendocument.spreadsheet", ".ods"),
    Format("csv", "CSV", "text/csv; charset=utf-8", ".csv"),
    Format("csvw", "CSV metadata", "application/csvm+json", ".csv-metadata.json"),
    Format("json", "JSON", "application/json", ".json"),
    Format("html", "Web page", "text/html; charset=utf-8", ".html"),
)


class UnknownFormatError(ValueError):
    """Raised for a format that no renderer writes."""


def named(key: str, /) -> Format:
    """Return the format with a key. Raises UnknownFormatError."""
    for found in FORMATS:
        if found.key == key:
            return found
    known = ", ".join(found.key for found in FORMATS)
    raise UnknownFormatError(f"{key!r} is not a format of reports. Choose one of: {known}.")


def file_name(document: Document, written: Format, /) -> str:
    """Name the downloaded file by what it is."""
    return file_stem(document) + written.suffix


def file_stem(document: Document, /) -> str:
    """Name an edition in the name of a file: definition, subject, district, days, edition.

    Both days stand in it: a month and a year that end on one day are two documents.
    """
    period = document.period
    days = f"{period.start.isoformat()}-to-{period.last_day.isoformat()}"
    about = "-".join(filter(None, [document.definition, document.subject, document.district]))
    return f"{about}-{days}-edition-{document.edition}"
