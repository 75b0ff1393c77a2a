"""How numbers, dates and periods are written on a page: pure functions, always Europe/London.

The rules are those of the printed bulletin: thousands from 1,000 up, a true minus sign, a sign on
every change, no space before a percent sign, months in words.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUS = "\u2212"
NOT_RECORDED = "Not yet recorded"

Numeric = int | float | Decimal


def _rounded(value: Numeric, places: int) -> Decimal:
    exponent = Decimal(1).scaleb(-places)
    return Decimal(str(value)).quantize(exponent, rounding=ROUND_HALF_UP)


def number(value: Numeric, *, places: int = 0) -> str:
    """Write a number with thousands separated: 1940 is "1,940"."""
    rounded = _rounded(value, places)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}"


def signed(value: Numeric, *, places: int = 0) -> str:
    """Write a change with its sign: "+144", "−1,940", and "0" without one."""
    rounded = _rounded(value, places)
    return f"+{number(rounded, places=places)}" if rounded > 0 else number(rounded, places=places)


def percent(value: Numeric, *, places: int = 1) -> str:
    """Write a percentage: "9.6%"."""
    return f"{number(value, places=places)}%"


def signed_percent(value: Numeric, *, places: int = 1) -> str:
    """Write a change in percent with its sign: "−9.6%"."""
    return f"{signed(value, places=places)}%"


def interval(low: Numeric | None, high: Numeric | None, *, places: int = 1) -> str:
    """Write an interval in percent: "−11.6% to −8.0%"; None is an end without bound."""
    if low is None and high is None:
        return "no bounds"
    if high is None:
        return f"{signed_percent(low or 0, places=places)} or more"
    if low is None:
        return f"{signed_percent(high, places=places)} or less"
    return f"{signed_percent(low, places=places)} to {signed_percent(high, places=places)}"


def count(value: int, noun: str, plural: str = "") -> str:
    """Write a count and its noun: "1 arrest", "27 arrests", "2 enquiries" with its own plural."""
    word = noun if value == 1 else plural or f"{noun}s"
    return f"{number(value)} {word}"


def local(at: datetime) -> datetime:
    """Give the moment as London's clock shows it.

    Raises: ValueError, if the moment has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown")
    return at.astimezone(LONDON)


def _day(on: date | datetime) -> date:
    return local(on).date() if isinstance(on, datetime) else on


def long_date(on: date | datetime) -> str:
    """Write a day in full: "30 April 2024"."""
    day = _day(on)
    return f"{day.day} {day:%B %Y}"


def short_date(on: date | datetime) -> str:
    """Write a day for a table: "28 Apr 2024"."""
    day = _day(on)
    return f"{day.day} {day:%b %Y}"


def clock_time(at: datetime) -> str:
    """Write the time of day: "23:14"."""
    return f"{local(at):%H:%M}"


def moment(at: datetime) -> str:
    """Write day and time: "3 May 2024, 06:10"."""
    return f"{long_date(at)}, {clock_time(at)}"


def month(on: date | datetime) -> str:
    """Write a month: "April 2024"."""
    return f"{_day(on):%B %Y}"


def days_in(start: date, end: date) -> int:
    """Count the days of a half-open period."""
    return (end - start).days


def period(start: date, end: date) -> str:
    """Write a half-open period by its first and last day: "1 May 2023 to 30 April 2024"."""
    last = end - timedelta(days=1)
    if last <= start:
        return long_date(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day} to {long_date(last)}"
    if start.year == last.year:
        return f"{start.day} {start:%B} to {long_date(last)}"
    return f"{long_date(start)} to {long_date(last)}"


def period_and_days(start: date, end: date) -> str:
    """Write a period with its length: "1 May 2023 to 30 April 2024, 366 days"."""
    return f"{period(start, end)}, {count(days_in(start, end), 'day')}"


def age(since: datetime, at: datetime) -> str:
    """Write how long ago something was, in its largest whole unit: "2 days", "9 hours".

    A moment that lies ahead of `at`, as a device with a fast clock sends it, is "0 minutes".
    """
    minutes = max(0, int((at - since).total_seconds()) // 60)
    if minutes >= 24 * 60:
        return count(minutes // (24 * 60), "day")
    if minutes >= 60:
        return count(minutes // 60, "hour")
    return count(minutes, "minute")


def hours(minutes: int) -> str:
    """Write minutes as time worked: "742 hours" from 100 hours up, else "11 h 40 min"."""
    if minutes >= 100 * 60:
        return count(int(_rounded(Decimal(minutes) / 60, 0)), "hour")
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def listed(words: list[str]) -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def digest(value: str) -> str:
    """Write the first 16 hex digits of a digest in groups of four: "9f3c 1a7e 04bd 22c6"."""
    return " ".join(value[start : start + 4] for start in range(0, min(len(value), 16), 4))
