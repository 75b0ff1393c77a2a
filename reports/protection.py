"""Which numbers of an additive table to leave out, so that no small one can be worked out. Pure.

A table with totals is a circulation: each number an arc between the two sums it takes part in, as
much flowing into a sum as out of it. What a reader can find out about one number is how far it can
move while the sums still hold, and that is a greatest flow: exact, in whole numbers. The reader is
taken to know that a number left out is not 0, because true zeros are printed.
"""

import heapq
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

SMALL = 5
STEP = 5
UNBOUNDED = 10**12
UP, DOWN = 1, -1

Step = tuple[int, int]
"""An arc by its position, and whether it is raised (UP) or lowered (DOWN)."""


class Showing(StrEnum):
    """Say how a number is shown."""

    EXACT = "exact"
    ROUNDED = "rounded"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Arc:
    """Hold one number of a table and the two sums, by their keys, that it joins.

    `level` is 0 for a cell, 1 for a total, 2 for the grand total: the higher, the rather kept.
    """

    tail: str
    head: str
    value: int
    level: int = 0


def rounded(value: int, /) -> int:
    """Round to the nearest multiple of 5."""
    return STEP * ((value + STEP // 2) // STEP)


def bounds(value: int, showing: Showing, /) -> tuple[int, int]:
    """Return the least and the most that a number can be by the way it is shown alone."""
    if value == 0 or showing is Showing.EXACT:
        return value, value
    if showing is Showing.LEFT_OUT:
        return 1, UNBOUNDED
    printed = rounded(value)
    return max(1, printed - STEP // 2), printed + STEP // 2


def protect(arcs: Sequence[Arc], showing: Sequence[Showing], /) -> list[Showing]:
    """Leave numbers out until every small cell that is left out could be any from 1 to 4.

    Whatever else is left out keeps at least four values, and what is small and rounded two. (A
    total of two cells that are not 0 is 2 or more, whatever is left out.) To leave a number out
    never narrows another, so that one pass over the list, and over what it adds, is enough.
    Preferred are the fewest and smallest numbers, and cells before totals.
    """
    table = _Table(arcs, list(showing))
    waiting = deque(range(len(arcs)))
    while waiting:
        waiting.extend(table.secure(waiting.popleft()))
    return table.showing


def feasible(arcs: Sequence[Arc], showing: Sequence[Showing], position: int, /) -> tuple[int, int]:
    """Return the least and the most that a number can be, by everything that is shown."""
    table, value = _Table(arcs, list(showing)), arcs[position].value
    low = value - table.room(position, DOWN, UNBOUNDED)
    return low, min(UNBOUNDED, value + table.room(position, UP, UNBOUNDED))


class _Table:
    """Hold the arcs with the way each is shown, and how far each can move."""

    def __init__(self, arcs: Sequence[Arc], showing: list[Showing]) -> None:
        self.arcs, self.showing = arcs, showing
        self.steps: dict[str, list[tuple[Step, str]]] = {}
        for position, arc in enumerate(arcs):
            self.steps.setdefault(arc.tail, []).append(((position, UP), arc.head))
            self.steps.setdefault(arc.head, []).append(((position, DOWN), arc.tail))
        self.dear = 1 + sum(arc.value for arc in arcs)

    def secure(self, position: int) -> list[int]:
        """Leave out what one number needs to be safe; return what was left out for it."""
        value, added = self.arcs[position].value, list[int]()
        for way, amount in self._wanted(position):
            if self.room(position, way, amount) < amount:
                added += self._free(position, way, amount)
        width = self._width(position)
        if sum(self.room(position, way, width) for way in (UP, DOWN)) < width:
            low, high = bounds(value, self.showing[position])
            way = UP if high - value >= width else DOWN
            added += self._free(position, way, min(width, high - low))
        return added

    def room(self, position: int, way: int, limit: int) -> int:
        """Measure how far a number can move, up to a limit, while the sums hold."""
        moved, used = 0, dict[Step, int]()
        limit = min(limit, self._slack((position, way), self.showing[position]))
        while moved < limit:
            path = self._path(position, way, used)
            if path is None:
                break
            free = min(self._left(step, used) for step in path)
            free = min(free, limit - moved)
            for arc, direction in path:
                used[arc, direction] = used.get((arc, direction), 0) + free
            moved += free
        return moved

    def _wanted(self, position: int) -> tuple[tuple[int, int], ...]:
        value, level = self.arcs[position].value, self.arcs[position].level
        if self.showing[position] is not Showing.LEFT_OUT or value >= SMALL or level:
            return ()
        return (UP, SMALL - 1 - value), (DOWN, value - 1)

    def _width(self, position: int) -> int:
        if self.showing[position] is Showing.LEFT_OUT:
            return SMALL - 2
        small = 0 < self.arcs[position].value < SMALL
        return int(small and self.showing[position] is Showing.ROUNDED)

    def _slack(self, step: Step, showing: Showing) -> int:
        value = self.arcs[step[0]].value
        low, high = bounds(value, showing)
        return high - value if step[1] == UP else value - low

    def _left(self, step: Step, used: dict[Step, int]) -> int:
        """Return how far a step can still go: its slack, less what went, plus what came back."""
        arc, way = step
        return self._slack(step, self.showing[arc]) - used.get(step, 0) + used.get((arc, -way), 0)

    def _ends(self, position: int, way: int) -> tuple[str, str]:
        """Return where a way round the sums starts and ends, so that it balances the number."""
        arc = self.arcs[position]
        return (arc.head, arc.tail) if way == UP else (arc.tail, arc.head)

    def _path(self, position: int, way: int, used: dict[Step, int]) -> list[Step] | None:
        start, end = self._ends(position, way)
        came: dict[str, tuple[str, Step]] = {}
        reached, waiting = {start}, deque([start])
        while waiting and end not in reached:
            node = waiting.popleft()
            for step, onward in self.steps[node]:
                if step[0] != position and onward not in reached and self._left(step, used) > 0:
                    came[onward] = (node, step)
                    reached.add(onward)
                    waiting.append(onward)
        return _walk(came, start, end) if end in reached else None

    def _cheapest(self, position: int, way: int, amount: int) -> list[Step]:
        """Find the way round the sums by which a number could move, that leaves out least.

        Empty where there is none.
        """
        start, end = self._ends(position, way)
        came: dict[str, tuple[str, Step]] = {}
        best, order = {start: 0}, count()
        waiting = [(0, next(order), start)]
        while waiting:
            cost, _, node = heapq.heappop(waiting)
            for step, onward in self.steps[node] if cost == best[node] else ():
                price = self._price(step, amount)
                if step[0] == position or price is None:
                    continue
                if cost + price < best.get(onward, UNBOUNDED):
                    best[onward] = cost + price
                    came[onward] = (node, step)
                    heapq.heappush(waiting, (cost + price, next(order), onward))
        return _walk(came, start, end) if end in best else []

    def _price(self, step: Step, amount: int) -> int | None:
        """Return what it costs to let a number move so far; None where it never can."""
        arc = self.arcs[step[0]]
        if self._slack(step, self.showing[step[0]]) >= amount:
            return 0
        if self._slack(step, Showing.LEFT_OUT) < amount:
            return None
        return 1 + arc.value + self.dear * 2 * arc.level

    def _free(self, position: int, way: int, amount: int) -> list[int]:
        """Leave out what keeps a number from moving so far, along the cheapest way round."""
        added = [
            step[0]
            for step in self._cheapest(position, way, amount)
            if self._slack(step, self.showing[step[0]]) < amount
        ]
        for arc in added:
            self.showing[arc] = Showing.LEFT_OUT
        return added


def _walk(came: dict[str, tuple[str, Step]], start: str, end: str) -> list[Step]:
    path, node = list[Step](), end
    while node != start:
        node, step = came[node]
        path.append(step)
    return path
