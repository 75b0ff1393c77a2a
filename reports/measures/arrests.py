"""Arrests: in total, by principal offence and by latest disposal. Pure."""

from collections.abc import Callable, Sequence

from accounts.clock import LONDON
from records.models import Kind
from reports.comparisons import Comparison, count_figure, count_figures
from reports.dated import measure
from reports.evidence import CodeLine, Evidence, Fact
from reports.figures import Figure
from reports.performance_inputs import DisposalCount
from reports.selections import Selection, Selections, count, excluded
from reports.sentences import DisposalStage
from reports.tables import Tally

UNIT = "arrests"
NONE = "none"
ARRESTS = Selection(Kind.ARREST)
TOTAL = "arrests_total"
OFFENCE, DISPOSAL, MISSING = "arrests.offence.", "arrests.disposal.", "arrests.missing."
UNKNOWN = f"{DISPOSAL}not_yet_recorded"
AGES = (("under 28 days", 0, 28), ("28 to 89 days", 28, 90), ("90 days and more", 90, 10**6))
"""Ages of arrests without a disposal at the end of the period: label, from, and below, in days."""


def lines_used(evidence: Evidence, table: str, name: str) -> list[CodeLine]:
    """List the codes in force on any day of the period, and those with arrests in either period.

    A code that retired before the period and was not used is no row of noughts.
    """
    used = {
        fact.values.get(name)
        for period in (evidence.period, evidence.previous)
        for fact in evidence.approved(Kind.ARREST, period)
    }
    return [
        line
        for line in evidence.lines(table)
        if line.code in used or line.in_force(evidence.period)
    ]


def arrest_selections(evidence: Evidence) -> Selections:
    """Say which arrests each number of this module counts, by its key."""
    offences = lines_used(evidence, "OffenceGroup", "offence")
    disposals = lines_used(evidence, "DisposalType", "disposal")
    return {
        TOTAL: ARRESTS,
        **{OFFENCE + line.code: _having("offence", line.code) for line in offences},
        **{DISPOSAL + line.code: _having("disposal", line.code) for line in disposals},
        UNKNOWN: _having("disposal", None),
        **{
            f"{MISSING}{low}": Selection(
                Kind.ARREST,
                where=(("disposal", None),),
                query=(("disposal", NONE),),
                also=_aged(evidence, low, below),
            )
            for _, low, below in AGES
        },
    }


def _having(name: str, code: str | None) -> Selection:
    return Selection(Kind.ARREST, where=((name, code),), query=((name, code or NONE),))


def _aged(evidence: Evidence, low: int, below: int) -> Callable[[Fact], bool]:
    """Tell by days from the arrest to the end of the period.

    An age at the time of compiling would change with every day, and the edition with it.
    """
    end = evidence.period.end

    def aged(fact: Fact) -> bool:
        return low <= (end - fact.occurred_at.astimezone(LONDON).date()).days < below

    return aged


def arrests_total(evidence: Evidence) -> Figure:
    """Count the arrests that stand approved, by the time of arrest."""
    return count_figure(
        measure=measure(evidence, TOTAL, "Arrests", UNIT),
        current=count(ARRESTS, evidence, evidence.period),
        previous=count(ARRESTS, evidence, evidence.previous),
        excluded=excluded(ARRESTS, evidence),
    )


Group = tuple[str, str, Selection]
"""The key and the label of a figure, and the arrests that it counts."""


def _together(evidence: Evidence, groups: Sequence[Group]) -> tuple[Figure, ...]:
    """Compare the groups of one breakdown, read together; a group without arrests is 0."""
    return count_figures(
        tuple(
            Comparison(
                measure=measure(evidence, key, label, UNIT),
                current=count(selection, evidence, evidence.period),
                previous=count(selection, evidence, evidence.previous),
            )
            for key, label, selection in groups
        )
    )


def arrests_by_offence(evidence: Evidence) -> tuple[Figure, ...]:
    """Count the arrests by the group of their most serious offence; they sum to the arrests.

    Shape: one figure per offence group, in the order of the code list, noughts kept but
    for groups that retired before the period.
    """
    groups = [
        (OFFENCE + line.code, line.label, _having("offence", line.code))
        for line in lines_used(evidence, "OffenceGroup", "offence")
    ]
    return _together(evidence, groups)


def arrests_by_disposal(evidence: Evidence) -> tuple[DisposalCount, ...]:
    """Count the arrests by their latest disposal; "not yet recorded" makes them sum to all.

    Shape: one line per disposal, in the order of the code list, noughts kept but for
    those that retired before the period, unknown last.
    """
    lines = lines_used(evidence, "DisposalType", "disposal")
    known = [(DISPOSAL + line.code, line.label, _having("disposal", line.code)) for line in lines]
    none = (UNKNOWN, "Not yet recorded", _having("disposal", None))
    stages = (*(DisposalStage(line.stage) for line in lines), DisposalStage.NOT_RECORDED)
    figures = _together(evidence, [*known, none])
    return tuple(
        DisposalCount(figure=figure, stage=stage)
        for figure, stage in zip(figures, stages, strict=True)
    )


def missing_disposals(evidence: Evidence) -> tuple[Tally, ...]:
    """Count the arrests of the period without a disposal, by their age in days at its end."""
    selections = arrest_selections(evidence)
    return tuple(
        Tally(
            label=label,
            count=len(selections[f"{MISSING}{low}"].counted(evidence, evidence.period)),
            opens=f"{MISSING}{low}",
        )
        for label, low, _ in AGES
    )
