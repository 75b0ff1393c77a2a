"""The JSON of a report: every figure with its period, edition and digest, for machines."""

import json
from collections.abc import Mapping

from reports import symbols
from reports.codec import Json
from reports.document import Definition, Definitions, Document, Stamp
from reports.figures import Figure
from reports.marking import marks_of
from reports.periods import LONDON, Period

FIGURE = (
    "key",
    "label",
    "unit",
    "current",
    "previous",
    "change",
    "change_percent",
    "base",
    "interval",
    "change_interval",
    "together",
    "rate_ratio",
    "reading",
    "excluded",
)
"""The keys of a figure: a promise to machines, like those of `content`. Neither grows by itself."""

SCHEMA = "edition-3"
"""The schema that what is written now keeps to, in docs/schemas."""
EARLIER = ("wide_low", "wide_high")
"""Keys of a ratio only of editions that an earlier method computed."""
INSTEAD = ("symbol", "previous_symbol")
"""Keys of a figure only where a symbol stands for a number that is null, such as [c]."""


def render(document: Document, /) -> bytes:
    """Return the figures as UTF-8 JSON, in a fixed order."""
    return json.dumps(content(document), indent=2, ensure_ascii=False).encode() + b"\n"


def schema_of(body: bytes, /) -> str:
    """Name the schema that a file was written to; files of before edition-3 do not say it."""
    held = json.loads(body)
    if "$schema" in held:
        return str(held["$schema"]).rpartition(":")[2]
    return "edition-2" if "definitions" in held else "edition-1"


def content(document: Document, /) -> dict[str, Json]:
    """Return what the JSON says. `end` is the first day after a period; times are London's."""
    stamp = document.stamp
    used = {symbol for one in document.figures for symbol in (one.symbol, one.previous_symbol)}
    explained = symbols.legend(symbols.Symbol(symbol) for symbol in used if symbol)
    return {
        "$schema": f"urn:southend:schemas:{SCHEMA}",
        "title": f"{document.title}, {document.subtitle}",
        "marking": document.marking,
        "definition": document.definition,
        "district": document.district,
        "period": _period(document.period),
        "previous": _period(document.previous),
        "edition": document.edition,
        "compiled_at": stamp.compiled_at.astimezone(LONDON).isoformat() if stamp else None,
        "figures_sha256": document.digest,
        "coverage": _coverage(document),
        "definitions": [
            _definition(entry)
            for _, block in document.blocks(Definitions)
            for entry in block.entries
            if entry.key
        ],
        "figures": [_figure(figure, document.stamp) for figure in document.figures],
        **({"symbols": dict(explained)} if explained else {}),
    }


def _coverage(document: Document) -> Json:
    """Name the months that are missing; of each publisher where publishers were kept."""
    missing: Json = list(document.missing_months)
    if not document.publishers:
        return {"missing": missing}
    publishers = [{"name": one.name, "missing": list(one.missing)} for one in document.publishers]
    return {"missing": missing, "publishers": publishers}


def _definition(entry: Definition) -> Json:
    return {
        "measure": entry.key,
        "version": int(entry.version),
        "name": entry.term,
        "wording": entry.text,
        "formula": entry.formula,
        "unit": entry.unit,
        "source": entry.source,
        "owner": entry.owner,
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else None,
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else None,
        "difference": entry.difference,
    }


def _ratio(written: Json) -> Json:
    """Leave out the second interval where there is none: only an earlier method gave one."""
    if not isinstance(written, Mapping):
        return None
    return {key: value for key, value in written.items() if key not in EARLIER or value is not None}


def _figure(figure: Figure, stamp: Stamp | None) -> Json:
    written, found = figure.to_json(), figure.defined
    definition: Json = None
    if found is not None:
        definition = {
            "measure": found.measure,
            "versions": list(found.versions),
            "previous_versions": list(found.previous_versions),
            "break": found.reason,
        }
    provisional, revised = marks_of(figure, stamp)
    instead = {key: written[key] for key in INSTEAD if written[key]}
    return {
        **{key: written[key] for key in FIGURE},
        "rate_ratio": _ratio(written["rate_ratio"]),
        "provisional": provisional,
        "revised": revised,
        "definition": definition,
        **instead,
    }


def _period(period: Period) -> Json:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
