"""What a reader can work out from public editions laid together, by linear programming. Pure.

Unknown is the count of every row in every span of days between two bounds of periods, none below
0. What editions say are limits of sums of these, and the tables of one total have the same sum in
every span. The least and the most that a sum can be by all that is one linear programme each,
solved by HiGHS (Huangfu and Hall, Mathematical Programming Computation 10, 2018).

`scipy.optimize` costs half a second and 24 MB. It is loaded with the first sum that is looked for,
in the process that compiles.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, cast

import numpy as np
import scipy
from numpy.typing import NDArray

from reports.periods import Period
from reports.public_series import Counted, Said

Vector = NDArray[np.float64]
Limits = NDArray[np.float64]
"""One row a sum: the least and the most that it can be."""
NEAR = 1e-6
FAR = 1e6
"""More than any count: a programme without an end stops here."""
LEAST, MOST = 1, -1


@dataclass(frozen=True)
class Reached:
    """Hold a point that fits all limits, and how much each sum's limits hold it back."""

    point: Vector
    held_by: Vector


class Reader:
    """Lays sums of one family of tables together.

    `known` are the rows of each table. A point has the unknowns first and then the sums, in the
    order of `sums`, which is also that of the rows of all limits.
    """

    def __init__(self, known: Mapping[str, frozenset[str]], sums: Iterable[Counted]) -> None:
        self.known = {table: sorted(rows) for table, rows in sorted(known.items())}
        self.sums = {counted: position for position, counted in enumerate(dict.fromkeys(sums))}
        self.spans = spans_of([counted.period for counted in self.sums])
        keys = [
            (table, row, start)
            for table, rows in self.known.items()
            for row in rows
            for start, _ in self.spans
        ]
        self.at = {key: position for position, key in enumerate(keys)}
        self.equations = self._equations()

    def parts(self, counted: Counted) -> list[int]:
        """List the unknowns that a sum is made of."""
        period = counted.period
        return [
            self.at[counted.table, row, start]
            for row in counted.rows
            for start, end in self.spans
            if period.start <= start and end <= period.end
        ]

    def column(self, counted: Counted) -> int:
        """Find where a point holds a sum."""
        return len(self.at) + self.sums[counted]

    def unlimited(self) -> Limits:
        """Give limits that say nothing."""
        return np.column_stack([np.zeros(len(self.sums)), np.full(len(self.sums), np.inf)])

    def limits(self, said: Iterable[Said]) -> Limits:
        """Put what is said of sums together; of what contradicts, the last holds."""
        limits = self.unlimited()
        for one in said:
            position = self.sums[one.counted]
            most = np.inf if one.most is None else one.most
            low, high = max(limits[position, 0], one.least), min(limits[position, 1], most)
            limits[position] = (low, high) if low <= high else (one.least, most)
        return limits

    def reach(self, aim: Vector, limits: Limits) -> Reached | None:
        """Lower a weighted sum over a point as far as it goes; None where nothing fits."""
        n = len(self.at)
        found = _solved(aim, self.equations, _bounds(n, limits))
        if found is None:
            return None
        point, held = found
        return Reached(point, held[n:])

    def end(self, column: int, way: int, limits: Limits) -> Reached | None:
        """Find where a number is at its least (way LEAST) or its most (way MOST)."""
        aim = np.zeros(len(self.at) + len(self.sums))
        aim[column] = way
        return self.reach(aim, limits)

    def agreeing(self, limits: Limits, cost: Vector) -> Limits:
        """Take back what contradicts: numbers that were restated counted other records.

        What costs most is kept. Where all agrees, nothing is taken back.
        """
        n, k = len(self.at), len(self.sums)
        below = scipy.sparse.csr_array((self.equations.shape[0] - k, k))
        loose = scipy.sparse.vstack([scipy.sparse.eye_array(k), below])
        matrix = scipy.sparse.csr_array(scipy.sparse.hstack([self.equations, loose, -loose]))
        aim = np.concatenate([np.zeros(n + k), cost, cost])
        bounds = np.vstack([_bounds(n, limits), np.tile([0.0, FAR], (2 * k, 1))])
        found = _solved(aim, matrix, bounds)
        if found is None:
            return self.unlimited()
        moved = found[0][n + k : n + 2 * k] + found[0][n + 2 * k :]
        return np.where((moved > NEAR)[:, None], self.unlimited(), limits)

    def _equations(self) -> "scipy.sparse.csr_array":
        entries: list[tuple[int, int, float]] = []
        for counted, position in self.sums.items():
            entries += [(position, part, 1.0) for part in self.parts(counted)]
            entries.append((position, len(self.at) + position, -1.0))
        line = len(self.sums)
        first, *others = self.known
        for start, _ in self.spans:
            for other in others:
                entries += [(line, self.at[first, row, start], 1.0) for row in self.known[first]]
                entries += [(line, self.at[other, row, start], -1.0) for row in self.known[other]]
                line += 1
        lines, columns, values = zip(*entries, strict=True)
        shape = (line, len(self.at) + len(self.sums))
        return scipy.sparse.csr_array((values, (lines, columns)), shape=shape)


def spans_of(periods: Sequence[Period]) -> list[tuple[date, date]]:
    """Cut the days that periods cover where any of them begins or ends."""
    bounds = sorted({day for period in periods for day in (period.start, period.end)})
    return [
        (start, end)
        for start, end in pairwise(bounds)
        if any(period.start <= start and end <= period.end for period in periods)
    ]


def _bounds(unknowns: int, limits: Limits) -> Vector:
    return np.vstack([np.tile([0.0, FAR], (unknowns, 1)), np.minimum(limits, FAR)])


def _solved(
    aim: Vector, matrix: "scipy.sparse.csr_array", bounds: Vector
) -> tuple[Vector, Vector] | None:
    """Give the point where the aim is least, and what each bound has to do with it."""
    found = scipy.optimize.linprog(
        aim,
        A_eq=cast(Any, matrix),  # the stubs know no sparse matrix
        b_eq=np.zeros(matrix.shape[0]),
        bounds=cast(Any, bounds),
        method="highs",
    )
    if found.status != 0:
        return None
    held = np.abs(found.lower.marginals) + np.abs(found.upper.marginals)
    return np.asarray(found.x), held
