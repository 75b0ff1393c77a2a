"""Ledgers: parts that make up a whole, and what moved between two of them. Pure.

The arrest ledger puts every arrest of a period into exactly one row, down to "not yet recorded",
and is rolled forward until each is closed. What does not add up is refused, and no sentence for
the press is written of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from reports import numerals, sentences, statistics
from reports.periods import day_words
from reports.rolling import Place
from reports.sentences import STAGE_LABELS, DisposalStage, LedgerDoesNotAddUpError
from reports.statistics import SMALL_BASE

NOT_YET_RECORDED = STAGE_LABELS[DisposalStage.NOT_RECORDED]
WAITING_STAGES = frozenset({DisposalStage.OPEN, DisposalStage.NOT_RECORDED})


@dataclass(frozen=True)
class Row:
    """Hold one part: its count, and its share of the whole from a base of 50."""

    label: str
    count: int
    share: float | None


@dataclass(frozen=True)
class Partition:
    """Hold a whole and its parts. Make it by `partition` or `completed`, which keep the sum."""

    total: int
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        """Say that everything is accounted for: 77 of 77 accounted for."""
        return f"{numerals.count(self.total)} of {numerals.count(self.total)} accounted for"

    def count(self, label: str, /) -> int:
        """Return the count of one part."""
        return next(row.count for row in self.rows if row.label == label)


@dataclass(frozen=True)
class Dealt:
    """Hold one disposal of an arrest: the day, its code and how final it is."""

    on: date
    code: str
    stage: DisposalStage


@dataclass(frozen=True)
class ArrestEntry:
    """Hold an arrest with its dated disposals; of one day the later in the tuple is the latest."""

    reference: str
    arrested_on: date
    disposals: tuple[Dealt, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Hold where an arrest stands on a day; `since` is the first day of that.

    An arrest that is open is so since the first of its open disposals in a row: somebody on bail
    who is then released under investigation has waited from the day of the bail.
    """

    reference: str
    arrested_on: date
    code: str
    stage: DisposalStage
    since: date

    @property
    def began_on(self) -> date:
        """Return the day of the arrest, from which it is in the ledger."""
        return self.arrested_on

    @property
    def waits(self) -> bool:
        """Tell whether the arrest is not closed."""
        return self.stage in WAITING_STAGES

    @property
    def place(self) -> str:
        """Return the key of what the arrest waits in, or of the stage that closed it."""
        return _waiting(self).name.lower() if self.waits else self.stage.value


@dataclass(frozen=True)
class ArrestLedger:
    """Hold where every arrest stands at the end of a day. Make it by `arrest_ledger`."""

    as_at: date
    standings: tuple[Standing, ...]

    @property
    def by_stage(self) -> Partition:
        """Return the arrests by stage, every stage in its order."""
        found = Counter(each.stage for each in self.standings)
        counts = {STAGE_LABELS[stage]: found[stage] for stage in DisposalStage}
        return partition(counts, total=len(self.standings))

    @property
    def by_code(self) -> Partition:
        """Return the arrests by code of their latest disposal, the most frequent first."""
        found = Counter(each.code for each in self.standings)
        return partition(dict(found.most_common()), total=len(self.standings))


class Waiting(StrEnum):
    """Say what an arrest that is not closed waits in."""

    BAIL = "On bail before charge"
    INVESTIGATION = "Released under investigation"
    OTHER = "Otherwise open"
    NOT_RECORDED = NOT_YET_RECORDED


WAITING_BY_CODE: Mapping[str, Waiting] = MappingProxyType(
    {
        "pre-charge-bail-conditions": Waiting.BAIL,
        "pre-charge-bail": Waiting.BAIL,
        "street-bail": Waiting.BAIL,
        "released-under-investigation": Waiting.INVESTIGATION,
        "further-arrested": Waiting.OTHER,
    }
)
"""The open disposals of the code list; one that is added later counts as otherwise open."""


WAITING_PLACES = tuple(Place(each.name.lower(), each.value) for each in Waiting)
CLOSED_PLACES = (
    Place(DisposalStage.CHARGED.value, STAGE_LABELS[DisposalStage.CHARGED], "Charged"),
    Place(
        DisposalStage.OUT_OF_COURT.value, STAGE_LABELS[DisposalStage.OUT_OF_COURT], "Out of court"
    ),
    Place(DisposalStage.ENDED.value, STAGE_LABELS[DisposalStage.ENDED], "Ended otherwise"),
)


