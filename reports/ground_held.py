"""Reading the ground of a district from the database as it is now. ADR 0025."""

from django.db.models import Sum

from accounts.models import District
from incidents import outlines
from incidents.models import MonthlyCount
from reports.ground_read import GroundRead, Stretch, Successor
from reports.periods import Period


def ground_of(
    district: District, *, period: Period, previous: Period, read: Period, using: str
) -> GroundRead:
    """Read the outlines of a district, and what follows what in it.

    Of periods that are no whole months, which have no police data, only what follows what.
    """
    successors = tuple(Successor(*row) for row in outlines.successions_of(district, using))
    if not period.is_whole_months:
        return GroundRead(successors=successors)
    months = [month.start for one in (read, previous) for month in one.months()]
    return GroundRead(
        outlines=tuple(Stretch(*row) for row in outlines.outlines_of(district, using)),
        without_areas=outlines.months_without_areas(district, months, using),
        of_force=(rows_in(district, period, using), rows_in(district, previous, using)),
        successors=successors,
    )


def rows_in(district: District, period: Period, using: str) -> int:
    """Count the rows that the district's own force published of a period, wherever they lie."""
    rows = MonthlyCount.objects.using(using).filter(
        force=district.force_id, month__gte=period.start, month__lt=period.end
    )
    return rows.aggregate(n=Sum("count"))["n"] or 0
