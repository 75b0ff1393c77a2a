"""A report as plain data: everything that is printed, and nothing that says how.

A document is stored with its edition and rendered into each format by a pure function of it. Its
digest covers what is printed except the stamp: number, times and changes of the edition, which
differ where the same figures are compiled again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from reports.codec import Json, decode, encode, sha256
from reports.control_block import Control, ControlRow
from reports.figures import Figure
from reports.periods import Period
from reports.publishers import PublishedBy
from reports.statistics import Reading

Kind = TypeVar("Kind")
_NOT_PRINTED = frozenset({
    "link", "opens", "value", "mark", "scale", "stamp", "digest", "subject", "layout", "breaks",
    "publishers",
})  # fmt: skip


class ColumnKind(StrEnum):
    """Say how the cells of a column are aligned, formatted and drawn."""

    TEXT = "text"
    NUMBER = "number"
    SIGNED = "signed"
    PERCENT = "percent"
    SIGNED_PERCENT = "signed_percent"
    DEFINITION = "definition"
    RATIO = "ratio"
    DECIMAL = "decimal"
    SIGNED_DECIMAL = "signed_decimal"
    INTERVAL = "interval"
    READING = "reading"


class Role(StrEnum):
    """Say what a paragraph is for."""

    LEAD = "lead"
    BODY = "body"
    QUIET = "quiet"
    PRESS = "press"


class Tone(StrEnum):
    """Say what a note is about."""

    NEUTRAL = "neutral"
    NEWS = "news"
    ATTENTION = "attention"


class Layout(StrEnum):
    """Say how a document is laid out in print: on upright pages, or as one slide."""

    REPORT = "report"
    SLIDE = "slide"


@dataclass(frozen=True)
class Link:
    """Name the page that a figure opens: URL name, positional arguments, query. HTML only."""

    name: str
    args: tuple[str, ...] = ()
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mark:
    """Hold what an interval strip draws, as changes in percent; `high` None is unbounded."""

    low: float
    estimate: float | None
    high: float | None


@dataclass(frozen=True)
class Column:
    """Head one column; `unit` is printed small under the label."""

    key: str
    label: str
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""


@dataclass(frozen=True)
class Cell:
    """Hold one printed cell: its text, the number behind it, a small remark and where it opens.

    `link` is the list as it is now; `opens` is key and side of what the edition counted.
    """

    text: str
    value: int | float | None = None
    remark: str = ""
    link: Link | None = None
    opens: str = ""
    mark: Mark | None = None
    reading: Reading | None = None
    rising: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Hold one paragraph; `title` heads a press sentence."""

    text: str
    role: Role = Role.BODY
    title: str = ""
    block: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Heading:
    """Head a part of a section."""

    text: str
    aside: str = ""
    block: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Note:
    """Hold a remark that stands beside the text."""

    title: str
    text: str
    tone: Tone = Tone.NEUTRAL
    block: str = field(default="note", init=False)


