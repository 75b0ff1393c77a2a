"""Sentences made by rule from figures: the same words on page, in print and for the press."""

from collections.abc import Sequence
from enum import StrEnum

from reports import numerals
from reports.figures import Figure, Range
from reports.statistics import Direction, Interval, Reading

CLEAR = frozenset({Reading.BETTER, Reading.WORSE, Reading.HIGHER, Reading.LOWER})
BEYOND_CHANCE = "more than chance alone would explain"
COULD_BE_CHANCE = "it could be chance"
MOST_NAMED = 4
COUNTS = ("%", "fewer", "more")
POINTS = (" points", "lower", "higher")
"""The unit of an interval, and the words for its values below and above no change."""


class DisposalStage(StrEnum):
    """Order the disposals of the arrest ledger, most final first."""

    CHARGED = "charged"
    OUT_OF_COURT = "out_of_court"
    OPEN = "open"
    ENDED = "ended"
    NOT_RECORDED = "not_recorded"


STAGE_LABELS = {
    DisposalStage.CHARGED: "Charged or requisitioned",
    DisposalStage.OUT_OF_COURT: "Out of court",
    DisposalStage.OPEN: "Still open",
    DisposalStage.ENDED: "No further action or transferred",
    DisposalStage.NOT_RECORDED: "Not yet recorded",
}
_STAGE_CLAUSES = {
    DisposalStage.CHARGED: ("led to a charge or requisition",) * 2,
    DisposalStage.OUT_OF_COURT: ("was dealt with out of court", "were dealt with out of court"),
    DisposalStage.OPEN: ("is still open", "are still open"),
    DisposalStage.ENDED: ("ended in no further action or a transfer",) * 2,
    DisposalStage.NOT_RECORDED: ("has no result recorded yet", "have no result recorded yet"),
}


class LedgerDoesNotAddUpError(ValueError):
    """Raised where the disposals do not sum to the arrests: no sentence is written then."""


def change(figure: Figure, /) -> str:
    """Say what a count did: fell by N, from A to B (−p%); on a small base without a percent."""
    if figure.current is None:
        return f"{figure.label}: not recorded. {_capital(figure.reason)}."
    if figure.change is None or figure.previous is None:
        return f"{_with_unit(figure)}. No comparison: {figure.reason}."
    if figure.previous == 0:
        return f"{_with_unit(figure)}; {figure.reason}."
    if figure.change_percent is None:
        return f"{_with_unit(figure)}, {_against(int(figure.change))}."
    if not figure.change:
        return f"{figure.label} did not change: {figure.current_text} in both periods."
    verb = "fell" if figure.change < 0 else "rose"
    by = numerals.count(abs(int(figure.change)))
    ends = f"from {figure.previous_text} to {figure.current_text}"
    return f"{figure.label} {verb} by {by}, {ends} ({figure.percent_text})."


def certainty(figure: Figure, /) -> str:
    """Say how sure the change per day is; empty on a base under 50 or without a comparison."""
    if not figure.per_day_text or figure.change_percent is None:
        return ""
    per_day = f"{_exposure(figure)} {figure.per_day_text}"
    if figure.interval is None:
        return f"{per_day}: {figure.reason or chance(figure)}."
    level = numerals.level(figure.interval.level)
    return f"{per_day} ({level} interval {figure.interval_text}): {chance(figure)}."


def chance(figure: Figure, /) -> str:
    """Say what the reading of a figure allows, in words for the end of a sentence."""
    said = chance_of(figure.reading)
    if figure.reading is not Reading.COULD_BE_CHANCE:
        return said
    if figure.change_interval is not None:
        return f"{said}, {anything(figure.change_interval, POINTS)}"
    return f"{said}, {anything(figure.interval, COUNTS)}" if figure.interval else said


def chance_of(reading: Reading, /) -> str:
    """Say what a reading allows: the words are of chance, and never "significant" alone."""
    if reading in CLEAR:
        return BEYOND_CHANCE
    return COULD_BE_CHANCE if reading is Reading.COULD_BE_CHANCE else reading.value.lower()


def anything(interval: Range | Interval, ways: tuple[str, str, str], /) -> str:
    """Say in words what an interval leaves open: anything from 16% fewer to 1% more.

    The interval is in percent or points; `ways` are `COUNTS` or `POINTS`.
    """
    high = "no upper limit" if interval.high is None else _moved(interval.high, ways)
    return f"anything from {_moved(interval.low, ways)} to {high}"


def verdict(
    *, crime: Figure, asb: Figure, types: Sequence[Figure], others: Sequence[Figure] = ()
) -> str:
    """Answer in one sentence whether it is better, then say what recorded crime did.

    Better and worse come from the measures whose definition states a direction. Each type of crime
    that clearly went against the total is named.
    """
    return " ".join(
        filter(
            None,
            [
                better([asb, *types, *others]),
                f"{_capital(_one(crime, 'recorded crime'))}.",
                against_the_total(total=crime, types=types),
            ],
        )
    )


def better(figures: Sequence[Figure], /) -> str:
    """Answer "are we better?" from the figures that state a direction; empty where none does."""
    may = [figure for figure in figures if figure.direction is not Direction.NONE]
    on = {
        reading: [figure.label for figure in may if figure.reading is reading]
        for reading in (Reading.BETTER, Reading.WORSE)
    }
    if on[Reading.BETTER] or on[Reading.WORSE]:
        said = [f"{side.value.lower()} on {_labels(on[side]) or 'none'}" for side in on]
        uncompared = [f.label for f in may if f.reading is Reading.NO_COMPARISON]
        but = f"; no comparison of {_labels(uncompared)}" if uncompared else ""
        return f"{_capital('; '.join(said))}, against the year before{but}."
    return _undecided(may)


