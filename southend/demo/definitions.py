"""The demonstration's definitions: those of the project, and one that changed on the way.

Officer minutes were those of the duty sheet until 30 April 2023: the year before stands beside this
one and is not compared with it.
"""

from datetime import date, datetime

from accounts import officers
from accounts.models import Officer
from reports import defining
from southend.demo.desk import Desk, moment

CHANGED_AT = moment(date(2023, 4, 17), 10)
ADMINISTRATOR = "88001"
OFFICER_MINUTES = defining.Wording(
    key="officer_minutes",
    name="Officer minutes",
    wording="Minutes of every member of every crew who was there, as logged with the patrol, added "
    "up, cut at the ends of the period. Never to be compared with patrol minutes.",
    unit="minutes",
    source="Records logged by officers and approved by a supervisor",
    owner="District commander",
    valid_from=date(2023, 5, 1),
    difference="the crew was that of the duty sheet, whether or not each of them came.",
)


def load_definitions(*, at: datetime) -> None:
    """Load the definitions of the project."""
    defining.load_definitions(by=officers.service(officers.CONSOLE, at=at), at=at)


def plan_definitions(desk: Desk) -> None:
    """Have the administrator add what officer minutes mean from May 2023."""
    administrator: Officer = desk.officers[ADMINISTRATOR]

    def add(at: datetime) -> None:
        defining.add_definition(wording=OFFICER_MINUTES, by=administrator, at=at)

    desk.diary.add(CHANGED_AT, add)
