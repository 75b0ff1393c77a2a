"""What a measure is asked of: a district, two periods, and the connection that is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from accounts.clock import LONDON
from accounts.models import District
from records.models import Code, Kind, Record, Status
from reports.comparisons import Counted
from reports.periods import Period

SNAPSHOT = "snapshot"
"""The database alias that sees one state of the data from the first figure to the last."""

Q = TypeVar("Q", bound=QuerySet[Any])
C = TypeVar("C", bound=Code)
Key = str | int | UUID | None


@dataclass(frozen=True)
class Scope:
    """A district, the period reported on and the period it is compared with."""

    district: District
    period: Period
    previous: Period

    @classmethod
    def of(cls, district: District, period: Period) -> "Scope":
        """Compare a period with the same one a year earlier."""
        return cls(district=district, period=period, previous=period.previous())


def months_in(period: Period) -> int:
    """Count the months of a period, roughly where it is not made of whole months."""
    return period.n_months if period.is_whole_months else period.days * 12 // 365


def counted(period: Period, by_month: Mapping[date, int]) -> Counted:
    """Hold what was counted in a period, given by first day of month in Europe/London."""
    months: tuple[int, ...] = ()
    if period.is_whole_months and period.n_months == 12:
        months = tuple(by_month.get(month.start, 0) for month in period.months())
    return Counted(
        count=sum(by_month.values()),
        days=period.days,
        n_months=months_in(period),
        by_month=months,
    )


def of_district(rows: Q, scope: Scope) -> Q:
    """Keep the rows of the scope's district, read from the snapshot."""
    return rows.using(SNAPSHOT).filter(record__district=scope.district)


def by_group(rows: QuerySet[Any], group: str, period: Period) -> dict[Key, Counted]:
    """Count the rows of a period that stand approved, by a column, in one query."""
    found = (
        rows.filter(
            record__status=Status.APPROVED,
            record__occurred_at__gte=period.starts_at,
            record__occurred_at__lt=period.ends_at,
        )
        .order_by()
        .annotate(month_of=TruncMonth("record__occurred_at", tzinfo=LONDON))
        .values_list(group, "month_of")
        .annotate(n=Count("pk"))
    )
    groups: dict[Key, dict[date, int]] = defaultdict(dict)
    for key, month, n in found:
        groups[key][month.astimezone(LONDON).date()] = n
    return {key: counted(period, months) for key, months in groups.items()}


def total(groups: Mapping[Key, Counted], period: Period) -> Counted:
    """Add the groups up."""
    months: tuple[int, ...] = ()
    if groups and all(group.by_month for group in groups.values()):
        months = tuple(map(sum, zip(*(group.by_month for group in groups.values()), strict=True)))
    return Counted(
        count=sum(group.count or 0 for group in groups.values()),
        days=period.days,
        n_months=months_in(period),
        by_month=months or counted(period, {}).by_month,
    )


def none_of(period: Period) -> Counted:
    """Hold a count of nought."""
    return counted(period, {})


def codes_in(codes: QuerySet[C], scope: Scope, *counted: Iterable[object]) -> list[C]:
    """List the codes in force on any day of the period, and those with rows in either period.

    A code that retired before the period and was not used is no row of noughts.
    """
    used = {key for keys in counted for key in keys}
    begins, ends = scope.period.start, scope.period.end
    return [
        code
        for code in codes.using(SNAPSHOT)
        if code.code in used
        or (code.valid_from < ends and (code.valid_to is None or code.valid_to > begins))
    ]


def excluded(scope: Scope, kind: Kind) -> dict[str, int]:
    """Count the records of a kind in the period that do not count, by state."""
    rows = (
        Record.objects.using(SNAPSHOT)
        .filter(district=scope.district, kind=kind)
        .within(scope.period.starts_at, scope.period.ends_at)
        .exclude(status=Status.APPROVED)
        .order_by()
        .values_list("status")
        .annotate(n=Count("pk"))
    )
    return {str(status): n for status, n in rows}
