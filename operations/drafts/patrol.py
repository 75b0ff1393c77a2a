"""The draft of a patrol."""

from operations.details import PatrolDetails
from operations.rules import MATERIAL
from records.entries import Section, plain
from records.models import Kind, PartRole
from records.wording import clock_time, day_in_words
from records.writing import Draft

NONE = "None"


def summary(details: PatrolDetails) -> str:
    """Say enough to decide from the queue."""
    where = details.area.name if details.area else "no area"
    minutes = int((details.ended_at - details.started_at).total_seconds() // 60)
    found = "Nothing to report." if details.nothing_to_report else details.note
    return (
        f"{details.operation or 'No operation'}, {where}, {day_in_words(details.started_at)}, "
        f"{clock_time(details.started_at)} to {clock_time(details.ended_at)} "
        f"({minutes} minutes, crew of {details.crew_size}). {found}"
    ).strip()


def draft(details: PatrolDetails) -> Draft:
    """Describe a patrol."""
    when = Section("Patrol", MATERIAL[Kind.PATROL])
    found = Section("What happened", MATERIAL[Kind.PATROL])
    return Draft(
        occurred_at=details.started_at,
        summary=summary(details),
        facts={
            "operation": plain(details.operation),
            "area": plain(details.area),
            "provider": plain(details.provider),
            "mode": plain(details.mode),
            "started_at": plain(details.started_at),
            "ended_at": plain(details.ended_at),
            "crew_size": details.crew_size,
        },
        content=(
            when.one("operation", "Operation", details.operation, empty=NONE),
            when.one("provider", "Provider", details.provider),
            when.one("mode", "Mode", details.mode),
            when.one("started_at", "Started", details.started_at),
            when.one("ended_at", "Ended", details.ended_at),
            when.one("area", "Area", details.area),
            when.many("crew", "Crew", [(str(officer), (officer,)) for officer in details.crew]),
            when.one("crew_size", "Crew in all, partners included", details.crew_size),
            found.one("nothing_to_report", "Nothing to report", details.nothing_to_report),
            found.one("note", "Note", details.note, empty=NONE),
        ),
        parts=tuple((officer, PartRole.CREW) for officer in details.crew),
    )
