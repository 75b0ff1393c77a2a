"""What the report of one operation counts, by key. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from records.models import Kind, Status
from reports.comparisons import count_figure
from reports.dated import measure
from reports.evidence import CodeLine, Evidence, Fact
from reports.figures import Figure
from reports.measures.books import ArrestBooks, CaseBooks, latest
from reports.measures.case_numbers import Cases
from reports.measures.ledger_numbers import disposal_lines, roll_selections
from reports.measures.one_map import OneMap, one_map
from reports.measures.operations import Planned, operation_selections, operations_in
from reports.periods import Period
from reports.selections import Selection, Selections, Test, count, excluded
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
        f"{prefix(planned)}arrests.so_far": replace(
            planned.logged(Kind.ARREST), within=so_far, beside=so_far
        ),
        **by_offence(evidence, planned),
        **by_stage(evidence, planned),
        **by_disposal(evidence, planned),
        **ledgers(evidence, planned),
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
    """Select the arrests of the period by how final the latest disposal on record is."""
    base, lines = planned.logged(Kind.ARREST), disposal_lines(evidence)

    def stands(stage: DisposalStage) -> Test:
        return lambda fact: latest(fact, lines).stage is stage

    return {
        f"{prefix(planned)}arrests.stage.{stage.value}": replace(base, also=stands(stage))
        for stage in DisposalStage
    }


def by_disposal(evidence: Evidence, planned: Planned) -> Selections:
    """Select the arrests of the period by the latest disposal on record."""
    base, lines = planned.logged(Kind.ARREST), disposal_lines(evidence)

    def has(code: str) -> Test:
        return lambda fact: latest(fact, lines).code == code

    found = {latest(fact, lines).code for fact in base.counted(evidence, evidence.period)}
    return {
        f"{prefix(planned)}arrests.disposal.{code or 'not_yet_recorded'}": replace(
            base, also=has(code)
        )
        for code in sorted(found)
    }


def so_far(period: Period, fact: Fact) -> bool:
    """Tell whether a record occurred before a period was over, however long before."""
    return fact.occurred_at < period.ends_at


def arrest_books(evidence: Evidence, planned: Planned) -> ArrestBooks:
    """Keep the books of the operation's arrests."""
    return ArrestBooks(evidence, planned.logged(Kind.ARREST))


def case_numbers(evidence: Evidence, planned: Planned) -> Cases:
    """Give the numbers of the operation's cases."""
    return Cases(CaseBooks(evidence, planned.logged(Kind.PROSECUTION)))


def ledgers(evidence: Evidence, planned: Planned) -> Selections:
    """Select the arrests and cases behind the two ledgers of the operation."""
    cases = case_numbers(evidence, planned)
    named = f"{prefix(planned)}case_ledger."
    return {
        **roll_selections(arrest_books(evidence, planned), f"{prefix(planned)}arrest_ledger."),
        **roll_selections(cases.books, named),
        **cases.selections(named),
    }


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
        measure=measure(evidence, f"{prefix(planned)}{word}", f"{planned.name}, {unit}", unit),
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
    """Count the patrols that began in the period by area on one map, the most frequent first.

    Nothing where the map changed and no link tells how: `patrol_map` says so.
    """
    patrols = planned.logged(Kind.PATROL).counted(evidence, evidence.period)
    found = patrol_map(evidence, planned)
    if found.why_not:
        return []
    areas = {key: group.name for group in found.groups for key in group.keys}
    names = Counter(areas.get(each.text("area")) or "No area recorded" for each in patrols)
    return [Tally(name, n) for name, n in sorted(names.items(), key=lambda row: (-row[1], row[0]))]


def patrol_map(evidence: Evidence, planned: Planned) -> OneMap:
    """Put the areas of the patrols on the map of the end of the period, or say why not."""
    patrols = planned.logged(Kind.PATROL).counted(evidence, evidence.period)
    keys = {each.text("area") for each in patrols} - {""}
    return one_map(evidence, keys, (evidence.period,))
