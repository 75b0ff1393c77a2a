"""In which order the files of an import are read: by month, whatever they are called.

A month is judged by the months before it, so the order of names in a folder or an archive must not
matter. Of one month an older snapshot comes before a newer one.
"""

import csv
from collections.abc import Callable, Iterator
from itertools import islice

from incidents.archives import Entry, Found, reading
from incidents.police_csv import BadValue, Decoded, FileRefused, Months

LOOKED_AT = 50
Files = Callable[[], Iterator[Found]]


def first_month(entry: Found) -> str:
    """Find the month of the first row that has one, as its first day; empty where none is found.

    A file that cannot be read has no month: it is refused by name when its turn comes.
    """
    if not isinstance(entry, Entry):
        return ""
    try:
        with reading(entry) as lines:
            table = csv.reader(Decoded(islice(lines, LOOKED_AT)))
            header = [name.strip().casefold() for name in next(table, [])]
            return month_among(table, header.index("month"))
    except (FileRefused, csv.Error, ValueError):
        return ""


def month_among(rows: Iterator[list[str]], column: int) -> str:
    """Find the first month in a column; empty where there is none."""
    months = Months()
    for cells in rows:
        try:
            return months[cells[column]]
        except (BadValue, IndexError):
            continue  # the row is rejected when the file is read
    return ""


def rank(entry: Found) -> tuple[str, str, str]:
    """Rank a file by its month, then by its archive's month, then by its own date."""
    if not isinstance(entry, Entry):
        return "", "", ""
    archive, dated = entry.snapshot
    return first_month(entry), str(archive or ""), str(dated or "")


def by_month(files: Files) -> Iterator[tuple[int, Found]]:
    """Give the files with their positions in the list, by month.

    The list is walked again wherever the order goes back, because an archive closes at its end.
    """
    ranks = [rank(entry) for entry in files()]
    order = sorted(range(len(ranks)), key=lambda position: (ranks[position], position))
    for run in ascending(order):
        wanted = set(run)
        for position, entry in enumerate(files()):
            if position in wanted:
                yield position, entry


def ascending(order: list[int]) -> list[list[int]]:
    """Cut an order into runs that go on in the list."""
    runs: list[list[int]] = []
    for position in order:
        if runs and position > runs[-1][-1]:
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs
