"""People without names: making a subject and dating what they are in law."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.crypto import get_random_string

from accounts.models import District
from operations.models import Subject, SubjectRole, SubjectStanding
from records.models import Record

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0, O, 1 or I: references are read out."""


def new_subject(*, district: District, at: datetime) -> Subject:
    """Make a subject with a random reference such as K7F3-9QWX."""
    reference = f"{get_random_string(4, LETTERS)}-{get_random_string(4, LETTERS)}"
    return Subject.objects.create(reference=reference, district=district, created_at=at)


def set_standings(
    record: Record, subject: Subject | None, roles: Iterable[tuple[SubjectRole, date]]
) -> None:
    """Make what the record says of its subject's roles the dated roles given."""
    SubjectStanding.objects.filter(record=record).delete()
    if subject is not None:
        SubjectStanding.objects.bulk_create(
            SubjectStanding(subject=subject, role=role, from_on=day, record=record)
            for role, day in roles
        )
