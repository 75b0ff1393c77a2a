"""Adding forces and districts."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from accounts import actions, rules
from accounts.models import District, Force, Officer
from accounts.typed import OddCharacter, kept
from audit import journal
from audit.models import Operation


class BadDistrict(ValueError):
    """A district cannot be added; the message says why."""


def find_force(name: str) -> Force | None:
    """Find a force by its slug or by its name."""
    slug = slugify(name)
    return (
        Force.objects.filter(name__iexact=name).first()
        or Force.objects.filter(slug__in=[slug, slug.removesuffix("-police")]).first()
    )


@transaction.atomic
def add_district(*, slug: str, name: str, force: str, by: Officer, at: datetime) -> District:
    """Add a district, and its force where that is new; a second call changes nothing.

    Raises: Refused, BadDistrict.
    """
    actions.refuse(rules.why_not_add_district(by=by))
    name, force = kept_names(name, force)
    of_force = find_force(force)
    if of_force is None:
        of_force = Force(slug=slugify(force).removesuffix("-police")[:50], name=force)
    standing = District.objects.filter(slug=slug).first()
    if standing is not None:
        if (standing.name, standing.force) != (name, of_force):
            raise BadDistrict(f"The district {slug} is {standing} of {standing.force} already.")
        return standing
    district = District(slug=slug, name=name)
    try:
        of_force.full_clean(validate_unique=False)
        district.clean_fields(exclude=["force"])
    except ValidationError as error:
        raise BadDistrict("; ".join(error.messages)) from error
    of_force.save()
    district.force = of_force
    district.save()
    journal.write(
        verb="district.add",
        operation=Operation.ALTERATION,
        by=by,
        at=at,
        subject="district",
        subject_id=district.pk,
        label=name,
        district=slug,
    )
    return district


def kept_names(name: str, force: str) -> tuple[str, str]:
    """Give the names as they are kept.

    Raises: BadDistrict.
    """
    try:
        return kept(name, subject="name"), kept(force, subject="force")
    except OddCharacter as error:
        raise BadDistrict(str(error)) from error
