"""The demonstration's operations and patrols."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from operations import actions
from operations.details import OperationDetails, PatrolDetails
from operations.models import Operation, Patrol, PatrolMode, ProviderType
from southend.demo.desk import (
    APPROVED,
    LATER,
    SUBMITTED,
    Course,
    Desk,
    approve_by,
    moment,
    reopen_for,
    return_for,
    withdraw_with,
)
from southend.demo.story import MONTHS

NOTES = (
    "Spoke with door staff. No disorder seen.",
    "Two groups of young people moved on after words of advice.",
    "Alcohol poured away by agreement, no direction given.",
    "Visible walk between the arcades; traders spoken with.",
    "Advice given about e-scooters on the promenade.",
    "Checked the shelters and the underpass.",
)
UNION_AREAS = ("Marine Parade", "Marine Parade", "Western Esplanade", "High Street", "York Road")
OTHER_AREAS = ("Hamlet Court Road", "Southchurch Road", "Leigh", "Shoeburyness", "Blenheim Park")
SEAFRONT_SEASON = (1.3, 1.4, 1.6, 1.6, 1.2, 0.9, 0.7, 0.6, 0.5, 0.6, 0.8, 1.0)
UNION_PATROLS = (440, 560)
OTHER_PATROLS = (50, 80)
TWIN_PATROLS = (0, 16)

CREWS: Sequence[tuple[str, tuple[str, ...], int]] = (
    ("police-officer", ("41123", "40876"), 0),
    ("police-officer", ("41502", "41123"), 0),
    ("police-officer", ("40876", "41502"), 0),
    ("police-officer", ("41123", "9061"), 0),
    ("pcso", ("7215",), 1),
    ("pcso", ("7215", "41502"), 0),
    ("special", ("9061",), 1),
    ("council-officer", ("C114",), 1),
    ("btp", ("40876",), 2),
)
"""Provider, officers with an account (the first logs), partners without one."""

OTHER_CREWS: Sequence[tuple[str, tuple[str, ...], int]] = (
    ("police-officer", ("40391", "41277"), 0),
    ("pcso", ("7302",), 0),
    ("police-officer", ("40955", "41644"), 0),
    ("police-officer", ("42018",), 0),
    ("council-officer", ("C114",), 0),
)


TWIN_CREW = ("police-officer", ("51123", "50876"), 0)


@dataclass(frozen=True)
class Walk:
    """One patrol before it is written."""

    starts_at: datetime
    minutes: int
    operation: str
    area: str
    crew: tuple[str, tuple[str, ...], int]
    mode: str = "foot"
    note: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


PLANS = (
    (
        date(2022, 4, 12),
        "union",
        "Op Union",
        "Visible patrols along the seafront and the High Street, with partners, against violence "
        "and antisocial behaviour.",
        date(2022, 5, 1),
        ("Marine Parade", "Western Esplanade", "High Street", "York Road"),
    ),
    (
        date(2023, 8, 21),
        "raker",
        "Op Raker",
        "Work of the Town Centre Team on the most frequent offenders in shops, from evidence to "
        "sentence.",
        date(2023, 9, 1),
        ("High Street", "Hamlet Court Road"),
    ),
    (
        date(2023, 9, 25),
        "lattice",
        "Op Lattice",
        "Patrols of Basildon town centre in the evenings.",
        date(2023, 10, 1),
        ("Fryerns",),
    ),
)
"""Planned on, key, name, objective, first day, areas."""


def plan_operations(desk: Desk) -> None:
    """Have the operations logged by the inspector who leads them, and approved in command."""
    for planned_on, slug, name, objective, starts_on, areas in PLANS:
        twin = slug == "lattice"
        lead, approver = ("5087", "50217") if twin else ("2087", "40217")
        details = OperationDetails(
            name=name,
            slug=slug,
            objective=objective,
            starts_on=starts_on,
            lead=desk.officers[lead],
            areas=tuple(desk.areas[area] for area in areas),
        )

        def log(
            key: UUID, at: datetime, details: OperationDetails = details, lead: str = lead
        ) -> Operation:
            operation = actions.log_operation(
                id=key, details=details, by=desk.officers[lead], at=at
            )
            desk.operations[operation.slug] = operation
            return operation

        course = (*SUBMITTED, (LATER, approve_by(approver)))
        desk.enter("Operations", moment(planned_on, 10), by=lead, log=log, course=course)


def enter_walk(desk: Desk, walk: Walk, course: Course = APPROVED) -> None:
    """Put a patrol down in the diary: logged some minutes after its end."""
    provider, crew, partners = walk.crew

    def log(key: UUID, at: datetime) -> Patrol:
        details = PatrolDetails(
            operation=desk.operations.get(walk.operation),
            provider=desk.code(ProviderType, provider),
            mode=desk.code(PatrolMode, walk.mode),
            started_at=walk.starts_at,
            ended_at=walk.ends_at,
            area=desk.areas[walk.area],
            crew=tuple(desk.officers[name] for name in crew),
            partners=partners,
            nothing_to_report=not walk.note,
            note=walk.note,
        )
        return actions.log_patrol(id=key, details=details, by=desk.officers[crew[0]], at=at)

    logged_at = walk.ends_at + timedelta(minutes=desk.random.randint(3, 40))
    desk.enter("Patrols", logged_at, by=crew[0], log=log, course=course)


def evening(desk: Desk, month: date) -> datetime:
    """Choose when a patrol starts: mostly Friday and Saturday nights, some past midnight."""
    day = month + timedelta(days=desk.random.randrange(27))
    if desk.random.random() < 0.45:
        day += timedelta(days=(4 - day.weekday()) % 7 if day.day < 20 else 0)
    hour = desk.random.choices(
        (13, 15, 17, 19, 20, 21, 22, 23, 24, 25), (1, 2, 3, 4, 5, 6, 6, 5, 3, 2)
    )[0]
    return moment(day, hour, desk.random.choice((0, 5, 10, 15, 20, 30, 40, 45, 50)))


def plan_year(desk: Desk, year: int, counts: tuple[int, int, int]) -> None:
    """Put a year's patrols down: of Union by the season of the seafront, others evenly."""
    union, other, twin = counts
    months = MONTHS[12 * year : 12 * year + 12]
    for month in desk.random.choices(months, SEAFRONT_SEASON, k=union):
        crew = desk.random.choice(CREWS)
        minutes = desk.random.choice((15, 20, 25, 30, 30, 40, 45, 60))
        note = desk.random.choice(NOTES) if desk.random.random() < 0.4 else ""
        area = desk.random.choice(UNION_AREAS)
        enter_walk(desk, Walk(evening(desk, month), minutes, "union", area, crew, note=note))
    for month in desk.random.choices(months, k=other):
        crew, mode = desk.random.choice(OTHER_CREWS), desk.random.choice(("foot", "vehicle"))
        minutes, area = desk.random.choice((30, 45, 60, 90)), desk.random.choice(OTHER_AREAS)
        enter_walk(desk, Walk(evening(desk, month), minutes, "", area, crew, mode=mode))
    for month in desk.random.choices(months[5:], k=twin):
        enter_walk(desk, Walk(evening(desk, month), 45, "lattice", "Fryerns", TWIN_CREW))


