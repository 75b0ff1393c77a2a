"""Which records a number counts: one description that counts, lists and opens them. Pure."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from records.models import Kind
from reports.codec import Json
from reports.comparisons import Counted
from reports.evidence import APPROVED, Evidence, Fact, Within, occurring
from reports.periods import Period
from reports.series import history, months_to_the_end

Test = Callable[[Fact], bool]


def anything(fact: Fact) -> bool:
    """Keep every record."""
    return True


def touching(period: Period, fact: Fact) -> bool:
    """Tell whether a patrol was out at any moment of a period."""
    return fact.moment("started_at") < period.ends_at and fact.moment("ended_at") > period.starts_at


def at_any_time(period: Period, fact: Fact) -> bool:
    """Keep every record of the evidence: what else is asked of it tells the period."""
    return True


class Adds(StrEnum):
    """Say what a number adds up of its records."""

    RECORDS = "records"
    PATROL_MINUTES = "patrol minutes"
    OFFICER_MINUTES = "officer minutes"
    DAYS = "days"
    PEOPLE = "people"


@dataclass(frozen=True)
class Selection:
    """The records of a kind behind one number; without a kind, records of all kinds.

    `where` are facts and the values they have; `also` is what no value can say; `within` tells
    what belongs to a period, and `beside` what is left out of it by its state; `chosen` keeps some
    of those found, such as the last survey wave; `query` are the parameters of the list that shows
    the same. `is_alone` is of the period reported on, and not of the one compared with. `only` is
    the period of a number that is of no side of the report, such as one month of a chart. `adds` is
    what the number adds up of its records.
    """

    kind: Kind | None
    where: tuple[tuple[str, Json], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    states: tuple[str, ...] = (APPROVED,)
    also: Test = anything
    within: Within = occurring
    chosen: Callable[[tuple[Fact, ...]], tuple[Fact, ...]] = tuple
    only: Period | None = None
    beside: Within = occurring
    is_alone: bool = False
    adds: Adds = Adds.RECORDS

    @property
    def leaves_out(self) -> bool:
        """Tell whether records are left out because of their state."""
        return self.states == (APPROVED,)

    @property
    def noun(self) -> str:
        """Name one of the records: an arrest; of all kinds, a record."""
        return "record" if self.kind is None else self.kind.label.lower()

    def matches(self, fact: Fact) -> bool:
        """Tell whether a record is of those that are counted, whatever its state and day."""
        return all(fact.values.get(name) == value for name, value in self.where) and self.also(fact)

    def counted(self, evidence: Evidence, period: Period) -> tuple[Fact, ...]:
        """List the records that count in a period."""
        found = self.belonging(evidence, self.only or period, self.within)
        return self.chosen(
            tuple(fact for fact in found if fact.status in self.states and self.matches(fact))
        )

    def left_out(self, evidence: Evidence, period: Period) -> tuple[Fact, ...]:
        """List the records that belong to a period and do not count because of their state."""
        found = self.belonging(evidence, self.only or period, self.beside)
        return tuple(
            fact for fact in found if fact.status not in self.states and self.matches(fact)
        )

    def belonging(self, evidence: Evidence, period: Period, within: Within) -> Sequence[Fact]:
        """List what belongs to a period, in any state, and has the first value asked for."""
        if not self.where:
            return evidence.within(self.kind, period, within)
        name, value = self.where[0]
        return evidence.having(self.kind, period, within, name).get(value, ())


Selections = Mapping[str, Selection]


def months_in(period: Period) -> int:
    """Count the months of a period, roughly where it is not made of whole months."""
    return period.n_months if period.is_whole_months else period.days * 12 // 365


def in_months(
    period: Period, by_month: Mapping[date, int], history: tuple[int | None, ...] = ()
) -> Counted:
    """Hold what was counted in a period, given by first day of month in Europe/London.

    `history` are the months to its end, as far back as they were read.
    """
    months: tuple[int, ...] = ()
    if period.is_whole_months and period.n_months == 12:
        months = tuple(by_month.get(month.start, 0) for month in period.months())
    return Counted(
        count=sum(by_month.values()),
        days=period.days,
        n_months=months_in(period),
        by_month=months,
        history=history,
    )


def count(selection: Selection, evidence: Evidence, period: Period) -> Counted:
    """Count the records of a selection in a period, month by month.

    Of arrests in whole months the months before are counted too: they tell how far months vary.
    """
    by_month = _by_month(selection, evidence, period)
    if selection.kind != Kind.ARREST or period != evidence.period or not period.is_whole_months:
        return in_months(period, by_month)
    return in_months(period, by_month, _arrests_to_the_end(selection, evidence))


def months_logged(evidence: Evidence) -> frozenset[date]:
    """List the months since the first arrest that was logged: before it none is recorded."""
    first = min((fact.month for fact in evidence.of(Kind.ARREST)), default=None)
    months = history(evidence.period).months()
    return frozenset(month.start for month in months if first and month.start >= first)


def _arrests_to_the_end(selection: Selection, evidence: Evidence) -> tuple[int | None, ...]:
    """Count arrests month by month to the end of the period: the only records read so far back."""
    period = evidence.period
    counts = _by_month(selection, evidence, history(period))
    return months_to_the_end(period, counts, known=months_logged(evidence))


def _by_month(selection: Selection, evidence: Evidence, period: Period) -> dict[date, int]:
    by_month: dict[date, int] = defaultdict(int)
    for fact in selection.counted(evidence, period):
        by_month[fact.month] += 1
    return by_month


def excluded(selection: Selection, evidence: Evidence) -> dict[str, int]:
    """Count the records of the period that do not count, by state."""
    states: dict[str, int] = defaultdict(int)
    for fact in selection.left_out(evidence, evidence.period):
        states[fact.status] += 1
    return dict(states)
