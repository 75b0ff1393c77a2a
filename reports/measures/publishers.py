"""Who published what is recorded in the district, and what of it is compared. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from incidents.models import ASB
from reports import numerals
from reports.coverage import COMPARED, Comparable, Part
from reports.evidence import Evidence, MonthCount
from reports.measures.month_tables import both
from reports.measures.police_data import (
    ANTISOCIAL,
    CRIME,
    IncidentSelection,
    PoliceData,
    differs,
    incident_selections,
)
from reports.performance_inputs import Published, PublishedRow
from reports.periods import months_listed
from reports.publishers import PublishedBy

OF, APART, ALL = ".of.", ".apart.", "months"
"""In the key of a publisher's rows, of those that are not compared, and of all publishers."""


def published(data: PoliceData, /) -> Published | None:
    """Say who published both totals, or None where the own force alone did and all is compared."""
    comparable = data.comparable
    totals = tuple(
        (named.label, rows)
        for named, types in data.totals()
        if (rows := _rows(data, named.key, types))
    )
    if not totals:
        return None
    names = [one.name for one in (comparable.own, *comparable.contributors)]
    says = (
        "Recorded in the district is every row that lies in it, whoever published it: "
        f"{numerals.listed(names)}.",
    )
    if not comparable.apart:
        return Published(totals, says)
    apart = (
        f"{_capital(comparable.why)}. What a force has not published in both periods is compared "
        "on neither side, month by month."
    )
    return Published(totals, (*says, apart), comparable.beside, comparable.why)


def published_by(comparable: Comparable, /) -> tuple[PublishedBy, ...]:
    """Name the forces whose rows are counted, the own first, with the months they do not cover."""
    publishers = (comparable.own, *comparable.contributors) if comparable.pairs else ()
    return tuple(
        PublishedBy(one.name, tuple(sorted(comparable.uncovered(one, comparable.pairs))))
        for one in publishers
        if one.name
    )


def publisher_selections(evidence: Evidence, /) -> Mapping[str, IncidentSelection]:
    """Say which incidents each publisher's rows are, and which are recorded and not compared."""
    if not evidence.period.is_whole_months:
        return {}
    comparable, selections = Comparable(evidence), incident_selections(evidence)
    found = {}
    for total in (CRIME, ANTISOCIAL):
        for suffix, part in _parts(comparable):
            found[total + suffix] = replace(selections[total], query=(), within=(part,))
    return found


def _parts(comparable: Comparable) -> Iterable[tuple[str, Part]]:
    """Give each publisher's months, then what is apart, with how their keys end."""
    months = tuple(m.start for period in both(comparable.evidence) for m in period.months())
    if comparable.contributors:
        for one in (comparable.own, *comparable.contributors):
            yield f"{OF}{one.slug}", Part(one.slug, months)
    for part in comparable.apart:
        yield f"{APART}{part.force or ALL}", part


def _rows(
    data: PoliceData, key: str, types: tuple[str | None, ...] | None
) -> tuple[PublishedRow, ...]:
    """List the rows of one total; none where the own force is alone in it and all is compared."""
    comparable, counted = data.comparable, data.counted(key, types)
    if not comparable.is_possible:
        return ()
    labels = _labels(comparable)
    rows = [
        PublishedRow(labels[suffix], *_counts(data, key, part), opens=key + suffix)
        for suffix, part in _parts(comparable)
    ]
    of = [row for row in rows if OF in row.opens and (row.now or row.then)]
    recorded = PublishedRow(
        "Recorded in the district", counted.now.count or 0, counted.then.count or 0, key
    )
    if not differs(comparable, counted):
        return (*of, recorded) if len(of) > 1 else ()
    compared = PublishedRow(
        f"Compared: {comparable.beside}",
        counted.compared_now.count or 0,
        counted.compared_then.count or 0,
        key + COMPARED,
    )
    return (*of, recorded, *(row for row in rows if APART in row.opens), compared)


def _labels(comparable: Comparable) -> Mapping[str, str]:
    """Name the rows by how their keys end."""
    publishers = (comparable.own, *comparable.contributors)
    labels = {f"{OF}{one.slug}": one.name for one in publishers}
    for one, pairs in comparable.partial:
        months = months_listed([f"{m.start:%Y-%m}" for pair in pairs for m in pair])
        labels[f"{APART}{one.slug}"] = f"Not compared: {one.name}, {months}"
    if comparable.missing:
        months = months_listed([f"{m.start:%Y-%m}" for m in comparable.missing[0]])
        labels[f"{APART}{ALL}"] = f"Not compared: {months}"
    return labels


def _counts(data: PoliceData, key: str, part: Part) -> tuple[int, int]:
    """Count the rows of a part of one total in both periods."""
    asb, own = key == ANTISOCIAL, data.comparable.own.slug
    rows = [
        row
        for row in data.evidence.police.by_month
        if _is_asb(row) is asb and part.holds(row.force or own, row.month)
    ]
    now, then = (
        sum(row.count for row in rows if period.start <= row.month < period.end)
        for period in both(data.evidence)
    )
    return now, then


def _is_asb(row: MonthCount) -> bool:
    return row.crime_type == ASB


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
