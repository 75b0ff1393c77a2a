"""Arrests: in total, by principal offence and by latest disposal."""

from collections.abc import Iterable, Mapping

from accounts.clock import LONDON
from operations.models import Arrest, DisposalType, OffenceGroup
from records.models import Kind
from reports import links
from reports.comparisons import Counted, Measure, count_figure
from reports.figures import Figure
from reports.measures.scope import (
    Key,
    Scope,
    by_group,
    codes_in,
    excluded,
    none_of,
    of_district,
    total,
)
from reports.performance_inputs import DisposalCount
from reports.sentences import DisposalStage
from reports.tables import FigureLinks, Tally

UNIT = "arrests"
NONE = "none"


def arrests_total(scope: Scope) -> Figure:
    """Count the arrests that stand approved, by the time of arrest."""
    rows = of_district(Arrest.objects.all(), scope)
    return count_figure(
        measure=Measure("arrests_total", "Arrests", UNIT),
        current=total(by_group(rows, "principal_offence", scope.period), scope.period),
        previous=total(by_group(rows, "principal_offence", scope.previous), scope.previous),
        excluded=excluded(scope, Kind.ARREST),
    )


def figure(
    scope: Scope,
    measure: Measure,
    now: Mapping[Key, Counted],
    then: Mapping[Key, Counted],
    key: Key,
) -> Figure:
    """Compare one group of both periods; a group without rows is 0."""
    return count_figure(
        measure=measure,
        current=now.get(key, none_of(scope.period)),
        previous=then.get(key, none_of(scope.previous)),
    )


def arrests_by_offence(scope: Scope) -> tuple[Figure, ...]:
    """Count the arrests by the group of their most serious offence; they sum to the arrests.

    Shape: one figure per offence group, in the order of the code list, noughts kept but
    for groups that retired before the period.
    """
    rows = of_district(Arrest.objects.all(), scope)
    now = by_group(rows, "principal_offence", scope.period)
    then = by_group(rows, "principal_offence", scope.previous)
    return tuple(
        figure(
            scope,
            Measure(f"arrests.offence.{group.code}", group.label, UNIT),
            now,
            then,
            group.code,
        )
        for group in codes_in(OffenceGroup.objects.all(), scope, now, then)
    )


def arrests_by_disposal(scope: Scope) -> tuple[DisposalCount, ...]:
    """Count the arrests by their latest disposal; "not yet recorded" makes them sum to all.

    Shape: one line per disposal, in the order of the code list, noughts kept but for
    those that retired before the period, unknown last.
    """
    rows = of_district(Arrest.objects.all(), scope)
    now = by_group(rows, "latest_disposal", scope.period)
    then = by_group(rows, "latest_disposal", scope.previous)
    known = [
        DisposalCount(
            figure=figure(
                scope,
                Measure(f"arrests.disposal.{code.code}", code.label, UNIT),
                now,
                then,
                code.code,
            ),
            stage=DisposalStage(code.stage),
        )
        for code in codes_in(DisposalType.objects.all(), scope, now, then)
    ]
    measure = Measure("arrests.disposal.not_yet_recorded", "Not yet recorded", UNIT)
    unknown = DisposalCount(
        figure=figure(scope, measure, now, then, None), stage=DisposalStage.NOT_RECORDED
    )
    return (*known, unknown)


def missing_disposals(scope: Scope) -> tuple[Tally, ...]:
    """Count the arrests of the period without a disposal, by their age in days at its end.

    An age at the time of compiling would change with every day, and the edition with it.
    """
    moments = (
        of_district(Arrest.objects.all(), scope)
        .countable()
        .within(scope.period.starts_at, scope.period.ends_at)
        .filter(latest_disposal__isnull=True)
        .values_list("record__occurred_at", flat=True)
    )
    ages = [(scope.period.end - moment.astimezone(LONDON).date()).days for moment in moments]
    bands = (("under 28 days", 0, 28), ("28 to 89 days", 28, 90), ("90 days and more", 90, 10**6))
    return tuple(
        Tally(label=label, count=sum(low <= age < high for age in ages))
        for label, low, high in bands
    )


def arrest_links(
    scope: Scope, offences: Iterable[Figure], disposals: Iterable[DisposalCount]
) -> dict[str, FigureLinks]:
    """Open every figure of arrests."""
    found = {"arrests_total": links.both("arrest-list", scope)}
    for offence in offences:
        code = offence.key.removeprefix("arrests.offence.")
        found[offence.key] = links.both("arrest-list", scope, ("offence", code))
    for disposal in disposals:
        code = disposal.figure.key.removeprefix("arrests.disposal.")
        value = NONE if disposal.stage is DisposalStage.NOT_RECORDED else code
        found[disposal.figure.key] = links.both("arrest-list", scope, ("disposal", value))
    return found
