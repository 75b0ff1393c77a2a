"""When a publication of a month is in doubt. Pure: counts go in, reasons come out. ADR 0026."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from accounts.wording import count

LAST = 12
ENOUGH = 6
USUAL_SHARE = Fraction(1, 2)
LEAST_SHARE = Fraction(1, 10)
MOST_MISSING = Fraction(1, 20)
MOST_BACK = Fraction(1, 1000)
PACKED_TOGETHER = timedelta(days=1)
OPEN = frozenset({"", "under-investigation"})
AWAITING = "awaiting-court-result"
BY_COURT = frozenset(
    {
        "court-result-unavailable",
        "sent-to-crown-court",
        "unable-to-proceed",
        "not-guilty",
        "absolute-discharge",
        "conditional-discharge",
        "fined",
        "compensation",
        "deprived-of-property",
        "community-penalty",
        "suspended-sentence",
        "imprisoned",
        "otherwise-dealt-with",
    }
)


class Snapshot(NamedTuple):
    """Of when a publication is: the month in its archive's name, and its file's date in there."""

    archive: date | None = None
    dated: datetime | None = None


UNDATED = Snapshot()


class Covered(NamedTuple):
    """What a publication gave to a month that is covered: how many rows, and of when it is."""

    rows: int
    snapshot: Snapshot = UNDATED


@dataclass(frozen=True, kw_only=True)
class Turns:
    """How many crimes turned to an earlier or to a later outcome, of how many that had one."""

    back: int = 0
    forward: int = 0
    held: int = 0


NO_TURNS = Turns()


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One month of one kind of file of one force as it was published, beside what is held of it.

    Unit: crimes or incidents in street files, outcomes in outcomes files, each counted once.
    `missing` of the `held` are not named; `covered` is the publication that is held.
    """

    month: date
    rows: int
    held: int = 0
    missing: int = 0
    turns: Turns = NO_TURNS
    snapshot: Snapshot = UNDATED
    covered: Covered | None = None


class Reason(NamedTuple):
    """Why a publication is in doubt: the rule, a sentence, and its numbers."""

    rule: str
    says: str
    numbers: dict[str, int | float | str]

    def as_json(self) -> dict[str, int | float | str]:
        """Give one flat object."""
        return {"rule": self.rule, "says": self.says, **self.numbers}


def nearest(months: Mapping[date, int], month: date) -> list[int]:
    """Take what the last 12 months before a month hold; where there are fewer, the next after it.

    The month itself is not among them.
    """
    before = sorted((each for each in months if each < month), reverse=True)[:LAST]
    after = sorted(each for each in months if each > month)[: LAST - len(before)]
    return [months[each] for each in (*before, *after)]


def reasons(publication: Publication, history: Sequence[int]) -> list[Reason]:
    """Say why a publication is in doubt; an empty list says that it is not.

    `history` is what the nearest covered months of the force and kind hold, 12 at most.
    """
    found = (
        too_few(publication, history),
        too_many_missing(publication),
        older(publication),
        gone_back(publication),
    )
    return [reason for reason in found if reason is not None]


def too_few(publication: Publication, history: Sequence[int]) -> Reason | None:
    """Say that far fewer rows were published than usual; a month that held as few is known so."""
    if not history:
        return None
    enough = len(history) >= ENOUGH
    usual = whole(median(history)) if enough else min(history)
    limit = Fraction(usual) * (USUAL_SHARE if enough else LEAST_SHARE)
    covered, rows = publication.covered, publication.rows
    if rows >= limit or (covered is not None and covered.rows < limit):
        return None
    known = count(len(history), "covered month")
    says = (
        f"{count(rows, 'row')}, under half of {usual:,}, the median of the {known} nearest to it"
        if enough
        else f"{count(rows, 'row')}, under a tenth of {usual:,}, the fewest of {known}"
    )
    return Reason("volume", says, {"rows": rows, "usual": usual, "months": len(history)})


def whole(value: float) -> float:
    """Write a number without a fraction as a whole one: a median of two numbers may end in .5."""
    return int(value) if value == int(value) else value


def too_many_missing(publication: Publication) -> Reason | None:
    """Say that more than a twentieth of what is held is not named any more."""
    missing, held = publication.missing, publication.held
    if missing <= held * MOST_MISSING:
        return None
    absent = "is missing" if missing == 1 else "are missing"
    says = f"{missing:,} of the {count(held, 'row')} held {absent} in it, more than one in twenty"
    return Reason("missing", says, {"missing": missing, "held": held})


def older(publication: Publication) -> Reason | None:
    """Say that it is an older snapshot than the one held, by its archive's name or its file's date.

    Names decide where both have one. Dates less than a day apart are those of packing, and a date
    before the month was over is no date of publication: neither says anything.
    """
    if publication.covered is None:
        return None
    new, held = publication.snapshot, publication.covered.snapshot
    if new.archive and held.archive:
        if new.archive >= held.archive:
            return None
        numbers = {"archive": f"{new.archive:%Y-%m}", "held": f"{held.archive:%Y-%m}"}
        says = "It is of the archive {archive}, and what is held is of {held}"
    else:
        dated, before = (told(each.dated, publication.month) for each in (new, held))
        if dated is None or before is None or before - dated < PACKED_TOGETHER:
            return None
        numbers = {"dated": f"{dated:%Y-%m-%d}", "held": f"{before:%Y-%m-%d}"}
        says = "Its file is of {dated}, and what is held is of {held}"
    return Reason("older", says.format(**numbers), dict(numbers))


def told(dated: datetime | None, month: date) -> datetime | None:
    """Keep a date on which the month can have been published: one after its end."""
    if dated is None or (dated.year, dated.month) <= (month.year, month.month):
        return None
    return dated


def gone_back(publication: Publication) -> Reason | None:
    """Say that outcomes go back, as an older snapshot's do.

    A newer publication corrects a few, while many go on: in doubt is one in which more go back than
    go on, and more than one in a thousand of those that had an outcome.
    """
    turns = publication.turns
    if turns.back <= turns.forward or turns.back <= turns.held * MOST_BACK:
        return None
    says = (
        f"Outcomes of {count(turns.back, 'crime')} go back, such as to Under investigation, "
        f"and of {turns.forward:,} go on"
    )
    numbers: dict[str, int | float | str] = {"back": turns.back, "forward": turns.forward}
    return Reason("back", says, {**numbers, "with_outcome": turns.held})


def is_back(before: str, after: str) -> bool:
    """Tell whether an outcome is an earlier one than that before it, by their codes."""
    if after in OPEN:
        return before not in OPEN
    return after == AWAITING and before in BY_COURT
