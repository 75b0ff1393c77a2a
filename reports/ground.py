"""Whether a district had areas, and one outline, in the months of a report. Pure. ADR 0025."""

from datetime import date

from reports import numerals
from reports.evidence import Evidence
from reports.periods import Period, day_words, months_listed

TO_BE_EXPECTED = 10
"""Rows: of so many that were to be expected, none is no chance."""


def why_no_count(evidence: Evidence, period: Period, /) -> str:
    """Say why nothing can be counted in the district in one of both periods, or nothing.

    Nought would be a number that nobody counted.
    """
    name, ground = evidence.around.district_name, evidence.around.ground
    bare = [month for month in ground.without_areas if period.start <= month < period.end]
    if bare:
        months = months_listed([f"{month:%Y-%m}" for month in bare])
        since = "".join(
            f"; it follows {one.code} from {day_words(one.day)}"
            for one in ground.successors
            if one.kind == "council" and one.successor == evidence.district_slug
        )
        bare_in = f"{name} has no ward and no LSOA in force in {months}"
        return f"{bare_in}: no row can lie in it{since}"
    return why_elsewhere(evidence, period)


def why_elsewhere(evidence: Evidence, period: Period) -> str:
    """Say that not one row of the force lies in the district though some should, or nothing.

    None in either period is never a count. None in one of them is no count where the share of the
    other would make ten or more: by chance that happens once in twenty thousand.
    """
    sides = (evidence.period, evidence.previous)
    published = dict(zip(sides, evidence.around.ground.of_force, strict=True))
    here = {side: rows_here(evidence, side) for side in sides}
    other = sides[period == sides[0]]
    if here[period] or not published[period]:
        return ""
    if here[other] and here[other] * published[period] < TO_BE_EXPECTED * published[other]:
        return ""
    when = months_listed([f"{month.start:%Y-%m}" for month in period.months()])
    rows, name = numerals.plural(published[period], "row"), evidence.around.district_name
    return (
        f"not one of the {rows} that the force published of {when} lies in {name}: its "
        "areas may lie elsewhere, or have other codes"
    )


def rows_here(evidence: Evidence, period: Period) -> int:
    """Count the rows of the district's own force that lie in it."""
    own = ("", evidence.around.force_slug)
    rows = (row for row in evidence.police.by_month if row.force in own)
    return sum(row.count for row in rows if period.start <= row.month < period.end)


def why_not_compared(evidence: Evidence, /) -> str:
    """Say why police data of both periods is not compared, or nothing.

    Because one of them has no count, or because the outline of the district changed between them.
    """
    for period in (evidence.period, evidence.previous):
        if why := why_no_count(evidence, period):
            return why
    months = [m.start for one in (evidence.previous, evidence.period) for m in one.months()]
    numbers = {outline_in(evidence, month) for month in months}
    if len(numbers - {None}) < 2:
        return ""
    name, first = evidence.around.district_name, months[0]
    days = [
        one.valid_from
        for one in evidence.around.ground.outlines
        if one.valid_from and first < one.valid_from < evidence.period.end
    ]
    on = numerals.listed([day_words(day) for day in days])
    return f"the outline of {name} changed on {on}, so both numbers are of different ground"


def outline_in(evidence: Evidence, month: date, /) -> int | None:
    """Give the number of the outline on the first day of a month; None where none is known."""
    found = (one.number for one in evidence.around.ground.outlines if one.holds(month))
    return next(found, None)


def uncharted(evidence: Evidence, shown: Period, /) -> frozenset[date]:
    """List the months of a chart that lie on no map, or on another than its last month."""
    months = [month.start for month in shown.months()]
    last = outline_in(evidence, months[-1])
    bare = set(evidence.around.ground.without_areas)
    if why_no_count(evidence, evidence.period):
        bare |= {m for m in months if evidence.period.start <= m < evidence.period.end}
    elsewhere = {m for m in months if outline_in(evidence, m) not in (None, last)}
    return frozenset(bare | (elsewhere if last else set()))


def not_shown(evidence: Evidence, shown: Period, /) -> str:
    """Say which months a chart does not show because of the ground, or nothing."""
    months = sorted(uncharted(evidence, shown) & {month.start for month in shown.months()})
    if not months:
        return ""
    listed = months_listed([f"{month:%Y-%m}" for month in months])
    return f"Not shown, without areas or of another outline of the district: {listed}."
