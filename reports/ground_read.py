"""What evidence holds of the ground of a district: outlines, and what follows what. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Stretch:
    """A stretch of days of one outline; the same number is the same ground."""

    number: int
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date, /) -> bool:
        """Tell whether a day is among its days."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Successor:
    """A code that follows another of a kind from a day on."""

    kind: str
    code: str
    successor: str
    day: date


@dataclass(frozen=True)
class GroundRead:
    """The ground of a district as it was read.

    `without_areas` are the months, of those that were read, on whose first day no ward and no LSOA
    of the district was in force; `of_force` the rows that the district's own force published of the
    period and of the one before, wherever they lie.
    """

    outlines: tuple[Stretch, ...] = ()
    without_areas: tuple[date, ...] = ()
    of_force: tuple[int, int] = (0, 0)
    successors: tuple[Successor, ...] = ()
