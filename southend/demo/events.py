"""The demonstration's engagement events, logged incidents and survey waves."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from incidents import logged
from incidents.models import AsbQualifier, IncidentType, LoggedIncident
from operations import actions
from operations.details import EngagementDetails, SurveyWaveDetails
from operations.models import (
    GOOD_OR_EXCELLENT,
    Audience,
    Counting,
    Engagement,
    EngagementType,
    SurveyMode,
    SurveyWave,
)
from southend.demo.desk import APPROVED, LATER, SUBMITTED, Course, Desk, moment, return_for
from southend.demo.story import MONTHS

EVENTS = (50, 71)
"""How many events: the year before, and the year."""
WARDS_BEFORE = 10
WARDS = (
    "Milton",
    "Kursaal",
    "Victoria",
    "Chalkwell",
    "Leigh",
    "Southchurch",
    "Shoeburyness",
    "Westborough",
    "Prittlewell",
    "St Luke's",
    "Thorpe",
    "Blenheim Park",
    "West Shoebury",
    "Belfairs",
    "Eastwood Park",
)
"""Where events are held; in the year before only in the first ten."""

FORMATS: Sequence[tuple[str, str, str, str, str, int]] = (
    ("coffee-with-cops", "residents", "Community café", "Speeding; bins", "Speed check", 14),
    ("community-meeting", "residents", "Parish hall", "Noise at night", "Patrols on Fridays", 38),
    ("street-meet", "residents", "Outside the station", "E-scooters", "Advice to riders", 22),
    ("street-briefing", "night-time-economy", "Taxi rank", "Door safety", "Radio link checked", 11),
    ("school-input", "schools", "Secondary school", "Knives; phones", "Second visit in term", 120),
    ("knife-arch", "visitors", "Central station", "Knives", "Result published", 260),
    ("weapon-sweep", "residents", "Park", "Knives hidden in hedges", "Hedges cut back", 9),
    ("business-meeting", "businesses", "Chamber of trade", "Shop theft", "Shared contact", 17),
    ("hate-crime-ambassadors", "minority-communities", "Library", "Reporting", "Leaflet", 12),
)
INCIDENTS = (12, 20)
HAPPENED: Sequence[tuple[str, str, str]] = (
    ("rowdy-behaviour", "nuisance", "A large group with loud music; left after words of advice."),
    ("street-drinking", "nuisance", "Drinking in a shelter; alcohol handed over by agreement."),
    ("begging", "nuisance", "Begging at a cash machine; outreach team told."),
    ("littering", "environmental", "Drug litter in an underpass; the council cleared it."),
    ("noise", "personal", "Repeated noise at one address; diary sheets left."),
    ("vehicle-nuisance", "nuisance", "Engines revved on the seafront; two warnings given."),
    ("public-safety-and-welfare", "", "A person in distress taken to a place of safety."),
)
OLD_WORDING = "Taking everything into account, how good a job do the police in your area do?"
NEW_WORDING = "How good a job do you think the police in this area are doing?"
WAVES = (
    (date(2022, 4, 4), date(2022, 9, 23), OLD_WORDING, 604, Decimal("76.0")),
    (date(2022, 10, 3), date(2023, 3, 24), OLD_WORDING, 598, Decimal("77.0")),
    (date(2023, 10, 9), date(2024, 3, 29), NEW_WORDING, 612, Decimal("80.0")),
)
"""First day, last day, wording, base, percent. Reworded in October 2023."""


def enter_event(desk: Desk, held_at: datetime, ward: str, by: str, course: Course) -> None:
    """Put an engagement event down: logged the morning after."""
    kind, audience, venue, concern, promise, people = desk.random.choice(FORMATS)
    attended = people + desk.random.randrange(people)
    fed_back = desk.random.random() < 0.6

    def log(key: UUID, at: datetime) -> Engagement:
        details = EngagementDetails(
            occurred_at=held_at,
            type=desk.code(EngagementType, kind),
            audience=desk.code(Audience, audience),
            venue=f"{venue}, {ward}",
            operation=desk.operations.get("union") if ward in ("Milton", "Kursaal") else None,
            area=desk.areas[ward],
            attendees=attended,
            counting=Counting.ESTIMATED if attended > 40 else Counting.COUNTED,
            under_18=attended - attended // 10 if audience == "schools" else None,
            concerns=concern,
            promised=promise,
            fed_back_on=held_at.date() if fed_back else None,
        )
        return actions.log_engagement(id=key, details=details, by=desk.officers[by], at=at)

    logged_at = held_at + timedelta(hours=18)
    desk.enter("Engagement events", logged_at, by=by, log=log, course=course)


def plan_events(desk: Desk) -> None:
    """Put the events of both years down, two that wait and one returned."""
    loggers = ("7215", "7302", "40391", "41277")
    for year, count in enumerate(EVENTS):
        wards = WARDS if year else WARDS[:WARDS_BEFORE]
        for number in range(count):
            month = MONTHS[12 * year + number % 12]
            day = month + timedelta(days=desk.random.randrange(27))
            held_at = moment(day, desk.random.choice((10, 11, 14, 18, 19)), 0)
            ward = wards[number % len(wards)]
            enter_event(desk, held_at, ward, desk.random.choice(loggers), APPROVED)
    enter_event(desk, moment(date(2024, 4, 26), 14), "Leigh", "7302", SUBMITTED)
    enter_event(desk, moment(date(2024, 4, 30), 18), "Milton", "7215", SUBMITTED)
    note = "The hall holds 80. Count again or say that it is estimated."
    returned = (*SUBMITTED, (LATER, return_for("attendance", note)))
    enter_event(desk, moment(date(2024, 4, 23), 19), "Kursaal", "C114", returned)


def enter_incident(desk: Desk, at: datetime, by: str, course: Course) -> None:
    """Put a logged incident down."""
    kind, qualifier, what = desk.random.choice(HAPPENED)
    place = desk.random.choice(("Marine Parade", "High Street", "York Road", "Hamlet Court Road"))
    number = desk.random.randrange(100, 999)

    def log(key: UUID, logged_at: datetime) -> LoggedIncident:
        details = logged.LoggedIncidentDetails(
            occurred_at=at,
            type=desk.code(IncidentType, kind),
            place=place,
            description=what,
            qualifier=desk.code(AsbQualifier, qualifier) if qualifier else None,
            storm_number=f"EP-{at:%Y%m%d}-0{number}",
            area=desk.areas[place],
        )
        return logged.log_incident(id=key, details=details, by=desk.officers[by], at=logged_at)

    desk.enter("Logged incidents", at + timedelta(hours=1), by=by, log=log, course=course)


def plan_incidents(desk: Desk) -> None:
    """Put the logged incidents of both years down, and one that waits."""
    for year, count in enumerate(INCIDENTS):
        for number in range(count):
            month = MONTHS[12 * year + number % 12]
            day = month + timedelta(days=desk.random.randrange(27))
            at = moment(day, desk.random.choice((13, 17, 20, 22)), desk.random.randrange(60))
            enter_incident(desk, at, desk.random.choice(("7215", "41644", "42018")), APPROVED)
    enter_incident(desk, moment(date(2024, 4, 29), 16, 5), "42018", SUBMITTED)


def plan_surveys(desk: Desk) -> None:
    """Put the survey waves down as the analyst enters them, weeks after the last interview."""
    for starts_on, ends_on, wording, base, percent in WAVES:
        details = SurveyWaveDetails(
            question=GOOD_OR_EXCELLENT,
            wording=wording,
            base=base,
            percent=percent,
            starts_on=starts_on,
            ends_on=ends_on,
            survey_house="Estuary Social Surveys (invented)",
            mode=SurveyMode.TELEPHONE,
        )

        def log(key: UUID, at: datetime, details: SurveyWaveDetails = details) -> SurveyWave:
            by = desk.officers["78014"]
            return actions.log_survey_wave(id=key, details=details, by=by, at=at)

        entered_at = moment(ends_on + timedelta(days=18), 11)
        desk.enter("Survey waves", entered_at, by="78014", log=log, course=APPROVED)
