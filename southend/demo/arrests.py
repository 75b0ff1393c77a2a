"""The demonstration's arrests: those of Op Union to the digit, and the district's others."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from southend.demo.desk import (
    APPROVED,
    LATER,
    SOON,
    SUBMITTED,
    Course,
    Desk,
    approve_by,
    change_with,
    moment,
    return_for,
    submit,
    withdraw_with,
)
from southend.demo.detentions import Detention, changed_to, drawn, enter_arrest
from southend.demo.offences import (
    DISPOSAL_SHARE,
    DRUGS,
    OFFENCE_SHARE,
    ORDER,
    THEFT,
    VIOLENCE,
    WEAPONS,
)
from southend.demo.story import MONTHS
from southend.demo.union import UNION_APPROVED

OTHERS = (190, 172)
TWINS = (0, 14)
PLACES = (
    ("High Street", "High Street"),
    ("York Road", "York Road"),
    ("Southchurch Road", "Southchurch Road"),
    ("Hamlet Court Road", "Hamlet Court Road"),
    ("Victoria Avenue", "Victoria"),
    ("London Road", "Westborough"),
    ("Ness Road", "Shoeburyness"),
    ("Broadway", "Leigh"),
    ("Sutton Road", "St Luke's"),
)
LOGGERS = ("40391", "41277", "40955", "41644", "42018", "41123", "40876", "41502")


NEW_OFFENCES = ((VIOLENCE, 7), (DRUGS, 4), (ORDER, 4), (THEFT, 2))
"""Offences of Op Union's arrests of the year before: 17."""


Disposals: TypeAlias = tuple[tuple[str, int], ...]


def of_union(
    desk: Desk, at: datetime, place: str, by: str, offences: tuple[str, ...], disposals: Disposals
) -> Detention:
    """Draw an arrest of Op Union."""
    arrest = Detention(
        at=at, place=place, by=by, offences=offences, disposals=disposals, operation="union"
    )
    return drawn(desk, arrest)


def plan_union(desk: Desk) -> None:
    """Put the arrests of Op Union down: those that count, and those that do not yet."""
    for year, month, day, hour, minute, *what in UNION_APPROVED:
        at = moment(date(year, month, day), hour, minute)
        enter_arrest(desk, of_union(desk, at, *what))
    endings = ("charged", "charged", "community-resolution", "simple-caution")
    for group in (group for group, n in NEW_OFFENCES for _ in range(n)):
        on = desk.random.choice(MONTHS[:11]) + timedelta(days=desk.random.randrange(27))
        at = moment(on, 21, desk.random.randrange(59))
        by = desk.random.choice(("41123", "40876", "41502"))
        disposals = ((desk.random.choice(endings), 0),)
        enter_arrest(desk, of_union(desk, at, "Marine Parade", by, (group,), disposals))
    plan_union_waiting(desk)
    plan_union_edited(desk)


def plan_union_waiting(desk: Desk) -> None:
    """Put down two that are submitted and one that was returned."""
    for day, hour, minute, place, by, group, ending in (
        (27, 21, 40, "Marine Parade", "40876", DRUGS, "community-resolution"),
        (27, 20, 5, "Western Esplanade", "41390", ORDER, "released-under-investigation"),
    ):
        at = moment(date(2024, 4, day), hour, minute)
        arrest = of_union(desk, at, place, by, (group,), ((ending, 0),))
        enter_arrest(desk, arrest, SUBMITTED)
    at = moment(date(2024, 4, 21), 19, 32)
    wrong = of_union(desk, at, "Marine Parade", "41123", (WEAPONS, ORDER), (("charged", 1),))
    note = "Custody shows possession of an offensive weapon. Check the group and the wording."
    enter_arrest(desk, wrong, (*SUBMITTED, (LATER, return_for("offence-wrong", note))))


def plan_union_edited(desk: Desk) -> None:
    """Put down one that was approved, then changed and submitted again: its approval is void."""
    at, open_still = moment(date(2024, 4, 28), 23, 14), ("released-under-investigation", 0)
    edited = of_union(desk, at, "Marine Parade", "41123", (VIOLENCE,), (open_still,))
    edited = replace(edited, note="Seen on Marine Pde by two witnesses.")
    now = replace(
        edited,
        offences=(VIOLENCE, DRUGS),
        note="Seen on Marine Parade by two witnesses.",
        disposals=(open_still, ("charged", 2)),
    )
    course = (
        *SUBMITTED,
        (timedelta(hours=8), approve_by("2198")),
        (timedelta(days=2), change_with(changed_to(desk, now))),
        (SOON, submit),
    )
    enter_arrest(desk, edited, course)


