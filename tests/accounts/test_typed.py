"""Which characters a typed text may hold, in every way in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.typed import OddCharacter, kept, typed, why_not

JOINERS = "می\u200cخواهم क\u094d\u200dष"
FLAG = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
UNSEEN = [
    *("\x01", "\x1f", "\x7f", "\x9f", "\xad", "\u200b", "\u200e", "\u200f", "\u202a", "\u202e"),
    *("\u2060", "\u2066", "\u2069", "\ufeff", "\ufffc", "\u3164", "\u061c", "\U000e0041"),
]


class TestTyped:
    @pytest.mark.parametrize("unseen", UNSEEN)
    def test_takes_out_what_cannot_be_seen_and_says_so(self, unseen: str) -> None:
        found = typed(f"pat{unseen}rols{unseen}")

        assert (found.text, found.taken_out) == ("patrols", 2)
        assert found.notice("objective") == (
            "2 characters that cannot be seen were taken out of the objective."
        )

    @pytest.mark.parametrize(
        "text",
        ["Op Union ✓ 😀 عربي 中文", JOINERS, FLAG, "❤\ufe0f 👍🏽", "a\nb\tc", "�"],
    )
    def test_keeps_what_people_write(self, text: str) -> None:
        assert typed(text).text == text
        assert typed(text).notice("objective") == ""
        assert why_not(text, subject="objective") == ""

    @pytest.mark.parametrize("ending", ["\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"])
    def test_ends_lines_as_all_do(self, ending: str) -> None:
        assert typed(f"one{ending}two").text == "one\ntwo"
        assert typed(f"one{ending}two", lines=False).text == "one two"

    def test_writes_the_bullets_of_word_as_everybody_has_them(self) -> None:
        assert typed("\uf0b7 patrols \uf0fc").text == "• patrols ✓"

    @given(st.text(st.characters(codec=None)))
    def test_changes_nothing_when_done_again(self, text: str) -> None:
        once = typed(text)

        assert typed(once.text) == type(once)(once.text, 0)


class TestWhyNot:
    @pytest.mark.parametrize(
        "odd",
        [
            "\x00",
            "\ud800",
            "\ue000",
            "\uf8ff",
            "\ufdd0",
            "\ufffe",
            "\uffff",
            "\U0001ffff",
            "\U000f0000",
            "\U0010ffff",
        ],
    )
    def test_names_the_character_and_where_it_stands(self, odd: str) -> None:
        place = f"U+{ord(odd):04X} after “Visible”"
        assert why_not(f"Visible {odd} patrols", subject="objective") == (
            f"The objective has a character that cannot be kept ({place}): "
            "no two computers show it alike. Write it again"
        )

    @given(st.text())
    def test_lets_pass_every_character_that_has_a_meaning_for_all(self, text: str) -> None:
        odd = [c for c in text if 0xE000 <= ord(c) <= 0xF8FF or ord(c) >= 0xF0000 or c == "\x00"]
        noncharacters = [c for c in text if ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF]

        assert bool(why_not(text, subject="note")) == bool(odd or noncharacters)


class TestKept:
    def test_gives_one_line_or_raises(self) -> None:
        assert kept("South\u200bend\n", subject="name") == "Southend "
        with pytest.raises(OddCharacter, match=r"U\+E000"):
            kept("\ue000", subject="name")
