"""The shorthand that stands for a number, or beside one, as UK government tables use it. Pure."""

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType


class Symbol(StrEnum):
    """Name the shorthand; in the order of a legend."""

    CONFIDENTIAL = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    LOW = "[low]"
    UNRELIABLE = "[u]"
    PROVISIONAL = "[p]"
    REVISED = "[r]"
    BREAK = "[b]"

    @property
    def replaces_a_number(self) -> bool:
        """Tell whether it stands in the place of a number; the others stand beside one."""
        return self in _INSTEAD

    @property
    def meaning(self) -> str:
        """Say what the shorthand stands for, as a legend does."""
        return _MEANINGS[self]


_INSTEAD = frozenset({Symbol.CONFIDENTIAL, Symbol.NOT_AVAILABLE, Symbol.NOT_APPLICABLE, Symbol.LOW})
_MEANINGS = MappingProxyType(
    {
        Symbol.CONFIDENTIAL: "left out to protect people: a number from 1 to 4, or one that would "
        "give such a number away",
        Symbol.NOT_AVAILABLE: "not available",
        Symbol.NOT_APPLICABLE: "not applicable",
        Symbol.LOW: "not zero, but rounds to zero",
        Symbol.UNRELIABLE: "low reliability: no percentage on a base under 50",
        Symbol.PROVISIONAL: "provisional: the period is not closed",
        Symbol.REVISED: "revised since it was first published",
        Symbol.BREAK: "break in the series: counted differently before",
    }
)


def legend(used: Iterable[Symbol], /) -> tuple[tuple[str, str], ...]:
    """Return each symbol that is used, once and in their order, with its meaning."""
    held = frozenset(used)
    return tuple((symbol.value, symbol.meaning) for symbol in Symbol if symbol in held)
