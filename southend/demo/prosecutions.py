"""The demonstration's prosecutions: the 50 of Op Raker, and some that belong to no operation.

A case is logged when it is over, and a case before the courts some days after the charge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.clock import LONDON
from operations import actions
from operations.details import (
    ChargeDetails,
    HearingDetails,
    ImposedSentence,
    OrderDetails,
    ProsecutionDetails,
)
from operations.models import (
    ChargeResult,
    Concurrency,
    Court,
    HearingType,
    OffenceGroup,
    OrderType,
    Plea,
    Prosecution,
    ResultClass,
    SentenceType,
    TermUnit,
)
from southend.demo.desk import APPROVED, SUBMITTED, Course, Desk, moment
from southend.demo.detentions import Detention, drawn, enter_arrest
from southend.demo.offences import THEFT, VIOLENCE, WORDINGS

OFFENDERS = 28
FIRST_DAY = date(2023, 9, 4)
GUILTY, TRIAL, ABSENT = "guilty-plea", "convicted-after-trial", "proved-in-absence"
RESULTS = (
    *(GUILTY,) * 31,
    *(TRIAL,) * 5,
    *(ABSENT,) * 2,
    "discontinued",
    "no-evidence-offered",
    "acquitted",
)
"""Of Op Raker: 38 convicted and 3 not; 9 more are before the courts."""
BEFORE_THE_COURTS = 9
BEHAVIOUR_ORDERS = 12
LAST_RESULT_ON = date(2024, 5, 1)

IMPOSED: Sequence[tuple[str, int | None, str, int | None]] = (
    ("immediate-custody", 8, TermUnit.WEEKS, None),
    ("immediate-custody", 12, TermUnit.WEEKS, None),
    ("immediate-custody", 6, TermUnit.MONTHS, None),
    ("suspended-sentence", 16, TermUnit.WEEKS, None),
    ("community-order", 12, TermUnit.MONTHS, None),
    ("conditional-discharge", 12, TermUnit.MONTHS, None),
    ("fine", None, "", 18_000),
)
"""Sentence, term, its unit, pence."""


@dataclass(frozen=True, kw_only=True)
class CourtCase:
    """One case before it is written; without a result it is before the courts."""

    charged_on: date
    offender: str
    by: str
    groups: tuple[str, ...]
    result: str = ""
    resulted_on: date | None = None
    imposed: tuple[str, int | None, str, int | None] = IMPOSED[0]
    compensation: int = 0
    behaviour_order: bool = False
    operation: str = ""


def sentences_of(desk: Desk, case: CourtCase, number: int) -> tuple[ImposedSentence, ...]:
    """Impose the sentence on each charge, concurrent after the first; compensation on the first."""
    convicted = case.result and (
        desk.code(ChargeResult, case.result).counts_as == ResultClass.CONVICTED
    )
    if not convicted or case.resulted_on is None:
        return ()
    code, term, unit, pence = case.imposed
    runs = Concurrency.CONCURRENT if term and number else ""
    imposed = [
        ImposedSentence(
            type=desk.code(SentenceType, code),
            passed_on=case.resulted_on,
            term=term,
            term_unit=unit,
            concurrency=runs,
            pence=pence,
        )
    ]
    if case.compensation and not number:
        compensation = ImposedSentence(
            type=desk.code(SentenceType, "compensation"),
            passed_on=case.resulted_on,
            pence=case.compensation,
        )
        imposed.append(compensation)
    return tuple(imposed)


def charges_of(desk: Desk, case: CourtCase) -> tuple[ChargeDetails, ...]:
    """Spell the charges, all with the result of the case."""
    pleas = {GUILTY: Plea.GUILTY, TRIAL: Plea.NOT_GUILTY, "acquitted": Plea.NOT_GUILTY}
    return tuple(
        ChargeDetails(
            group=desk.code(OffenceGroup, group),
            charged_on=case.charged_on,
            wording=WORDINGS[group][0],
            plea=pleas.get(case.result, Plea.NONE),
            result=desk.code(ChargeResult, case.result) if case.result else None,
            resulted_on=case.resulted_on,
            sentences=sentences_of(desk, case, number),
        )
        for number, group in enumerate(case.groups)
    )


def hearings_of(desk: Desk, case: CourtCase) -> tuple[HearingDetails, ...]:
    """Give a first hearing, and the last one where the case is over."""
    first = case.charged_on + timedelta(days=1)
    hearings = [("first-hearing", first)]
    if case.resulted_on:
        last = "trial" if case.result in (TRIAL, "acquitted") else "sentence"
        hearings.append((last, case.resulted_on))
    return tuple(
        HearingDetails(type=desk.code(HearingType, kind), court=Court.MAGISTRATES, on=on)
        for kind, on in hearings
    )


def orders_of(desk: Desk, case: CourtCase) -> tuple[OrderDetails, ...]:
    """Give the criminal behaviour order of those that have one."""
    if not case.behaviour_order or case.resulted_on is None:
        return ()
    order = OrderDetails(
        type=desk.code(OrderType, "criminal-behaviour-order"),
        made_on=case.resulted_on,
        ends_on=case.resulted_on.replace(year=case.resulted_on.year + 3) - timedelta(days=1),
        terms="Not to enter four named shops.",
    )
    return (order,)


def enter_case(desk: Desk, case: CourtCase, course: Course = APPROVED) -> None:
    """Put a case down in the diary."""

    def log(key: UUID, at: datetime) -> Prosecution:
        desk.case += 1
        arrests = desk.arrests_of.get(case.offender, [])
        near = timedelta(days=3)
        since = [
            arrest
            for arrest in arrests
            if abs(arrest.record.occurred_at.astimezone(LONDON).date() - case.charged_on) < near
        ]
        details = ProsecutionDetails(
            case_number=f"42SO{desk.case:05d}{case.charged_on:%y}",
            charges=charges_of(desk, case),
            operation=desk.operations.get(case.operation),
            subject=desk.subject_of(case.offender),
            arrests=tuple(since),
            orders=orders_of(desk, case),
            hearings=hearings_of(desk, case),
        )
        return actions.log_prosecution(id=key, details=details, by=desk.officers[case.by], at=at)

    known_on = (case.resulted_on or case.charged_on) + timedelta(days=1)
    logged_at = moment(known_on, desk.random.randint(8, 15), desk.random.randrange(60))
    desk.enter("Prosecutions", logged_at, by=case.by, log=log, course=course)


def enter_offender_arrest(desk: Desk, case: CourtCase) -> None:
    """Put the arrest of a case down: the evening before the charge."""
    at = moment(case.charged_on - timedelta(days=1), 15, desk.random.randrange(60))
    arrest = Detention(
        at=at,
        place="High Street",
        by=case.by,
        offences=tuple(dict.fromkeys(case.groups)),
        disposals=(("charged", 1),),
        operation=case.operation,
        offender=case.offender,
    )
    enter_arrest(desk, drawn(desk, arrest))


def plan_raker(desk: Desk) -> None:
    """Put the cases of Op Raker down: every offender has one, some have several."""
    outcomes = [*RESULTS, *("",) * BEFORE_THE_COURTS]
    last = len(outcomes) - BEFORE_THE_COURTS
    for number, result in enumerate(outcomes):
        if result:
            charged_on = FIRST_DAY + timedelta(days=number * 4 + desk.random.randrange(4))
        else:
            charged_on = date(2024, 3, 11) + timedelta(days=(number - last) * 5)
        waited = timedelta(days=desk.random.choice((2, 9, 16, 30, 44)))
        case = CourtCase(
            charged_on=charged_on,
            offender=f"raker-{number % OFFENDERS}",
            by=desk.random.choice(("41123", "40876", "41502")),
            groups=(THEFT,) * desk.random.randint(1, 9)
            + (VIOLENCE,) * (desk.random.random() < 0.25),
            result=result,
            resulted_on=min(charged_on + waited, LAST_RESULT_ON) if result else None,
            imposed=desk.random.choice(IMPOSED),
            compensation=desk.random.randint(40, 520) * 100 + 90,
            behaviour_order=number < 3 * BEHAVIOUR_ORDERS and number % 3 == 0,
            operation="raker",
        )
        if number < OFFENDERS or number % 3:
            enter_offender_arrest(desk, case)
        enter_case(desk, case)


def plan_others(desk: Desk) -> None:
    """Put other cases down, in both years, and one that waits for a decision."""
    for year, count in ((2022, 20), (2023, 26)):
        for number in range(count):
            charged_on = date(year, 5, 3) + timedelta(days=round(number * 350 / count))
            result = desk.random.choice((GUILTY, GUILTY, GUILTY, TRIAL, "discontinued", ""))
            case = CourtCase(
                charged_on=charged_on,
                offender=f"{year}-{number}",
                by=desk.random.choice(("40391", "40955", "41644")),
                groups=(desk.random.choice((VIOLENCE, THEFT, "burglary", "robbery")),),
                result=result,
                resulted_on=min(charged_on + timedelta(days=33), LAST_RESULT_ON)
                if result
                else None,
                imposed=desk.random.choice(IMPOSED),
            )
            if number % 2:
                enter_offender_arrest(desk, case)
            enter_case(desk, case)
    waiting = CourtCase(charged_on=date(2024, 4, 25), offender="", by="41277", groups=(THEFT,))
    enter_case(desk, waiting, SUBMITTED)


def plan_prosecutions(desk: Desk) -> None:
    """Put every case down, and the arrests that led to them."""
    plan_raker(desk)
    plan_others(desk)
