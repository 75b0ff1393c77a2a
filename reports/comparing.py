"""What moved each figure between two readings of the same period, record by record. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reports import numerals
from reports.dated import by_measure, name_of
from reports.document import Document
from reports.evidence import Evidence, Fact
from reports.figures import Figure
from reports.selections import Selection, Selections
from reports.tables import CURRENT, PREVIOUS, full_name

LATE = "logged late"
APPROVED_LATE = "approved late"
APPROVED_AGAIN = "approved again"
CORRECTED = "corrected"
WITHDRAWN = "withdrawn"
REOPENED = "reopened"
NOT_APPROVED = "no longer approved"
IMPORTED = "imported since"

MOST_NAMED = 6
"""References that one sentence names; the page of the comparison names them all."""
_GAINED = {"reopened": APPROVED_AGAIN}
_LOST = {"withdrawn": WITHDRAWN, "reopened": REOPENED}


@dataclass(frozen=True)
class Cause:
    """One reason why a figure moved, and the references behind it.

    `gained` tells whether what they stand for came in or went out. For police data the references
    are imports, such as import 14.
    """

    reason: str
    gained: bool
    references: tuple[str, ...]

    @property
    def words(self) -> str:
        """Print the cause: 2 approved late (A-24-00377 and A-24-00398)."""
        sign = "" if self.gained else numerals.MINUS
        named, more = self.references[:MOST_NAMED], len(self.references) - MOST_NAMED
        others = [f"{more} more"] if more > 0 else []
        return f"{sign}{len(self.references)} {self.reason} ({numerals.listed([*named, *others])})"


@dataclass(frozen=True)
class Moved:
    """One figure that is not what it was, with what moved it."""

    key: str
    label: str
    before: str
    now: str
    causes: tuple[Cause, ...]
    side: str = CURRENT

    @property
    def words(self) -> str:
        """Print it as a restatement: Arrests: reported 77, now 79: 2 approved late (…)."""
        causes = "; ".join(cause.words for cause in self.causes)
        return f"{self.label}: reported {self.before}, now {self.now}" + (
            f": {causes}." if causes else "."
        )


@dataclass(frozen=True)
class Reading:
    """One reading of a period: the document, what it was computed from, and what it counts."""

    document: Document
    evidence: Evidence
    selections: Selections


def movements(before: Reading, now: Reading) -> tuple[Moved, ...]:
    """List the figures that differ between two readings, in the order of the newer one."""
    old = {figure.key: figure for figure in before.document.figures}
    kept = {figure.key for figure in now.document.figures}
    moved = [
        one
        for figure in now.document.figures
        for one in moved_sides(old.get(figure.key), figure, before, now)
    ]
    gone = [
        Moved(figure.key, full_name(figure), figure.current_text, "no longer reported", ())
        for figure in before.document.figures
        if figure.key not in kept
    ]
    return (*moved, *gone)


def defined_anew(before: Reading, now: Reading) -> tuple[str, ...]:
    """Say which measures two readings counted by different definitions."""
    then = by_measure(before.document.figures)
    return tuple(
        f"{name_of(key, now.evidence)}: definition {then[key].text} before, {found.text} now."
        for key, found in by_measure(now.document.figures).items()
        if key in then and then[key].text != found.text
    )


def moved_sides(old: Figure | None, figure: Figure, before: Reading, now: Reading) -> list[Moved]:
    """Say what moved a figure, in this period and in the one before."""
    name = full_name(figure)
    if old is None:
        return [Moved(figure.key, name, "nothing", figure.current_text, ())]
    sides = (
        (name, old.current_text, figure.current_text, False),
        (f"{name}, the period before", old.previous_text, figure.previous_text, True),
    )
    return [
        Moved(
            figure.key,
            label,
            reported,
            found,
            causes(figure.key, before, now, earlier=earlier),
            PREVIOUS if earlier else CURRENT,
        )
        for label, reported, found, earlier in sides
        if reported != found
    ]


def causes(key: str, before: Reading, now: Reading, *, earlier: bool) -> tuple[Cause, ...]:
    """Say why a figure of records, or of police data, moved in the period or the one before."""
    selection, was = now.selections.get(key), before.selections.get(key)
    if selection is None or was is None:
        return imports_since(before, now) if selection is None and was is None else ()
    then = _counted(was, before.evidence, earlier=earlier)
    found = _counted(selection, now.evidence, earlier=earlier)
    facts_then = {fact.record: fact for fact in before.evidence.facts}
    facts_now = {fact.record: fact for fact in now.evidence.facts}
    gained: dict[str, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    for record in found.keys() - then.keys():
        gained[why_gained(facts_then.get(record))].append(found[record].reference)
    for record in then.keys() - found.keys():
        lost[why_lost(facts_now.get(record))].append(then[record].reference)
    changed = [
        found[record].reference
        for record in found.keys() & then.keys()
        if found[record].values != then[record].values
    ]
    if changed and not gained and not lost:
        gained[CORRECTED] = changed
    return (*_causes(gained, gained=True), *_causes(lost, gained=False))


def _counted(selection: Selection, evidence: Evidence, *, earlier: bool) -> dict[str, Fact]:
    period = evidence.previous if earlier else evidence.period
    return {fact.record: fact for fact in selection.counted(evidence, period)}


def _causes(references: Mapping[str, list[str]], *, gained: bool) -> tuple[Cause, ...]:
    return tuple(
        Cause(reason, gained, tuple(sorted(found))) for reason, found in sorted(references.items())
    )


def why_gained(then: Fact | None) -> str:
    """Say why a record counts that did not count before."""
    if then is None:
        return LATE
    return CORRECTED if then.is_approved else _GAINED.get(then.status, APPROVED_LATE)


def why_lost(now: Fact | None) -> str:
    """Say why a record no longer counts."""
    if now is None or now.is_approved:
        return CORRECTED
    return _LOST.get(now.status, NOT_APPROVED)


def imports_since(before: Reading, now: Reading) -> tuple[Cause, ...]:
    """Name the imports that one reading of police data read and the other did not."""
    read = {batch.number for batch in before.evidence.police.batches}
    reads = {batch.number for batch in now.evidence.police.batches}
    found = (
        Cause(IMPORTED, True, tuple(f"import {number}" for number in sorted(reads - read))),
        Cause("undone since", False, tuple(f"import {n}" for n in sorted(read - reads))),
    )
    return tuple(cause for cause in found if cause.references)
