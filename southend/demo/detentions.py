"""Writing one arrest of the demonstration: the person, the details, and later changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from accounts.clock import LONDON
from operations import actions
from operations.details import ArrestDetails, DatedDisposal, Necessity, Offence
from operations.models import (
    Arrest,
    DisposalType,
    NecessityCriterion,
    OffenceGroup,
    OfficerDefinedEthnicity,
    SelfDefinedEthnicity,
    Sex,
)
from southend.demo.desk import (
    APPROVED,
    Case,
    Course,
    Desk,
    Kept,
)
from southend.demo.offences import (
    WORDINGS,
)

AREA_OF: Mapping[str, str] = {
    "Marine Parade": "Marine Parade",
    "High Street": "High Street",
    "Western Esplanade": "Western Esplanade",
    "Eastern Esplanade": "Kursaal",
    "Pier Hill": "Milton",
    "York Road": "York Road",
    "Southchurch Road": "Southchurch Road",
}


@dataclass(frozen=True, kw_only=True)
class Detention:
    """One arrest before it is written; `disposals` are (code, days after the arrest)."""

    at: datetime
    place: str
    by: str
    offences: tuple[str, ...]
    disposals: tuple[tuple[str, int], ...]
    area: str = ""
    operation: str = ""
    offender: str = ""
    age: int | None = None
    sex: str = Sex.MALE
    self_defined: str = ""
    officer_defined: str = "IC9"
    note: str = ""


PERSONS = (
    ("W1", "IC1", 74),
    ("W9", "IC1", 7),
    ("A2", "IC4", 4),
    ("B2", "IC3", 5),
    ("M1", "IC3", 3),
    ("B1", "IC3", 3),
    ("NS", "IC1", 4),
)
"""Self-defined and officer-defined ethnicity of those arrested, with weights."""
AGES = {15: 5, 17: 7, 19: 10, 22: 13, 26: 15, 31: 17, 38: 14, 45: 10, 54: 6, 66: 3}
"""Ages of those arrested, with weights."""


def drawn(desk: Desk, arrest: Detention) -> Detention:
    """Add the person arrested, drawn by chance; some details are not yet known."""
    self_defined, officer_defined, _ = desk.random.choices(PERSONS, [row[2] for row in PERSONS])[0]
    age = desk.random.choices(list(AGES), list(AGES.values()))[0] + desk.random.randrange(2)
    unknown = desk.random.random() < 0.03
    return replace(
        arrest,
        area=arrest.area or AREA_OF[arrest.place],
        age=None if unknown else age,
        sex=Sex.FEMALE if desk.random.random() < 0.16 else Sex.MALE,
        self_defined="" if unknown else self_defined,
        officer_defined=officer_defined,
    )


def offences_of(desk: Desk, arrest: Detention, serial: int) -> tuple[Offence, ...]:
    """Spell the offences; the serial chooses among the wordings of a group."""
    return tuple(
        Offence(
            group=desk.code(OffenceGroup, group),
            wording=WORDINGS[group][serial % len(WORDINGS[group])],
        )
        for group in arrest.offences
    )


def details_of(desk: Desk, arrest: Detention, custody: str) -> ArrestDetails:
    """Spell an arrest as the form does."""
    on = arrest.at.astimezone(LONDON).date()
    serial = arrest.at.minute + arrest.at.day
    necessity = ("investigation", "injury-caused", "disappearance")[serial % 3]
    return ArrestDetails(
        arrested_at=arrest.at,
        arresting_officer=desk.officers["40876" if arrest.by == "7215" else arrest.by],
        place=arrest.place,
        sex=arrest.sex,
        operation=desk.operations.get(arrest.operation),
        custody_number=custody,
        area=desk.areas[arrest.area],
        subject=desk.subject_of(arrest.offender),
        age_at_event=arrest.age,
        self_defined_ethnicity=(
            desk.code(SelfDefinedEthnicity, arrest.self_defined) if arrest.self_defined else None
        ),
        officer_defined_ethnicity=desk.code(OfficerDefinedEthnicity, arrest.officer_defined),
        offences=offences_of(desk, arrest, serial),
        necessities=(Necessity(criterion=desk.code(NecessityCriterion, necessity)),),
        disposals=tuple(
            DatedDisposal(type=desk.code(DisposalType, code), on=on + timedelta(days=days))
            for code, days in arrest.disposals
        ),
        note=arrest.note,
    )


def enter_arrest(desk: Desk, arrest: Detention, course: Course = APPROVED) -> None:
    """Put an arrest down in the diary: logged when its first disposal is known."""

    def log(key: UUID, at: datetime) -> Arrest:
        desk.custody += 1
        row = actions.log_arrest(
            id=key,
            details=details_of(desk, arrest, f"50/{desk.custody}"),
            by=desk.officers[arrest.by],
            at=at,
        )
        if arrest.offender:
            desk.arrests_of.setdefault(arrest.offender, []).append(row)
        return row

    days = max((days for _, days in arrest.disposals), default=0)
    logged_at = arrest.at + timedelta(days=days, hours=2, minutes=desk.random.randrange(90))
    desk.enter("Arrests", logged_at, by=arrest.by, log=log, course=course)


def changed_to(desk: Desk, arrest: Detention) -> Callable[[Case, datetime], Kept]:
    """Change an arrest, as its author, to what it says now."""

    def change(case: Case, at: datetime) -> Kept:
        row = case.row
        assert isinstance(row, Arrest)  # noqa: S101 - only arrests are changed so
        return actions.change_arrest(
            arrest=row,
            version=case.record.version,
            details=details_of(desk, arrest, row.custody_number),
            by=case.author,
            at=at,
        )

    return change
