"""The prosecution ledger: charged, convicted, sentenced. Pure.

Offenders, cases, charges and sentences are four countable things and are never added. What
happened in the period, to whichever case, and what has become of the cases since the start are two
readings and are kept apart: only the second is a funnel.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reports import numerals
from reports.ledgers import Partition, partition
from reports.periods import day_words
from reports.proportions import Proportion
from reports.sentences import LedgerDoesNotAddUpError
from reports.symbols import Symbol


class Step(StrEnum):
    """Name the steps of a prosecution that are counted, in order."""

    CHARGED = "charged"
    CONVICTED = "convicted"
    SENTENCED = "sentenced"


class Unit(StrEnum):
    """Name what is counted."""

    OFFENDERS = "offenders"
    CASES = "cases"
    CHARGES = "charges"
    SENTENCES = "sentences"


class Span(StrEnum):
    """Say what a count covers."""

    IN_PERIOD = "in the period"
    CUMULATIVE = "of the cases since the start"


class Result(StrEnum):
    """Say how a charge ended, by the outcome set of the Crown Prosecution Service."""

    CONVICTED = "convicted"
    NOT_CONVICTED = "not_convicted"
    ADMINISTRATIVE = "administrative"


CASE_LABELS = {
    Result.CONVICTED: "Convicted",
    Result.NOT_CONVICTED: "Not convicted",
    Result.ADMINISTRATIVE: "Administrative finalisation",
}
BEFORE_COURT = "Still before the courts"


class UnitsDifferError(ValueError):
    """Raised where counts of two units, steps or spans, or of offenders, would be added."""


@dataclass(frozen=True)
class ChargeEntry:
    """Hold one charge: its day, its result with the day, and the day of each sentence on it."""

    charged_on: date
    result: Result | None = None
    resulted_on: date | None = None
    sentenced_on: tuple[date, ...] = ()

    @property
    def convicted_on(self) -> date | None:
        """Return the day of the conviction, if it is one."""
        return self.resulted_on if self.result is Result.CONVICTED else None


@dataclass(frozen=True)
class CaseEntry:
    """Hold one defendant's case; `subject` is None where the person is not recorded."""

    reference: str
    subject: str | None
    charges: tuple[ChargeEntry, ...]

    @property
    def first_charged_on(self) -> date:
        """Return the day by which the case is counted."""
        return min(charge.charged_on for charge in self.charges)


@dataclass(frozen=True)
class Window:
    """Hold the days of both spans: of the period, and since a start up to its end."""

    start: date
    end: date
    since: date

    def brings(self, case: CaseEntry, unit: Unit, step: Step, span: Span, /) -> int:
        """Count how many of a unit a case brings to the tally of a step and a span.

        An offender is brought by each case of the same person, and is counted once.
        """
        if span is Span.CUMULATIVE and not self.since <= case.first_charged_on < self.end:
            return 0
        if unit is Unit.SENTENCES:
            passed = [day for charge in case.charges for day in charge.sentenced_on]
            return sum(self._falls(day, span) for day in passed) if step is Step.SENTENCED else 0
        days = [day for charge in case.charges if (day := _first(charge, step))]
        if unit is Unit.CASES:
            return int(bool(days) and self._falls(min(days), span))
        charges = sum(self._falls(day, span) for day in days)
        return charges if unit is Unit.CHARGES else int(bool(case.subject and charges))

    def _falls(self, day: date, span: Span) -> bool:
        return day < self.end and (span is Span.CUMULATIVE or day >= self.start)


@dataclass(frozen=True)
class Tally:
    """Hold one count with its unit, step and span; None where the unit has no such step."""

    unit: Unit
    step: Step
    span: Span
    count: int | None

    @property
    def text(self) -> str:
        """Print the count; [z] where the unit has no such step."""
        return Symbol.NOT_APPLICABLE.value if self.count is None else numerals.count(self.count)


@dataclass(frozen=True)
class ProsecutionLedger:
    """Hold the tallies of both spans, and where the cases since the start stand.

    `nameless` counts the cases of both spans without a person, which no count of offenders has.
    """

    start: date
    end: date
    since: date
    tallies: tuple[Tally, ...]
    cases: Partition
    nameless: int

    def tally(self, unit: Unit, step: Step, span: Span, /) -> Tally:
        """Return one tally."""
        wanted = (unit, step, span)
        return next(each for each in self.tallies if (each.unit, each.step, each.span) == wanted)

    def words(self, span: Span, /) -> str:
        """Say every count of one span with its unit, and who is in no count of offenders."""
        opening = "In the period"
        if span is Span.CUMULATIVE:
            opening = f"Of the cases charged since {day_words(self.since)}"
        steps = [f"{step.value}: {self._units(step, span)}" for step in Step]
        said = f"{opening}: {'; '.join(steps)}."
        if not self.nameless:
            return said
        cases = numerals.plural(self.nameless, "case has", "cases have")
        return f"{said} {cases} no person recorded, so that there may be more offenders."

    def _units(self, step: Step, span: Span) -> str:
        found = [self.tally(unit, step, span) for unit in Unit]
        return numerals.listed(
            [
                numerals.plural(each.count, each.unit.removesuffix("s"))
                for each in found
                if each.count is not None
            ]
        )


