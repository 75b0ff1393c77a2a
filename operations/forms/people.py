"""Finding the officers, subjects, patrols and arrests that a form names as people do."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import District, Officer
from accounts.roles import TABLE, Permission
from operations.models import Arrest, Operation, Patrol, Subject
from records.models import Status

RECENT = timedelta(days=3)
MOST_PATROLS = 40


def collar_numbers(text: str) -> list[str]:
    """Read collar numbers from a line such as "41123, PC 40876": each once, titles left out."""
    found: list[str] = []
    for part in re.split(r"[,;\n]+", text):
        words = part.split()
        numbers = [word for word in words if not word.isalpha()] or words
        found += [number for number in numbers if number not in found]
    return found


def officers_named(
    text: str, *, district: District, day: date, held: Iterable[Officer] = ()
) -> tuple[Officer, ...]:
    """Find the active officers of a district by their numbers, in the order in which they stand.

    An officer whom the record names already may stay, wherever they are now.
    Raises: ValidationError that names each number that is nobody's.
    """
    numbers = collar_numbers(text)
    see = [role for role, rights in TABLE.items() if Permission.SEE_RECORDS in rights]
    posted = Officer.objects.filter(
        Q(postings__to_on__isnull=True) | Q(postings__to_on__gt=day),
        collar_number__in=numbers,
        is_active=True,
        is_service=False,
        postings__team__district=district,
        postings__role__in=see,
        postings__from_on__lte=day,
    )
    known = {officer.collar_number: officer for officer in [*held, *posted]}
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise ValidationError([_unknown(number, district) for number in unknown])
    return tuple(known[number] for number in numbers)


def _unknown(number: str, district: District) -> str:
    return (
        f"{number} is not the collar number of an active officer in {district} district. "
        "Check the number"
    )


def subject_named(text: str, *, district: District) -> Subject | None:
    """Find a subject by the reference; an empty text is nobody yet.

    Raises: ValidationError.
    """
    reference = text.strip().upper()
    if not reference:
        return None
    found = Subject.objects.filter(reference=reference, district=district).first()
    if found is None:
        raise ValidationError(
            f"No person has the reference {reference} in {district} district. Check the reference"
        )
    return found


def arrests_named(text: str, *, district: District) -> tuple[Arrest, ...]:
    """Find the arrests of a district by their references, such as "A-24-00412, A-24-00413".

    Raises: ValidationError that names each reference that is no arrest's.
    """
    wanted = list(dict.fromkeys(re.split(r"[\s,;]+", text.strip().upper())))
    references = [reference for reference in wanted if reference]
    rows = (
        Arrest.objects.filter(record__district=district, record__reference__in=references)
        .exclude(record__status=Status.WITHDRAWN)
        .select_related("record", "subject")
    )
    known = {arrest.record.reference: arrest for arrest in rows}
    unknown = [reference for reference in references if reference not in known]
    if unknown:
        raise ValidationError(
            [
                f"{reference} is not an arrest of {district} district. Check the reference"
                for reference in unknown
            ]
        )
    return tuple(known[reference] for reference in references)


def operations_to_choose(
    district: District, day: date, held: Operation | None = None
) -> list[Operation]:
    """Read the operations of a district that have begun, newest last day first, and the held one.

    An operation that is over stays on offer: its arrests and cases are logged later.
    """
    rows = Operation.objects.filter(district=district, starts_on__lte=day).exclude(
        record__status=Status.WITHDRAWN
    )
    if held is not None:
        rows = rows | Operation.objects.filter(pk=held.pk)
    return sorted(rows, key=lambda row: (row.ends_on is not None and row.ends_on < day, row.name))


def patrols_to_choose(
    district: District, *, by: Officer, at: datetime, held: Patrol | None = None
) -> list[Patrol]:
    """Read the patrols of the last days, the officer's own first, newest first, and the held one.

    Patrols by others are offered too: a colleague may log the arrest.
    """
    recent = (
        Patrol.objects.filter(record__district=district, started_at__gt=at - RECENT)
        .exclude(record__status=Status.WITHDRAWN)
        .select_related("record", "operation", "area")
        .order_by("-started_at")
    )
    own = list(recent.filter(record__parts__officer=by).distinct()[:MOST_PATROLS])
    others = [row for row in recent[:MOST_PATROLS] if row not in own]
    first = [held] if held is not None and held not in own + others else []
    return [*first, *own, *others]


def last_patrol_of(officer: Officer) -> Patrol | None:
    """Find the patrol that the officer logged last."""
    rows = Patrol.objects.filter(record__logged_by=officer).select_related(
        "operation", "area", "provider", "mode"
    )
    return rows.order_by("-started_at").first()
