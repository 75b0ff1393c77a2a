"""The draft of an engagement event."""

from operations.details import EngagementDetails
from operations.models import Counting
from operations.rules import MATERIAL
from records.entries import Section, plain
from records.models import Kind
from records.wording import moment_in_words
from records.writing import Draft

NONE = "None"


def summary(details: EngagementDetails) -> str:
    """Say enough to decide from the queue."""
    people = "attendance not recorded"
    if details.attendees is not None:
        people = f"{details.attendees:,} people, {details.counting}"
    where = f"{details.venue}, {moment_in_words(details.occurred_at)}"
    return f"{details.type}, {where}. {details.audience}, {people}."


def draft(details: EngagementDetails) -> Draft:
    """Describe an engagement event."""
    keys = MATERIAL[Kind.ENGAGEMENT]
    event, said = Section("Event", keys), Section("What was said", keys)
    counting = Counting(details.counting).label if details.counting else ""
    return Draft(
        occurred_at=details.occurred_at,
        summary=summary(details),
        facts={
            "operation": plain(details.operation),
            "area": plain(details.area),
            "type": plain(details.type),
            "audience": plain(details.audience),
            "attendees": details.attendees,
        },
        content=(
            event.one("occurred_at", "Held", details.occurred_at),
            event.one("type", "Type", details.type),
            event.one("audience", "Audience", details.audience),
            event.one("operation", "Operation", details.operation, empty=NONE),
            event.one("area", "Ward", details.area),
            event.one("venue", "Venue", details.venue),
            event.one("attendees", "People", details.attendees),
            event.one("counting", "Counted or estimated", counting),
            event.one("under_18", "Of them under 18", details.under_18),
            event.one("partner", "Partner", details.partner, empty=NONE),
            said.one("topics", "Topics", details.topics, empty=NONE),
            said.one("concerns", "Concerns raised", details.concerns, empty=NONE),
            said.one("promised", "Promised", details.promised, empty=NONE),
            said.one("fed_back_on", "Fed back", details.fed_back_on, empty="Not yet fed back"),
        ),
    )