@dataclass(frozen=True)
class ConvictionRate:
    """Hold cases convicted, ended without a conviction, and ended administratively."""

    convicted: int
    not_convicted: int
    administrative: int

    @property
    def with_administrative(self) -> Proportion:
        """Return the rate of all cases that ended, as the Crown Prosecution Service prints it."""
        ended = self.convicted + self.not_convicted + self.administrative
        return Proportion(self.convicted, ended)

    @property
    def without_administrative(self) -> Proportion:
        """Return the rate of the cases that a court decided."""
        return Proportion(self.convicted, self.convicted + self.not_convicted)

    @property
    def words(self) -> str:
        """Say both rates, each with what it is of."""
        return (
            f"Convicted, of all cases that ended: {self.with_administrative.words}; administrative "
            f"finalisations left out: {self.without_administrative.words}."
        )


def prosecution_ledger(
    cases: Iterable[CaseEntry], /, *, start: date, end: date, since: date
) -> ProsecutionLedger:
    """Count a half-open period, and the cases first charged since a day up to the period's end.

    Months add up in cases, charges and sentences: a case is convicted, or sentenced, on the first
    such day. They do not in offenders, who are counted once in each span.
    Raises: LedgerDoesNotAddUpError naming a case without a charge, with a result before its charge
    or without its day, with a sentence but no conviction, or held twice; ValueError unless since ≤
    start < end.
    """
    if not since <= start < end:
        raise ValueError("The start is no later than the period, and the period has a day.")
    held = tuple(cases)
    refuse_faults(held)
    cohort = tuple(case for case in held if since <= case.first_charged_on < end)
    window = Window(start, end, since)
    counts = dict.fromkeys([*CASE_LABELS.values(), BEFORE_COURT], 0)
    for case in cohort:
        counts[_stands(case, end)] += 1
    return ProsecutionLedger(
        start=start,
        end=end,
        since=since,
        tallies=tuple(_tallies(held, window)),
        cases=partition(counts, total=len(cohort)),
        nameless=sum(
            1
            for case in held
            if case.subject is None and (case in cohort or _moved(case, start, end))
        ),
    )


def added(*tallies: Tally) -> int:
    """Add tallies of different periods.

    Raises: UnitsDifferError for two units, steps or spans, for cumulative counts, which hold each
    other, and for offenders, who may be in both periods.
    """
    kinds = {(each.unit, each.step, each.span) for each in tallies}
    if len(kinds) != 1:
        raise UnitsDifferError("Only counts of one unit, step and span are added.")
    unit, _, span = kinds.pop()
    if unit is Unit.OFFENDERS or span is Span.CUMULATIVE:
        raise UnitsDifferError(f"{unit.value.capitalize()} {span.value} may be in both counts.")
    return sum(each.count or 0 for each in tallies)


def refuse_faults(cases: tuple[CaseEntry, ...], /) -> None:
    """Refuse cases that cannot stand in a ledger.

    Raises: LedgerDoesNotAddUpError naming the first.
    """
    seen: set[str] = set()
    for case in cases:
        found = "is held twice" if case.reference in seen else fault(case)
        if found:
            raise LedgerDoesNotAddUpError(f"{case.reference} {found}.")
        seen.add(case.reference)


def fault(case: CaseEntry, /) -> str:
    """Say why a case cannot stand in a ledger; empty where it can."""
    if not case.charges:
        return "has no charge"
    for charge in case.charges:
        if (charge.result is None) is not (charge.resulted_on is None):
            return "has a result without a day, or a day without a result"
        if charge.resulted_on and charge.resulted_on < charge.charged_on:
            return "has a result before its charge"
        convicted = charge.convicted_on
        if charge.sentenced_on and (convicted is None or min(charge.sentenced_on) < convicted):
            return "has a sentence before a conviction"
    return ""


def _tallies(cases: tuple[CaseEntry, ...], window: Window) -> Iterator[Tally]:
    for span in Span:
        for step in Step:
            for unit in Unit:
                yield Tally(unit, step, span, _total(cases, unit, step, span, window))


def _total(
    cases: tuple[CaseEntry, ...], unit: Unit, step: Step, span: Span, window: Window
) -> int | None:
    if unit is Unit.SENTENCES and step is not Step.SENTENCED:
        return None
    found = {case: window.brings(case, unit, step, span) for case in cases}
    if unit is Unit.OFFENDERS:
        return len({case.subject for case, number in found.items() if number})
    return sum(found.values())


def _first(charge: ChargeEntry, step: Step) -> date | None:
    """Return the day on which a charge took a step."""
    if step is Step.CHARGED:
        return charge.charged_on
    return charge.convicted_on if step is Step.CONVICTED else min(charge.sentenced_on, default=None)


def _moved(case: CaseEntry, start: date, end: date) -> bool:
    """Tell whether the case took a step in the period."""
    days = [_first(charge, step) for charge in case.charges for step in Step]
    later = [day for charge in case.charges for day in charge.sentenced_on]
    return any(day is not None and start <= day < end for day in (*days, *later))


def result_of(case: CaseEntry, end: date, /) -> Result | None:
    """Say how a case ended before a day: convicted once one charge is; None before the courts."""
    known = [
        charge.result if charge.resulted_on and charge.resulted_on < end else None
        for charge in case.charges
        if charge.charged_on < end
    ]
    if Result.CONVICTED in known:
        return Result.CONVICTED
    if None in known:
        return None
    return Result.NOT_CONVICTED if Result.NOT_CONVICTED in known else Result.ADMINISTRATIVE


def _stands(case: CaseEntry, end: date) -> str:
    """Name where a case stands when the period ends."""
    result = result_of(case, end)
    return BEFORE_COURT if result is None else CASE_LABELS[result]
