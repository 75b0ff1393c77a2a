"""The metadata of the CSV: what each column is, in the terms of CSV on the Web (W3C).

It stands beside the CSV under the name that the standard looks for first: NAME.csv-metadata.json.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from reports.codec import Json
from reports.document import Document
from reports.periods import LONDON
from reports.renderers import csv, words
from reports.renderers.formats import file_name, named
from reports.symbols import Symbol

CHECKSUM = "http://spdx.org/rdf/terms#checksumValue"


@dataclass(frozen=True)
class Described:
    """Hold what a column holds: data type, words, and whether a row may leave it empty.

    A symbol may stand for a number that is not there, such as [c]: the metadata names those that
    do. Those that stand beside a number, such as [p], have columns of their own.
    """

    datatype: str
    description: str
    required: bool = False
    may_be_symbol: bool = False


COLUMNS: Mapping[str, Described] = {
    "key": Described("string", "The figure's name for machines; the same in every edition.", True),
    "label": Described("string", "The figure's name for people.", True),
    "unit": Described("string", "What is counted, or percent.", True),
    "current": Described(
        "number", "The figure of the period. Empty: not recorded.", may_be_symbol=True
    ),
    "previous": Described(
        "number", "The figure of the period before. Empty: not recorded.", may_be_symbol=True
    ),
    "change": Described("number", "Current less previous; in points where the unit is percent."),
    "change_percent": Described("number", "Change in percent; empty on a base under 50."),
    "base": Described("integer", "The count that a percentage is of."),
    "interval_low": Described("number", "Lower end of the interval."),
    "interval_high": Described("number", "Upper end of the interval; empty: no upper limit."),
    "interval_of": Described("string", "What the interval is of: change per day, or level."),
    "interval_level": Described("number", "Confidence of the interval in percent."),
    "change_interval_low": Described("number", "Lower end of the change in points."),
    "change_interval_high": Described("number", "Upper end of the change in points."),
    "together": Described("integer", "How many figures it is read together with; 1 is alone."),
    "rate_ratio": Described("number", "Ratio of the rates per day of the two periods."),
    "rate_ratio_low": Described("number", "Lower end of its exact 95% interval."),
    "rate_ratio_high": Described("number", "Upper end of its exact 95% interval."),
    "p": Described("number", "Central p-value of the exact conditional test."),
    "dispersion": Described("number", "Variance of a month over that of chance alone."),
    "serial_correlation": Described("number", "Correlation of neighbouring months."),
    "degrees_of_freedom": Described("number", "Degrees of freedom of the dispersion."),
    "inflation": Described("number", "Variance of the change over that of chance alone."),
    "reading": Described("string", "What the change means, in words.", True),
    "reason": Described("string", "Why something is absent."),
    "days": Described("integer", "Days in the period."),
    "previous_days": Described("integer", "Days in the period before."),
    "missing_months": Described("string", "Months without data, separated by spaces."),
    "excluded": Described("string", "What was left out, as state:count, separated by spaces."),
    "definition": Described("string", "The measure by whose definition it was counted."),
    "definition_version": Described("string", "The version that counted current: v1; v1+v2."),
    "previous_definition_version": Described(
        "string", "The version that counted previous. Where it differs nothing is compared."
    ),
    "period": Described("string", "First and last day of the period.", True),
    "edition": Described("integer", "Number of the edition.", True),
    "figures_sha256": Described("string", "Digest of all figures of the edition.", True),
    "marking": Described("string", "Government security classification.", True),
    "provisional": Described(
        "boolean", "Printed as [p]: the period is open, so that current may still change.", True
    ),
    "revised": Described(
        "boolean",
        "Printed as [r]: current or previous was restated after the period was closed.",
        True,
    ),
}
"""Every column of the CSV, in its order."""


def render(document: Document, /) -> bytes:
    """Return the metadata of the CSV as UTF-8 JSON."""
    return json.dumps(content(document), indent=2, ensure_ascii=False).encode() + b"\n"


def content(document: Document, /) -> dict[str, Json]:
    """Return what the metadata says. Text of the CSV that looked like a formula has a "'" first."""
    stamp, period = document.stamp, document.period
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": file_name(document, named("csv")),
        "dc:title": f"{document.title}, {document.subtitle}",
        "dc:description": "One row a figure. Text that a spreadsheet could take for a formula "
        "begins with an apostrophe.",
        "dc:publisher": document.service,
        "dc:rightsHolder": document.owner,
        "dc:accessRights": document.marking,
        "dc:temporal": f"{period.start.isoformat()}/{period.last_day.isoformat()}",
        "dc:issued": stamp.compiled_at.astimezone(LONDON).isoformat() if stamp else None,
        "dc:modified": stamp.data_as_at.astimezone(LONDON).isoformat() if stamp else None,
        "schema:version": str(document.edition),
        "dc:identifier": words.claim(document),
        CHECKSUM: hashlib.sha256(csv.render(document)).hexdigest(),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {
            "columns": [_column(name, COLUMNS[name]) for name in csv.COLUMNS],
            "primaryKey": "key",
        },
    }


def _column(name: str, described: Described) -> Json:
    instead = [symbol for symbol in Symbol if symbol.replaces_a_number]
    symbols = {"null": ["", *(symbol.value for symbol in instead)]}
    legend = " ".join(f"{symbol} {symbol.meaning}." for symbol in instead)
    return {
        "name": name,
        "titles": name,
        "datatype": described.datatype,
        "dc:description": described.description + (f" {legend}" if described.may_be_symbol else ""),
        "required": described.required,
        **(symbols if described.may_be_symbol else {}),
    }
