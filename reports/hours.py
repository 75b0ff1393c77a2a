"""Hours of patrol with the definition that they were counted by. Pure.

Three definitions are in use, and a comparison across two of them says nothing: it is refused.
"""

from dataclasses import dataclass
from enum import StrEnum

from reports import numerals

MINUTES = 60


class HoursDefinition(StrEnum):
    """Say which time is counted."""

    UNION = "time with at least one officer there"
    PERSON = "time of each officer there, added up"
    SHIFT = "whole shifts of the officers on duty, added up"


class DefinitionsDifferError(ValueError):
    """Raised where hours by two definitions would be compared."""


@dataclass(frozen=True)
class Hours:
    """Hold minutes with their definition: neither travels without the other."""

    minutes: int
    definition: HoursDefinition

    @property
    def hours(self) -> float:
        """Return the minutes as hours, not rounded."""
        return self.minutes / MINUTES

    @property
    def words(self) -> str:
        """Print the hours with their definition; tenths under 100 hours."""
        number = f"{self.hours:,.1f}" if self.hours < 100 else f"{self.hours:,.0f}"
        return f"{number} hours ({self.definition.value})"


def change(*, now: Hours, then: Hours) -> int:
    """Return the change in minutes.

    Raises: DefinitionsDifferError where the two were counted by different definitions.
    """
    if now.definition is not then.definition:
        raise DefinitionsDifferError(
            f"No comparison: now {now.definition.value}, before {then.definition.value}."
        )
    return now.minutes - then.minutes


def hours_per_officer_day(*, hours: float, officers: int, days: int) -> float:
    """Return hours per officer and day: about eight betray that whole shifts were counted."""
    if officers < 1 or days < 1:
        raise ValueError(f"{numerals.plural(officers, 'officer')}, {days} days: nothing to divide.")
    return hours / (officers * days)
