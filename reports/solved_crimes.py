"""Solved rates of one report, on one basis: as a report prints them. Pure."""

from dataclasses import dataclass

from reports.figures import Figure
from reports.solved import Basis, SolvedChange, SolvedRate


@dataclass(frozen=True)
class SolvedLine:
    """Hold the rates of one type of crime, or of all; `change` is None without a comparison.

    `opens` is the key of the solved crimes, `recorded` that of the crimes recorded, empty where
    none can be.
    """

    label: str
    opens: str
    recorded: str
    now: SolvedRate
    then: SolvedRate | None
    change: SolvedChange | None


@dataclass(frozen=True)
class SolvedCrimes:
    """Hold the solved rates on one basis: of every type, and of all with its figure.

    `in_months` adds up what was given in each month, None where the months were not read;
    `of_months` names the months that are counted, empty where they are all of the period. `says`
    are sentences on what the solved crimes lack.
    """

    basis: Basis
    figure: Figure
    types: tuple[SolvedLine, ...]
    total: SolvedLine
    in_months: int | None = None
    of_months: str = ""
    says: tuple[str, ...] = ()
