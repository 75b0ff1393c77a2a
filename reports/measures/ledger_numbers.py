"""The numbers of a roll-forward by key, and the records behind each. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reports.evidence import CodeLine, Evidence, Fact
from reports.ledgers import WAITING_STAGES
from reports.measures.books import ArrestBooks, Books
from reports.rolled import ALL, PERIOD, SINCE, WAITS, Refused, Rolled, parts_of
from reports.rolling import AFTER, BANDS, BEFORE, NEW, REOPENED
from reports.selections import Selection, Selections, at_any_time
from reports.sentences import DisposalStage, LedgerDoesNotAddUpError

ARREST_LEDGER, CASE_LEDGER = "arrest_ledger.", "case_ledger."


def arrest_roll(evidence: Evidence, base: Selection) -> Rolled | Refused:
    """Roll the arrests of a selection forward, or say why that does not add up.

    It is refused where it leaves open other arrests of the period than the latest disposals do.
    """
    try:
        found = ArrestBooks(evidence, base).rolled
    except LedgerDoesNotAddUpError as error:
        return Refused(str(error))
    lines = disposal_lines(evidence)
    waiting = {
        fact.reference
        for fact in base.counted(evidence, evidence.period)
        if stage_of(fact, lines) in WAITING_STAGES
    }
    if waiting != set(found.open_of_period):
        return Refused(
            f"By the latest disposals {len(waiting):,} arrests of the period are open, by the "
            f"ledger {len(found.open_of_period):,}."
        )
    return found


def disposal_lines(evidence: Evidence) -> dict[str, CodeLine]:
    """Give the lines of the list of disposals by code."""
    return {line.code: line for line in evidence.lines("DisposalType")}


def stage_of(fact: Fact, lines: Mapping[str, CodeLine]) -> DisposalStage:
    """Tell how final the latest disposal of an arrest is; one that is in no list is open."""
    code = fact.text("disposal")
    if not code:
        return DisposalStage.NOT_RECORDED
    return DisposalStage(lines[code].stage) if code in lines else DisposalStage.OPEN


@dataclass(frozen=True)
class Sorted:
    """The records of a kind by the numbers of its roll-forward, sorted when first asked.

    Records that do not count are sorted as if they did, so that a number can say which of them it
    left out. Where the ledger is refused, no number is printed and none has a record.
    """

    books: Books

    @cached_property
    def references(self) -> Mapping[str, frozenset[str]]:
        """The references behind each number."""
        try:
            return {key: frozenset(names) for key, names in self.books.rolled.cells()}
        except LedgerDoesNotAddUpError:
            return {}


@dataclass(frozen=True)
class Behind:
    """Tell whether a record is behind one number."""

    found: Sorted
    key: str

    def __call__(self, fact: Fact) -> bool:
        """Look the record up."""
        return fact.reference in self.found.references.get(self.key, frozenset())


def roll_selections(books: Books, prefix: str) -> Selections:
    """Say which records each number of a roll-forward counts, by its key."""
    found = Sorted(replace(books, is_of_everything=True))
    base = books.base
    return {
        f"{prefix}{key}": Selection(
            base.kind,
            where=base.where,
            query=base.query,
            also=Behind(found, key),
            within=at_any_time,
            beside=at_any_time,
            is_alone=True,
        )
        for key in roll_keys(books)
    }


def roll_keys(books: Books) -> Iterator[str]:
    """Name every number that a roll-forward through the period can have."""
    ends = [place.key for place in books.ends]
    for line in (
        *(part.start.isoformat() for part in parts_of(books.evidence.period)),
        SINCE,
        PERIOD,
    ):
        for column in (BEFORE, NEW, REOPENED, *ends, AFTER):
            yield f"{line}.{column}"
    for place in (*(place.key for place in books.waits), ALL):
        for band in (*(band.code for band in BANDS), ALL):
            yield f"{WAITS}.{place}.{band}"
