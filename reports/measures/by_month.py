"""Counts by month with the months before, which say what the usual variation is. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from incidents.models import ASB
from records.models import Kind
from reports import ground, links, numerals
from reports.coverage import Part, not_charted
from reports.dated import begun_in
from reports.evidence import CodeLine, Evidence
from reports.measures.arrests import TOTAL as ARRESTS
from reports.measures.police_data import (
    ANTISOCIAL,
    CRIME,
    NO_DIRECTION,
    TYPE,
    IncidentSelection,
    incident_selections,
)
from reports.periods import YEAR, Period, shift_months
from reports.selections import Selection, Selections
from reports.series import MonthOf, Series, history
from reports.statistics import Direction

MONTH = ".month."
SHOWN = 2 * YEAR


def window(period: Period, /) -> Period:
    """Return the months that a control chart shows at least: two years, one before the period."""
    earliest = min(shift_months(period.start, -YEAR), shift_months(period.end, -SHOWN))
    return Period(earliest, period.end)


def charted(evidence: Evidence, /) -> Period:
    """Return the months of the charts: `window`, and before it what is covered of three years."""
    period, least = evidence.period, window(evidence.period)
    read = history(period)
    covered = [month for month in evidence.police.covered if read.start <= month < least.start]
    return Period(min([least.start, *covered]), period.end)


def monthly_series(evidence: Evidence, /) -> tuple[Series, ...]:
    """Arrange crime, antisocial behaviour, arrests and each type of crime by month.

    Nothing for a period that is not made of whole months. The types come most frequent first.
    """
    if not evidence.period.is_whole_months:
        return ()
    types = sorted(
        (_of_police(evidence, TYPE + line.code, line.label) for line in types_charted(evidence)),
        key=lambda series: -sum(count or 0 for count in series.counts),
    )
    every = (
        _of_police(evidence, CRIME, "Recorded crime"),
        _of_police(evidence, ANTISOCIAL, "Antisocial behaviour"),
        _of_arrests(evidence),
        *types,
    )
    return tuple(_dated(evidence, series) for series in every)


def _dated(evidence: Evidence, series: Series) -> Series:
    """Say with which month the definition of the last month began, if not before the first."""
    begun, reason = begun_in(evidence, series.key, charted(evidence))
    return replace(series, begun=begun, reason=reason)


def types_charted(evidence: Evidence, /) -> list[CodeLine]:
    """List the types of crime with an incident in any month that is shown."""
    used = {row.crime_type for row in evidence.police.by_month}
    return [line for line in evidence.lines("CrimeType") if line.code != ASB and line.code in used]


def month_selections(evidence: Evidence, /) -> Selections:
    """Say which arrests each month counts, by its key."""
    if not evidence.period.is_whole_months:
        return {}
    return {
        _key(ARRESTS, month): Selection(Kind.ARREST, only=month)
        for month in charted(evidence).months()
    }


def month_incidents(evidence: Evidence, /) -> Mapping[str, IncidentSelection]:
    """Say which imported incidents each month counts, by its key."""
    if not evidence.period.is_whole_months:
        return {}
    keys = (CRIME, ANTISOCIAL, *(TYPE + line.code for line in types_charted(evidence)))
    without = not_charted(evidence, charted(evidence))
    return {
        _key(key, month): IncidentSelection(
            (_query(key),), _types(key), only=month, without=without
        )
        for key in keys
        for month in charted(evidence).months()
    }


def all_incidents(evidence: Evidence, /) -> Mapping[str, IncidentSelection]:
    """Say which imported incidents each number counts, of a period and of a month."""
    return {**incident_selections(evidence), **month_incidents(evidence)}


def _of_police(evidence: Evidence, key: str, label: str) -> Series:
    shown = charted(evidence)
    covered = set(evidence.police.covered) - ground.uncharted(evidence, shown)
    without = not_charted(evidence, shown)
    counts = _police_counts(evidence, key, without)
    query = _query(key)
    return Series(
        key=key,
        label=label,
        unit="incidents" if key == ANTISOCIAL else "offences",
        direction=_direction(key),
        months=tuple(
            MonthOf(
                month=month,
                count=counts.get(month.start, 0) if month.start in covered else None,
                opens=_key(key, month),
                link=None if without else links.incidents(evidence, month, query),
            )
            for month in charted(evidence).months()
        ),
        note=" ".join(
            filter(None, (_note(evidence, key, without), ground.not_shown(evidence, shown)))
        ),
        is_type=key.startswith(TYPE),
    )


def _direction(key: str) -> Direction:
    """Say which way a series is hoped to move; recorded crime follows recording practice."""
    if key == CRIME or key.removeprefix(TYPE) in NO_DIRECTION:
        return Direction.NONE
    return Direction.LOWER


def _query(key: str) -> tuple[str, str]:
    groups = {CRIME: ("group", "crime"), ANTISOCIAL: ("group", "asb")}
    return groups.get(key, ("type", key.removeprefix(TYPE)))


def _types(key: str) -> tuple[str | None, ...] | None:
    """Give the types that a key counts; None is all that is crime."""
    if key == CRIME:
        return None
    return (ASB if key == ANTISOCIAL else key.removeprefix(TYPE),)


def _note(evidence: Evidence, key: str, without: tuple[Part, ...]) -> str:
    """Say which publishers with rows of a measure are not in its line, and why."""
    names = {one.slug: one.name for one in evidence.police.publishers}
    found = []
    for part in without:
        kept = _police_counts(evidence, key, ()).values()
        if sum(kept) != sum(_police_counts(evidence, key, (part,)).values()):
            found.append(names[part.force])
    if not found:
        return ""
    them = "that force" if len(found) == 1 else "those forces"
    return f"Without {numerals.listed(found)}: not every month that is shown has a file of {them}."


def _police_counts(evidence: Evidence, key: str, without: tuple[Part, ...]) -> dict[date, int]:
    """Add the counts of one measure up by month; a disputed type is crime."""
    types = _types(key)
    counts: dict[date, int] = {}
    for row in evidence.police.by_month:
        if any(part.holds(row.force, row.month) for part in without):
            continue
        if row.crime_type != ASB if types is None else row.crime_type in types:
            counts[row.month] = counts.get(row.month, 0) + row.count
    return counts


def _of_arrests(evidence: Evidence) -> Series:
    """Count approved arrests by month; before the first that was logged none is recorded."""
    facts = evidence.of(Kind.ARREST)
    first = min((fact.month for fact in facts), default=None)
    counts = Counter(fact.month for fact in facts if fact.is_approved)
    return Series(
        key=ARRESTS,
        label="Arrests",
        unit="arrests",
        direction=Direction.NONE,
        months=tuple(
            MonthOf(
                month=month,
                count=counts[month.start] if first and month.start >= first else None,
                opens=_key(ARRESTS, month),
                link=links.records(Selection(Kind.ARREST), evidence, month),
            )
            for month in charted(evidence).months()
        ),
    )


def _key(key: str, month: Period) -> str:
    return f"{key}{MONTH}{month.start:%Y-%m}"
