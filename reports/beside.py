"""What public editions give away together: one may be safe by itself and not beside another."""

from accounts.models import District
from records.writing import Refused
from reports.definitions import PUBLIC, report_named
from reports.document import Document
from reports.models import Edition
from reports.numerals import listed
from reports.periods import Period
from reports.report import ReportDefinition
from reports.symbols import Symbol

NAMED = 3
"""Rows that a sentence names before it counts the others."""


class GivesAway(Refused):
    """A public edition would let numbers of another be worked out."""


def refuse_beside_others(report: ReportDefinition, district: District, period: Period) -> None:
    """Refuse a public edition that would give numbers away beside one that is there.

    Months beside the year that holds them, or one period rounded and with numbers left out, can be
    subtracted from each other. Editions of one length and one method cannot.
    Raises: GivesAway.
    """
    there = Edition.objects.filter(district=district, definition__in=PUBLIC)
    for slug, start, end in there.values_list("definition", "start", "end").distinct():
        other = Period(start, end)
        if not overlap(period, other):
            continue
        if slug != report.slug:
            raise GivesAway(
                f"The {other.label} is published as {report_named(slug).name.lower()}. Printed by "
                "two methods, numbers could be worked out. Keep to the one that is there."
            )
        if length(period) != length(other):
            raise GivesAway(
                f"The {other.label} is published and shares days with the {period.label} or what "
                "that is compared with. Numbers left out of one could be worked out from the "
                "other. Publish periods of one length."
            )


def overlap(period: Period, other: Period) -> bool:
    """Tell whether days of either, or of what they are compared with, are in both."""
    return any(
        mine.start < theirs.end and theirs.start < mine.end
        for mine in (period, period.previous())
        for theirs in (other, other.previous())
    )


def length(period: Period) -> tuple[bool, int]:
    """Give the months of a period, or the days where it is not made of months."""
    whole = period.is_whole_months
    return whole, period.n_months if whole else period.days


def refuse_crossing(before: Document, now: Document) -> None:
    """Refuse to publish a period again where a number is left out in one edition alone.

    What stood printed beside it in the other edition would give it away: 5 and 12 of 17 once, then
    [c] and [c] of 16. Where the same numbers are left out, only their sum is seen to move.
    Raises: GivesAway.
    """
    crossing = sorted(left_out(before) ^ left_out(now))
    if not crossing:
        return
    names = [f"{row} in {caption}" for caption, row, _ in crossing]
    shown = list(dict.fromkeys(names))
    more = [f"{len(shown) - NAMED} more"] if len(shown) > NAMED else []
    raise GivesAway(
        f"Edition {before.edition} and this one do not leave the same numbers out, so that both "
        f"together would give numbers of people away: {listed([*shown[:NAMED], *more])}. "
        f"Edition {before.edition} stays the published one."
    )


def left_out(document: Document) -> set[tuple[str, str, str]]:
    """Name every number that is left out, by table, row and column."""
    return {
        (table.caption, row[0].text, column.key)
        for _, table in document.tables()
        for row in table.all_rows()
        for column, cell in zip(table.columns, row, strict=True)
        if column.key in ("current", "previous") and cell.text == Symbol.CONFIDENTIAL
    }