def partition(counts: Mapping[str, int], /, *, total: int) -> Partition:
    """Make a partition; its shares print 100.0% and are left out on a base under 50.

    Raises: LedgerDoesNotAddUpError unless the parts, none below 0, sum to the total.
    """
    if min(counts.values(), default=0) < 0 or sum(counts.values()) != total:
        raise LedgerDoesNotAddUpError(
            f"The parts sum to {numerals.count(sum(counts.values()))}, the whole is "
            f"{numerals.count(total)}."
        )
    found = statistics.shares(list(counts.values()))
    return Partition(
        total=total,
        rows=tuple(
            Row(label, count, share if total >= SMALL_BASE else None)
            for (label, count), share in zip(counts.items(), found, strict=True)
        ),
    )


def completed(
    counts: Mapping[str, int], /, *, total: int, rest: str = NOT_YET_RECORDED
) -> Partition:
    """Make a partition of parts that need not name everything: the rest is a row of its own.

    Raises: LedgerDoesNotAddUpError where the parts are more than the total.
    """
    return partition({**counts, rest: total - sum(counts.values())}, total=total)


def standing(entry: ArrestEntry, /, *, as_at: date) -> Standing:
    """Find where an arrest stands at the end of a day."""
    known = sorted((each for each in entry.disposals if each.on <= as_at), key=lambda each: each.on)
    if not known:
        day = entry.arrested_on
        return Standing(entry.reference, day, "", DisposalStage.NOT_RECORDED, day)
    latest, since = known[-1], known[-1].on
    for each in reversed(known):
        if latest.stage is not DisposalStage.OPEN or each.stage is not DisposalStage.OPEN:
            break
        since = each.on
    return Standing(entry.reference, entry.arrested_on, latest.code, latest.stage, since)


def arrest_days(entry: ArrestEntry, /) -> tuple[date, ...]:
    """List the days on which an arrest can have moved, from that of the arrest."""
    return (entry.arrested_on, *(each.on for each in entry.disposals))


def arrest_ledger(entries: Iterable[ArrestEntry], /, *, arrests: int, as_at: date) -> ArrestLedger:
    """Put every arrest into its row; `arrests` is how many the measure of arrests counts.

    Raises: LedgerDoesNotAddUpError where the entries are more or fewer, hold one arrest twice, or
    one made after the day.
    """
    held = tuple(entries)
    twice = [name for name, n in Counter(each.reference for each in held).items() if n > 1]
    later = [each.reference for each in held if each.arrested_on > as_at]
    if len(held) != arrests:
        raise LedgerDoesNotAddUpError(
            f"The ledger holds {numerals.plural(len(held), 'arrest')}, the measure counts "
            f"{numerals.count(arrests)}."
        )
    if twice or later:
        what = "twice in the ledger" if twice else f"made after {day_words(as_at)}"
        raise LedgerDoesNotAddUpError(f"{numerals.listed(twice or later)}: {what}.")
    return ArrestLedger(as_at=as_at, standings=tuple(standing(each, as_at=as_at) for each in held))


def press_sentence(stages: Partition, /, *, period: str) -> str:
    """Write the sentence that a partition by stage supports: shares from a base of 50 only."""
    opening = f"Officers made {numerals.plural(stages.total, 'arrest')} in the {period}."
    clauses = [
        f"{_counted(row)} {sentences.stage_clause(stage, row.count)}"
        for stage, row in zip(DisposalStage, stages.rows, strict=True)
        if row.count
    ]
    return f"{opening} {sentences.series(clauses)}." if clauses else opening


def _waiting(each: Standing) -> Waiting:
    if each.stage is DisposalStage.NOT_RECORDED:
        return Waiting.NOT_RECORDED
    return WAITING_BY_CODE.get(each.code, Waiting.OTHER)


def _counted(row: Row) -> str:
    number = numerals.count(row.count)
    return number if row.share is None else f"{number} ({numerals.percent(row.share)})"
