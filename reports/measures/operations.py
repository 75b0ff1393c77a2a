"""Each operation: arrests, prosecutions and the two kinds of minutes."""

from collections.abc import Mapping

from operations.models import Arrest, Operation, Prosecution
from reports import links, numerals
from reports.comparisons import Counted, Measure, count_figure
from reports.figures import Figure
from reports.measures.effort import minutes_figures, stints
from reports.measures.scope import Key, Scope, by_group, none_of, of_district
from reports.performance_inputs import OperationResult
from reports.tables import FigureLinks

Groups = Mapping[Key, Counted]


def operations_in(scope: Scope) -> list[Operation]:
    """Read the approved operations that ran in the period, by name."""
    rows = of_district(Operation.objects.all(), scope).countable()
    open_or_later = rows.filter(ends_on__isnull=True) | rows.filter(ends_on__gte=scope.period.start)
    return list(open_or_later.filter(starts_on__lt=scope.period.end).order_by("name"))


def compare(scope: Scope, measure: Measure, groups: tuple[Groups, Groups], key: Key) -> Figure:
    """Compare the records of one operation in both periods."""
    return count_figure(
        measure=measure,
        current=groups[0].get(key, none_of(scope.period)),
        previous=groups[1].get(key, none_of(scope.previous)),
    )


def operation_results(scope: Scope) -> tuple[OperationResult, ...]:
    """Measure every operation of the period, in one query per table and period."""
    arrests = of_district(Arrest.objects.all(), scope)
    cases = of_district(Prosecution.objects.all(), scope)
    arrested = tuple(by_group(arrests, "operation", p) for p in (scope.period, scope.previous))
    charged = tuple(by_group(cases, "operation", p) for p in (scope.period, scope.previous))
    effort = stints(scope)
    results = []
    for operation in operations_in(scope):
        prefix = f"operation.{operation.slug}."
        own = [stint for key, stint in effort if key == operation.pk]
        on_patrol, officers = minutes_figures(scope, own, prefix)
        made = compare(
            scope,
            Measure(f"{prefix}arrests", "Arrests", "arrests"),
            (arrested[0], arrested[1]),
            operation.pk,
        )
        brought = compare(
            scope,
            Measure(f"{prefix}prosecutions", "Prosecutions", "prosecutions"),
            (charged[0], charged[1]),
            operation.pk,
        )
        leads = (brought.current or 0) > (made.current or 0)
        results.append(
            OperationResult(
                name=operation.name.replace("Op ", "Operation ", 1),
                short=operation.name,
                about=operation.objective,
                arrests=made,
                prosecutions=brought,
                patrol_minutes=on_patrol,
                officer_minutes=officers,
                headline=brought if leads else made,
                detail=cases_in_words(scope, operation)
                if leads
                else arrests_in_words(scope, operation),
            )
        )
    return tuple(results)


def arrests_in_words(scope: Scope, operation: Operation) -> str:
    """Say how many arrests of an operation have a disposal."""
    rows = (
        of_district(Arrest.objects.all(), scope)
        .countable()
        .within(scope.period.starts_at, scope.period.ends_at)
        .filter(operation=operation)
    )
    without = rows.filter(latest_disposal__isnull=True).count()
    with_one = rows.count() - without
    return f"{numerals.count(with_one)} with a disposal, {numerals.count(without)} not yet recorded"


def cases_in_words(scope: Scope, operation: Operation) -> str:
    """Say where the cases of an operation stand."""
    rows = of_district(Prosecution.objects.all(), scope).filter(operation=operation)
    stages = by_group(rows, "stage", scope.period)
    n = {str(key): group.count or 0 for key, group in stages.items()}
    return (
        f"{numerals.count(n.get('convicted', 0))} convicted, "
        f"{numerals.count(n.get('not_convicted', 0))} not convicted, "
        f"{numerals.count(n.get('before_court', 0))} before the courts"
    )


def operation_links(scope: Scope, results: tuple[OperationResult, ...]) -> dict[str, FigureLinks]:
    """Open every figure of every operation."""
    found = {}
    for result in results:
        slug = result.arrests.key.split(".")[1]
        pair = ("operation", slug)
        found[result.arrests.key] = links.both("arrest-list", scope, pair)
        found[result.prosecutions.key] = links.both("prosecution-list", scope, pair)
        patrols = links.both("patrol-list", scope, pair)
        found[result.patrol_minutes.key] = patrols
        found[result.officer_minutes.key] = patrols
    return found
