"""Where a figure opens: the list that holds exactly the rows it counts."""

from collections.abc import Iterable

from reports.document import Link
from reports.measures.scope import Scope
from reports.periods import Period
from reports.tables import FigureLinks

Pairs = Iterable[tuple[str, str]]


def records(name: str, scope: Scope, period: Period, *more: tuple[str, str]) -> Link:
    """Open the approved records of a kind in a period."""
    return Link(
        name=name,
        query=(
            ("district", scope.district.slug),
            ("from", period.start.isoformat()),
            ("to", period.last_day.isoformat()),
            ("status", "approved"),
            *more,
        ),
    )


def both(name: str, scope: Scope, *more: tuple[str, str]) -> FigureLinks:
    """Open the records of either period."""
    return FigureLinks(
        current=records(name, scope, scope.period, *more),
        previous=records(name, scope, scope.previous, *more),
    )


def incidents(scope: Scope, period: Period, *more: tuple[str, str]) -> Link:
    """Open the imported incidents of a period of whole months."""
    return Link(
        name="incident-list",
        query=(
            ("district", scope.district.slug),
            ("month_from", f"{period.start:%Y-%m}"),
            ("month_to", f"{period.last_day:%Y-%m}"),
            *more,
        ),
    )


def both_incidents(scope: Scope, *more: tuple[str, str]) -> FigureLinks:
    """Open the imported incidents of either period."""
    return FigureLinks(
        current=incidents(scope, scope.period, *more),
        previous=incidents(scope, scope.previous, *more),
    )


def not_counted(name: str, scope: Scope, status: str) -> Link:
    """Open the records of a kind that a report left out because of their state."""
    link = records(name, scope, scope.period)
    pairs = tuple(pair for pair in link.query if pair[0] != "status")
    return Link(name=name, query=(*pairs, ("status", status)))
