"""The draft of an arrest."""

from collections.abc import Mapping

from operations.details import ArrestDetails
from operations.models import Sex
from operations.rules import MATERIAL
from records.content import NOT_YET_KNOWN, Entry, Json
from records.entries import Section, Value, plain, shown
from records.models import Code, Kind, PartRole
from records.wording import moment_in_words
from records.writing import Draft

KEYS = MATERIAL[Kind.ARREST]
NONE = "None"


def with_words(code: Code, words: str) -> str:
    """Print a code, and the officer's own words after it where there are any."""
    return f"{code}: {words}" if words else str(code)


def summary(details: ArrestDetails) -> str:
    """Say enough to decide from the queue."""
    first = str(details.offences[0].group) if details.offences else "No offence yet"
    more = f" and {len(details.offences) - 1} more" if len(details.offences) > 1 else ""
    where = f"{details.place}, {moment_in_words(details.arrested_at)}"
    disposal = details.latest_disposal or "not yet recorded"
    operation = f" {details.operation}." if details.operation else ""
    return f"{first}{more}. {where}.{operation} Disposal: {disposal}."


def missing(details: ArrestDetails) -> tuple[str, ...]:
    """List what is to be given before the arrest is submitted."""
    sentences = []
    if not details.offences:
        sentences.append("Give at least one offence.")
    if not details.necessities:
        sentences.append("Say why the arrest was necessary (Code G 2.9).")
    return tuple(sentences)


def circumstances(details: ArrestDetails) -> tuple[Entry, ...]:
    """Describe when, where and for what."""
    section = Section("Arrest", KEYS)
    return (
        section.one("operation", "Operation", details.operation, empty=NONE),
        section.one("patrol", "Patrol", details.patrol, empty=NONE),
        section.one("occurred_at", "Arrested", details.arrested_at),
        section.one("place", "Place", details.place),
        section.one("area", "Area", details.area),
        section.one("custody_number", "Custody number", details.custody_number),
        section.one("arresting_officer", "Arresting officer", details.arresting_officer),
        section.many("offences", "Offences", offence_rows(details)),
        section.many("necessities", "Why it was necessary", necessity_rows(details)),
    )


def offence_rows(details: ArrestDetails) -> list[tuple[str, tuple[Value, ...]]]:
    """List the offences, most serious first, as printed and as compared."""
    return [
        (with_words(offence.group, offence.wording), (offence.group, offence.wording))
        for offence in details.offences
    ]


def necessity_rows(details: ArrestDetails) -> list[tuple[str, tuple[Value, ...]]]:
    """List the criteria of Code G 2.9, as printed and as compared."""
    return [
        (with_words(row.criterion, row.explanation), (row.criterion, row.explanation))
        for row in details.necessities
    ]


def person(details: ArrestDetails, subject: str) -> tuple[Entry, ...]:
    """Describe the person arrested, without a name."""
    section = Section("Person", KEYS)
    return (
        section.one("subject", "Subject", subject, empty=NOT_YET_KNOWN),
        section.one("age_at_event", "Age at arrest", details.age_at_event, empty=NOT_YET_KNOWN),
        section.one("sex", "Sex", Sex(details.sex).label),
        section.one(
            "self_defined_ethnicity",
            "Self-defined ethnicity",
            details.self_defined_ethnicity,
            empty=NOT_YET_KNOWN,
        ),
        section.one(
            "officer_defined_ethnicity",
            "Officer-defined ethnicity",
            details.officer_defined_ethnicity,
            empty=NOT_YET_KNOWN,
        ),
    )


def draft(details: ArrestDetails, *, subject: str) -> Draft:
    """Describe an arrest; `subject` is the reference of the person arrested."""
    result = Section("Result", KEYS)
    disposals = [(f"{shown(row.on)}: {row.type}", (row.type, row.on)) for row in details.disposals]
    return Draft(
        occurred_at=details.arrested_at,
        summary=summary(details),
        content=(
            *circumstances(details),
            *person(details, subject),
            result.many("disposals", "Disposals", disposals),
            result.one("note", "Note", details.note, empty=NONE),
        ),
        facts=facts(details),
        parts=((details.arresting_officer, PartRole.ARRESTED),),
        missing=missing(details),
    )


def facts(details: ArrestDetails) -> Mapping[str, Json]:
    """Give what an arrest counts as; disposals are (code, day), the latest of them by itself."""
    return {
        "operation": plain(details.operation),
        "area": plain(details.area),
        "offence": details.offences[0].group.code if details.offences else None,
        "disposal": plain(details.latest_disposal),
        "disposals": [(plain(row.type), plain(row.on)) for row in details.disposals],
    }
