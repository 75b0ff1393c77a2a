"""What the report of one operation counts, by key. Pure."""

from collections import Counter
from collections.abc import Iterable

from records.models import Kind, Status
from reports.comparisons import Measure, count_figure
from reports.evidence import CodeLine, Evidence, Fact
from reports.figures import Figure
from reports.ledgers import ArrestLedger
from reports.measures.operation_ledgers import (
    Arrests,
    ever,
    steps_in_period,
    steps_so_far,
)
from reports.measures.operations import Planned, operation_selections, operations_in
from reports.prosecution_ledger import Span, Step
from reports.selections import Selection, Selections, count, excluded
from reports.sentences import DisposalStage
from reports.tables import Tally


class NoSuchOperation(LookupError):
    """The evidence holds no approved operation of this slug that ran in the period."""


def planned_in(evidence: Evidence) -> Planned:
    """Find the operation that the evidence is about.

    Raises: NoSuchOperation.
    """
    for planned in operations_in(evidence):
        if planned.slug == evidence.subject:
            return planned
    raise NoSuchOperation(f"No approved operation {evidence.subject} ran in the period.")


def prefix(planned: Planned) -> str:
    """Give what the keys of an operation begin with."""
    return f"operation.{planned.slug}."


def lines_of(evidence: Evidence, table: str, used: Iterable[object]) -> list[CodeLine]:
    """List the codes of a table that records have, in its order."""
    held = set(used)
    return [line for line in evidence.lines(table) if line.code in held]


def one_operation(evidence: Evidence) -> Selections:
    """Say which records each number of the report counts, by its key."""
    planned = planned_in(evidence)
    own = {
        key: found
        for key, found in operation_selections(evidence).items()
        if key.startswith(prefix(planned))
    }
    return {
        **own,
        f"{prefix(planned)}patrols": planned.logged(Kind.PATROL),
        f"{prefix(planned)}engagement": planned.logged(Kind.ENGAGEMENT),
        f"{prefix(planned)}arrests.so_far": ever(planned, Kind.ARREST),
        **by_offence(evidence, planned),
        **by_stage(evidence, planned),
        **by_step(evidence, planned),
        **not_counted(evidence, planned),
    }


def by_offence(evidence: Evidence, planned: Planned) -> Selections:
    """Select the arrests of the period by the group of their most serious offence."""
    arrests = planned.logged(Kind.ARREST).counted(evidence, evidence.period)
    return {
        f"{prefix(planned)}arrests.offence.{line.code}": planned.logged(
            Kind.ARREST, ("offence", line.code)
        )
        for line in lines_of(evidence, "OffenceGroup", (a.values.get("offence") for a in arrests))
    }


def by_stage(evidence: Evidence, planned: Planned) -> Selections:
    """Select the arrests of the period by where they stood on its last day."""
    base = planned.logged(Kind.ARREST)
    ledger = Arrests(evidence, planned).of_the_period()
    return {
        f"{prefix(planned)}arrests.stage.{stage.value}": Selection(
            base.kind, where=base.where, query=base.query, also=_standing_at(ledger, stage)
        )
        for stage in DisposalStage
    }


def _standing_at(ledger: ArrestLedger, stage: DisposalStage) -> "_Named":
    return _Named(frozenset(each.reference for each in ledger.standings if each.stage is stage))


class _Named:
    """Tell a record by its reference."""

    def __init__(self, references: frozenset[str]) -> None:
        self.references = references

    def __call__(self, fact: Fact) -> bool:
        return fact.reference in self.references


def by_step(evidence: Evidence, planned: Planned) -> Selections:
    """Select the cases by the step that they took, in the period and since the start."""
    found: dict[str, Selection] = {}
    for step in Step:
        found[step_key(planned, step, Span.IN_PERIOD)] = steps_in_period(evidence, planned, step)
        found[step_key(planned, step, Span.CUMULATIVE)] = steps_so_far(evidence, planned, step)
    return found


def step_key(planned: Planned, step: Step, span: Span) -> str:
    """Name the cases that took a step."""
    words = "in_period" if span is Span.IN_PERIOD else "so_far"
    return f"{prefix(planned)}cases.{step.value}.{words}"


def not_counted(evidence: Evidence, planned: Planned) -> Selections:
    """Select the records of the operation and the period that do not count, by state."""
    found: dict[str, Selection] = {}
    for kind in (Kind.PATROL, Kind.ARREST, Kind.PROSECUTION, Kind.ENGAGEMENT):
        base = planned.logged(kind)
        for status in Status:
            if status == Status.APPROVED:
                continue
            selection = Selection(kind, where=base.where, query=base.query, states=(status.value,))
            if selection.counted(evidence, evidence.period):
                found[f"{prefix(planned)}not_counted.{kind.value}.{status.value}"] = selection
    return found


def logged_figure(evidence: Evidence, planned: Planned, kind: Kind, word: str, unit: str) -> Figure:
    """Compare the records of a kind that were logged against the operation."""
    selection = planned.logged(kind)
    return count_figure(
        measure=Measure(f"{prefix(planned)}{word}", f"{planned.name}, {unit}", unit),
        current=count(selection, evidence, evidence.period),
        previous=count(selection, evidence, evidence.previous),
        excluded=excluded(selection, evidence),
    )


def offence_tallies(evidence: Evidence, planned: Planned) -> list[Tally]:
    """Count the arrests of the period by offence group; they sum to the arrests."""
    arrests = planned.logged(Kind.ARREST).counted(evidence, evidence.period)
    codes = [arrest.values.get("offence") for arrest in arrests]
    return [
        Tally(
            line.label,
            codes.count(line.code),
            opens=f"{prefix(planned)}arrests.offence.{line.code}",
        )
        for line in lines_of(evidence, "OffenceGroup", codes)
    ]


def area_tallies(evidence: Evidence, planned: Planned) -> list[Tally]:
    """Count the patrols that began in the period by area, the most frequent first."""
    patrols = planned.logged(Kind.PATROL).counted(evidence, evidence.period)
    areas = evidence.areas
    names = Counter(areas.get(each.text("area"), "No area recorded") for each in patrols)
    return [Tally(name, n) for name, n in sorted(names.items(), key=lambda row: (-row[1], row[0]))]
