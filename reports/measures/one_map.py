"""Areas on one map over a change: those that follow each other stand together. Pure. ADR 0025.

What is counted by ward or beat of two maps is put into the smallest groups that cover the same
ground on both; where no link says what an area became, there is no table.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reports import numerals
from reports.evidence import Evidence, Named
from reports.ground_read import Successor
from reports.periods import Period, day_words

TILES = frozenset({"ward", "beat"})
"""The kinds that divide the ground: hotspots come and go, and lie on each other."""


@dataclass(frozen=True)
class OnMap:
    """Areas that are counted as one, by the names in force at the end of the period.

    `keys` begin with that by which the group is opened; `before` are other names that its areas
    had.
    """

    keys: tuple[str, ...]
    name: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class OneMap:
    """Every area that is asked for in one group, or why there is none."""

    groups: tuple[OnMap, ...]
    why_not: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Say which groups had other names before."""
        return tuple(
            f"{group.name}: with {numerals.listed(list(group.before))} of the map before."
            for group in self.groups
            if group.before
        )


def one_map(evidence: Evidence, keys: Collection[str], over: Sequence[Period], /) -> OneMap:
    """Group the areas of some keys by the ground that they share over some periods.

    Shape: in the order of the first keys; a key that names no area is a group of its own.
    """
    first, end = min(one.start for one in over), max(one.end for one in over)
    areas = {area.key: area for area in evidence.around.areas}
    groups: list[set[str]] = []
    for key in sorted(keys):
        if not any(key in group for group in groups):
            groups.append(together(key, areas, evidence.around.ground.successors))
    broken = [
        words
        for group in groups
        for key in sorted(group)
        if (words := why_broken(areas.get(key), areas, evidence, (first, end)))
    ]
    if broken:
        said = numerals.listed(list(dict.fromkeys(broken)))
        return OneMap((), f"{said}, and what it became or was before is not known")
    return OneMap(tuple(on_map(group, areas, end) for group in groups))


def together(key: str, areas: dict[str, Named], successors: Iterable[Successor]) -> set[str]:
    """Find the keys of all areas that hang together with one by links."""
    links = tuple(successors)
    group, waiting = {key}, [key]
    while waiting:
        area = areas.get(waiting.pop())
        if area is None:
            continue
        for link in links:
            if link.kind != area.kind:
                continue
            beside = [
                other.key
                for other in areas.values()
                if follows(link, area, other) or follows(link, other, area)
            ]
            new = set(beside) - group
            group |= new
            waiting += new
    return group


def follows(link: Successor, area: Named, other: Named) -> bool:
    """Tell whether a link says that one area follows another."""
    if not (area.kind == other.kind == link.kind):
        return False
    return is_before(link, area) and is_after(link, other)


def is_before(link: Successor, area: Named) -> bool:
    """Tell whether an area is one that a link says to have ended."""
    begun = area.valid_from is None or area.valid_from < link.day
    return area.code == link.code and begun


def is_after(link: Successor, area: Named) -> bool:
    """Tell whether an area is one that a link says to have begun."""
    stays = area.valid_to is None or area.valid_to > link.day
    return area.code == link.successor and stays


def why_broken(
    area: Named | None, areas: dict[str, Named], evidence: Evidence, days: tuple[date, date]
) -> str:
    """Say that an area began or ended between two days and no link tells from what or into what."""
    if area is None or area.kind not in TILES:
        return ""
    links = [one for one in evidence.around.ground.successors if one.kind == area.kind]
    held = {other.code for other in areas.values() if other.kind == area.kind}
    first, end = days
    if area.valid_to and first < area.valid_to < end:
        into = [one.successor for one in links if is_before(one, area)]
        if not into or not held.issuperset(into):
            return f"{area.name} ({area.code}) ended on {day_words(before(area.valid_to))}"
    if area.valid_from and first < area.valid_from < end:
        out_of = [one.code for one in links if is_after(one, area)]
        if not out_of or not held.issuperset(out_of):
            return f"{area.name} ({area.code}) began on {day_words(area.valid_from)}"
    return ""


def before(day: date) -> date:
    """Give the day before."""
    return day - timedelta(days=1)


def on_map(group: set[str], areas: dict[str, Named], end: date) -> OnMap:
    """Name a group by its areas in force on the last day, else by all of them."""
    listed = [areas[key] for key in sorted(group) if key in areas]
    if not listed:
        return OnMap(tuple(sorted(group)), "")
    last = Period(before(end), end)
    now = [area for area in listed if area.in_force(last)] or listed
    names = sorted({area.name for area in now})
    others = sorted({area.name for area in listed} - set(names))
    return OnMap(tuple(sorted(group)), numerals.listed(names), tuple(others))
