"""Which publishers cover which months of two periods, and what may be compared for it. Pure.

Two numbers have two names. *Recorded in the district* is every row that lies in it, whoever
published it. *Compared* is what publishers published that cover both periods: month by month, a
publisher counts on both sides or on neither.
"""

from calendar import month_name
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports import ground, numerals
from reports.evidence import Evidence, MonthCount, Publisher
from reports.periods import YEAR, Period, months_listed

COMPARED = ".compared"
"""Ends the key of a figure that holds what is compared, where that is not all that is recorded."""


@dataclass(frozen=True)
class Part:
    """Some months of one publisher; without a force, of all."""

    force: str
    months: tuple[date, ...]

    def holds(self, force: str, month: date, /) -> bool:
        """Tell whether what a publisher published in a month belongs to it."""
        return month in self.months and self.force in ("", force)


Pairs = tuple[tuple[Period, Period], ...]


@dataclass(frozen=True)
class Comparable:
    """What of both periods of some evidence is compared, and what is recorded only."""

    evidence: Evidence

    @cached_property
    def own(self) -> Publisher:
        """The district's own force: all there is before publishers were kept."""
        police = self.evidence.police
        if police.publishers:
            return police.publishers[0]
        return Publisher(self.evidence.around.force_slug, "", police.covered, police.outcome_months)

    @cached_property
    def contributors(self) -> tuple[Publisher, ...]:
        """Other publishers whose rows lie in the district in either period, by name."""
        now, then = self.evidence.period, self.evidence.previous
        found = {
            row.force
            for row in self.evidence.police.by_month
            for period in (now, then)
            if row.count and period.start <= row.month < period.end
        }
        return tuple(one for one in self.evidence.police.publishers[1:] if one.slug in found)

    @cached_property
    def pairs(self) -> Pairs:
        """Each month of the period with its like month of the period before."""
        if not self.evidence.period.is_whole_months:
            return ()
        now, then = self.evidence.period.months(), self.evidence.previous.months()
        return tuple(zip(now, then, strict=True))

    def gaps(self, publisher: Publisher, /) -> Pairs:
        """List the pairs of months that a publisher does not cover both of."""
        held = set(publisher.covered)
        return tuple(pair for pair in self.pairs if not {pair[0].start, pair[1].start} <= held)

    @cached_property
    def missing(self) -> Pairs:
        """The pairs of months that the district's own force does not cover both of."""
        return self.gaps(self.own)

    @property
    def is_eleven(self) -> bool:
        """Tell whether one month of a year is missing: the eleven that both have are compared."""
        return len(self.pairs) == YEAR and len(self.missing) == 1

    @property
    def is_possible(self) -> bool:
        """Tell whether the own force covers both periods, or all of a year but one month.

        And whether both are of one outline of the district.
        """
        is_covered = bool(self.pairs) and (not self.missing or self.is_eleven)
        return is_covered and not ground.why_not_compared(self.evidence)

    @cached_property
    def partial(self) -> tuple[tuple[Publisher, Pairs], ...]:
        """The contributors that do not cover both of all compared months, with those pairs."""
        found = []
        for publisher in self.contributors:
            gaps = tuple(pair for pair in self.gaps(publisher) if pair not in self.missing)
            if gaps:
                found.append((publisher, gaps))
        return tuple(found)

    @cached_property
    def apart(self) -> tuple[Part, ...]:
        """What is recorded and not compared; nothing where no comparison is possible."""
        if not self.is_possible:
            return ()
        alone = [Part("", _months(self.missing))] if self.missing else []
        return (*alone, *(Part(one.slug, _months(gaps)) for one, gaps in self.partial))

    def compared(self, rows: Iterable[MonthCount], /) -> list[MonthCount]:
        """Keep of some rows what is compared."""
        return [
            row
            for row in rows
            if not any(part.holds(row.force or self.own.slug, row.month) for part in self.apart)
        ]

    def months_of(self, side: int, /) -> list[Period]:
        """List the months that are compared: of this period at side 0, of the one before at 1."""
        return [pair[side] for pair in self.pairs if pair not in self.missing]

    @property
    def beside(self) -> str:
        """Say in a label of what the compared number is: without British Transport Police."""
        said = []
        if self.missing:
            said.append(
                f"in the eleven months without {month_name[self.missing[0][0].start.month]}"
            )
        names = [
            publisher.name
            if len(gaps) == len(self.pairs) - len(self.missing)
            else f"{numerals.plural(len(gaps), 'month')} of {publisher.name}"
            for publisher, gaps in self.partial
        ]
        if names:
            said.append(f"without {numerals.listed(names)}")
        return " and ".join(said)

    @property
    def why(self) -> str:
        """Say which months of which publisher are not covered, so that they are not compared."""
        found = [(self.own, self.missing)] if self.missing else []
        return "; ".join(
            f"{publisher.name or 'the force'} is not covered in "
            f"{months_listed(self.uncovered(publisher, pairs))}"
            for publisher, pairs in (*found, *self.partial)
        )

    def uncovered(self, publisher: Publisher, pairs: Pairs, /) -> list[str]:
        """Name the months of some pairs that a publisher does not cover, as 2023-05."""
        held = set(publisher.covered)
        return [f"{m.start:%Y-%m}" for pair in pairs for m in pair if m.start not in held]


def not_charted(evidence: Evidence, shown: Period, /) -> tuple[Part, ...]:
    """List the publishers that do not cover each shown month that the district's own force covers.

    A line through months with them and months without them would show a step that nobody made.
    """
    own = Comparable(evidence).own
    months = tuple(month.start for month in shown.months())
    needed = set(months) & set(own.covered)
    return tuple(
        Part(one.slug, months)
        for one in evidence.police.publishers[1:]
        if not needed <= set(one.covered)
    )


def _months(pairs: Pairs) -> tuple[date, ...]:
    return tuple(sorted(month.start for pair in pairs for month in pair))
