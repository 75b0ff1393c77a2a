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
    def waits(self) -> bool:
        """Tell whether the arrest is not closed."""
        return self.stage in WAITING_STAGES


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

    @property
    def waiting(self) -> tuple[Standing, ...]:
        """Return the arrests that are not closed."""
        return tuple(each for each in self.standings if each.waits)

    @property
    def is_closed(self) -> bool:
        """Tell whether every arrest is closed, so that the ledger is rolled forward no more."""
        return not self.waiting


@dataclass(frozen=True)
class RollForward:
    """Hold what moved between two ledgers, by reference: nothing moves without a name.

    `made` are arrests since the first ledger, `late` older ones that it did not have yet. `gone`
    are open arrests that count no more, such as withdrawn records.
    Raises: LedgerDoesNotAddUpError unless what opens, comes and goes gives what closes.
    """

    start: date
    end: date
    opening: tuple[str, ...]
    made: tuple[str, ...]
    late: tuple[str, ...]
    reopened: tuple[str, ...]
    closed: tuple[str, ...]
    gone: tuple[str, ...]
    closing: tuple[str, ...]

    def __post_init__(self) -> None:
        came = Counter(self.opening + self.made + self.late + self.reopened)
        if came != Counter(self.closed + self.gone + self.closing):
            raise LedgerDoesNotAddUpError(
                f"Open on {day_words(self.start)} with what came is {came.total():,}; closed, gone "
                f"and still open is {len(self.closed + self.gone + self.closing):,}."
            )

    @property
    def words(self) -> str:
        """Print the equation in words, leaving out movements that did not happen."""
        moves = (
            (self.made, "new"),
            (self.late, "recorded late"),
            (self.reopened, "reopened"),
            (self.closed, "closed"),
            (self.gone, "no longer counted"),
        )
        listed = [f"{numerals.count(len(names))} {what}" for names, what in moves if names]
        moved = numerals.listed(listed) or "nothing moved"
        opening = f"{numerals.count(len(self.opening))} open on {day_words(self.start)}"
        return f"{opening}; {moved}; {numerals.count(len(self.closing))} open on " + (
            f"{day_words(self.end)}."
        )


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


@dataclass(frozen=True)
class Band:
    """Hold one band of ages in days: from `low` up to, not including, `high`."""

    code: str
    label: str
    low: int
    high: int | None

    def holds(self, days: int, /) -> bool:
        """Tell whether an age falls into the band."""
        return self.low <= days and (self.high is None or days < self.high)


BANDS = (
    Band("under-28", "under 28 days", 0, 28),
    Band("28-to-89", "28 to 89 days", 28, 90),
    Band("90-to-179", "90 to 179 days", 90, 180),
    Band("180-to-364", "180 to 364 days", 180, 365),
    Band("365-and-more", "365 days and more", 365, None),
)


@dataclass(frozen=True)
class Ages:
    """Hold how many arrests wait in one way, by band in the order of `BANDS`."""

    waiting: Waiting
    counts: tuple[int, ...]


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


def roll_forward(before: ArrestLedger, after: ArrestLedger, /) -> RollForward:
    """Find what moved between two ledgers.

    Raises: ValueError unless the second ledger is of a later day.
    """
    if after.as_at <= before.as_at:
        raise ValueError("A ledger is rolled forward to a later day.")
    then = {each.reference: each for each in before.standings}
    now = {each.reference: each for each in after.standings}
    fresh = [name for name in now if name not in then]
    opening = tuple(name for name, each in then.items() if each.waits)
    reopened = tuple(
        name for name, each in now.items() if name in then and each.waits and not then[name].waits
    )
    entered = (*opening, *fresh, *reopened)
    return RollForward(
        start=before.as_at,
        end=after.as_at,
        opening=opening,
        made=tuple(name for name in fresh if now[name].arrested_on > before.as_at),
        late=tuple(name for name in fresh if now[name].arrested_on <= before.as_at),
        reopened=reopened,
        closed=tuple(name for name in entered if name in now and not now[name].waits),
        gone=tuple(name for name in entered if name not in now),
        closing=tuple(name for name, each in now.items() if each.waits),
    )


def ages(ledger: ArrestLedger, /) -> tuple[Ages, ...]:
    """Count the arrests that wait, by what they wait in and for how many days; all are in it."""
    found: Counter[tuple[Waiting, str]] = Counter()
    for each in ledger.waiting:
        days = max(0, (ledger.as_at - each.since).days)
        band = next(band for band in BANDS if band.holds(days))
        found[_waiting(each), band.code] += 1
    return tuple(
        Ages(waiting, tuple(found[waiting, band.code] for band in BANDS)) for waiting in Waiting
    )


def press_sentence(ledger: ArrestLedger, /, *, period: str) -> str:
    """Write the sentence that the ledger supports: counts always, shares from a base of 50."""
    opening = f"Officers made {numerals.plural(len(ledger.standings), 'arrest')} in the {period}."
    clauses = [
        f"{_counted(row)} {sentences.stage_clause(stage, row.count)}"
        for stage, row in zip(DisposalStage, ledger.by_stage.rows, strict=True)
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
