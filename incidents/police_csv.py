"""Read the CSV files that police forces publish: lines go in, rows and bad rows come out.

Pure: nothing here knows the database. The header decides the kind. A fault of the file as a whole
raises FileRefused before anyone has stored a row, because a file is read to its end first.
"""

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from incidents.labels import plain
from incidents.month_labels import first_day

STREET = "street"
OUTCOMES = "outcomes"
COMMON = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
)
COLUMNS = {
    STREET: (*COMMON, "Crime type", "Last outcome category", "Context"),
    OUTCOMES: (*COMMON, "Outcome type"),
}
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
STOP_AND_SEARCH = {"Object of search", "Legislation", "Self-defined ethnicity"}
LONGEST_LINE = 20_000
MOST_COLUMNS = 100
MOST_ROWS = 500_000
MOST_REASONS = 3
LONGEST_ID = 64
LONGEST_NAME = 200
LONGEST_CODE = 20
MICRODEGREES = 1_000_000
WEST, EAST, SOUTH, NORTH = -9.0, 2.5, 49.0, 61.5


class FileRefused(ValueError):
    """The whole file is refused, for a reason that stands in a line of it or in none."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        super().__init__(f"Line {line:,}: {reason}" if line else reason)


class NotMeant(FileRefused):
    """The file is known and is none that is imported: it is left aside, which is no fault."""


class PlaceKey(NamedTuple):
    """All that a row says of its place. Coordinates are whole microdegrees, or none."""

    longitude: int | None
    latitude: int | None
    name: str
    lsoa_code: str
    lsoa_name: str


class Row(NamedTuple):
    """One good row. `month` is its first day in ISO form.

    `crime_type` is empty in outcomes; `outcome` may be empty in street files.
    """

    line: int
    crime_id: str
    month: str
    force: str
    place: PlaceKey | None
    crime_type: str
    outcome: str
    rest: str


class BadRow(NamedTuple):
    """One row that is rejected: where, what it says, and why; and the crime that it names."""

    line: int
    column: str
    says: str
    why: str
    crime_id: str = ""

    @property
    def reason(self) -> str:
        """Say why, without what is the row's own."""
        return f"{self.column}: {self.why}"


class BadValue(ValueError):
    """One value is wrong: its column, what it says, and why."""

    def __init__(self, column: str, says: str, why: str) -> None:
        self.column, self.says, self.why = column, says, why
        super().__init__(f"{column}: {why}")


@dataclass(frozen=True)
class Vocabulary:
    """The words that may stand in the type and outcome columns, by their plain spelling."""

    crime_types: Mapping[str, str]
    outcomes: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)


def kind_of(header: list[str]) -> str:
    """Recognise the kind of a file by its header.

    Raises: FileRefused; NotMeant, for stop and search files.
    """
    names = {name.strip().casefold() for name in header}
    for kind, columns in COLUMNS.items():
        if names == {name.casefold() for name in columns} and len(header) == len(columns):
            return kind
    if {name.casefold() for name in STOP_AND_SEARCH} <= names:
        raise NotMeant("Stop and search")
    raise FileRefused(why_unknown(header, names), 1)


def why_unknown(header: list[str], names: set[str]) -> str:
    """Say why a header is none of a street or outcomes file, and how to mend it where one can."""
    for mark, noun in SEPARATORS.items():
        if len(header) == 1 and header[0].count(mark) > 3:
            return f"Its columns are separated by {noun}. Save it as CSV with commas"
    if {"easting", "northing"} <= names:
        return "It has eastings and northings, as the oldest files had. Download the month again"
    shown = ", ".join(name[:40] for name in header[:12]) or "nothing"
    return f"The columns are not those of a street or outcomes file: {shown}"


