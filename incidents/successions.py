"""The action that takes in successors. Knows geometry: for workers and commands only. ADR 0025."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from accounts.models import District, Force, Officer
from accounts.wording import count, listed, long_date
from audit import journal
from audit.models import Operation
from incidents import grounds, rules
from incidents.models import Area, SucceedingKind, Succession
from records.writing import refuse

DRAWN_OTHERWISE = 0.05
"""Of the larger side of a published link: an LSOA is small, and its lines are simplified anew."""
LARGEST_FILE = 16 * 1024 * 1024


class BadSuccessions(ValueError):
    """A list of successors is refused as a whole; the message names the line or the codes."""


@dataclass(frozen=True)
class SuccessionFile:
    """A CSV file of codes and the codes that follow them from a day on, a line for each pair."""

    path: Path
    kind: SucceedingKind
    code_field: str
    successor_field: str
    day: date


@dataclass(frozen=True)
class Linked:
    """What came of a list: links added, links held before, and lines of other places."""

    added: int
    held: int
    elsewhere: int


def read_links(file: SuccessionFile) -> list[tuple[str, str]]:
    """Read the pairs of code and successor of a file.

    Raises: BadSuccessions.
    """
    if not file.path.is_file() or file.path.stat().st_size > LARGEST_FILE:
        raise BadSuccessions(f"There is no file {file.path} of up to {LARGEST_FILE:,} bytes.")
    names = (file.code_field, file.successor_field)
    try:
        with file.path.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened)
            lacking = [name for name in names if name not in (rows.fieldnames or ())]
            if lacking:
                raise BadSuccessions(
                    f"{file.path.name} has no column {listed(lacking)}; its columns are "
                    f"{listed(list(rows.fieldnames or ()))}."
                )
            return [pair(row, names, f"{file.path.name}, line {rows.line_num}") for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadSuccessions(f"{file.path.name} is no CSV file in UTF-8: {error}.") from error


def pair(row: dict[str, str | None], names: tuple[str, str], where: str) -> tuple[str, str]:
    """Read one line.

    Raises: BadSuccessions.
    """
    code, successor = (str(row[name] or "").strip() for name in names)
    if not (0 < len(code) <= 40 and 0 < len(successor) <= 40):
        raise BadSuccessions(f"{where}: {names[0]} and {names[1]} give no two codes.")
    return code, successor


def import_successions(
    *, file: SuccessionFile, district: District, by: Officer, at: datetime
) -> Linked:
    """Link the codes of a district, and those that follow them from a day on.

    Lines that name no code of the district are left aside: published lists are of whole countries.
    Safe to call again. All of it comes in, or nothing.
    Raises: Refused, BadSuccessions.
    """
    refuse(rules.why_not_keep_areas(by, district.pk))
    links = list(dict.fromkeys(read_links(file)))
    known = known_codes(file.kind, district)
    ours = [link for link in links if known.intersection(link)]
    if not ours:
        raise BadSuccessions(
            f"{file.path.name} names no {file.kind.label} of {district.name} in "
            f"{file.code_field} or {file.successor_field}."
        )
    why_not = why_not_one_ground(file, district, ours)
    if why_not:
        raise BadSuccessions(why_not)
    held = link(district=district, kind=file.kind, links=ours, day=file.day, by=by, at=at)
    return Linked(added=len(ours) - held, held=held, elsewhere=len(links) - len(ours))


@transaction.atomic
def unlink(*, file: SuccessionFile, district: District, by: Officer, at: datetime) -> int:
    """Take links back that were given by mistake; tell how many.

    Raises: Refused, BadSuccessions.
    """
    refuse(rules.why_not_keep_areas(by, district.pk))
    links = set(read_links(file))
    rows = Succession.objects.filter(district=district, kind=file.kind, day=file.day)
    mine = [row for row in rows if (row.code, row.successor) in links]
    Succession.objects.filter(pk__in=[row.pk for row in mine]).delete()
    if mine:
        line("area.unlink", file.kind, mine, Operation.ERASURE, district=district, by=by, at=at)
    return len(mine)


@transaction.atomic
def link(
    *,
    district: District,
    kind: SucceedingKind,
    links: Sequence[tuple[str, str]],
    day: date,
    by: Officer,
    at: datetime,
) -> int:
    """Write links and a line in the journal; tell how many were held before."""
    rows = Succession.objects.filter(district=district, kind=kind, day=day)
    held = set(rows.values_list("code", "successor"))
    new = [
        Succession(district=district, kind=kind, code=code, successor=successor, day=day)
        for code, successor in links
        if (code, successor) not in held
    ]
    Succession.objects.bulk_create(new)
    if new:
        line("area.link", kind, new, Operation.COLLECTION, district=district, by=by, at=at)
    return len(links) - len(new)


def line(
    verb: str,
    kind: SucceedingKind,
    rows: Sequence[Succession],
    operation: Operation,
    *,
    district: District,
    by: Officer,
    at: datetime,
) -> None:
    """Write the journal's line about links."""
    journal.write(
        verb=verb,
        operation=operation,
        by=by,
        at=at,
        subject="area",
        subject_id=kind,
        label=f"{count(len(rows), 'successor')} from {long_date(rows[0].day)}",
        district=district.slug,
        detail={"links": [str(row) for row in rows]},
    )


def known_codes(kind: SucceedingKind, district: District) -> set[str]:
    """List the codes that are held: of areas of the district, of districts, or of forces."""
    if kind == SucceedingKind.COUNCIL:
        return set(District.objects.values_list("slug", flat=True))
    if kind == SucceedingKind.FORCE:
        return set(Force.objects.values_list("slug", flat=True))
    return set(Area.objects.filter(district=district, kind=kind).values_list("code", flat=True))


def hanging_together(links: Iterable[tuple[str, str]]) -> list[tuple[set[str], set[str]]]:
    """Group links that share a code: the codes before the day, and those from then on."""
    groups: list[tuple[set[str], set[str]]] = []
    for code, successor in links:
        touched = [group for group in groups if code in group[0] or successor in group[1]]
        merged = ({code}, {successor})
        for group in touched:
            merged = (merged[0] | group[0], merged[1] | group[1])
            groups.remove(group)
        groups.append(merged)
    return groups


def why_not_one_ground(
    file: SuccessionFile, district: District, links: Collection[tuple[str, str]]
) -> str:
    """Name codes and successors that do not cover the same ground, or nothing.

    Only where all of them are held as areas that end, or begin, on the day.
    """
    areas = Area.objects.filter(district=district, kind=file.kind)
    ended: dict[str, list[Area]] = defaultdict(list)
    begun: dict[str, list[Area]] = defaultdict(list)
    for area in areas:
        if area.valid_from is None or area.valid_from < file.day:
            ended[area.code].append(area)
        if area.valid_from == file.day:
            begun[area.code].append(area)
    for codes, successors in hanging_together(links):
        if not (codes <= ended.keys() and successors <= begun.keys()):
            continue
        before = [max(ended[code], key=lambda area: area.valid_from or date.min) for code in codes]
        after = [area for code in successors for area in begun[code]]
        sides = grounds.ground_of(before), grounds.ground_of(after)
        if not grounds.is_same(*sides, within=DRAWN_OTHERWISE):
            return (
                f"{listed(sorted(codes))} and {listed(sorted(successors))} do not cover the same "
                "ground. List every code that gave or took some of it, or leave them out: what is "
                "not linked is not compared."
            )
    return ""
