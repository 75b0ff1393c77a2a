"""Where a number opens: the list that holds what it counts as it is now. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from records.models import Kind
from reports.document import Cell, LeftOutItem, Link
from reports.evidence import Evidence
from reports.periods import Period
from reports.selections import Selection
from reports.tables import FigureLinks

Part = TypeVar("Part")
FIGURE, FIGURE_BY_DIGEST = "figure-detail", "figure-by-digest"
"""Addresses of what an edition counted: by the edition's key, or by its digest."""


def records(selection: Selection, evidence: Evidence, period: Period) -> Link | None:
    """Open the records of a selection in a period; no list shows all kinds."""
    if selection.kind is None:
        return None
    return of_kind(
        selection.kind, evidence.district_slug, period, selection.states, *selection.query
    )


def of_kind(
    kind: Kind, district: str, period: Period, states: Iterable[str], *more: tuple[str, str]
) -> Link:
    """Open the records of a kind that occurred in a period and are in one of some states."""
    return Link(
        name=f"{kind.value}-list",
        query=(
            ("district", district),
            ("from", period.start.isoformat()),
            ("to", period.last_day.isoformat()),
            *(("status", state) for state in states),
            *more,
        ),
    )


def of_records(evidence: Evidence, selections: Mapping[str, Selection]) -> dict[str, FigureLinks]:
    """Open the records of either period behind each figure of records."""
    return {
        key: FigureLinks(
            current=records(selection, evidence, evidence.period),
            previous=records(selection, evidence, evidence.previous),
        )
        for key, selection in selections.items()
    }


def incidents(evidence: Evidence, period: Period, *more: tuple[str, str]) -> Link:
    """Open the imported incidents of a period of whole months."""
    return Link(
        name="incident-list",
        query=(
            ("district", evidence.district_slug),
            ("month_from", f"{period.start:%Y-%m}"),
            ("month_to", f"{period.last_day:%Y-%m}"),
            *more,
        ),
    )


def of_incidents(evidence: Evidence, *more: tuple[str, str]) -> FigureLinks:
    """Open the imported incidents of either period."""
    return FigureLinks(
        current=incidents(evidence, evidence.period, *more),
        previous=incidents(evidence, evidence.previous, *more),
    )


def into_edition(part: Part, name: str, key: str) -> Part:
    """Let every number of a document, or of a part of it, open what the edition counted.

    `name` is FIGURE or FIGURE_BY_DIGEST, `key` the edition's key or digest.
    """
    if isinstance(part, tuple):
        return cast(Part, tuple(into_edition(one, name, key) for one in part))
    if not is_dataclass(part) or isinstance(part, type):
        return part
    if isinstance(part, Cell | LeftOutItem):
        if not part.opens:
            return part
        link = Link(name=name, args=(key, *part.opens.rsplit("/", 1)))
        return cast(Part, replace(part, link=link))
    changed: dict[str, Any] = {
        field.name: into_edition(getattr(part, field.name), name, key)
        for field in fields(part)
        if field.init
    }
    return cast(Part, replace(part, **changed))
