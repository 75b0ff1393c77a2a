"""The menu of every page, with what waits in it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts import menus
from accounts.models import Officer
from accounts.roles import Permission
from records.queue import n_waiting_for
from records.work import n_to_mend


def menu(request: HttpRequest) -> dict[str, Any]:
    """Give the menu; it is counted only where a page shows it."""
    return {"menu": SimpleLazyObject(lambda: menu_of(request))}


def menu_of(request: HttpRequest) -> list[menus.Item]:
    """Make the menu of a page for whoever opens it; nobody signed in has none."""
    officer = getattr(request, "user", None)
    if not isinstance(officer, Officer):
        return []
    match = request.resolver_match
    return menus.menu_of(
        officer.standing,
        page=(match.view_name if match else "") or "",
        counts=counts_for(officer),
    )


def counts_for(officer: Officer) -> dict[str, int]:
    """Count what waits in the entries that the officer has."""
    wanted = {
        menus.ENTRIES[key].counts for role in officer.standing.roles for key in menus.MENUS[role]
    }
    counts = {}
    if menus.REVIEW in wanted and officer.standing.allows(Permission.DECIDE_RECORDS):
        counts[menus.REVIEW] = n_waiting_for(officer)
    if menus.MINE in wanted:
        counts[menus.MINE] = n_to_mend(officer)
    return counts
