"""The harm of crimes, as days of imprisonment by a table that the force uploads. Pure.

The Cambridge Crime Harm Index gives each offence the days of the sentencing guideline's starting
point. No table is part of this system and no weight is ever guessed: a code that the table lacks
is counted and named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports import numerals


@dataclass(frozen=True)
class Scores:
    """Hold the scores by offence code, and what the table calls itself, such as CCHI 2020."""

    source: str
    scores: Mapping[str, Decimal]


@dataclass(frozen=True)
class Harm:
    """Hold the sum in days, the crimes it covers, and the codes without a score with their counts.

    `source` names the table; sums by two tables are never compared.
    """

    days: Decimal
    crimes: int
    unknown: tuple[tuple[str, int], ...]
    source: str

    @property
    def unscored(self) -> int:
        """Count the crimes whose code has no score."""
        return sum(count for _, count in self.unknown)

    @property
    def words(self) -> str:
        """Say the sum, what it covers, and each code that it lacks."""
        crimes = numerals.plural(self.crimes, "crime")
        said = f"{_days(self.days)} of harm in {crimes} ({self.source})."
        if not self.unknown:
            return said
        listed = numerals.listed([f"{code} ({count:,})" for code, count in self.unknown])
        left = numerals.plural(self.unscored, "crime has", "crimes have")
        return f"{said} {left} no score and no part in the sum: {listed}."


class TablesDifferError(ValueError):
    """Raised where sums by two tables would be compared."""


def harm(crimes: Mapping[str, int], /, *, table: Scores) -> Harm:
    """Sum the harm of crimes counted by offence code; codes without a score are left out, named.

    The largest count of unknown codes comes first.
    """
    if min(crimes.values(), default=0) < 0:
        raise ValueError("A count of crimes is never below 0.")
    known = {code: count for code, count in crimes.items() if code in table.scores}
    unknown = [(code, n) for code, n in crimes.items() if code not in table.scores and n]
    return Harm(
        days=sum((table.scores[code] * count for code, count in known.items()), Decimal(0)),
        crimes=sum(known.values()),
        unknown=tuple(sorted(unknown, key=lambda pair: (-pair[1], pair[0]))),
        source=table.source,
    )


def against(*, now: Harm, then: Harm) -> str:
    """Say what count and harm did, each by itself: where they part, both are shown.

    Raises: TablesDifferError where the sums are by two tables.
    """
    if now.source != then.source:
        raise TablesDifferError(f"Harm by {now.source} is not compared with {then.source}.")
    counted = _moved(now.crimes - then.crimes)
    weighed = _moved(now.days - then.days)
    ends = f"{numerals.count(then.crimes)} to {numerals.count(now.crimes)}"
    days = f"{_days(then.days)} to {_days(now.days)}"
    joint = "and" if counted == weighed else "but"
    return f"The count {counted} ({ends}) {joint} the harm {weighed} ({days})."


def _days(days: Decimal) -> str:
    plain = f"{days.normalize():,f}" if days else "0"
    return f"{plain} {'day' if days == 1 else 'days'}"


def _moved(change: int | Decimal) -> str:
    if not change:
        return "did not change"
    return "rose" if change > 0 else "fell"
