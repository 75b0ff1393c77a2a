"""Books that are rolled forward: what was open, what came, what was closed and as what. Pure.

A book says where every record of a kind stands at the end of a day. Nothing moves between two of
them without a name, and what does not add up is refused.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from reports import numerals
from reports.periods import day_words
from reports.sentences import LedgerDoesNotAddUpError

BEFORE, NEW, REOPENED, AFTER = "before", "new", "reopened", "after"


class Stands(Protocol):
    """Where one record stands: `place` is what it waits in, or as what it was closed."""

    @property
    def reference(self) -> str:
        """Name the record."""

    @property
    def began_on(self) -> date:
        """Give the day from which the record is in the book."""

    @property
    def since(self) -> date:
        """Give the first day of where it stands."""

    @property
    def waits(self) -> bool:
        """Tell whether it is not closed."""

    @property
    def place(self) -> str:
        """Give the key of its place."""


class Book(Protocol):
    """Where every record of a kind stands at the end of a day."""

    @property
    def as_at(self) -> date:
        """Give the day."""

    @property
    def standings(self) -> Sequence[Stands]:
        """List the records."""


@dataclass(frozen=True)
class Place:
    """Name a place in a book: what records wait in, or what they are closed as.

    `short` heads a column.
    """

    key: str
    label: str
    short: str = ""


@dataclass(frozen=True)
class RollForward:
    """Hold what moved between two books, by reference: nothing moves without a name.

    `made` are records since the first book, `late` older ones that it did not have yet. `gone`
    are open records that count no more, such as withdrawn ones.
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


@dataclass(frozen=True)
class Balance:
    """Hold one line of a roll-forward: what moved, with what was closed as which end.

    Raises: LedgerDoesNotAddUpError unless every record that moved has a column, and one of each
    side: what was open with what came is what was closed with what is open.
    """

    key: str
    label: str
    move: RollForward
    ends: tuple[tuple[str, tuple[str, ...]], ...]

    def __post_init__(self) -> None:
        came = Counter(self.move.opening + self.new + self.move.reopened)
        went = Counter(self.move.closing)
        for _, closed in self.ends:
            went.update(closed)
        if came != went:
            raise LedgerDoesNotAddUpError(
                f"{self.label}: {came.total():,} were open or came, and {went.total():,} were "
                "closed by a known result or are still open."
            )

    @property
    def new(self) -> tuple[str, ...]:
        """List what the earlier book did not have."""
        return self.move.made + self.move.late

    def columns(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each column's key with its references, in order."""
        yield BEFORE, self.move.opening
        yield NEW, self.new
        yield REOPENED, self.move.reopened
        yield from self.ends
        yield AFTER, self.move.closing


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
    """Hold which records wait in one place, by band in the order of `BANDS`."""

    place: Place
    held: tuple[tuple[str, ...], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """Count the records of each band."""
        return tuple(len(names) for names in self.held)

    @property
    def every(self) -> tuple[str, ...]:
        """List the records of all bands."""
        return tuple(name for names in self.held for name in names)


def roll_forward(before: Book, after: Book, /) -> RollForward:
    """Find what moved between two books.

    Raises: ValueError unless the second book is of a later day.
    """
    if after.as_at <= before.as_at:
        raise ValueError("A ledger is rolled forward to a later day.")
    then = {each.reference: each.waits for each in before.standings}
    now = {each.reference: each.waits for each in after.standings}
    fresh = {each.reference: each for each in after.standings if each.reference not in then}
    opening = tuple(name for name, waits in then.items() if waits)
    reopened = tuple(name for name, waits in now.items() if waits and then.get(name) is False)
    entered = (*opening, *fresh, *reopened)
    return RollForward(
        start=before.as_at,
        end=after.as_at,
        opening=opening,
        made=tuple(name for name, each in fresh.items() if each.began_on > before.as_at),
        late=tuple(name for name, each in fresh.items() if each.began_on <= before.as_at),
        reopened=reopened,
        closed=tuple(name for name in entered if now.get(name) is False),
        gone=tuple(name for name in entered if name not in now),
        closing=tuple(name for name, waits in now.items() if waits),
    )


def balance(
    before: Book, after: Book, /, *, key: str, label: str, ends: Sequence[Place]
) -> Balance:
    """Roll one book forward to another, and sort what was closed by its end.

    Raises: LedgerDoesNotAddUpError where something was closed as none of the ends, or is gone.
    """
    move = roll_forward(before, after)
    closed = frozenset(move.closed)
    places = {each.reference: each.place for each in after.standings if each.reference in closed}
    return Balance(
        key=key,
        label=label,
        move=move,
        ends=tuple(
            (end.key, tuple(name for name in move.closed if places[name] == end.key))
            for end in ends
        ),
    )


def ages(book: Book, places: Sequence[Place], /) -> tuple[Ages, ...]:
    """Sort what waits by its place and by how many days it waits; all of it is in there.

    Raises: LedgerDoesNotAddUpError where something waits in none of the places.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    waiting = [each for each in book.standings if each.waits]
    for each in waiting:
        days = max(0, (book.as_at - each.since).days)
        band = next(band for band in BANDS if band.holds(days))
        found[each.place, band.code].append(each.reference)
    listed = tuple(
        Ages(place, tuple(tuple(found[place.key, band.code]) for band in BANDS)) for place in places
    )
    held = sum(len(each.every) for each in listed)
    if held != len(waiting):
        raise LedgerDoesNotAddUpError(f"{held:,} of {len(waiting):,} wait in a known place.")
    return listed
