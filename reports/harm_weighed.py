"""The harm of one report: what a table weighs, type by type, in both periods. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from reports.figures import Figure
from reports.harm import Harm


@dataclass(frozen=True)
class Weighed:
    """Hold one type: the days of one crime, its crimes and their harm in both periods.

    `key` is that of the crimes counted, `opens` that of the crimes weighed.
    """

    label: str
    key: str
    opens: str
    each: Decimal
    crimes: int
    days: Decimal
    previous_crimes: int | None
    previous_days: Decimal | None


@dataclass(frozen=True)
class HarmOf:
    """Hold the harm sum of a report: the figure, both sums, the types, and what cannot be weighed.

    `previous` is None where the period before is not recorded. `missing` names the types with
    crimes and without a score; `table` names the version that was used.
    """

    figure: Figure
    now: Harm
    previous: Harm | None
    types: tuple[Weighed, ...]
    missing: tuple[str, ...]
    table: str
