"""What the numbers about people are before any is protected, by their places. Pure."""

from collections.abc import Mapping

from reports.evidence import Place
from reports.figures import Figure
from reports.performance_inputs import PerformanceInputs
from reports.public_series import (
    ALL,
    ARREST_OPERATIONS,
    CASE_OPERATIONS,
    OFFENCES,
    RESULTS,
    STAGES,
    UNLISTED,
)
from reports.sentences import STAGE_LABELS, DisposalStage
from reports.tables import CURRENT, PREVIOUS


def stages_of(inputs: PerformanceInputs, /) -> dict[str, int]:
    """Count the arrests by what became of them, by the label of the stage."""
    by_stage = dict.fromkeys(DisposalStage, 0)
    for disposal in inputs.disposals:
        by_stage[disposal.stage] += int(disposal.figure.current or 0)
    return {STAGE_LABELS[stage]: number for stage, number in by_stage.items()}


def counted(inputs: PerformanceInputs, /) -> dict[Place, int]:
    """Count what every number about people is before it is protected, by its place."""
    found: dict[Place, int] = {}

    def put(table: str, rows: Mapping[str, Figure], total: Figure) -> None:
        for side in (CURRENT, PREVIOUS):
            numbers = {row: int(getattr(figure, side) or 0) for row, figure in rows.items()}
            whole = int(getattr(total, side) or 0)
            numbers |= {ALL: whole, UNLISTED: whole - sum(numbers.values())}
            found.update({Place(table, row, side): n for row, n in numbers.items()})

    def put_now(table: str, rows: Mapping[str, int]) -> None:
        found.update({Place(table, row, CURRENT): number for row, number in rows.items()})
        found[Place(table, ALL, CURRENT)] = sum(rows.values())

    put(OFFENCES, {figure.key: figure for figure in inputs.offences}, inputs.arrests_total)
    made = {operation.name: operation for operation in inputs.operations}
    put(ARREST_OPERATIONS, {name: one.arrests for name, one in made.items()}, inputs.arrests_total)
    brought = {name: one.prosecutions for name, one in made.items()}
    put(CASE_OPERATIONS, brought, inputs.prosecutions.total)
    put_now(STAGES, stages_of(inputs))
    put_now(RESULTS, {row.label: row.count for row in inputs.prosecutions.results})
    return found
