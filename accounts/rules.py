"""Who may keep whose account, and why not. Predicates that run no query of their own."""

from collections.abc import Collection

from accounts.models import Officer, Team
from accounts.roles import Permission, Role

OWN_ACCOUNT = (
    "This is your own account. Another administrator keeps it: nobody gives themselves a role."
)


def why_not_add_people(*, by: Officer) -> str:
    """Say why the officer may not add accounts or teams anywhere, or nothing."""
    if by.is_service or by.standing.allows(Permission.KEEP_PEOPLE):
        return ""
    return "Administrators keep officers and teams."


def why_not_add_district(*, by: Officer) -> str:
    """Say why the officer may not add districts, or nothing."""
    if by.is_service or by.standing.allows(Permission.KEEP_PEOPLE):
        return ""
    return "Administrators add districts, or the console does."


def why_not_keep_team(*, by: Officer, team: Team) -> str:
    """Say why the officer may not keep a team or post anyone to it, or nothing."""
    if by.is_service or by.standing.allows(Permission.KEEP_PEOPLE, team.district_id):
        return ""
    return f"An administrator of {team.district} district keeps its teams and postings."


def why_not_keep_officer(*, by: Officer, officer: Officer, district_ids: Collection[int]) -> str:
    """Say why `by` may not keep the account of an officer posted in these districts, or nothing.

    Nobody keeps their own account: an administrator sees no records, and would otherwise give
    themselves a role that does. An account without a posting is kept by any administrator; the
    accounts of the schedule and the console by nobody.
    """
    if officer.is_service:
        return f"{officer} is an account without a sign-in. It does not change."
    if by.pk == officer.pk:
        return OWN_ACCOUNT
    if by.is_service:
        return ""
    allows = by.standing.allows
    if district_ids and not any(allows(Permission.KEEP_PEOPLE, key) for key in district_ids):
        return "An administrator of a district where this officer is posted keeps the account."
    return why_not_add_people(by=by)


def why_not_post(*, by: Officer, officer: Officer, team: Team) -> str:
    """Say why `by` may not post the officer to the team or end a posting there, or nothing.

    An officer of another district may be posted here: the posting gives rights here only.
    """
    if officer.is_service:
        return f"{officer} is an account without a sign-in. It has no postings."
    if by.pk == officer.pk:
        return OWN_ACCOUNT
    if officer.is_system and not by.is_service:
        return "Where a system reads is for the console to say: manage.py api_token add-system."
    return why_not_keep_team(by=by, team=team)


SYSTEM_ROLES = (Role.COMMANDER, Role.ANALYST, Role.ADVISORY_GROUP)
"""What a system may be posted as: roles that read, and decide on no record."""


def why_not_add_system(*, by: Officer, role: Role) -> str:
    """Say why the account of another program may not be added so, or nothing."""
    if not by.is_service:
        return "The console adds systems: manage.py api_token add-system."
    if role not in SYSTEM_ROLES:
        known = ", ".join(SYSTEM_ROLES)
        return f"A system is not posted as {role.label.lower()}. Choose one of: {known}."
    return ""


def why_not_make_token(*, by: Officer, owner: Officer) -> str:
    """Say why `by` may not make a token of an officer, or nothing.

    Everybody makes their own, so that nobody holds a secret in another's name; those of a system,
    which signs in nowhere, are made at the console.
    """
    if owner.is_service or not owner.is_active:
        return f"The account of {owner} is closed to sign-ins, and so to tokens."
    if owner.is_system:
        return "" if by.is_service else "The console makes the tokens of a system."
    if by.pk != owner.pk:
        return f"{owner} makes their own tokens, on the page Your account."
    return ""


def why_not_revoke(*, by: Officer, owner: Officer, district_ids: Collection[int]) -> str:
    """Say why `by` may not revoke a token of an officer posted in these districts, or nothing."""
    if by.pk == owner.pk:
        return ""
    return why_not_keep_officer(by=by, officer=owner, district_ids=district_ids)
