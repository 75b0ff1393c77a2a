"""Prosecutions: defendant cases from charge to sentence. Pure."""

from collections.abc import Callable

from operations.models import CaseStage
from records.models import Kind
from reports.comparisons import count_figure
from reports.dated import measure
from reports.evidence import Evidence, Fact
from reports.links import records
from reports.performance_inputs import Prosecutions
from reports.selections import Selection, Selections, count, excluded
from reports.tables import Tally

TOTAL = "prosecutions_total"
CASES = Selection(Kind.PROSECUTION)
CHARGED, SENTENCED = "prosecutions.charged", "prosecutions.sentenced"
STAGE, SENTENCE, ORDER = "prosecutions.stage.", "prosecutions.sentence.", "prosecutions.order."


def prosecution_selections(evidence: Evidence) -> Selections:
    """Say which cases each number of this module counts, by its key.

    The cases behind a number of sentences or orders are those in which they were imposed.
    """
    return {
        TOTAL: CASES,
        CHARGED: CASES,
        SENTENCED: Selection(Kind.PROSECUTION, query=(("sentenced", "yes"),), also=_is_sentenced),
        **{
            STAGE + stage.value: Selection(
                Kind.PROSECUTION, where=(("stage", stage.value),), query=(("stage", stage.value),)
            )
            for stage in CaseStage
        },
        **_imposed(evidence, SENTENCE, "SentenceType", "sentences"),
        **_imposed(evidence, ORDER, "OrderType", "orders"),
    }


def _imposed(evidence: Evidence, prefix: str, table: str, rows: str) -> Selections:
    return {
        prefix + line.code: Selection(Kind.PROSECUTION, also=_with_any(rows, line.code))
        for line in evidence.lines(table)
    }


def _with_any(rows: str, code: str) -> Callable[[Fact], bool]:
    def has_it(fact: Fact) -> bool:
        return any(row[0] == code for row in fact.rows(rows))

    return has_it


def _is_sentenced(fact: Fact) -> bool:
    return fact.day("sentenced_on") is not None


def prosecutions(evidence: Evidence) -> Prosecutions:
    """Count the cases that stand approved by the day of first charge, and where they stand.

    Cases, sentences and orders are different units and are never added.
    """
    figure = count_figure(
        measure=measure(evidence, TOTAL, "Prosecutions", "prosecutions"),
        current=count(CASES, evidence, evidence.period),
        previous=count(CASES, evidence, evidence.previous),
        excluded=excluded(CASES, evidence),
    )
    selections = prosecution_selections(evidence)

    def tally(key: str, label: str) -> Tally:
        selection = selections[key]
        return Tally(
            label=label,
            count=len(selection.counted(evidence, evidence.period)),
            link=records(selection, evidence, evidence.period),
            opens=key,
        )

    return Prosecutions(
        total=figure,
        stages=(
            tally(CHARGED, "Charged or requisitioned"),
            tally(f"{STAGE}{CaseStage.CONVICTED.value}", "Convicted"),
            tally(SENTENCED, "Sentenced"),
        ),
        results=tuple(tally(STAGE + stage.value, str(stage.label)) for stage in CaseStage),
        sentences=imposed(evidence, SENTENCE, "SentenceType", "sentences"),
        orders=imposed(evidence, ORDER, "OrderType", "orders"),
    )


def imposed(evidence: Evidence, prefix: str, table: str, rows: str) -> tuple[Tally, ...]:
    """Count what the courts imposed in the period's cases, by type, each in its own unit."""
    cases = CASES.counted(evidence, evidence.period)
    codes = [row[0] for case in cases for row in case.rows(rows)]
    return tuple(
        Tally(label=line.label, count=n, opens=prefix + line.code)
        for line in evidence.lines(table)
        if (n := codes.count(line.code))
    )
