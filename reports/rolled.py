"""A kind of record rolled forward through a period: what the tables print, and by which key. Pure.

`Keeper` tells books of one kind apart: what it is called, where each record stands on a day, and
the places in its books. The arrest ledger and that of cases are the two.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from reports import numerals
from reports.periods import Period, day_words
from reports.rolling import BANDS, Ages, Balance, Place, Stands, ages, balance
from reports.sentences import LedgerDoesNotAddUpError

PERIOD, SINCE, WAITS, ALL = "period", "since", "waits", "all"


class Entry(Protocol):
    """A record as a ledger reads it."""

    @property
    def reference(self) -> str:
        """Name the record."""


Kept = TypeVar("Kept", bound=Entry)


@dataclass(frozen=True)
class Page:
    """Hold the records of a book that moved, or are open, as they stand at the end of a day."""

    as_at: date
    standings: tuple[Stands, ...]


@dataclass(frozen=True)
class Keeper(Generic[Kept]):
    """Say how the books of one kind are kept.

    `stand` tells where a record stands at the end of a day, `days` on which days it can have moved,
    from the one on which it began. `plural` is what is counted.
    """

    plural: str
    entries: Sequence[Kept]
    stand: Callable[[Kept, date], Stands]
    days: Callable[[Kept], Sequence[date]]
    waits: tuple[Place, ...]
    ends: tuple[Place, ...]

    @cached_property
    def dated(self) -> tuple[tuple[Kept, tuple[date, ...]], ...]:
        """The records with their days."""
        return tuple((entry, tuple(self.days(entry))) for entry in self.entries)

    @property
    def last_day(self) -> date:
        """The last day on record."""
        return max((day for _, days in self.dated for day in days), default=date.min)

    @cached_property
    def by_day(self) -> tuple[tuple[date, int], ...]:
        """The days in order, each with the position of its record."""
        pairs = {(day, n) for n, (_, days) in enumerate(self.dated) for day in days}
        return tuple(sorted(pairs))

    def moved(self, after: date, until: date) -> tuple[Kept, ...]:
        """List the records that can have moved after one day and until another."""
        low = bisect_right(self.by_day, (after, len(self.dated)))
        high = bisect_right(self.by_day, (until, len(self.dated)))
        found = (self.dated[n] for n in sorted({n for _, n in self.by_day[low:high]}))
        return tuple(entry for entry, days in found if days[0] <= until)

    def open_on(self, day: date) -> dict[str, Stands]:
        """Find what is open at the end of a day."""
        found = (self.stand(entry, day) for entry, days in self.dated if days[0] <= day)
        return {each.reference: each for each in found if each.waits}

    def turned(self, opened: dict[str, Stands], after: date, until: date) -> tuple[Page, Page]:
        """Give the pages of two days, from what was open on the first; nothing else can move."""
        moved = self.moved(after, until)
        names = {entry.reference for entry in moved}
        then = [
            self.stand(entry, after)
            for entry in moved
            if entry.reference not in opened and self.days(entry)[0] <= after
        ]
        stayed = [each for name, each in opened.items() if name not in names]
        now = [self.stand(entry, until) for entry in moved]
        return Page(after, (*opened.values(), *then)), Page(until, (*stayed, *now))


@dataclass(frozen=True)
class Refused:
    """Say why there is no ledger, in a sentence for the reader."""

    reason: str


@dataclass(frozen=True)
class Rolled:
    """Hold a roll-forward: a line a month, then what was closed since, and the sum of them.

    `since` is None where nothing moved after the period, which `whole` covers. `total` goes from
    its start to the last day on record. `ages` are as at the last day of the period.
    """

    plural: str
    waits: tuple[Place, ...]
    ends: tuple[Place, ...]
    months: tuple[Balance, ...]
    whole: Balance
    since: Balance | None
    total: Balance
    ages: tuple[Ages, ...]

    @property
    def still_open(self) -> tuple[str, ...]:
        """List what is open by all that is on record."""
        return self.total.move.closing

    @property
    def open_of_period(self) -> tuple[str, ...]:
        """List what came in the period and is open by all that is on record."""
        new = frozenset(self.total.new)
        return tuple(name for name in self.still_open if name in new)

    @property
    def lines(self) -> tuple[Balance, ...]:
        """Return the lines that the total sums up."""
        return (*self.months, *((self.since,) if self.since else ()))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was open, came or moved."""
        lines = (*self.lines, self.total)
        return not any(names for line in lines for _, names in line.columns())

    def cells(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the key of every number, with the references that it counts."""
        for line in (*self.lines, self.total):
            for column, names in line.columns():
                yield f"{line.key}.{column}", names
        for place in self.ages:
            yield f"{WAITS}.{place.place.key}.{ALL}", place.every
            for band, names in zip(BANDS, place.held, strict=True):
                yield f"{WAITS}.{place.place.key}.{band.code}", names
        for number, band in enumerate(BANDS):
            every = tuple(name for place in self.ages for name in place.held[number])
            yield f"{WAITS}.{ALL}.{band.code}", every
        yield f"{WAITS}.{ALL}.{ALL}", tuple(name for place in self.ages for name in place.every)


def rolled(keeper: Keeper[Kept], period: Period, /) -> Rolled:
    """Roll a book forward through each month of a period, or through it as one, and beyond.

    Raises: LedgerDoesNotAddUpError.
    """
    _refuse_twice(keeper)
    first = period.start - timedelta(days=1)
    opened = keeper.open_on(first)
    months, last = _months(keeper, period, opened)
    day = max(keeper.last_day, period.last_day)
    since = _line(keeper, _open(last), period.last_day, day, SINCE, _since_words(period))
    moved = since if since and (since.move.closed or since.move.reopened) else None
    label = "The period and since" if moved else "The period"
    whole = _line(keeper, opened, first, period.last_day, PERIOD, "The period")
    total = _line(keeper, opened, first, day, PERIOD, label)
    if whole is None or total is None or set(whole.move.closing) != set(_open(last)):
        raise LedgerDoesNotAddUpError("The months do not leave open what the period leaves open.")
    return Rolled(
        plural=keeper.plural,
        waits=keeper.waits,
        ends=keeper.ends,
        months=months,
        whole=whole,
        since=moved,
        total=total if moved else whole,
        ages=ages(last, keeper.waits),
    )


def parts_of(period: Period, /) -> tuple[Period, ...]:
    """Give the parts of a period that have a line: its months, or all of it."""
    return period.months() if period.is_whole_months else (period,)


def _refuse_twice(keeper: Keeper[Kept]) -> None:
    held = Counter(entry.reference for entry in keeper.entries)
    twice = [name for name, number in held.items() if number > 1]
    if twice:
        raise LedgerDoesNotAddUpError(f"{numerals.listed(twice)}: twice in the ledger.")


def _months(
    keeper: Keeper[Kept], period: Period, opened: dict[str, Stands]
) -> tuple[tuple[Balance, ...], Page]:
    """Roll through the parts one by one, and give the last page with them."""
    lines = []
    page = Page(period.start - timedelta(days=1), tuple(opened.values()))
    for part in parts_of(period):
        before, page = keeper.turned(_open(page), page.as_at, part.last_day)
        key, label = part.start.isoformat(), part.heading
        lines.append(balance(before, page, key=key, label=label, ends=keeper.ends))
    return tuple(lines), page


def _line(
    keeper: Keeper[Kept], opened: dict[str, Stands], after: date, until: date, key: str, label: str
) -> Balance | None:
    """Roll from one day to another at once; None where there is no day between."""
    if until <= after:
        return None
    pages = keeper.turned(opened, after, until)
    return balance(*pages, key=key, label=label, ends=keeper.ends)


def _open(page: Page) -> dict[str, Stands]:
    return {each.reference: each for each in page.standings if each.waits}


def _since_words(period: Period) -> str:
    return f"Since {day_words(period.last_day)}"
