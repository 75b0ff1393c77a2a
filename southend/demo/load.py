"""Loading the demonstration, once: people, areas, then two years in the order of time."""

from collections.abc import Callable
from datetime import date
from random import Random

from accounts import officers
from accounts.clock import midnight
from accounts.models import District, Officer
from audit import journal
from audit.models import JournalEntry, Operation
from records.codes import load_codes
from southend.demo import areas, people
from southend.demo.arrests import plan_arrests
from southend.demo.definitions import load_definitions, plan_definitions
from southend.demo.desk import LAST_ACT_AT, Desk
from southend.demo.events import plan_events, plan_incidents, plan_surveys
from southend.demo.feeds import carry_on, import_months
from southend.demo.patrols import plan_operations, plan_patrols
from southend.demo.prosecutions import plan_prosecutions
from southend.demo.story import SEED, STARTS_AT

FOUNDED_AT = midnight(date(2022, 4, 1))
LOADED = "demonstration.load"
PLANS = (
    plan_definitions,
    plan_operations,
    plan_patrols,
    plan_arrests,
    plan_prosecutions,
    plan_events,
    plan_incidents,
    plan_surveys,
)


class CannotLoad(Exception):
    """The database already holds something else, or half of a loading."""


def is_loaded() -> bool:
    """Tell whether the demonstration is in the database, to its end."""
    return JournalEntry.objects.filter(verb=LOADED).exists()


def load(*, tell: Callable[[str], None]) -> None:
    """Load the demonstration into an empty database.

    Raises: CannotLoad.
    """
    if District.objects.exists():
        raise CannotLoad(
            "The database already holds districts: the demonstration wants an empty one. "
            "If a loading was interrupted, start again with --reset."
        )
    tell("People, code lists and areas")
    desk = found(tell)
    for plan in PLANS:
        plan(desk)
    import_months(desk)
    carry_on(desk, STARTS_AT)
    people.make_schedules(at=LAST_ACT_AT)
    console = officers.service(officers.CONSOLE, at=STARTS_AT)
    journal.write(
        verb=LOADED,
        operation=Operation.COLLECTION,
        by=console,
        at=LAST_ACT_AT,
        subject="demonstration",
        subject_id=SEED,
        detail=dict(desk.written),
    )


def found(tell: Callable[[str], None]) -> Desk:
    """Make codes, people and areas, and the desk at which the records are written."""
    load_codes(by=officers.service(officers.CONSOLE, at=FOUNDED_AT), at=FOUNDED_AT)
    load_definitions(at=FOUNDED_AT)
    people.make_people(at=FOUNDED_AT)
    district, twin = (District.objects.get(slug=slug) for slug, _ in people.DISTRICTS)
    console = officers.service(officers.CONSOLE, at=FOUNDED_AT)
    drawn = areas.make_areas(district=district, twin=twin, by=console, at=FOUNDED_AT)
    staff = {officer.collar_number: officer for officer in Officer.objects.all()}
    for officer in staff.values():
        officer.stand(at=STARTS_AT)
    random = Random(SEED)  # noqa: S311 - the same demonstration every time
    return Desk(random=random, officers=staff, areas=drawn, tell=tell)
