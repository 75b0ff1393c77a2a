"""The JSON of a report: every figure with its period, edition and digest, for machines."""

import json

from reports.codec import Json
from reports.document import Document
from reports.periods import LONDON, Period


def render(document: Document, /) -> bytes:
    """Return the figures as UTF-8 JSON, in a fixed order."""
    return json.dumps(content(document), indent=2, ensure_ascii=False).encode() + b"\n"


def content(document: Document, /) -> dict[str, Json]:
    """Return what the JSON says. `end` is the first day after a period; times are London's."""
    stamp = document.stamp
    return {
        "definition": document.definition,
        "title": document.title,
        "marking": document.marking,
        "district": document.district,
        "period": _period(document.period),
        "previous": _period(document.previous),
        "edition": document.edition,
        "replaces": stamp.replaces if stamp else "",
        "compiled_at": stamp.compiled_at.astimezone(LONDON).isoformat() if stamp else None,
        "data_as_at": stamp.data_as_at.astimezone(LONDON).isoformat() if stamp else None,
        "figures_sha256": document.digest,
        "verdict": document.verdict,
        "coverage": {"missing": list(document.missing_months)},
        "figures": [figure.to_json() for figure in document.figures],
    }


def _period(period: Period) -> Json:
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "last_day": period.last_day.isoformat(),
        "days": period.days,
    }
