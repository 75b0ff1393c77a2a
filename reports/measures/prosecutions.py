"""Prosecutions: defendant cases from charge to sentence."""

from django.db.models import Count

from operations.models import CaseStage, CourtOrder, Prosecution, Sentence
from records.models import Kind, Status
from reports import links
from reports.comparisons import Measure, count_figure
from reports.document import Link
from reports.measures.scope import SNAPSHOT, Scope, by_group, excluded, of_district, total
from reports.performance_inputs import Prosecutions
from reports.tables import FigureLinks, Tally

LIST = "prosecution-list"


def prosecutions(scope: Scope) -> Prosecutions:
    """Count the cases that stand approved by the day of first charge, and where they stand.

    Cases, sentences and orders are different units and are never added.
    """
    rows = of_district(Prosecution.objects.all(), scope)
    stages = by_group(rows, "stage", scope.period)
    figure = count_figure(
        measure=Measure("prosecutions_total", "Prosecutions", "prosecutions"),
        current=total(stages, scope.period),
        previous=total(by_group(rows, "stage", scope.previous), scope.previous),
        excluded=excluded(scope, Kind.PROSECUTION),
    )
    in_stage = {str(key): group.count or 0 for key, group in stages.items()}
    cases = rows.countable().within(scope.period.starts_at, scope.period.ends_at)
    sentenced = cases.filter(sentenced_on__isnull=False).count()
    return Prosecutions(
        total=figure,
        stages=(
            Tally("Charged or requisitioned", figure_count(figure.current), link=_open(scope)),
            Tally(
                "Convicted", in_stage.get("convicted", 0), link=_open(scope, ("stage", "convicted"))
            ),
            Tally("Sentenced", sentenced, link=_open(scope, ("sentenced", "yes"))),
        ),
        results=tuple(
            Tally(label, in_stage.get(value, 0), link=_open(scope, ("stage", value)))
            for value, label in CaseStage.choices
        ),
        sentences=sentences(scope),
        orders=orders(scope),
    )


def figure_count(value: float | None) -> int:
    """Give a count that is known to be one."""
    return int(value or 0)


def _open(scope: Scope, *more: tuple[str, str]) -> Link:
    return links.records(LIST, scope, scope.period, *more)


def sentences(scope: Scope) -> tuple[Tally, ...]:
    """Count the sentences of the period's cases by type, in sentences."""
    found = (
        Sentence.objects.using(SNAPSHOT)
        .filter(**_within("charge__prosecution__record", scope))
        .order_by("type__position")
        .values_list("type__label")
        .annotate(n=Count("pk"))
    )
    return tuple(Tally(label, n) for label, n in found)


def orders(scope: Scope) -> tuple[Tally, ...]:
    """Count the orders of the period's cases by type, in orders."""
    found = (
        CourtOrder.objects.using(SNAPSHOT)
        .filter(**_within("prosecution__record", scope))
        .order_by("type__position")
        .values_list("type__label")
        .annotate(n=Count("pk"))
    )
    return tuple(Tally(label, n) for label, n in found)


def _within(path: str, scope: Scope) -> dict[str, object]:
    return {
        f"{path}__district": scope.district,
        f"{path}__status": Status.APPROVED,
        f"{path}__occurred_at__gte": scope.period.starts_at,
        f"{path}__occurred_at__lt": scope.period.ends_at,
    }


def prosecution_links(scope: Scope) -> dict[str, FigureLinks]:
    """Open the figure of prosecutions."""
    return {"prosecutions_total": links.both(LIST, scope)}