def plan_others(desk: Desk) -> None:
    """Put the district's other arrests down, some of them with a history; and the twin's."""
    for year, count in enumerate(OTHERS):
        for n in range(count):
            arrest = other(desk, year)
            enter_arrest(desk, arrest, course_of(desk, arrest, n))
    for year, count in enumerate(TWINS):
        for _ in range(count):
            twin = replace(other(desk, year), by="51123", place="Town Square", area="Fryerns")
            enter_arrest(desk, twin)


def other(desk: Desk, year: int) -> Detention:
    """Draw an arrest that belongs to no operation."""
    month = MONTHS[12 * year + desk.random.randrange(12)]
    day = month + timedelta(days=desk.random.randrange(28))
    at = moment(
        day, desk.random.choice((9, 11, 14, 16, 18, 20, 22, 23, 25)), desk.random.randrange(60)
    )
    place, area = desk.random.choice(PLACES)
    groups = desk.random.choices(list(OFFENCE_SHARE), list(OFFENCE_SHARE.values()), k=2)
    offences = tuple(dict.fromkeys(groups)) if desk.random.random() < 0.25 else (groups[0],)
    ending = desk.random.choices(list(DISPOSAL_SHARE), list(DISPOSAL_SHARE.values()))[0]
    days = 1 if ending.startswith("charged") else 0
    return drawn(
        desk,
        Detention(
            at=at,
            place=place,
            by=desk.random.choice(LOGGERS),
            offences=offences,
            area=area,
            disposals=((ending, days),) if ending else (),
        ),
    )


def course_of(desk: Desk, arrest: Detention, n: int) -> Course:
    """Give most arrests a plain course; some come back once, some are changed after approval."""
    latest = arrest.disposals[-1][0] if arrest.disposals else ""
    if latest == "released-under-investigation" and n % 3 == 0:
        charged = replace(arrest, disposals=(*arrest.disposals, ("charged", 38)))
        later = timedelta(days=40)
        if arrest.at + later > moment(date(2024, 4, 25), 0):
            return APPROVED
        return (*APPROVED, (later, change_with(changed_to(desk, charged))), *APPROVED)
    if n % 29 == 0:
        reason, note = desk.random.choice(RETURNS)
        mended = replace(arrest, note="Checked against the custody record.")
        return (
            *SUBMITTED,
            (LATER, return_for(reason, note)),
            (LATER, change_with(changed_to(desk, mended))),
            *APPROVED,
        )
    return APPROVED


RETURNS = (
    ("disposal-mismatch", "Custody shows another disposal. Check it."),
    ("person-details", "The age does not match the custody record."),
    ("place-or-time", "The time is after the entry in custody."),
)


def plan_late(desk: Desk) -> None:
    """Put down two that were approved late: after the first edition of April."""
    for day, by in ((17, "40955"), (25, "42018")):
        at = moment(date(2024, 4, day), 18, 5)
        arrest = drawn(
            desk,
            Detention(
                at=at,
                place="Southchurch Road",
                by=by,
                offences=(THEFT,),
                disposals=(("community-resolution", 0),),
            ),
        )
        late = moment(date(2024, 5, 4), 14) - at
        enter_arrest(desk, arrest, (*SUBMITTED, (late, approve_by("2240"))))


def plan_queue(desk: Desk) -> None:
    """Put down two that wait, one withdrawn and one unfinished."""
    for day, hour, by, group in ((22, 16, "40955", "burglary"), (30, 23, "41644", VIOLENCE)):
        at = moment(date(2024, 4, day), hour, 25)
        arrest = Detention(
            at=at, place="High Street", by=by, offences=(group,), disposals=(("charged", 1),)
        )
        enter_arrest(desk, drawn(desk, arrest), SUBMITTED)
    at = moment(date(2024, 3, 2), 15, 10)
    again = Detention(
        at=at, place="York Road", by="41277", offences=(THEFT,), disposals=(("charged", 0),)
    )
    course = (*SUBMITTED, (timedelta(minutes=30), withdraw_with("Logged twice by mistake.")))
    enter_arrest(desk, drawn(desk, again), course)
    at = moment(date(2024, 5, 5), 22, 40)
    enter_arrest(desk, of_union(desk, at, "Marine Parade", "41123", (), ()), ())


def plan_arrests(desk: Desk) -> None:
    """Put every arrest down but those of Op Raker."""
    plan_union(desk)
    plan_others(desk)
    plan_late(desk)
    plan_queue(desk)
