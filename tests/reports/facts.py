"""Evidence written by hand, as it is stored: what measures are computed from, no database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from accounts.clock import LONDON
from operations.models import GOOD_OR_EXCELLENT
from records.models import Kind
from reports.codec import Json
from reports.evidence import (
    APPROVED,
    CodeLine,
    CodeTable,
    DatedDefinition,
    Evidence,
    Fact,
    Named,
    PoliceCounts,
    Surroundings,
)
from reports.figures import Figure
from reports.periods import Period

YEAR = Period.twelve_months_to("2024-03")
APRIL = Period.months_to("2023-04", 1)
PART = Period(date(2023, 4, 1), date(2023, 4, 15))
LONG_AGO, RETIRED = date(2000, 1, 1), date(2022, 4, 1)
NOON, MIDNIGHT = "2023-06-01 12:00", "2023-06-01 00:00"
NO_POLICE_DATA = PoliceCounts()
NOTHING: Mapping[str, Json] = MappingProxyType({})
Said = tuple[str, str, str, float | None, float | None, dict[str, int]]
MONTHS = tuple(month.start for month in (*YEAR.previous().months(), *YEAR.months()))
"""Every month of the year and of the year before."""


def code(key: str, *, stage: str = "", valid_to: date | None = None) -> CodeLine:
    """Give a line of a code list, labelled as its key with a capital."""
    return CodeLine(key, key.capitalize(), LONG_AGO, valid_to, stage)


CODES = (
    CodeTable("OffenceGroup", (code("theft"), code("robbery"), code("fraud", valid_to=RETIRED))),
    CodeTable(
        "DisposalType",
        (
            code("charged", stage="charged"),
            code("bail", stage="open"),
            code("warned", stage="out_of_court", valid_to=RETIRED),
        ),
    ),
    CodeTable(
        "ChargeResult",
        (
            code("guilty", stage="convicted"),
            code("acquitted", stage="not_convicted"),
            code("discontinued", stage="administrative"),
        ),
    ),
    CodeTable("SentenceType", (code("custody"), code("fine"))),
    CodeTable("OrderType", (code("banning"), code("restraining"))),
    CodeTable(
        "CrimeType",
        (
            code("anti-social-behaviour"),
            code("burglary"),
            code("drugs"),
            code("possession-of-weapons"),
            code("theft"),
            code("old", valid_to=RETIRED),
        ),
    ),
)
WARDS = (Named("7", "Milton"), Named("8", "Kursaal"), Named("9", "Belfairs"))


def stored(moment: str) -> str:
    """Give a moment of London's clock, such as 2023-06-01 12:00, as facts carry it."""
    return datetime.fromisoformat(moment).replace(tzinfo=LONDON).astimezone(UTC).isoformat()


def fact(
    kind: Kind, number: int, at: str, status: str, values: Mapping[str, Json] = NOTHING, /
) -> Fact:
    """Give the newest version of one record by its number."""
    return Fact(
        record=f"{kind.value}-{number}",
        version=1,
        kind=kind.value,
        reference=f"{kind.value[0].upper()}-23-{number:05}",
        status=status,
        values={"occurred_at": stored(at), **values},
    )


def arrest(number: int, at: str = NOON, /, *, status: str = APPROVED, **values: Json) -> Fact:
    """Give an arrest for theft without a disposal."""
    known = {"offence": "theft", "disposal": None, "disposals": [], **values}
    return fact(Kind.ARREST, number, at, status, known)


def case(number: int, at: str = MIDNIGHT, /, *, status: str = APPROVED, **values: Json) -> Fact:
    """Give a defendant's case that a court has not decided."""
    known: dict[str, Json] = {
        "stage": "before_court",
        "sentenced_on": None,
        "sentences": [],
        "orders": [],
    }
    return fact(Kind.PROSECUTION, number, at, status, {**known, **values})


def patrol(
    number: int, begins: str, ends: str, /, *, status: str = APPROVED, **values: Json
) -> Fact:
    """Give a patrol of two."""
    times = {"started_at": stored(begins), "ended_at": stored(ends)}
    return fact(Kind.PATROL, number, begins, status, {**times, "crew_size": 2, **values})


def event(number: int, at: str = NOON, /, *, status: str = APPROVED, **values: Json) -> Fact:
    """Give an engagement event without a ward, where nobody counted the people."""
    known = {"area": None, "attendees": None, **values}
    return fact(Kind.ENGAGEMENT, number, at, status, known)


def wave(number: int, ends_on: str, percent: str, /, *, status: str = APPROVED) -> Fact:
    """Give a wave of the residents' survey, which began on the first of the month."""
    values: dict[str, Json] = {
        "question": GOOD_OR_EXCELLENT,
        "wording": "How good a job do the police do?",
        "base": 612,
        "percent": percent,
        "starts_on": f"{ends_on[:8]}01",
        "ends_on": ends_on,
        "survey_house": "SMSR",
        "mode": "Telephone",
    }
    return fact(Kind.SURVEY_WAVE, number, f"{ends_on} 00:00", status, values)


def operation(number: int, slug: str, /, *, status: str = APPROVED, **values: Json) -> Fact:
    """Give an operation that began with the year and is not over."""
    known = {
        "slug": slug,
        "name": f"Op {slug.capitalize()}",
        "objective": "Safer seafront",
        "starts_on": "2023-04-01",
        "ends_on": None,
    }
    return fact(Kind.OPERATION, number, "2023-04-01 00:00", status, {**known, **values})


def changed(source: Fact, **values: Json) -> Fact:
    """Give a record with other values; None takes a value away."""
    return replace(source, values={**source.values, **values})


def evidence(
    *facts: Fact,
    period: Period = YEAR,
    police: PoliceCounts = NO_POLICE_DATA,
    subject: str = "",
) -> Evidence:
    """Give what a report of a period is computed from."""
    around = Surroundings(
        "southend",
        "Southend-on-Sea",
        "essex",
        "Southend",
        period,
        period.previous(),
        police=police,
        codes=CODES,
        areas=WARDS,
        subject=subject,
    )
    return Evidence(around, facts)


def version(
    key: str, number: int, valid_from: date, valid_to: date | None = None, difference: str = ""
) -> DatedDefinition:
    """Give one version of what a measure means."""
    said = {"name": key, "wording": key, "formula": "", "unit": "", "source": "", "owner": ""}
    return DatedDefinition(
        key, number, valid_from=valid_from, valid_to=valid_to, difference=difference, **said
    )


def defined_by(source: Evidence, *versions: DatedDefinition) -> Evidence:
    """Give the same evidence with definitions."""
    return replace(source, around=replace(source.around, definitions=versions))


def said(figure: Figure) -> Said:
    """Give what a figure says: key, label, unit, both counts, and what was left out."""
    return (
        figure.key,
        figure.label,
        figure.unit,
        figure.current,
        figure.previous,
        dict(figure.excluded),
    )
