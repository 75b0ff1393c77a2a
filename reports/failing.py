"""What is said of an error that nobody foresaw: which step, which record, which field."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError

from records.writing import Refused
from reports.codec import Json
from reports.evidence import Fact
from reports.periods import PeriodError

MOST_SAID = 200
"""Characters that are kept of an engine's own message."""
MEND = "Mend what is named, or tell those who run the service."
_QUOTED = re.compile(r"[\"“'`‘]([^\"“”'`‘’]+)[\"”'`’]")


class NotMade(RuntimeError):
    """A report, or one of its files, could not be made, and trying again will not help."""


class Overtaken(Exception):
    """Another edition of the same period was stored while this one was being written."""


FORESEEN = (Refused, PeriodError, Overtaken, NotMade)
"""Errors whose sentence says all that there is to say."""
PASSING = (OperationalError, InterfaceError)
"""Errors of the moment, such as a lock: the next worker may succeed."""


@contextmanager
def unforeseen(step: str, facts: Sequence[Fact] = ()) -> Iterator[None]:
    """Turn an error that nobody foresaw into a sentence that names the step.

    Raises: NotMade; what is foreseen or of the moment passes through.
    """
    try:
        yield
    except (*FORESEEN, *PASSING):
        raise
    except Exception as error:
        raise NotMade(stopped(step, error, place_of(error, facts))) from error


def stopped(step: str, error: Exception, place: str = "") -> str:
    """Say which step stopped, at what, and why; and that trying again alone will not help."""
    where = f" at {place}" if place else ""
    said = " ".join(str(error).split())[:MOST_SAID].rstrip(".")
    cause = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"{step} stopped{where} ({cause}). {MEND}"


def place_of(error: Exception, facts: Sequence[Fact]) -> str:
    """Name record and field of the first text that an error quotes; or nothing."""
    for quoted in _QUOTED.findall(str(error)):
        for fact in facts:
            for field, text in texts(fact.values):
                if quoted in text:
                    return f"{fact.reference}, {words_of(field)}"
    return ""


def culprit(facts: Sequence[Fact], breaks: Callable[[Sequence[Fact]], bool]) -> str:
    """Find the record, and its field where one alone does it, without which nothing breaks.

    It halves the records, so that it asks `breaks` about as often as their number has binary
    digits. Empty where the error is of no record.
    """
    if not facts or breaks(()):
        return ""
    low, high = 0, len(facts)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if breaks(facts[:middle]) else (middle, high)
    found = facts[low]
    for field in found.values:
        rest = {name: value for name, value in found.values.items() if name != field}
        if not breaks([*facts[:low], _with(found, {**rest, field: None})]):
            return f"{found.reference}, {words_of(field)}"
    return found.reference


def texts(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """Give every text of a value with the name of the field in which it stands."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts(part, name or key)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part, name)


def words_of(field: str) -> str:
    """Write the name of a field as people do."""
    return field.replace("_", " ")


def _with(fact: Fact, values: Mapping[str, Json]) -> Fact:
    return Fact(fact.record, fact.version, fact.kind, fact.reference, fact.status, values)