class Decoded:
    """The lines of a file as text, each within sane bounds; `last` is the line given last."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines = lines
        self.last = "\n"

    def __iter__(self) -> Iterator[str]:
        """Decode line by line.

        Raises: FileRefused, naming the line.
        """
        encoding = "utf-8-sig"
        for number, raw in enumerate(self.lines, start=1):
            if len(raw) > LONGEST_LINE:
                raise FileRefused(f"The line is longer than {LONGEST_LINE:,} bytes", number)
            try:
                self.last = raw.decode(encoding)
            except UnicodeDecodeError as error:
                where = (
                    f"The text is not UTF-8: byte {error.start + 1} of the line. "
                    "Save it as CSV UTF-8"
                )
                raise FileRefused(where, number) from error
            if "\0" in self.last:
                raise FileRefused("The text holds a zero byte", number)
            encoding = "utf-8"
            yield self.last


class Months(dict[str, str]):
    """First days of months in ISO form by their spelling, each read once."""

    def __missing__(self, text: str) -> str:
        """Read a month as it is published, or as a spreadsheet saved it.

        Raises: BadValue.
        """
        if not text.strip():
            raise BadValue("Month", "", "Empty")
        try:
            self[text] = first_day(text)
        except ValueError as error:
            raise BadValue("Month", text, str(error)) from error
        return self[text]


def degrees(column: str, text: str) -> float:
    """Read one coordinate.

    Raises: BadValue.
    """
    if not text:
        raise BadValue(column, "", "Empty, although the other coordinate is given")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -360 < value < 360:
        raise BadValue(column, text, "Not a number of degrees")
    return value


def read_point(longitude: str, latitude: str) -> tuple[int, int] | None:
    """Read a pair of coordinates: none when both are empty.

    Raises: BadValue.
    """
    if not longitude and not latitude:
        return None
    x, y = degrees("Longitude", longitude), degrees("Latitude", latitude)
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return round(x * MICRODEGREES), round(y * MICRODEGREES)
    swapped = WEST <= y <= EAST and SOUTH <= x <= NORTH
    hint = ". Longitude and latitude may be swapped" if swapped else ""
    raise BadValue("Longitude", longitude, f"Outside the United Kingdom{hint}")


class Places(dict[tuple[str, ...], PlaceKey | None]):
    """Places by the five columns that say them, each read once; None without a location."""

    MOST = 25_000

    def __missing__(self, texts: tuple[str, ...]) -> PlaceKey | None:
        """Read the five columns.

        Raises: BadValue.
        """
        if len(self) >= self.MOST:
            self.clear()
        longitude, latitude, name, lsoa_code, lsoa_name = (text.strip() for text in texts)
        point = read_point(longitude, latitude)
        if len(lsoa_code) > LONGEST_CODE or not (lsoa_code.isalnum() or not lsoa_code):
            raise BadValue("LSOA code", lsoa_code, "Not the code of an LSOA")
        for column, text in (("Location", name), ("LSOA name", lsoa_name)):
            if len(text) > LONGEST_NAME:
                raise BadValue(column, text, f"Longer than {LONGEST_NAME} characters")
        x, y = point or (None, None)
        nowhere = point is None and not lsoa_code
        self[texts] = None if nowhere else PlaceKey(x, y, name, lsoa_code, lsoa_name)
        return self[texts]


class Words(dict[str, str]):
    """Codes by the labels of one column, each label looked up once."""

    def __init__(
        self, column: str, known: Mapping[str, str], labels: Mapping[str, str], *, needed: bool
    ) -> None:
        super().__init__({} if needed else {"": ""})
        self.column, self.known, self.labels = column, known, labels

    def __missing__(self, text: str) -> str:
        """Find the code of a label.

        Raises: BadValue, with the nearest label that is known.
        """
        if not text.strip():
            raise BadValue(self.column, "", "Empty")
        code = self.known.get(plain(text))
        if code is None:
            noun = "type" if self.column == "Crime type" else "outcome"
            near = get_close_matches(plain(text), same_sense(text, self.known), n=1, cutoff=0.5)
            label = self.labels.get(self.known[near[0]], near[0]) if near else ""
            guess = f" Did you mean {label}?" if label else ""
            raise BadValue(self.column, text, f"Not a known {noun}.{guess}")
        self[text] = code
        return code


def same_sense(text: str, known: Iterable[str]) -> list[str]:
    """Keep the labels that do not say the opposite: guilty is no slip for not guilty."""
    denies = "not" in plain(text).split()
    return [label for label in known if ("not" in label.split()) is denies]


class Reader:
    """Read the rows of one file whose header is known.

    Every value that repeats (month, place, type, outcome) is read once and remembered.
    """

    def __init__(self, header: list[str], vocabulary: Vocabulary, places: Places) -> None:
        self.kind = kind_of(header)
        self.width = len(header)
        at = {name.strip().casefold(): index for index, name in enumerate(header)}
        columns = [at[name.casefold()] for name in COLUMNS[self.kind]]
        self.ordered: Callable[[list[str]], tuple[str, ...]] = itemgetter(*columns)
        self.crime_id_at = columns[0]
        self.months, self.places = Months(), places
        street, labels = self.kind == STREET, vocabulary.labels
        column = "Last outcome category" if street else "Outcome type"
        self.outcomes = Words(column, vocabulary.outcomes, labels, needed=not street)
        self.crime_types = Words("Crime type", vocabulary.crime_types, labels, needed=True)

    def row(self, line: int, cells: list[str]) -> Row | BadRow:
        """Read one row.

        Raises: FileRefused, for an absurd width.
        """
        if len(cells) > MOST_COLUMNS:
            raise FileRefused(f"The row has {len(cells):,} columns", line)
        if len(cells) != self.width:
            named = cells[self.crime_id_at] if self.crime_id_at < len(cells) else ""
            why = f"Expected {self.width} columns"
            return BadRow(line, "Row", f"{len(cells)} columns", why, named.strip())
        texts = self.ordered(cells)
        try:
            return self.street(line, texts) if self.kind == STREET else self.outcome(line, texts)
        except BadValue as bad:
            return BadRow(line, bad.column, bad.says, bad.why, texts[0].strip())

    def street(self, line: int, texts: tuple[str, ...]) -> Row:
        """Read one row of a street file.

        Raises: BadValue.
        """
        crime_id, month, force, within, *_, crime_type, outcome, context = texts
        if len(crime_id) > LONGEST_ID:
            raise BadValue("Crime ID", crime_id, f"Longer than {LONGEST_ID} characters")
        if not force:
            raise BadValue("Reported by", "", "Empty")
        return Row(
            line,
            crime_id.strip(),
            self.months[month],
            force,
            self.places[texts[4:9]],
            self.crime_types[crime_type],
            self.outcomes[outcome],
            f"{within}|{context}",
        )

    def outcome(self, line: int, texts: tuple[str, ...]) -> Row:
        """Read one row of an outcomes file.

        Raises: BadValue.
        """
        crime_id, month, force, within, *_, outcome = texts
        if not crime_id.strip():
            raise BadValue("Crime ID", "", "Empty")
        if len(crime_id) > LONGEST_ID:
            raise BadValue("Crime ID", crime_id, f"Longer than {LONGEST_ID} characters")
        if not force:
            raise BadValue("Reported by", "", "Empty")
        place = self.places[texts[4:9]]
        code = self.outcomes[outcome]
        return Row(line, crime_id.strip(), self.months[month], force, place, "", code, within)


@dataclass(frozen=True)
class ParsedFile:
    """One whole file: its kind, and each of its rows once, in the order of the file."""

    kind: str
    rows: list[Row | BadRow]


def parse(lines: Iterable[bytes], vocabulary: Vocabulary, places: Places) -> ParsedFile:
    """Read a whole file; `places` may be shared by files that name the same places.

    Raises: FileRefused, for what is wrong with the file rather than with a row of it.
    """
    decoded = Decoded(lines)
    table = csv.reader(decoded, strict=True)
    try:
        header = next(table, None)
        if header is None:
            raise FileRefused("The file is empty")
        reader = Reader(header, vocabulary, places)
        rows = [reader.row(table.line_num, cells) for cells in islice(table, MOST_ROWS + 1)]
    except csv.Error as error:
        raise FileRefused(f"The file is cut off or not CSV: {error}", table.line_num) from error
    if not rows:
        raise FileRefused("The file is empty: it has a header and no rows")
    if len(rows) > MOST_ROWS:
        raise FileRefused(f"The file has more than {MOST_ROWS:,} rows. Split it by month")
    if isinstance(rows[-1], BadRow) and not decoded.last.endswith(("\n", "\r")):
        raise FileRefused("The file is cut off in the middle of a row", table.line_num)
    if not any(isinstance(row, Row) for row in rows):
        raise FileRefused(no_good_row([row for row in rows if isinstance(row, BadRow)]))
    return ParsedFile(reader.kind, rows)


def no_good_row(rows: list[BadRow]) -> str:
    """Say that no row of a file is good, and the commonest reasons with an example of each."""
    examples = {row.reason: row.says for row in reversed(rows)}
    reasons = Counter(row.reason for row in rows).most_common(MOST_REASONS)
    said = [
        f"{count:,} × {reason}"
        + (f" (it says {examples[reason][:40]})" if examples[reason] else "")
        for reason, count in reasons
    ]
    return f"No row of {len(rows):,} can be read: {'; '.join(said)}"
