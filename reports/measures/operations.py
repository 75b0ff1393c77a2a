"""Each operation: arrests, prosecutions and the two kinds of minutes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from operations.models import Arrest, Operation, Patrol, Prosecution
from records.models import Status
from reports import links, numerals
from reports.comparisons import Counted, Measure, count_figure
from reports.figures import Figure
from reports.measures.effort import Naming, minutes_figures, stints
from reports.measures.scope import Key, Scope, by_group, none_of, of_district
from reports.performance_inputs import OperationResult
from reports.tables import FigureLinks

Groups = Mapping[Key, Counted]
NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True)
class Logged:
    """One kind of record by operation: what counts in either period, what was left out, by state.

    The word is that of the figures' keys, their labels and their unit.
    """

    word: str
    now: Groups
    then: Groups
    excluded: Mapping[Key, Mapping[str, int]]

    @classmethod
    def of(cls, word: str, rows: QuerySet[Any], scope: Scope) -> "Logged":
        """Read both periods, one query each, and what the period leaves out."""
        return cls(
            word=word,
            now=by_group(rows, "operation", scope.period),
            then=by_group(rows, "operation", scope.previous),
            excluded=left_out(rows, scope),
        )

    def figure(self, scope: Scope, operation: Operation) -> Figure:
        """Compare the records of one operation in both periods."""
        return count_figure(
            measure=Measure(
                f"operation.{operation.slug}.{self.word}",
                f"{full_name(operation)}, {self.word}",
                self.word,
            ),
            current=self.now.get(operation.pk, none_of(scope.period)),
            previous=self.then.get(operation.pk, none_of(scope.previous)),
            excluded=self.excluded.get(operation.pk, NOTHING),
        )


def left_out(rows: QuerySet[Any], scope: Scope) -> dict[Key, dict[str, int]]:
    """Count the records of the period that do not count, by operation and state."""
    found = (
        rows.within(scope.period.starts_at, scope.period.ends_at)  # type: ignore[attr-defined] # every kind's rows have it
        .exclude(record__status=Status.APPROVED)
        .order_by()
        .values_list("operation", "record__status")
        .annotate(n=Count("pk"))
    )
    states: dict[Key, dict[str, int]] = defaultdict(dict)
    for key, status, n in found:
        states[key][str(status)] = n
    return states


def full_name(operation: Operation) -> str:
    """Name an operation in full: Op Union is Operation Union."""
    return operation.name.replace("Op ", "Operation ", 1)


def operations_in(scope: Scope) -> list[Operation]:
    """Read the approved operations that ran in the period, by name."""
    rows = of_district(Operation.objects.all(), scope).countable()
    open_or_later = rows.filter(ends_on__isnull=True) | rows.filter(ends_on__gte=scope.period.start)
    return list(open_or_later.filter(starts_on__lt=scope.period.end).order_by("name"))


def operation_results(scope: Scope) -> tuple[OperationResult, ...]:
    """Measure every operation of the period, in one query per table and period."""
    arrests = Logged.of("arrests", of_district(Arrest.objects.all(), scope), scope)
    cases = Logged.of("prosecutions", of_district(Prosecution.objects.all(), scope), scope)
    effort, not_counted = stints(scope), left_out(of_district(Patrol.objects.all(), scope), scope)
    results = []
    for operation in operations_in(scope):
        own = [stint for key, stint in effort if key == operation.pk]
        on_patrol, officers = minutes_figures(
            scope, own, not_counted.get(operation.pk, NOTHING), naming(operation)
        )
        made, brought = arrests.figure(scope, operation), cases.figure(scope, operation)
        leads = (brought.current or 0) > (made.current or 0)
        words = cases_in_words if leads else arrests_in_words
        results.append(
            OperationResult(
                name=full_name(operation),
                short=operation.name,
                about=operation.objective,
                arrests=made,
                prosecutions=brought,
                patrol_minutes=on_patrol,
                officer_minutes=officers,
                headline=brought if leads else made,
                detail=words(scope, operation),
            )
        )
    return tuple(results)


def naming(operation: Operation) -> Naming:
    """Name the two figures of minutes of an operation."""
    name = full_name(operation)
    return Naming(
        prefix=f"operation.{operation.slug}.",
        patrol=f"{name}, patrol minutes",
        officer=f"{name}, officer minutes",
    )


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
