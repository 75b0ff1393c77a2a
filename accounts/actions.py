"""Everything that is done to teams, officers and postings: one transaction, one journal line."""

from datetime import date, datetime

from django.db import transaction

from accounts import rules, tokens
from accounts.clock import LONDON
from accounts.models import District, Officer, Posting, Team
from accounts.roles import Permission, Role
from accounts.writing import Refused, kept, line, refuse
from audit.models import Operation

__all__ = ["Refused", "refuse"]

ADMINISTRATION = "administration"
SYSTEMS = "systems"


@transaction.atomic
def change_district(*, district: District, name: str, by: Officer, at: datetime) -> District:
    """Rename a district; its slug stays, because published reports carry it.

    Raises: Refused.
    """
    if not (by.is_service or by.standing.allows(Permission.KEEP_PEOPLE, district.pk)):
        raise Refused(f"An administrator of {district} district keeps its name.")
    before = district.name
    district.name = name
    district.save(update_fields=["name"])
    line(district, "change", by=by, at=at, district=district.slug, detail={"name": [before, name]})
    return district


@transaction.atomic
def add_team(*, district: District, slug: str, name: str, by: Officer, at: datetime) -> Team:
    """Add a team to a district.

    Raises: Refused.
    """
    team = Team(district=district, slug=slug, name=name)
    refuse(rules.why_not_keep_team(by=by, team=team))
    if Team.objects.filter(district=district, slug=slug).exists():
        raise Refused(f"{district} district has a team {slug} already. Choose another slug.")
    team.save()
    line(team, "add", by=by, at=at, district=district.slug, detail={"slug": slug})
    return team


@transaction.atomic
def change_team(*, team: Team, name: str, by: Officer, at: datetime) -> Team:
    """Rename a team; records keep the team they were logged by.

    Raises: Refused.
    """
    refuse(rules.why_not_keep_team(by=by, team=team))
    before = team.name
    team.name = name
    team.save(update_fields=["name"])
    line(team, "change", by=by, at=at, district=team.district.slug, detail={"name": [before, name]})
    return team


@transaction.atomic
def add_officer(
    *, collar_number: str, title: str, password: str, by: Officer, at: datetime
) -> Officer:
    """Add an account; it may do nothing until it is posted.

    Raises: Refused.
    """
    refuse(rules.why_not_add_people(by=by))
    refuse_taken(collar_number, besides=None)
    officer = Officer(collar_number=collar_number, title=title)
    officer.set_password(password)
    officer.save()
    line(officer, "add", by=by, at=at)
    return officer


@transaction.atomic
def change_officer(
    *, officer: Officer, collar_number: str, title: str, by: Officer, at: datetime
) -> Officer:
    """Write title and collar number anew; the journal keeps those of the time.

    Raises: Refused.
    """
    locked = kept(officer, by, at=at)
    refuse_taken(collar_number, besides=locked)
    before = str(locked)
    locked.collar_number, locked.title = collar_number, title
    locked.save(update_fields=["collar_number", "title"])
    line(locked, "change", by=by, at=at, detail={"account": [before, str(locked)]})
    return locked


@transaction.atomic
def set_password(*, officer: Officer, password: str, by: Officer, at: datetime) -> Officer:
    """Give an officer a new password; every session of theirs ends and every token is revoked.

    Raises: Refused.
    """
    locked = kept(officer, by, at=at)
    if locked.is_system:
        raise Refused(f"{locked} is a system: it has tokens and no password.")
    locked.set_password(password)
    locked.session_epoch += 1
    locked.save(update_fields=["password", "session_epoch"])
    line(locked, "set_password", by=by, at=at, operation=Operation.ACCESS)
    tokens.revoke_all(owner=locked, reason="The owner got a new password.", by=by, at=at)
    return locked


@transaction.atomic
def deactivate_officer(*, officer: Officer, reason: str, by: Officer, at: datetime) -> Officer:
    """Close an account, end its sessions and revoke its tokens at once; nothing is deleted.

    Raises: Refused.
    """
    locked = kept(officer, by, at=at)
    if not locked.is_active:
        raise Refused(f"{locked} is inactive already.")
    locked.is_active = False
    locked.session_epoch += 1
    locked.save(update_fields=["is_active", "session_epoch"])
    line(locked, "deactivate", by=by, at=at, operation=Operation.ACCESS, reason=reason)
    tokens.revoke_all(owner=locked, reason="The account was closed.", by=by, at=at)
    return locked


