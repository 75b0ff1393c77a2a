"""What stands round every page: the site's name, who is signed in, the foot."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts import clock
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import url_or_nothing
from accounts.wording import moment

FOOTER = (
    ("Help and keyboard", "help"),
    ("Accessibility", "accessibility"),
    ("Privacy", "privacy"),
)
DESK = ("Records desk", "admin:index")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is signed in, as the header says it."""

    description: str
    number: str
    url: str


@dataclass(frozen=True, kw_only=True)
class FootLink:
    """One link of the foot."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What templates/base.html shows on every page."""

    name: str
    product: str
    home_url: str
    find_url: str
    person: Person | None
    sign_out_url: str
    today: date
    demo_notice: str
    footer: tuple[FootLink, ...]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the frame; it is read only where a page shows it."""
    return {"frame": SimpleLazyObject(lambda: frame_of(getattr(request, "user", None)))}


def frame_of(user: object) -> Frame:
    """Make the frame of a page for whoever opens it."""
    officer = user if isinstance(user, Officer) else None
    sees_records = officer is not None and officer.standing.allows(Permission.SEE_RECORDS)
    links = (*FOOTER, DESK) if officer is not None and officer.is_staff else FOOTER
    return Frame(
        name=settings.SITE_NAME,
        product="Operations",
        home_url=url_or_nothing("home") or "/",
        find_url=url_or_nothing("find") if sees_records else "",
        person=person_of(officer) if officer is not None else None,
        sign_out_url=url_or_nothing("account_logout") if officer is not None else "",
        today=clock.today(),
        demo_notice=demo_notice(),
        footer=tuple(
            FootLink(label=label, url=url) for label, name in links if (url := url_or_nothing(name))
        ),
    )


def person_of(officer: Officer) -> Person:
    """Describe an officer by title, and by team where they log for one."""
    team = officer.team_name if officer.standing.allows(Permission.LOG_RECORDS) else ""
    return Person(
        description=f"{officer.title}, {team}" if team else officer.title,
        number=officer.collar_number,
        url=url_or_nothing("account"),
    )


def demo_notice() -> str:
    """Say on every page of a demonstration that it is one, and what its clock shows."""
    if not settings.IS_DEMONSTRATION:
        return ""
    return (
        "Demonstration. Every person and crime here is invented. "
        f"The clock shows {moment(clock.now())}."
    )