def _undecided(may: Sequence[Figure]) -> str:
    """Say why nothing is better and nothing worse, by the reading of most of what may say it."""
    found = {figure.reading for figure in may}
    if Reading.COULD_BE_CHANCE in found:
        return "Neither better nor worse on the year before: what changed could be chance."
    for reading in (Reading.TOO_SHORT, Reading.TOO_FEW):
        if reading in found:
            return f"Better or worse than the year before: {reading.value.lower()}."
    reasons = [figure.reason for figure in may if figure.reason]
    return f"Better or worse than the year before: no comparison ({reasons[0]})." if reasons else ""


def _labels(labels: Sequence[str]) -> str:
    """Name the first few, each inside a sentence, and count the others."""
    named = [label[:1].lower() + label[1:] for label in labels[:MOST_NAMED]]
    more = len(labels) - len(named)
    return numerals.listed([*named, *([f"{more} more"] if more else [])])


def against_the_total(*, total: Figure, types: Sequence[Figure]) -> str:
    """Name the parts that clearly moved the other way than their total: Shoplifting rose."""
    parts = []
    for sign, verb in ((1, "rose"), (-1, "fell")):
        against = [
            figure.label
            for figure in types
            if figure.reading in CLEAR and _sign(figure) == sign != _sign(total)
        ]
        if against:
            named = [against[0], *(label[:1].lower() + label[1:] for label in against[1:])]
            parts.append(f"{numerals.listed(named)} {verb}.")
    return " ".join(parts)


def read_together(figures: Sequence[Figure], noun: str, /) -> str:
    """Say in one sentence that figures are read together; empty where none has an interval.

    `noun` is what they are in the plural, such as types of crime.
    """
    levels = [figure.interval.level for figure in figures if figure.interval]
    if not levels or figures[0].together < 2:
        return ""
    return (
        f"The {figures[0].together} {noun} are read together: each interval is one of "
        f"{numerals.level(levels[0])} in place of 95%, so that where nothing had changed at most "
        "one report in twenty would name any."
    )


def stage_clause(stage: DisposalStage, count: int, /) -> str:
    """Say what became of so many arrests, to stand behind their number."""
    return _STAGE_CLAUSES[stage][count != 1]


def series(clauses: Sequence[str], /) -> str:
    """Join clauses that hold commas of their own: the last comma stays before its and."""
    if len(clauses) < 3:
        return numerals.listed(list(clauses))
    return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


def survey(figure: Figure, /) -> str:
    """Write the survey sentence with its interval and base; never a bare percentage."""
    if figure.current is None:
        return "No survey results are recorded for this period."
    base = numerals.count(figure.base)
    return (
        f"{figure.current_text} of residents asked said that the police in their area do a good "
        f"or excellent job (95% interval {figure.interval_text}, {base} asked)."
    )


def points(figure: Figure, /) -> str:
    """Say what a percentage did, in percentage points with the interval of the difference."""
    difference = figure.change_interval
    if difference is None or figure.change is None:
        return ""
    ends = (difference.low, difference.high or 0.0)
    low, high = (numerals.signed_points(end).removesuffix(" points") for end in ends)
    return (
        f"The change from {figure.previous_text} is {figure.change_text} "
        f"(95% interval {low} to {high}): {chance(figure)}."
    )


def counted(figure: Figure, /) -> str:
    """Print a value with its unit: 23 arrests, 1 arrest."""
    return _with_unit(figure)


def _one(figure: Figure, name: str) -> str:
    if figure.reading is Reading.NO_COMPARISON:
        return f"{name} has no comparison with the year before ({figure.reason})"
    if not _sign(figure):
        return f"{name} is unchanged on the year before"
    moved = f"{name} is {_movement(figure)} on the year before"
    if figure.reading in CLEAR:
        return f"{moved}, by {BEYOND_CHANCE}"
    if figure.reading is Reading.COULD_BE_CHANCE:
        return f"{moved}; {chance(figure)}"
    return f"{moved}, {figure.reading.value.lower()} more"


def _exposure(figure: Figure) -> str:
    """Open the sentence on the change per day by how the lengths of the periods differ."""
    now, then = figure.days or 0, figure.previous_days or 0
    if now == then:
        return "The change is"
    if abs(now - then) == 1:
        more = "one more day" if now > then else "one day less"
        span = "year" if now > 360 else "period"
        return f"This {span} has {more}. Per day the change is"
    return f"The periods have {now} and {then} days. Per day the change is"


def _moved(value: float, ways: tuple[str, str, str]) -> str:
    """Print one end of an interval: 16% fewer; a tenth where it is under 1."""
    unit, below, above = ways
    size = numerals.percent(abs(value), decimals=1 if abs(value) < 1 or unit != "%" else 0)
    if not float(size.removesuffix("%").replace(",", "")):
        return "no change"
    return f"{size.removesuffix('%')}{unit} {below if value < 0 else above}"


def _against(difference: int) -> str:
    if not difference:
        return "the same as the year before"
    word = "more" if difference > 0 else "fewer"
    return f"{numerals.count(abs(difference))} {word} than the year before"


def _with_unit(figure: Figure) -> str:
    if figure.is_percent or figure.current is None:
        return f"{figure.label}: {figure.current_text}"
    unit = figure.unit.removesuffix("s") if figure.current == 1 else figure.unit
    return f"{figure.current_text} {unit}"


def _sign(figure: Figure) -> int:
    return ((figure.change or 0) > 0) - ((figure.change or 0) < 0)


def _movement(figure: Figure) -> str:
    return "up" if _sign(figure) > 0 else "down"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
