"""Keeping the definitions of measures: loaded from their file, added by version, withdrawn.

A version that stands is never rewritten: an edition may have counted by it (docs/adr/0230).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Officer
from accounts.roles import Permission
from audit import journal
from audit.models import Operation
from records.writing import Refused, refuse
from reports.measures.registry import UnknownMeasure, measure_named
from reports.models import MeasureDefinition
from reports.models.definitions import MeasureDefinitionQuerySet
from reports.periods import day_words

FILE = Path(__file__).parent / "codes" / "measure_definition.csv"
COLUMNS = (
    *("key", "version", "name", "wording", "formula", "unit", "source", "owner"),
    *("valid_from", "difference"),
)


class BadDefinitionFile(ValueError):
    """The file of definitions is missing or wrong; the message names the row."""


@dataclass(frozen=True)
class Wording:
    """Hold what one version of a definition says, as a person or the file gives it."""

    key: str
    name: str
    wording: str
    unit: str
    source: str
    owner: str
    valid_from: date
    difference: str = ""


@dataclass(frozen=True)
class LoadedDefinitions:
    """Count what became of the file; `kept` are versions that say something else than it does."""

    added: int
    unchanged: int
    kept: tuple[str, ...]


@transaction.atomic
def load_definitions(*, by: Officer, at: datetime) -> LoadedDefinitions:
    """Add the versions of the file that are not there; a second call adds nothing.

    Nothing is rewritten: a version that stands with other words is kept and named.
    Raises: BadDefinitionFile, Refused.
    """
    refuse_others(by)
    standing = {(row.key, row.version): row for row in MeasureDefinition.objects.all()}
    added, unchanged, kept = 0, 0, []
    for row in read_definitions():
        before = standing.get((row.key, row.version))
        if before is None:
            try:
                write(row, by=by, at=at)
            except Refused as error:
                raise BadDefinitionFile(f"{FILE.name}, {row}: {error}") from error
            added += 1
        elif all(getattr(before, name) == getattr(row, name) for name in COLUMNS):
            unchanged += 1
        else:
            kept.append(str(before))
    journal.write(
        verb="definition.load",
        operation=Operation.COLLECTION,
        by=by,
        at=at,
        subject="definition-file",
        subject_id=FILE.name,
        detail={"added": added, "unchanged": unchanged, "kept": kept},
    )
    return LoadedDefinitions(added, unchanged, tuple(kept))


def read_definitions() -> Iterator[MeasureDefinition]:
    """Read the file of definitions, each row checked as the table checks it.

    Raises: BadDefinitionFile.
    """
    with FILE.open(newline="", encoding="utf-8") as lines:
        table = csv.DictReader(lines)
        if tuple(table.fieldnames or ()) != COLUMNS:
            raise BadDefinitionFile(f"{FILE.name}: the columns are not {', '.join(COLUMNS)}.")
        for given in table:
            row = MeasureDefinition(**given)
            try:
                row.clean_fields(exclude=["by", "at"])
            except ValidationError as error:
                at_line = f"{FILE.name}, line {table.line_num}"
                raise BadDefinitionFile(f"{at_line}: {error.messages}") from error
            yield row


@transaction.atomic
def add_definition(*, wording: Wording, by: Officer, at: datetime) -> MeasureDefinition:
    """Add the next version of a definition; the one before it ends where it begins.

    Raises: Refused, UnknownMeasure.
    """
    refuse_others(by)
    last = versions_of(wording.key).first()
    row = MeasureDefinition(
        **vars(wording),
        version=last.version + 1 if last else 1,
        formula=measure_named(wording.key).formula,
    )
    write(row, by=by, at=at)
    note(row, "add", Operation.COLLECTION, by=by, at=at, detail={"from": str(row.valid_from)})
    return row


@transaction.atomic
def withdraw_definition(
    *, definition: MeasureDefinition, valid_to: date, reason: str, by: Officer, at: datetime
) -> MeasureDefinition:
    """End the version in force with a month, without another: nothing is counted by it after.

    Raises: Refused.
    """
    refuse_others(by)
    row = MeasureDefinition.objects.select_for_update().get(pk=definition.pk)
    if row.valid_to is not None:
        refuse(f"{row} ends on {day_words(row.valid_to)} already, and that is not changed.")
    refuse_part_month(valid_to)
    if valid_to <= row.valid_from:
        refuse(f"{row} begins on {day_words(row.valid_from)}. Choose a later month.")
    if not reason.strip():
        refuse("Give the reason: reports of later periods will not be compiled.")
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    note(row, "withdraw", Operation.ALTERATION, by=by, at=at, reason=reason)
    return row


def versions_of(key: str) -> MeasureDefinitionQuerySet:
    """Read the versions of a measure, newest first."""
    return MeasureDefinition.objects.filter(key=key).order_by("-version")


def write(row: MeasureDefinition, *, by: Officer, at: datetime) -> None:
    """Write one version after those that stand, and end the one before it.

    Raises: Refused, UnknownMeasure.
    """
    if row.formula != measure_named(row.key).formula:
        raise UnknownMeasure(f"{row} names the formula {row.formula}, which is not its measure's.")
    refuse_part_month(row.valid_from)
    last = versions_of(row.key).select_for_update().first()
    if row.version != (last.version + 1 if last else 1):
        refuse(f"{row} does not follow {last or 'a version before it'}.")
    if last is not None:
        refuse_overlap(row, last)
        if last.valid_to is None:
            last.valid_to = row.valid_from
            last.save(update_fields=["valid_to"])
    row.by, row.at = by, at
    row.save(force_insert=True)


def refuse_overlap(row: MeasureDefinition, last: MeasureDefinition) -> None:
    """Refuse a version that begins before the last has ended, or does not say what differs.

    Raises: Refused.
    """
    if row.valid_from <= last.valid_from:
        refuse(
            f"{last} begins on {day_words(last.valid_from)}. Let the next begin in a later month."
        )
    if last.valid_to is not None and row.valid_from < last.valid_to:
        refuse(f"{last} holds until {day_words(last.valid_to)}. Let the next begin then or later.")
    if not row.difference.strip():
        refuse("Say what the version before counted differently: reports print it at every break.")


def refuse_part_month(day: date) -> None:
    """Refuse a day inside a month: a month would be counted in two ways.

    Raises: Refused.
    """
    if day.day != 1:
        refuse(f"{day_words(day)} is inside a month. Definitions begin and end with a month.")


def refuse_others(by: Officer) -> None:
    """Refuse those who do not keep definitions.

    Raises: Refused.
    """
    if not (by.is_service or by.standing.allows(Permission.KEEP_CODES)):
        refuse("Administrators keep the definitions of measures.")


def note(
    row: MeasureDefinition,
    verb: str,
    operation: Operation,
    *,
    by: Officer,
    at: datetime,
    **more: object,
) -> None:
    """Write the journal's line about one version."""
    journal.write(
        verb=f"definition.{verb}",
        operation=operation,
        by=by,
        at=at,
        subject="definition",
        subject_id=row.pk,
        label=str(row),
        **more,
    )