def plan_patrols(desk: Desk) -> None:
    """Put every patrol of the two years down, and those of the queue."""
    for year in (0, 1):
        counts = (UNION_PATROLS[year], OTHER_PATROLS[year], TWIN_PATROLS[year])
        plan_year(desk, year, counts)
    plan_queue(desk)


def plan_waiting(desk: Desk) -> None:
    """Put down the patrols that wait, in both districts, one of them of unusual length."""
    seafront, beginner = "Marine Parade", ("police-officer", ("41390", "41502"), 0)
    for day, hour, minutes, area, crew, note in (
        (19, 21, 45, "High Street", CREWS[2], ""),
        (27, 9, 700, seafront, CREWS[7], NOTES[3]),
        (28, 22, 40, seafront, CREWS[0], NOTES[1]),
        (29, 20, 30, "York Road", beginner, NOTES[5]),
        (29, 25, 35, "Western Esplanade", CREWS[3], ""),
    ):
        at = moment(date(2024, 4, day), hour, 10)
        enter_walk(desk, Walk(at, minutes, "union", area, crew, note=note), SUBMITTED)
    for day in (28, 29):
        at = moment(date(2024, 4, day), 21)
        enter_walk(desk, Walk(at, 40, "lattice", "Fryerns", TWIN_CREW), SUBMITTED)


def plan_queue(desk: Desk) -> None:
    """Put down patrols that wait, and one each returned, withdrawn, reopened and unfinished."""
    plan_waiting(desk)
    note = "The end is before the last call of the shift. Check start and end."
    doubtful = Walk(moment(date(2024, 4, 24), 20), 30, "union", "Western Esplanade", CREWS[7])
    returned = (*SUBMITTED, (LATER, return_for("crew-or-minutes", note, collar="2216")))
    enter_walk(desk, doubtful, returned)
    again = Walk(moment(date(2024, 4, 12), 21, 15), 30, "union", "Marine Parade", CREWS[0])
    sent_twice = withdraw_with("Logged twice: the other record stands.")
    enter_walk(desk, again, (*SUBMITTED, (timedelta(minutes=20), sent_twice)))
    wrong = Walk(moment(date(2024, 4, 14), 16), 60, "union", "York Road", CREWS[4])
    reopened = (timedelta(days=3), reopen_for("operation-wrong", "This was a school patrol."))
    enter_walk(desk, wrong, (*APPROVED, reopened))
    unfinished = Walk(moment(date(2024, 5, 6), 20), 35, "union", "Marine Parade", CREWS[0])
    enter_walk(desk, unfinished, ())
