"""What of a text can be printed: the characters of the shipped fonts, and a sign for the others.

A typed text stays as it is in every format but the PDF, whose layout refuses a character that no
font has. There Word's own bullets become those that everybody has, what cannot be seen is left
away, and what no font can draw becomes one sign. Pure, but for reading the fonts once.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from accounts.typed import BREAKS, WORD_BULLETS
from reports.codec import Json

FONTS = Path(__file__).parent / "fonts"
FAMILIES = (
    "Liberation Sans",
    *(
        f"Noto Sans {script}"
        for script in (
            "Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu",
            "Kannada", "Malayalam", "Oriya", "Sinhala", "Thai",
        )
    ),
    "DejaVu Sans",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
)  # fmt: skip
"""The fonts of text, the first of them that has a character draws it."""
SIGN = "\N{REPLACEMENT CHARACTER}"
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u180e\u202a-\u202e\u2060-\u2069\u20e3"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]"
)
"""Controls, turns of direction, and what only changes the picture before it: nothing is drawn."""
_JOINED = "\u200d."
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_BEFORE_A_NUMBER = re.compile(rf"(?<=[{_RIGHT_TO_LEFT}])(?=(?:[^\w\u200e]|_)*\d)")
_MARK = "\N{LEFT-TO-RIGHT MARK}"


@dataclass
class Printing:
    """Turn texts into what is printed, and keep which characters became the sign."""

    unprinted: set[str] = field(default_factory=set)

    def text(self, typed: str, /) -> str:
        """Return what is printed of a text; nothing changes in one that the fonts have."""
        if typed.isascii() and typed.isprintable():
            return typed
        plain = BREAKS.sub("\n", typed).replace("\t", " ").translate(WORD_BULLETS)
        known = _UNSEEN.sub("", plain)
        return numbers_after(_pictures().sub(self._sign, known))

    def values(self, value: Json, /) -> Json:
        """Turn every text of a JSON value, at every depth; keys are ours."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.values(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.values(part) for part in value]
        return value

    def note(self) -> str:
        """Say how many characters became the sign, and where they can be read; or nothing."""
        count = len(self.unprinted)
        if not count:
            return ""
        which = "1 character" if count == 1 else f"{count} different characters"
        stand = "stands" if count == 1 else "stand"
        return f"{which} could not be printed and {stand} as {SIGN}; the record on screen has them."

    def _sign(self, found: re.Match[str]) -> str:
        self.unprinted.add(found.group())
        return SIGN


def numbers_after(text: str, /) -> str:
    """Keep a number where it stands though the word before it is written from right to left.

    A number takes the direction of the word before it (Unicode Standard Annex 9, rule W2 and N1):
    without the mark "Op X: 12", X an Arabic word, would show the 12 before the X.
    """
    return text if text.isascii() else _BEFORE_A_NUMBER.sub(_MARK, text)


@cache
def characters() -> frozenset[int]:
    """Return the numbers of the characters that a shipped font for text has.

    What a font keeps in the areas for private use means nothing elsewhere, and PDF/A refuses it.
    """
    files = (path for path in FONTS.glob("*.ttf") if "Mono" not in path.name)
    every = frozenset().union(*(_mapped(path.read_bytes()) for path in files))
    return frozenset(number for number in every if unicodedata.category(chr(number)) != "Co")


@cache
def _pictures() -> re.Pattern[str]:
    """Find what no font has; a picture with its joins and colours is one."""
    held = sorted(characters() | {ord("\n")})
    classes = "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in _ranges(held))
    return re.compile(f"{_FLAG}|[^{classes}](?:{_JOINED})*", re.DOTALL)


def _ranges(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield start, last
            start = number
        last = number
    yield start, last


def _mapped(font: bytes) -> set[int]:
    """Read the characters of a font from its table cmap, formats 4 and 12 (OpenType, cmap)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * count, 16)
    }
    start = tables[b"cmap"]
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        at = start + struct.unpack_from(">I", font, start + 8 + 8 * number)[0]
        kind = struct.unpack_from(">H", font, at)[0]
        if kind in _READERS:
            found |= set(_READERS[kind](font, at))
    return found


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Read format 4: segments of the Basic Multilingual Plane."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    shape = f">{count}H"
    ends = struct.unpack_from(shape, font, at + 14)
    starts, deltas, offsets = (
        struct.unpack_from(shape, font, at + 16 + 2 * count * part) for part in (1, 2, 3)
    )
    for number in range(count):
        for character in range(starts[number], ends[number] + 1):
            glyph = character
            if offsets[number]:
                place = at + 16 + 6 * count + 2 * number + offsets[number]
                glyph = struct.unpack_from(">H", font, place + 2 * (character - starts[number]))[0]
            if glyph and (glyph + deltas[number]) % 0x10000 and character != 0xFFFF:
                yield character


def _groups(font: bytes, at: int) -> Iterator[int]:
    """Read format 12: groups of characters of any plane."""
    for number in range(struct.unpack_from(">I", font, at + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(first, last + 1)


_READERS = {4: _segments, 12: _groups}
