"""Making entries of a record's content from the values that a kind holds. Runs no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Model

from accounts.clock import LONDON
from records.content import NOT_YET_RECORDED, Entry, Json
from records.wording import moment_in_words

Value: TypeAlias = Model | datetime | date | Decimal | str | int | bool | None


def shown(value: Value) -> str:
    """Print one value for people."""
    match value:
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return moment_in_words(value)
        case date():
            return f"{value.day} {value:%b %Y}"
        case int():
            return f"{value:,}"
        case _:
            return str(value)


def plain(value: Value) -> Json:
    """Give one value fit for JSON; a row is its key, a moment is UTC."""
    match value:
        case Model():
            return str(value.pk)
        case datetime():
            return value.astimezone(LONDON).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            return value


@dataclass(frozen=True)
class Section:
    """A heading of a record, and the keys of the kind that are material."""

    name: str
    material: frozenset[str]

    def one(self, key: str, label: str, value: Value, *, empty: str = NOT_YET_RECORDED) -> Entry:
        """Make the entry of one value; `empty` is printed where there is none."""
        blank = value is None or value == ""
        return Entry(
            key=key,
            label=label,
            shown=(empty if blank else shown(value),),
            value=None if blank else plain(value),
            section=self.name,
            material=key in self.material,
        )

    def many(
        self,
        key: str,
        label: str,
        rows: Iterable[tuple[str, tuple[Value, ...]]],
        *,
        empty: str = NOT_YET_RECORDED,
    ) -> Entry:
        """Make the entry of several rows, each given as (line to print, values to compare)."""
        listed = list(rows)
        return Entry(
            key=key,
            label=label,
            shown=tuple(line for line, _ in listed) or (empty,),
            value=[[plain(value) for value in values] for _, values in listed],
            section=self.name,
            material=key in self.material,
        )
