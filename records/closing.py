"""Closing periods of a district, and asking whether a day is closed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.clock import LONDON
from accounts.models import District, Officer
from accounts.roles import Permission
from accounts.wording import long_date
from audit import journal
from audit.models import Operation
from records.models import Closing, Record
from records.writing import Refused, refuse

MOST_GRACE = 31
"""Days of grace beyond which a closing would wait for the next."""


def why_not_close(*, officer: Officer, district: District) -> str:
    """Say why the officer may not close periods of the district, or nothing."""
    if officer.standing.allows(Permission.CLOSE_PERIODS, district.pk):
        return ""
    return f"A commander of {district} district closes its periods."


def last_closing(district: District) -> Closing | None:
    """Find the closing that reaches furthest, whether or not it has taken effect."""
    return Closing.objects.filter(district=district).order_by("-through").first()


def closing_of(district_id: int, day: date, *, on: date) -> Closing | None:
    """Find the closing in effect on a day that closed another day first."""
    rows = Closing.objects.filter(district=district_id, through__gte=day, takes_effect_on__lte=on)
    return rows.order_by("through").first()


def closing_of_record(record: Record, *, at: datetime) -> Closing | None:
    """Find the closing under which a record's day is closed at a moment."""
    day = record.occurred_at.astimezone(LONDON).date()
    return closing_of(record.district_id, day, on=at.astimezone(LONDON).date())


def warning(record: Record, *, at: datetime) -> str:
    """Say what a change of a record of a closed period will lead to, or nothing."""
    closing = closing_of_record(record, at=at)
    if closing is None:
        return ""
    return (
        f"Its day is in a period that was closed through {long_date(closing.through)}. Editions "
        "that counted it stay as they are; the next one prints the change as restated [r], with "
        "the reference of this record."
    )


@transaction.atomic
def close_period(
    *, district: District, through: date, grace_days: int, by: Officer, at: datetime
) -> Closing:
    """Close every day of a district up to and including one, after some days of grace.

    Raises: Refused.
    """
    refuse(why_not_close(officer=by, district=district))
    District.objects.select_for_update().get(pk=district.pk)
    today = at.astimezone(LONDON).date()
    refuse(why_not_through(district=district, through=through, today=today))
    if not 0 <= grace_days <= MOST_GRACE:
        raise Refused(f"Days of grace are 0 to {MOST_GRACE}, not {grace_days}.")
    closing = Closing.objects.create(
        district=district,
        through=through,
        takes_effect_on=today + timedelta(days=grace_days),
        by=by,
        at=at,
    )
    journal.write(
        verb="period.close",
        operation=Operation.ALTERATION,
        by=by,
        at=at,
        subject="closing",
        subject_id=closing.pk,
        label=str(closing),
        district=district.slug,
        detail={"through": through.isoformat(), "grace_days": grace_days},
    )
    return closing


def why_not_through(*, district: District, through: date, today: date) -> str:
    """Say why no period can be closed up to a day, or nothing."""
    if through >= today:
        return f"{long_date(through)} is not over. Close a period that has ended."
    last = last_closing(district)
    if last is not None and last.through >= through:
        return f"{district} is closed through {long_date(last.through)}. Choose a later day."
    return ""
