"""Where a number opens: the list that holds what it counts as it is now. Pure."""

from collections.abc import Iterable, Mapping

from reports.document import Link
from reports.evidence import Evidence
from reports.periods import Period
from reports.selections import Selection
from reports.tables import FigureLinks

Pairs = Iterable[tuple[str, str]]


def records(selection: Selection, evidence: Evidence, period: Period) -> Link:
    """Open the records of a selection in a period."""
    return Link(
        name=f"{selection.kind.value}-list",
        query=(
            ("district", evidence.district_slug),
            ("from", period.start.isoformat()),
            ("to", period.last_day.isoformat()),
            *(("status", state) for state in selection.states),
            *selection.query,
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
