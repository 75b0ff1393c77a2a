"""The harm of recorded crime, by the harm table that the force uploaded. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from reports import harm as harms
from reports.comparisons import Counted, count_figure, not_compared, unread
from reports.dated import measure
from reports.evidence import Evidence, HarmLine, HarmTableRead
from reports.figures import Figure
from reports.harm import Harm, Scores
from reports.harm_weighed import HarmOf, Weighed
from reports.measures.police_data import TYPE, IncidentSelection
from reports.performance_inputs import PerformanceInputs
from reports.periods import Period
from reports.statistics import SMALL_BASE, Direction

HARM, OF_TYPE = "harm_days", "harm."
NO_INTERVAL = "a sum of weights has no interval: it stands beside the count"


def scores_in_force(table: HarmTableRead, period: Period, /) -> Mapping[str, HarmLine]:
    """Give the score of each code that is in force on the last day of a period."""
    found: dict[str, HarmLine] = {}
    for line in sorted(table.lines, key=lambda line: line.valid_from):
        if line.valid_from <= period.last_day:
            found[line.code] = line
    return found


def scores_of(evidence: Evidence, /) -> Mapping[str, Decimal]:
    """Give the days of each code in force; none without a table."""
    table = evidence.around.harm
    if table is None:
        return {}
    return {code: Decimal(line.days) for code, line in in_force(evidence, table).items()}


def in_force(evidence: Evidence, table: HarmTableRead) -> Mapping[str, HarmLine]:
    """Give the scores that weigh both periods: those of the last day of the period."""
    return scores_in_force(table, evidence.period)


def table_name(table: HarmTableRead, /) -> str:
    """Name the version, as it stands beside every sum."""
    return f"{table.name}, version {table.number}"


def harm_of(evidence: Evidence, inputs: PerformanceInputs, /) -> HarmOf | None:
    """Weigh recorded crime; None without a table, or where crime is not recorded.

    Both periods are weighed by the scores of the last day of the period, so that the change is of
    crimes and not of scores.
    """
    table, total = evidence.around.harm, inputs.crime_total
    if table is None or total.current is None:
        return None
    scores = Scores(table_name(table), scores_of(evidence))
    now, then = (_counts(inputs, side) for side in ("current", "previous"))
    summed = harms.harm(now, table=scores)
    before = harms.harm(then, table=scores) if total.previous is not None else None
    labels = {figure.key.removeprefix(TYPE): figure.label for figure in inputs.crime_types}
    return HarmOf(
        figure=_whole(inputs, _figure(evidence, summed, before)),
        now=summed,
        previous=before,
        types=_types(inputs, scores, has_previous=before is not None),
        missing=tuple(labels[code] for code, _ in summed.unknown),
        table=scores.source,
    )


def harm_incidents(evidence: Evidence, /) -> Mapping[str, IncidentSelection]:
    """Say which crimes each weighed number is of, by its key."""
    if not evidence.period.is_whole_months or evidence.around.harm is None:
        return {}
    known = [line.code for line in evidence.lines("CrimeType")]
    codes = tuple(code for code in known if code in scores_of(evidence))
    found = {
        f"{OF_TYPE}{code}": IncidentSelection((("type", code),), types=(code,), is_counted=False)
        for code in codes
    }
    return {
        HARM: IncidentSelection(
            tuple(("type", code) for code in codes), types=codes, is_counted=False
        ),
        **found,
    }


def whole_days(days: Decimal, /) -> int:
    """Round a sum once, to whole days."""
    return int(days.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _counts(inputs: PerformanceInputs, side: str) -> dict[str, int]:
    return {
        figure.key.removeprefix(TYPE): int(getattr(figure, side) or 0)
        for figure in inputs.crime_types
    }


def _figure(evidence: Evidence, now: Harm, then: Harm | None) -> Figure:
    """Make the figure: whole days, and a percentage from a base of 50 crimes."""
    figure = count_figure(
        measure=measure(evidence, HARM, "Harm of recorded crime", "days", Direction.LOWER),
        current=Counted(whole_days(now.days), evidence.period.days),
        previous=Counted(whole_days(then.days), evidence.previous.days) if then else None,
    )
    small = then is None or then.crimes < SMALL_BASE
    percent = None if small else figure.change_percent
    return replace(unread(figure, NO_INTERVAL), change_percent=percent)


def _whole(inputs: PerformanceInputs, figure: Figure) -> Figure:
    """Compare the sum only where all recorded crime is compared."""
    total = inputs.crime_total
    if total.change is None and total.previous is not None and inputs.read(total) is total:
        return not_compared(figure, total.reason)
    if inputs.read(total) is total or inputs.published is None:
        return figure
    return not_compared(figure, inputs.published.why)


def _types(inputs: PerformanceInputs, scores: Scores, *, has_previous: bool) -> tuple[Weighed, ...]:
    """Weigh each type that has a score, most harm first."""
    found = []
    for figure in inputs.crime_types:
        code = figure.key.removeprefix(TYPE)
        each = scores.scores.get(code)
        if each is None:
            continue
        now, then = int(figure.current or 0), int(figure.previous or 0)
        found.append(
            Weighed(
                label=figure.label,
                key=figure.key,
                opens=f"{OF_TYPE}{code}",
                each=each,
                crimes=now,
                days=each * now,
                previous_crimes=then if has_previous else None,
                previous_days=each * then if has_previous else None,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.days))
