"""Moments made of a day and a time of day as London's clocks show them. Pure."""

from datetime import UTC, date, datetime, time, timedelta

from records.wording import LONDON, day_in_words


class NoSuchTime(ValueError):
    """The clocks went forward over this time; the message says so and how to mend it."""


def moment_of(day: date, at: time) -> datetime:
    """Make a moment; of a time that the clocks show twice in a night, the first.

    Raises: NoSuchTime.
    """
    moment = datetime.combine(day, at, tzinfo=LONDON)
    if not _shown(moment):
        raise NoSuchTime(
            f"The clocks went forward over {at:%H:%M} on {day_in_words(moment)}. Check the time"
        )
    return moment.astimezone(UTC)


def moment_after(start: datetime, at: time) -> datetime:
    """Find the first moment after another at which the clocks show a time of day.

    A time at or before the start's is one of the next day. In the night when the clocks go back
    the second showing of a time serves where the first is not after the start.
    Raises: NoSuchTime.
    """
    day = start.astimezone(LONDON).date()
    same_day = datetime.combine(day, at, tzinfo=LONDON)
    for moment in (same_day, same_day.replace(fold=1)):
        if _shown(moment) and moment.astimezone(UTC) > start:
            return moment.astimezone(UTC)
    if not _shown(same_day) and same_day.time() > start.astimezone(LONDON).time():
        return moment_of(day, at)
    return moment_of(day + timedelta(days=1), at)


def _shown(moment: datetime) -> bool:
    """Tell whether the clocks show this time on this day at all."""
    back = moment.astimezone(UTC).astimezone(LONDON)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def nearest_to(span: tuple[datetime, datetime], day: date, at: time) -> datetime:
    """Take a time typed with the first day of a span as that of the next, where that is nearer.

    01:30 typed with the day on which a patrol from 22:00 to 04:00 began is the night's 01:30.
    Raises: NoSuchTime.
    """
    start, end = span
    moment = moment_of(day, at)
    begun, over = start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
    if day != begun or over == begun or moment >= start:
        return moment
    later = moment_of(day + timedelta(days=1), at)
    return later if later - end < start - moment else moment
