"""Each operation: arrests, prosecutions and the two kinds of minutes. Pure."""

from dataclasses import dataclass

from records.models import Kind
from reports import numerals
from reports.comparisons import count_figure
from reports.dated import measure
from reports.evidence import Evidence, Fact
from reports.figures import Figure
from reports.measures.effort import OFFICER, PATROL, Naming, minutes_figures
from reports.performance_inputs import OperationResult
from reports.selections import Selection, Selections, count, excluded, touching

OPERATIONS = Selection(Kind.OPERATION)


@dataclass(frozen=True)
class Planned:
    """An operation of the period, with the selections behind its figures."""

    fact: Fact

    @property
    def slug(self) -> str:
        """Its key in the keys of figures."""
        return self.fact.text("slug")

    @property
    def name(self) -> str:
        """Its name in full: Op Union is Operation Union."""
        return self.fact.text("name").replace("Op ", "Operation ", 1)

    @property
    def naming(self) -> Naming:
        """Name the two figures of minutes."""
        return Naming(
            prefix=f"operation.{self.slug}.",
            patrol=f"{self.name}, patrol minutes",
            officer=f"{self.name}, officer minutes",
        )

    def logged(self, kind: Kind, *more: tuple[str, str | None]) -> Selection:
        """Select the records of a kind that were logged against the operation."""
        return Selection(
            kind,
            where=(("operation", self.fact.record), *more),
            query=(("operation", self.slug),),
        )

    @property
    def patrols(self) -> Selection:
        """Select the patrols behind the minutes."""
        found = self.logged(Kind.PATROL)
        return Selection(found.kind, where=found.where, query=found.query, within=touching)

    def figure(self, evidence: Evidence, kind: Kind, word: str) -> Figure:
        """Compare the records of the operation in both periods; the word is key, label and unit."""
        selection = self.logged(kind)
        return count_figure(
            measure=measure(
                evidence, f"operation.{self.slug}.{word}", f"{self.name}, {word}", word
            ),
            current=count(selection, evidence, evidence.period),
            previous=count(selection, evidence, evidence.previous),
            excluded=excluded(selection, evidence),
        )


def operations_in(evidence: Evidence) -> list[Planned]:
    """Find the approved operations that ran in the period, by name."""
    period = evidence.period
    found = [
        Planned(fact)
        for fact in evidence.of(Kind.OPERATION)
        if fact.is_approved and ran_in(fact, period.start.isoformat(), period.end.isoformat())
    ]
    return sorted(found, key=lambda planned: planned.fact.text("name"))


def ran_in(operation: Fact, start: str, end: str) -> bool:
    """Tell whether an operation ran on any day from start to end, end excluded."""
    last = operation.text("ends_on")
    return operation.text("starts_on") < end and (not last or last >= start)


def operation_selections(evidence: Evidence) -> Selections:
    """Say which records each figure of each operation counts, by its key."""
    found: dict[str, Selection] = {}
    for planned in operations_in(evidence):
        prefix = f"operation.{planned.slug}."
        found[f"{prefix}arrests"] = planned.logged(Kind.ARREST)
        found[f"{prefix}prosecutions"] = planned.logged(Kind.PROSECUTION)
        found[f"{prefix}{PATROL}"] = found[f"{prefix}{OFFICER}"] = planned.patrols
    return found


def operation_results(evidence: Evidence) -> tuple[OperationResult, ...]:
    """Measure every operation of the period."""
    return tuple(result(evidence, planned) for planned in operations_in(evidence))


def result(evidence: Evidence, planned: Planned) -> OperationResult:
    """Measure one operation; the greater of arrests and prosecutions is its headline."""
    on_patrol, officers = minutes_figures(
        evidence,
        planned.patrols,
        excluded(planned.patrols, evidence),
        planned.naming,
    )
    made = planned.figure(evidence, Kind.ARREST, "arrests")
    brought = planned.figure(evidence, Kind.PROSECUTION, "prosecutions")
    leads = (brought.current or 0) > (made.current or 0)
    return OperationResult(
        name=planned.name,
        short=planned.fact.text("name"),
        about=planned.fact.text("objective"),
        arrests=made,
        prosecutions=brought,
        patrol_minutes=on_patrol,
        officer_minutes=officers,
        headline=brought if leads else made,
        detail=(cases_in_words if leads else arrests_in_words)(evidence, planned),
    )


def arrests_in_words(evidence: Evidence, planned: Planned) -> str:
    """Say how many arrests of an operation have a disposal."""
    every = planned.logged(Kind.ARREST).counted(evidence, evidence.period)
    without = sum(not arrest.text("disposal") for arrest in every)
    with_one = numerals.count(len(every) - without)
    return f"{with_one} with a disposal, {numerals.count(without)} not yet recorded"


def cases_in_words(evidence: Evidence, planned: Planned) -> str:
    """Say where the cases of an operation stand."""
    stages = [
        case.text("stage")
        for case in planned.logged(Kind.PROSECUTION).counted(evidence, evidence.period)
    ]
    return (
        f"{numerals.count(stages.count('convicted'))} convicted, "
        f"{numerals.count(stages.count('not_convicted'))} not convicted, "
        f"{numerals.count(stages.count('before_court'))} before the courts"
    )