@transaction.atomic
def reactivate_officer(*, officer: Officer, reason: str, by: Officer, at: datetime) -> Officer:
    """Open an account again; its open postings hold, its old sessions do not.

    Raises: Refused.
    """
    locked = kept(officer, by, at=at)
    if locked.is_active:
        raise Refused(f"{locked} is active already.")
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    line(locked, "reactivate", by=by, at=at, operation=Operation.ACCESS, reason=reason)
    return locked


@transaction.atomic
def post_officer(
    *, officer: Officer, team: Team, role: Role, from_on: date, by: Officer, at: datetime
) -> Posting:
    """Give an officer a role in a team from a day on.

    Raises: Refused.
    """
    refuse(rules.why_not_post(by=by, officer=officer, team=team))
    Officer.objects.select_for_update().get(pk=officer.pk)
    same = Posting.objects.filter(officer=officer, team=team, role=role)
    if same.exclude(to_on__lte=from_on).exists():
        raise Refused(f"{officer} is {role.label} in {team} on that day or later already.")
    posting = Posting.objects.create(officer=officer, team=team, role=role, from_on=from_on)
    line(
        posting,
        "add",
        by=by,
        at=at,
        district=team.district.slug,
        detail={"officer": str(officer), "team": team.slug, "role": role, "from": str(from_on)},
    )
    return posting


@transaction.atomic
def add_administrator(
    *, collar_number: str, title: str, password: str, district: District, by: Officer, at: datetime
) -> Officer:
    """Add the account that a district's people begin with, posted as its administrator.

    Its team, Administration, is added where the district has none of that slug.
    Raises: Refused.
    """
    officer = add_officer(collar_number=collar_number, title=title, password=password, by=by, at=at)
    team = Team.objects.filter(district=district, slug=ADMINISTRATION).first() or add_team(
        district=district, slug=ADMINISTRATION, name="Administration", by=by, at=at
    )
    today = at.astimezone(LONDON).date()
    post_officer(officer=officer, team=team, role=Role.ADMINISTRATOR, from_on=today, by=by, at=at)
    return officer


@transaction.atomic
def add_system(
    *, collar_number: str, title: str, district: District, role: Role, by: Officer, at: datetime
) -> Officer:
    """Add the account of another program, which has no password, posted from today.

    Its team, Systems, is added where the district has none of that slug. The console adds it:
    an administrator would otherwise give rights to a thing that they then use.
    Raises: Refused.
    """
    refuse(rules.why_not_add_system(by=by, role=role))
    refuse_taken(collar_number, besides=None)
    system = Officer(collar_number=collar_number, title=title, is_system=True)
    system.set_unusable_password()
    system.save()
    line(system, "add", by=by, at=at, detail={"system": True})
    team = Team.objects.filter(district=district, slug=SYSTEMS).first() or add_team(
        district=district, slug=SYSTEMS, name="Systems", by=by, at=at
    )
    today = at.astimezone(LONDON).date()
    post_officer(officer=system, team=team, role=role, from_on=today, by=by, at=at)
    return system


@transaction.atomic
def end_posting(*, posting: Posting, to_on: date, by: Officer, at: datetime) -> Posting:
    """End a posting; `to_on` is the first day on which it no longer holds.

    Raises: Refused.
    """
    locked = Posting.objects.select_for_update().get(pk=posting.pk)
    refuse(rules.why_not_post(by=by, officer=locked.officer, team=locked.team))
    if locked.to_on is not None:
        raise Refused(f"This posting ended on {locked.to_on:%d/%m/%Y} already.")
    if to_on <= locked.from_on:
        raise Refused(
            f"The posting began on {locked.from_on:%d/%m/%Y}. Give a later day as its end."
        )
    locked.to_on = to_on
    locked.save(update_fields=["to_on"])
    line(
        locked,
        "end",
        by=by,
        at=at,
        district=locked.team.district.slug,
        detail={"officer": str(locked.officer), "role": locked.role, "to": str(to_on)},
    )
    return locked


def refuse_taken(collar_number: str, *, besides: Officer | None) -> None:
    """Refuse a collar number that another account has, in whatever case it is written.

    Raises: Refused.
    """
    others = Officer.objects.filter(collar_number__iexact=collar_number)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise Refused(f"Another account has the collar number {collar_number}.")


@transaction.atomic
def sign_in(*, officer: Officer, at: datetime) -> None:
    """Write down that an officer signed in; the session itself is the framework's."""
    line(officer, "sign_in", by=officer, at=at, operation=Operation.ACCESS)


@transaction.atomic
def sign_out(*, officer: Officer, at: datetime) -> None:
    """Write down that an officer signed out."""
    line(officer, "sign_out", by=officer, at=at, operation=Operation.ACCESS)
