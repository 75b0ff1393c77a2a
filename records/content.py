"""What a record says, in a form that describes itself, and how two versions differ. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

NOT_YET_KNOWN = "Not yet known"
NOT_YET_RECORDED = "Not yet recorded"


@dataclass(frozen=True)
class Entry:
    """One field of a record as it was written.

    `shown` holds the lines that are printed; `value` is the same fit for JSON and comparison.
    A change of a material entry voids an approval (ADR 0003).
    """

    key: str
    label: str
    shown: tuple[str, ...]
    value: Json
    section: str
    material: bool = False


@dataclass(frozen=True)
class Difference:
    """One field that differs between two versions; `before` or `now` is empty where it lacked."""

    key: str
    label: str
    before: tuple[str, ...]
    now: tuple[str, ...]
    material: bool


def to_json(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Give the entries as plain lists and dictionaries."""
    return [
        {
            "key": entry.key,
            "label": entry.label,
            "shown": list(entry.shown),
            "value": entry.value,
            "section": entry.section,
            "material": entry.material,
        }
        for entry in entries
    ]


def from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Read entries back from plain lists and dictionaries."""
    return tuple(
        Entry(
            key=row["key"],
            label=row["label"],
            shown=tuple(row["shown"]),
            value=row["value"],
            section=row["section"],
            material=row["material"],
        )
        for row in rows
    )


def differences(before: Iterable[Entry], now: Iterable[Entry]) -> tuple[Difference, ...]:
    """List the fields that differ, in the order of the newer version, then those that went."""
    old = {entry.key: entry for entry in before}
    new = {entry.key: entry for entry in now}
    changed = [
        Difference(
            key=key,
            label=entry.label,
            before=old[key].shown if key in old else (),
            now=entry.shown,
            material=entry.material,
        )
        for key, entry in new.items()
        if key not in old or old[key].value != entry.value
    ]
    gone = [
        Difference(key=key, label=entry.label, before=entry.shown, now=(), material=entry.material)
        for key, entry in old.items()
        if key not in new
    ]
    return tuple(changed + gone)


def sections(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Group entries under their section headings, in the order in which headings first appear."""
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.section, []).append(entry)
    return list(grouped.items())
