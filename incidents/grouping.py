"""Sort the rows of one file: which repeat, which contradict each other, which state they make.

Pure. A state is a tuple of values in the order of the fields of its table; None is not recorded.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from incidents.police_csv import BadRow

Values = tuple[int | str | None, ...]
ForceMonthLabel = tuple[str, str]
"""A force by the name of the file, and the first day of a month in ISO form."""
Slips = Mapping[ForceMonthLabel, ForceMonthLabel]
"""What stands in a file by a slip, by what nearly all other rows have."""
HELD = "held"
FEW_ROWS = 100
SMALL_SHARE = 0.01


class Keyed(NamedTuple):
    """One good row under its key: what identifies it, and the values it gives."""

    line: int
    key: int
    fixed: tuple[int | str, ...]
    values: Values


class State(NamedTuple):
    """What is held of one key: its values, the fields in dispute, and whether it vanished."""

    values: Values
    disputed: str = ""
    presence: str = HELD


@dataclass
class Group:
    """The rows of one file that share a key: their lines, and what they say, each once."""

    lines: list[int]
    values: list[Values]

    @property
    def is_contradictory(self) -> bool:
        """Whether the rows disagree."""
        return len(self.values) > 1


def grouped(rows: Iterable[Keyed | BadRow]) -> dict[int, Group]:
    """Find the keys that several rows of a file share."""
    first: dict[int, Keyed] = {}
    groups: dict[int, Group] = {}
    for row in rows:
        if isinstance(row, BadRow):
            continue
        earlier = first.setdefault(row.key, row)
        if earlier is row:
            continue
        group = groups.setdefault(row.key, Group([earlier.line], [earlier.values]))
        group.lines.append(row.line)
        if row.values not in group.values:
            group.values.append(row.values)
    return groups


def merged(rows: Sequence[Values], fields: Sequence[str]) -> State:
    """Make one state of rows: what they dispute is not recorded, and named."""
    if len(rows) == 1:
        return State(rows[0])
    columns = list(zip(*rows, strict=True))
    values = tuple(column[0] if len(set(column)) == 1 else None for column in columns)
    disputed = [name for name, column in zip(fields, columns, strict=True) if len(set(column)) > 1]
    return State(values, ",".join(disputed))


def standing_rows(
    before: State | None, disputed_rows: Sequence[Values], months: frozenset[str]
) -> list[Values]:
    """Keep the rows of other months that a key still has; `months` are published again."""
    if before is None or before.presence != HELD:
        return []
    rows = disputed_rows if before.disputed else [before.values]
    return [values for values in rows if values[0] not in months]


def unique(rows: Iterable[Values]) -> list[Values]:
    """Keep each row once, in a fixed order that no order of files can change."""
    return sorted(set(rows), key=lambda values: tuple(str(value) for value in values))


def strays(counts: Mapping[ForceMonthLabel, int], known: frozenset[str]) -> Slips:
    """Find the (force, month) pairs of a file that are slips rather than published months.

    One row with a wrong month must not make that month count as published. The months of a known
    force are measured against its fullest one: a small force that stands in one file with a large
    one is no slip. A force that nobody knows is measured against the whole file.
    """
    fullest: dict[str, ForceMonthLabel] = {}
    for pair in sorted(counts):
        force = pair[0] if pair[0] in known else ""
        if force not in fullest or counts[pair] > counts[fullest[force]]:
            fullest[force] = pair
    most = max(fullest.values(), key=lambda pair: counts[pair], default=("", ""))
    slips = {}
    for pair, count in counts.items():
        usual = fullest[pair[0]] if pair[0] in known else most
        if count < FEW_ROWS and count < counts[usual] * SMALL_SHARE:
            slips[pair] = usual
    return slips


@dataclass
class Sorted:
    """What one stretch of rows comes to: counts of the buckets, and what is to be written.

    `reasons` count the rejected rows by why they were.
    """

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    added: list[Keyed] = field(default_factory=list)
    merged: dict[int, State] = field(default_factory=dict)
    updated: list[tuple[int, State, State]] = field(default_factory=list)
    disputes: list[tuple[int, list[Values], list[Values]]] = field(default_factory=list)
    listed: list[tuple[int, bool, str, str, str]] = field(default_factory=list)

    def reject(self, row: BadRow) -> None:
        """Put a bad row into its bucket and into the list."""
        self.counts["rejected"] += 1
        self.reasons[row.reason] += 1
        self.listed.append((row.line, False, row.column[:80], row.says[:200], row.why[:300]))

    def take_counts(self, other: "Sorted") -> None:
        """Count what other rows came to, and list them; nothing of them is to be written."""
        self.counts.update(other.counts)
        self.reasons.update(other.reasons)
        self.listed += other.listed

    def contradict(self, row: Keyed, why: str) -> None:
        """Put a contradictory row into its bucket and into the list."""
        self.counts["contradictory"] += 1
        self.listed.append((row.line, True, "Crime ID", str(row.fixed[1]), why))


class Sorter:
    """Sort the rows of one file against what is held."""

    def __init__(
        self, fields: Sequence[str], groups: Mapping[int, Group], months: frozenset[str]
    ) -> None:
        self.fields, self.groups, self.months = fields, groups, months
        self.by_month = fields[0] == "month"

    def sort(
        self,
        rows: Iterable[Keyed | BadRow],
        held: Mapping[int, State],
        disputed_rows: Mapping[int, list[Values]],
    ) -> Sorted:
        """Put each row of a stretch into one bucket."""
        result = Sorted()
        counts, groups, by_month = result.counts, self.groups, self.by_month
        unchanged = 0
        for row in rows:
            if isinstance(row, BadRow):
                result.reject(row)
                continue
            if row.key in groups:
                self.sort_shared(row, held.get(row.key), disputed_rows.get(row.key, []), result)
                continue
            before = held.get(row.key)
            if before is None:
                result.added.append(row)
            elif before.values == row.values and not before.disputed and before.presence == HELD:
                unchanged += 1
            elif by_month:
                rows_before = disputed_rows.get(row.key, [])
                self.settle(row, [row.values], before, rows_before, result)
            else:
                self.change(row.key, before, State(row.values), result)
        counts["unchanged"] += unchanged
        disputed = sum(bool(state.disputed) for state in result.merged.values())
        counts["added"] += len(result.added) - disputed
        return result

    def sort_shared(
        self, row: Keyed, before: State | None, rows_before: list[Values], result: Sorted
    ) -> None:
        """Sort a row whose key other rows of the file share; the first of them is written."""
        group = self.groups[row.key]
        if row.line == group.lines[0]:
            values = [self.counted(values, group) for values in group.values]
            self.settle(row, values, before, rows_before, result)
        elif group.is_contradictory:
            result.contradict(row, self.why(group))
        else:
            result.counts["repeated"] += 1

    def counted(self, values: Values, group: Group) -> Values:
        """Write into the values of an outcome how often the file says it."""
        return values if self.by_month else (*values[:-1], len(group.lines))

    def why(self, group: Group) -> str:
        """Say what the rows of a group disagree on."""
        lines = ", ".join(f"{line:,}" for line in group.lines[:6])
        about = merged(group.values, self.fields).disputed.replace("_", " ").replace(",", ", ")
        return f"Lines {lines} share this identifier and disagree on {about}. None was chosen"

    def settle(
        self,
        row: Keyed,
        new: list[Values],
        before: State | None,
        rows_before: list[Values],
        result: Sorted,
    ) -> None:
        """Write one key from its new rows and those of other months."""
        kept = standing_rows(before, rows_before, self.months) if self.by_month else []
        rows = unique([*kept, *new])
        after = merged(rows, self.fields)
        rows_after = rows if after.disputed and self.by_month else []
        if rows_after != rows_before:
            result.disputes.append((row.key, rows_before, rows_after))
        if after.disputed:
            group = self.groups.get(row.key)
            shared = group is not None and group.is_contradictory
            result.contradict(row, self.why(group) if shared and group else other(kept, after))
        if before is None:
            result.added.append(row)
            result.merged[row.key] = after
        else:
            self.change(row.key, before, after, result)

    def change(self, key: int, before: State, after: State, result: Sorted) -> None:
        """Write a key that is held already, where anything differs."""
        if before != after:
            result.updated.append((key, before, after))
        if not after.disputed:
            result.counts["unchanged" if before == after else "updated"] += 1


def other(kept: Sequence[Values], after: State) -> str:
    """Say that a row disagrees with one of another month."""
    months = ", ".join(sorted({str(values[0])[:7] for values in kept}))
    about = after.disputed.replace("_", " ").replace(",", ", ")
    return (
        f"It disagrees on {about} with the row of {months} of the same identifier. None was chosen"
    )
