"""Who may ask for an antisocial behaviour case review (2014 Act, section 104). Pure.

Time is counted in calendar months that begin with a day, never in days: six months beginning with
3 January end with 2 July.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

REPORT_WITHIN = 1
APPLY_WITHIN = 6
HIGHEST_THRESHOLD = 3


@dataclass(frozen=True)
class Complaint:
    """Hold the day of an incident and the day on which it was complained of."""

    incident_on: date
    made_on: date


@dataclass(frozen=True)
class Qualification:
    """Hold the complaints that qualify, and how many are needed."""

    qualifying: tuple[Complaint, ...]
    threshold: int

    @property
    def is_met(self) -> bool:
        """Tell whether enough complaints qualify."""
        return len(self.qualifying) >= self.threshold


def last_day_of_months(first: date, months: int, /) -> date:
    """Return the last day of some calendar months that begin with a day.

    It is the day before the same day of the month in which they end; where that month has no such
    day, the last day of it.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if first.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, first.day) - timedelta(days=1)


def qualification(
    complaints: Iterable[Complaint], /, *, applied_on: date, threshold: int
) -> Qualification:
    """Find the complaints that count towards an application.

    A complaint qualifies if it was made within one month of the incident and the application came
    within six months of the complaint.
    Raises: ValueError for a threshold outside what the Act allows.
    """
    if not 1 <= threshold <= HIGHEST_THRESHOLD:
        raise ValueError(f"The threshold is 1 to {HIGHEST_THRESHOLD} complaints, not {threshold}.")
    held = tuple(each for each in complaints if _qualifies(each, applied_on))
    return Qualification(qualifying=held, threshold=threshold)


def _qualifies(complaint: Complaint, applied_on: date) -> bool:
    reported = last_day_of_months(complaint.incident_on, REPORT_WITHIN)
    lapses = last_day_of_months(complaint.made_on, APPLY_WITHIN)
    in_time = complaint.incident_on <= complaint.made_on <= reported
    return in_time and complaint.made_on <= applied_on <= lapses
