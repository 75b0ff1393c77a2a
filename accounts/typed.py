"""Which characters a typed text may hold: those that everybody sees as the writer does. Pure.

Every way in calls this: forms, the records desk, the API, commands and imported files. What cannot
be seen is taken out, for nobody could find it; what only one font or one program knows is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_LINE = 200
"""Characters of a field of one line that names no other length."""
LONGEST_TEXT = 4_000
"""Characters of a field of several lines that names no other length."""
WORD_BULLETS: Mapping[int, str] = {
    0xF0B7: "\N{BULLET}",
    0xF0A7: "\N{BLACK SMALL SQUARE}",
    0xF0A8: "\N{BALLOT BOX}",
    0xF0D8: "\N{THREE-D TOP-LIGHTED RIGHTWARDS ARROWHEAD}",
    0xF0FC: "\N{CHECK MARK}",
    0xF0FB: "\N{BALLOT X}",
    0xF0FE: "\N{BALLOT BOX WITH CHECK}",
}
"""The marks of Word's lists: numbers of its fonts Symbol and Wingdings, which are no characters."""
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""What ends a line, as files, Word and old systems write it."""
_FLAG = "(?<=\U0001f3f4)[\U000e0030-\U000e007a]+\U000e007f"
_UNSEEN = re.compile(
    f"({_FLAG})|"
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, turns of direction, fillers and tags. The joiners of Arabic and Indian scripts, the
selectors of a picture and the tags of the flags of England, Scotland and Wales are none of them."""
_ODD = re.compile(
    "[\x00\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0x1FFFF, 0xF0000, 0x10000))
    + "\U000f0000-\U0010ffff]"
)


class OddCharacter(ValueError):
    """A text has a character that no two computers show alike."""


@dataclass(frozen=True)
class Typed:
    """Hold a text as it is kept, and how many characters that cannot be seen were taken out."""

    text: str
    taken_out: int

    def notice(self, subject: str) -> str:
        """Say what was taken out; nothing where all stands as typed."""
        if not self.taken_out:
            return ""
        which = (
            "One character that cannot be seen was"
            if self.taken_out == 1
            else f"{self.taken_out} characters that cannot be seen were"
        )
        return f"{which} taken out of the {subject}."


def typed(text: str, /, *, lines: bool = True) -> Typed:
    """Take out what cannot be seen, and write the ends of lines and Word's bullets as all do.

    In a field of one line the end of a line is a space.
    """
    if text.isascii() and text.isprintable():
        return Typed(text, 0)
    found = list(_UNSEEN.finditer(text))
    taken_out = sum(one.group(1) is None for one in found)
    plain = _UNSEEN.sub(lambda one: one.group(1) or "", text)
    plain = BREAKS.sub("\n", plain).translate(WORD_BULLETS)
    return Typed(plain if lines else re.sub("[\n\t]+", " ", plain), taken_out)


def why_not(text: str, /, *, subject: str) -> str:
    """Say which character of a text cannot be kept, and how to mend it; or nothing."""
    found = _ODD.search(text)
    if found is None:
        return ""
    number = f"U+{ord(found.group()):04X}"
    before = text[max(0, found.start() - 20) : found.start()].strip()
    where = f" after “{before}”" if before else ""
    return (
        f"The {subject} has a character that cannot be kept ({number}{where}): "
        "no two computers show it alike. Write it again"
    )


def kept(text: str, /, *, subject: str, lines: bool = False) -> str:
    """Return a text as it is kept, for ways in that have no form.

    Raises: OddCharacter.
    """
    plain = typed(text, lines=lines).text
    if why := why_not(plain, subject=subject):
        raise OddCharacter(f"{why}.")
    return plain