@dataclass(frozen=True)
class LeftOutItem:
    """Count what was left out for one reason."""

    count: int
    reason: str
    link: Link | None = None
    opens: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Hold the line under a set of figures that says what they leave out; never hidden."""

    items: tuple[LeftOutItem, ...]
    block: str = field(default="left_out", init=False)


@dataclass(frozen=True)
class Table:
    """Hold a table. Every row has a cell for each column; `scale` is that of its strips.

    `breaks` say which of its figures are not compared because their definition changed.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sum_row: tuple[Cell, ...] | None = None
    scale: tuple[int, int] | None = None
    folded: bool = False
    breaks: tuple[str, ...] = ()
    block: str = field(default="table", init=False)

    def __post_init__(self) -> None:
        for row in self.all_rows():
            if len(row) != len(self.columns):
                raise ValueError(f"Table {self.key}: {len(row)} cells, {len(self.columns)} columns")

    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows with the sum row last."""
        return self.rows if self.sum_row is None else (*self.rows, self.sum_row)


@dataclass(frozen=True)
class Months:
    """Hold a chart of monthly counts of two periods; `table` names the table of the data."""

    key: str
    title: str
    description: str
    unit: str
    labels: tuple[str, ...]
    current_label: str
    current: tuple[int, ...]
    previous_label: str
    previous: tuple[int, ...]
    table: str
    block: str = field(default="months", init=False)


@dataclass(frozen=True)
class Part:
    """Hold one part of an ordered whole."""

    label: str
    count: int
    is_unknown: bool = False


@dataclass(frozen=True)
class Ledger:
    """Hold an ordered bar, most final part first, unknown last; `table` gives the data."""

    key: str
    title: str
    description: str
    parts: tuple[Part, ...]
    table: str
    block: str = field(default="ledger", init=False)


@dataclass(frozen=True)
class Definition:
    """Define one term of the report, with the version of the definition.

    What follows the version is of measures, whose definitions are dated (docs/adr/0230).
    """

    term: str
    text: str
    version: str = ""
    key: str = ""
    unit: str = ""
    source: str = ""
    owner: str = ""
    formula: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    difference: str = ""


@dataclass(frozen=True)
class Definitions:
    """Hold the definitions that the report prints."""

    entries: tuple[Definition, ...]
    block: str = field(default="definitions", init=False)


Picture = Months | Ledger | Control | ControlRow
"""The blocks that are drawn, each with a table of its data."""
Block = Paragraph | Heading | Note | LeftOut | Table | Definitions | Picture


@dataclass(frozen=True)
class Section:
    """Hold one numbered section."""

    number: int
    key: str
    title: str
    blocks: tuple[Block, ...]
    aside: str = ""


@dataclass(frozen=True)
class Tile:
    """Hold one figure of page one; a hero is large and carries its change and strip."""

    label: str
    value: Cell
    unit: str = ""
    change: str = ""
    percent: str = ""
    previous: Cell | None = None
    sentence: str = ""
    is_hero: bool = False


@dataclass(frozen=True)
class Stamp:
    """Hold what belongs to the edition and not to its figures; the digest leaves it out.

    `changes` says what changed since the edition named in `replaces`, one sentence each. `closing`
    says whether the period is open or closed; figures of an open one are provisional, and those in
    `revised` (key and side) were restated after it was closed.
    """

    edition: int
    compiled_at: datetime
    data_as_at: datetime
    replaces: str = ""
    changes: tuple[str, ...] = ()
    closing: str = ""
    is_provisional: bool = False
    revised: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """Hold a whole report. `digest` is empty until `sealed` has computed it.

    `subject` is the slug of what the report is about, empty for the district; `layout` how it is
    laid out in print; `publishers` are the forces whose rows are counted, for machines.
    """

    definition: str
    title: str
    subtitle: str
    service: str
    district: str
    marking: str
    owner: str
    period: Period
    previous: Period
    missing_months: tuple[str, ...]
    verdict: str
    summary: tuple[str, ...]
    tiles: tuple[Tile, ...]
    complete: str
    left_out: LeftOut
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    stamp: Stamp | None = None
    digest: str = ""
    subject: str = ""
    layout: Layout = Layout.REPORT
    publishers: tuple[PublishedBy, ...] = ()

    @property
    def period_words(self) -> str:
        """Print both periods with their days."""
        now, then = self.period, self.previous
        return f"{now.dates} ({now.days} days), against {then.dates} ({then.days} days)"

    @property
    def edition(self) -> int:
        """Return the number of the edition, 0 before it is stamped."""
        return self.stamp.edition if self.stamp else 0

    def tables(self) -> Iterator[tuple[Section, Table]]:
        """Yield every table with its section, in order."""
        yield from self.blocks(Table)

    def blocks(self, kind: type[Kind], /) -> Iterator[tuple[Section, Kind]]:
        """Yield every block of a kind with its section, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, kind):
                    yield section, block

    def figure(self, key: str, /) -> Figure:
        """Return the figure with a key. Raises KeyError."""
        for figure in self.figures:
            if figure.key == key:
                return figure
        raise KeyError(key)

    def printed(self) -> Json:
        """Return what the digest covers: all that is printed, as it is printed, but the stamp."""
        plain = _without(encode(replace(self, figures=())))
        if not isinstance(plain, Mapping):
            raise TypeError("A document is written as an object.")
        return {**plain, "figures": [figure.printed() for figure in self.figures]}

    def sealed(self, stamp: Stamp, /) -> "Document":
        """Return the document of one edition: stamped, with its digest."""
        return replace(self, stamp=stamp, digest=self.figures_sha256())

    def figures_sha256(self) -> str:
        """Return the digest of the figures: equal digests are the same edition."""
        return sha256(self.printed())

    def to_json(self) -> Json:
        """Return the document as JSON values, for the store."""
        return encode(self)

    @classmethod
    def from_json(cls, source: Json, /) -> "Document":
        """Read what `to_json` wrote. Raises codec.UnreadableError."""
        return decode(cls, source)


def _without(value: Json) -> Json:
    """Drop what is not printed, at every depth."""
    if isinstance(value, Mapping):
        return {key: _without(part) for key, part in value.items() if key not in _NOT_PRINTED}
    if isinstance(value, list | tuple):
        return [_without(part) for part in value]
    return value
