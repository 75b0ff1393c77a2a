"""Read one file and turn its rows into keyed rows: places numbered, slips rejected.

Pure, so that it can be done in another process: what the database knows is handed in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from incidents import keys
from incidents.archives import Entry, reading
from incidents.forces import PUBLISHED, force_slug
from incidents.grouping import Keyed, Slips, strays
from incidents.police_csv import (
    STREET,
    BadRow,
    FileRefused,
    ParsedFile,
    PlaceKey,
    Places,
    Row,
    Vocabulary,
    parse,
)


class KnownForce(Protocol):
    """A force as far as keys go."""

    @property
    def pk(self) -> int:
        """Its number."""

    @property
    def slug(self) -> str:
        """Its name in keys."""


class KnownForces(Protocol):
    """What the database knows of forces, by the name that stands in a file."""

    def __getitem__(self, name: str, /) -> KnownForce:
        """Find a force, or make it."""

    def holds(self, name: str) -> bool:
        """Tell whether a force is held."""


@dataclass(frozen=True)
class KeyedFile:
    """One whole file: its kind, its rows in their order, and its places by their keys."""

    kind: str
    rows: list[Keyed | BadRow]
    places: dict[int, PlaceKey]


Read = KeyedFile | FileRefused
"""What became of reading a file."""


class PlaceKeys(dict[PlaceKey, int]):
    """Keys of places, each computed once."""

    def __missing__(self, place: PlaceKey) -> int:
        """Compute the key of a place."""
        key = keys.place_key(place)
        self[place] = key
        return key


class Steps(dict[tuple[str, str], int]):
    """Steps from crimes to outcomes by month and type, each computed once."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        """Compute one."""
        self[pair] = keys.outcome_step(*pair)
        return self[pair]


class Intake:
    """Read and key the files of one import; `forces` are found by the name in a file."""

    def __init__(self, vocabulary: Vocabulary, forces: KnownForces) -> None:
        self.vocabulary, self.forces = vocabulary, forces
        self.places = Places()
        self.place_keys = PlaceKeys()

    def read(self, entry: Entry) -> Read:
        """Read a whole file and key its rows, or say why it is refused."""
        try:
            with reading(entry) as lines:
                return self.keyed(parse(lines, self.vocabulary, self.places))
        except FileRefused as refused:
            return refused.with_traceback(None)  # its frames hold the rows

    def keyed(self, parsed: ParsedFile) -> KeyedFile:
        """Key every good row of a file and reject those whose month or force is a slip."""
        counts = Counter(
            (row.force, row.month) for row in parsed.rows if not isinstance(row, BadRow)
        )
        slips = strays(counts, frozenset(filter(self.is_known, {force for force, _ in counts})))
        if len(self.place_keys) > Places.MOST:
            self.place_keys.clear()
        rows = list(self.each(parsed, slips))
        named = {row.place for row in parsed.rows if isinstance(row, Row)} - {None}
        places = {self.place_keys[place]: place for place in named if place is not None}
        return KeyedFile(parsed.kind, rows, places)

    def is_known(self, force: str) -> bool:
        """Tell whether a name is that of a force that publishes, or that is held."""
        return force_slug(force.strip()[:80]) in PUBLISHED or self.forces.holds(force)

    def each(self, parsed: ParsedFile, slips: Slips) -> Iterable[Keyed | BadRow]:
        """Key the rows one by one."""
        street = parsed.kind == STREET
        occurrences: dict[str, int] = defaultdict(int)
        forces, place_keys, steps = self.forces, self.place_keys, Steps()
        for row in parsed.rows:
            if isinstance(row, BadRow):
                yield row
                continue
            if slips and (row.force, row.month) in slips:
                yield slip(row, slips[row.force, row.month])
                continue
            force = forces[row.force]
            place = None if row.place is None else place_keys[row.place]
            if not street:
                yield keyed_outcome(row, force, place, steps)
            elif row.crime_id:
                fixed = (force.pk, row.crime_id, 0)
                values = (row.month, row.crime_type, place, row.outcome or None)
                yield Keyed(row.line, keys.crime_key(force.slug, row.crime_id), fixed, values)
            else:
                text = keys.row_text(force.slug, row)
                occurrences[text] += 1
                values = (row.month, row.crime_type, place, row.outcome or None)
                fixed = (force.pk, "", occurrences[text])
                yield Keyed(row.line, keys.occurrence_key(text, occurrences[text]), fixed, values)


def keyed_outcome(row: Row, force: KnownForce, place: int | None, steps: Steps) -> Keyed:
    """Key one row of an outcomes file."""
    crime = keys.crime_key(force.slug, row.crime_id)
    key = keys.outcome_key(crime, steps[row.month, row.outcome])
    fixed = (force.pk, row.crime_id, crime, row.month, row.outcome)
    return Keyed(row.line, key, fixed, (place, 1))


def slip(row: Row, usual: tuple[str, str]) -> BadRow:
    """Reject a row whose month or force hardly any other row of its file has."""
    if row.force != usual[0]:
        why = f"Not a known force. Nearly all other rows are of {usual[0]}"
        return BadRow(row.line, "Reported by", row.force, why, row.crime_id)
    why = f"Nearly all other rows of {usual[0]} in the file are of {usual[1][:7]}"
    return BadRow(row.line, "Month", row.month[:7], why, row.crime_id)
