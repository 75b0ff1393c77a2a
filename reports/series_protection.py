"""Leaving out of a public edition what would give numbers of those before it away. Pure.

What is published cannot be taken back, so only the new edition gives way: numbers of it are left
out until no reader of all editions finds a number that one of them leaves out (docs/adr/0241).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np
import scipy
from numpy.typing import NDArray

from reports.document import Document
from reports.evidence import Place
from reports.periods import Period
from reports.protection import SMALL
from reports.public_series import (
    ALL,
    EVERY,
    FAMILIES,
    UNLISTED,
    Counted,
    Said,
    rows_known,
    said_in,
)
from reports.series_attack import FAR, LEAST, MOST, NEAR, Limits, Reached, Reader, Vector
from reports.spans import QUARTER
from reports.tables import CURRENT

WIDTH = SMALL - 2
"""Between 1 and 4: no number that is left out is known more narrowly."""
TRIES = 12
"""Points that are looked for at random before each number is looked for by itself."""
LIKELY = 1 / 200
"""How likely a number of the next editions is small before what they share is kept open."""
Build = Callable[[Collection[Place]], Document]


class GivesNumbersAway(ValueError):
    """Nothing that the edition could leave out keeps a number from being worked out."""


@dataclass(frozen=True)
class Coming:
    """Name days that editions to come share with this one, with the true number in them.

    `expected` is what may come to it in the days that are not over.
    """

    counted: Counted
    number: int
    expected: float

    @property
    def matters(self) -> bool:
        """Tell whether an edition to come may leave its number out as a small one."""
        room = SMALL - 1 - self.number
        return 1 < self.number < SMALL and float(scipy.special.pdtr(room, self.expected)) >= LIKELY


@dataclass(frozen=True)
class Guarded:
    """Name a number to protect by its column, and how far it has to be able to move.

    It reaches down to `low` and up to `high`, and moves by `width`. What no edition prints by
    itself, a quarter alone, `is_bare`: it may be bounded, and is not found where it is from 1 to 4.
    An edition is refused where what `must_hold` does not; the rest is held where it can be.
    """

    column: int
    low: float = np.inf
    high: float = -np.inf
    width: float = 0.0
    is_bare: bool = False
    must_hold: bool = True

    def is_open(self, least: float, most: float) -> bool:
        """Tell whether a number that moves from least to most is protected."""
        if least > most:
            return False
        if self.is_bare and floor(most + NEAR) <= ceil(least - NEAR):
            return False
        reaches = least <= self.low + NEAR and most >= self.high - NEAR
        return reaches and most - least >= self.width - NEAR

    def is_found(self, least: float, most: float) -> bool:
        """Tell whether a number that moves no further is given away."""
        if self.is_bare:
            return ceil(least - NEAR) == floor(most + NEAR) and 0 < round(most) < SMALL
        return not self.is_open(least, most)


@dataclass
class Seen:
    """Keeps how far every number was seen to move, over all points that were found."""

    least: Vector
    most: Vector

    @classmethod
    def nothing(cls, size: int) -> "Seen":
        """Have seen no point."""
        return cls(np.full(size, np.inf), np.full(size, -np.inf))

    def see(self, point: Vector) -> None:
        """Take a point."""
        np.minimum(self.least, point, out=self.least)
        np.maximum(self.most, point, out=self.most)

    def shows_open(self, guarded: Guarded) -> bool:
        """Tell whether the points show that a number is protected."""
        return guarded.is_open(self.least[guarded.column], self.most[guarded.column])


@dataclass
class Family:
    """Holds the tables of one total over all editions while the last of them is made."""

    reader: Reader
    before: list[Said]
    coming: Sequence[Coming]
    settled: set[int] = field(default_factory=set)
    taken_back: "NDArray[np.bool_] | None" = None

    @classmethod
    def of(
        cls, name: str, before: Sequence[Document], now: Document, coming: Sequence[Coming]
    ) -> "Family":
        """Lay the editions together."""
        known = rows_known([*before, now], name)
        said = [one for document in before for one in said_in(document, name, known)]
        mine = [one for one in coming if one.counted.table in known]
        sums = [one.counted for one in (*said, *said_in(now, name, known))]
        sums += [one.counted for one in mine]
        return cls(Reader(known, sums), said, mine)

    def says(self, document: Document, name: str) -> list[Said]:
        """Give what the new edition says."""
        known = {table: frozenset(rows) for table, rows in self.reader.known.items()}
        return list(said_in(document, name, known))

    def limits(self, now: Sequence[Said]) -> Limits:
        """Give what all editions say; where it does not agree, the new one is right."""
        limits = self.reader.limits([*self.before, *now])
        if self.taken_back is None:
            cost = np.ones(len(limits))
            cost[[self.reader.sums[one.counted] for one in now]] = FAR
            agreed = self.reader.agreeing(limits, cost) if self.before else limits
            self.taken_back = np.any(agreed != limits, axis=1)
        limits[self.taken_back] = (0.0, np.inf)
        return limits

    def guarded(self, now: Sequence[Said], true: Mapping[Place, int]) -> list[Guarded]:
        """List what has to stay unknown: what is left out, quarters alone, what is to come."""
        column = self.reader.column
        found = {column(one.counted): small(column(one.counted))
                 for one in self.before if one.is_left_out}  # fmt: skip
        for one in now:
            at = column(one.counted)
            if one.is_left_out and one.place is not None:
                is_small = true.get(one.place, 0) < SMALL
                found[at] = small(at) if is_small else Guarded(at, width=WIDTH)
        bare = [Guarded(at, is_bare=True, must_hold=False) for at in self.reader.at.values()]
        ahead = [Guarded(column(one.counted), low=1.0, must_hold=False)
                 for one in self.coming if one.matters]  # fmt: skip
        return [*found.values(), *bare, *ahead]

    def may_go(self, now: Sequence[Said], true: Mapping[Place, int]) -> dict[int, Place]:
        """Name the numbers that the new edition alone prints, by their sum; no small ones."""
        said = {one.counted for one in self.before if not one.is_left_out}
        return {
            self.reader.sums[one.counted]: one.place
            for one in now
            if one.place and one.most and true[one.place] >= SMALL and one.counted not in said
        }


def small(column: int) -> Guarded:
    """Guard a number from 1 to 4."""
    return Guarded(column, low=1.0, high=SMALL - 1.0, width=WIDTH)


def withheld_beside(
    build: Build,
    *,
    before: Sequence[Document],
    true: Mapping[Place, int],
    coming: Sequence[Coming],
) -> frozenset[Place]:
    """Choose what a new edition leaves out because of those that are published.

    `build` writes the edition without the numbers that it is given; `true` are its numbers before
    anything is left out.
    Raises: GivesNumbersAway.
    """
    withheld = left_out_before(build(()), before)
    withheld = the_year_before(build(withheld), before, withheld)
    for name in FAMILIES:
        family = Family.of(name, before, build(withheld), coming)
        seen = Seen.nothing(len(family.reader.at) + len(family.reader.sums))
        while True:
            withheld = the_year_before(build(withheld), before, withheld)
            now = family.says(build(withheld), name)
            place = next_to_go(family, now, true, seen)
            if place is None:
                break
            withheld |= {place}
    return withheld


def before_now_left_out(now: Sequence[Said], before: Sequence[Said]) -> list[Place]:
    """List the numbers that an edition leaves out and that stand printed in one before it."""
    printed = {one.counted for one in before if not one.is_left_out}
    printed -= {one.counted for one in before if one.is_left_out}
    return [one.place for one in now if one.place and one.is_left_out and one.counted in printed]


def printed_before(now: Document, before: Sequence[Document]) -> list[Place]:
    """List the numbers that an edition leaves out and that stand printed in one before it."""
    found: list[Place] = []
    for name in FAMILIES:
        known = rows_known([*before, now], name)
        said = [one for document in before for one in said_in(document, name, known)]
        found += before_now_left_out(list(said_in(now, name, known)), said)
    return found


def the_year_before(
    now: Document, before: Sequence[Document], withheld: frozenset[Place]
) -> frozenset[Place]:
    """Withhold the whole period before, where a number of it was printed and is small now.

    Which of its numbers moved, and by how much, then cannot be seen.
    """
    small_now = [place for place in printed_before(now, before) if place.side != CURRENT]
    return withheld | {
        Place(FAMILIES[family_of(place)][0], EVERY, place.side) for place in small_now
    }


def family_of(place: Place) -> str:
    """Name the family of a table."""
    return next(name for name, tables in FAMILIES.items() if place.table in tables)


def left_out_before(now: Document, before: Sequence[Document]) -> frozenset[Place]:
    """Find the numbers that an edition left out before, in whichever column."""
    found: set[Place] = set()
    for name in FAMILIES:
        known = rows_known([*before, now], name)
        gone = {
            one.counted
            for document in before
            for one in said_in(document, name, known)
            if one.is_left_out
        }
        found |= {
            one.place
            for one in said_in(now, name, known)
            if one.place is not None and one.counted in gone
        }
    return frozenset(found)


def next_to_go(
    family: Family, now: Sequence[Said], true: Mapping[Place, int], seen: Seen
) -> Place | None:
    """Find a number of the new edition that gives another away; None where none does.

    Raises: GivesNumbersAway.
    """
    limits, may_go = family.limits(now), family.may_go(now, true)
    guarded = [one for one in family.guarded(now, true) if one.column not in family.settled]
    for one in doubtful(family.reader, limits, guarded, seen):
        held_by = holding(family.reader, limits, one, seen)
        if held_by is None:
            continue
        culprits = [place for position, place in may_go.items() if held_by[position] > NEAR]
        if culprits:
            return min(culprits, key=lambda place: (place.row == ALL, true.get(place, 0), place))
        if one.must_hold and not is_known_anyway(family, now, true, one):
            raise GivesNumbersAway
        family.settled.add(one.column)
    return None


def doubtful(
    reader: Reader, limits: Limits, guarded: Sequence[Guarded], seen: Seen
) -> Iterable[Guarded]:
    """Give the numbers that no point shows to be protected, after looking at random."""
    chance = np.random.default_rng(len(limits))
    for _ in range(TRIES):
        closed = [one.column for one in guarded if not seen.shows_open(one)]
        if not closed:
            return
        aim = np.zeros(len(reader.at) + len(reader.sums))
        aim[closed] = chance.normal(size=len(closed))
        point = reader.reach(aim, np.minimum(limits, FAR / 1000))
        if point is not None:
            seen.see(point.point)
    yield from (one for one in guarded if not seen.shows_open(one))


def holding(reader: Reader, limits: Limits, one: Guarded, seen: Seen) -> Vector | None:
    """Find what holds a number back, by sum; None where it is protected."""
    ends: dict[int, Reached] = {}
    for way in (LEAST, MOST):
        found = reader.end(one.column, way, limits)
        if found is not None:
            seen.see(found.point)
            ends[way] = found
        if seen.shows_open(one):
            return None
    least, most = seen.least[one.column], seen.most[one.column]
    if len(ends) < len((LEAST, MOST)) or not one.is_found(least, most):
        return None
    short = {LEAST: least > one.low + NEAR, MOST: most < one.high - NEAR}
    held = [end.held_by for way, end in ends.items() if short[way]]
    return np.asarray(np.sum(held or [end.held_by for end in ends.values()], axis=0))


def is_known_anyway(
    family: Family, now: Sequence[Said], true: Mapping[Place, int], one: Guarded
) -> bool:
    """Tell whether a number is as narrow by the others, or by the new edition, alone."""
    new = {family.reader.column(said.counted) for said in now}
    said = now if one.column in new else family.before
    limits = family.reader.limits(said)
    for position in family.may_go(now, true) if one.column in new else ():
        limits[position] = (1.0, np.inf)
    seen = Seen.nothing(len(family.reader.at) + len(family.reader.sums))
    return holding(family.reader, limits, one, seen) is not None


def coming_after(
    period: Period, true: Mapping[Place, int], shared: Mapping[Period, Mapping[Place, int]]
) -> list[Coming]:
    """List what editions to come share with a period, from the true numbers of both."""
    return [
        Coming(
            counted=Counted(place.table, frozenset((place.row,)), days),
            number=number,
            expected=true.get(place, 0) * (1 - days.n_months / period.n_months),
        )
        for days, numbers in shared.items()
        for place, number in numbers.items()
        if place.side == CURRENT and place.row not in (ALL, UNLISTED)
    ]


def days_to_come(period: Period) -> list[Period]:
    """List the ends of a period that editions to come share with it, quarter by quarter."""
    if not period.is_whole_months:
        return []
    return [Period(one.start, period.end) for one in period.months()[QUARTER::QUARTER]]
