"""What every action on accounts shares: refusing, finding who may be kept, the journal's line."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts import rules
from accounts.clock import LONDON
from accounts.models import District, Officer, Posting, Team, Token
from audit import journal
from audit.models import Operation


class Refused(Exception):
    """A rule forbids it; the message gives the rule and who can."""


def refuse(why: str) -> None:
    """Raise when there is a reason to.

    Raises: Refused.
    """
    if why:
        raise Refused(why)


def kept(officer: Officer, by: Officer, *, at: datetime) -> Officer:
    """Fetch and lock an account that `by` may keep: those of other districts' people are not.

    Raises: Refused.
    """
    locked = Officer.objects.select_for_update().get(pk=officer.pk)
    districts = districts_of(locked, at=at)
    refuse(rules.why_not_keep_officer(by=by, officer=locked, district_ids=districts))
    return locked


def districts_of(officer: Officer, *, at: datetime) -> set[int]:
    """Read the keys of the districts in which an officer is posted, or will be."""
    open_ones = Q(to_on__isnull=True) | Q(to_on__gt=at.astimezone(LONDON).date())
    return set(officer.postings.filter(open_ones).values_list("team__district_id", flat=True))


def line(
    row: District | Team | Officer | Posting | Token,
    verb: str,
    *,
    by: Officer,
    at: datetime,
    operation: Operation = Operation.ALTERATION,
    **more: Any,
) -> None:
    """Write the journal's line about a district, a team, an account or a posting."""
    subject = str(row._meta.model_name)
    journal.write(
        verb=f"{subject}.{verb}",
        operation=operation,
        by=by,
        at=at,
        subject=subject,
        subject_id=row.pk,
        label=str(row),
        **more,
    )
