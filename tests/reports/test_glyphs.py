"""What of a text the shipped fonts can print, and what is said of the rest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.typed import WORD_BULLETS
from reports.codec import Json
from reports.renderers import glyphs, pdf
from reports.renderers.glyphs import SIGN, Printing
from tests.reports import example

MEGABYTE = 1_000_000


class TestText:
    @pytest.mark.parametrize(
        "text",
        [
            "Op Union, Llŷn, Łódź, Αθήνα, Київ",
            "✓ ✔ ☐ ☑ ☒ ➢ ☎ ① ⑳ ❶ ℃ • ▪ ½ → ≥",
            "عملية الاتحاد، آپریشن یونین ٹھیک ہے",
            "ऑपरेशन अপারেশন ਆਪਰੇਸ਼ਨ ઓપરેશન ஆபரேஷன் ఆపరేషన్ ಆಪರೇಷನ್ ഓപ്പറേഷൻ ଅପରେସନ මෙහෙයුම",
            "שלום ปฏิบัติการ Գործողություն ოპერაცია",
        ],
        ids=["letters", "symbols", "Arabic and Urdu", "Indian scripts", "others"],
    )
    def test_is_printed_as_it_was_typed(self, text: str) -> None:
        printing = Printing()

        assert printing.text(text) == text
        assert printing.note() == ""

    def test_has_a_sign_for_each_character_that_no_font_has(self) -> None:
        printing = Printing()

        assert printing.text("Op 李明") == f"Op {SIGN}{SIGN}"
        assert printing.text("and 李 again") == f"and {SIGN} again"
        assert printing.note().startswith("2 different characters could not be printed and stand")

    @pytest.mark.parametrize(
        "picture",
        ["🚨", "🇬🇧", "🚨\ufe0f", "🧑🏽\u200d🚒", "\U0001f9d1\u200d\U0001f9d1\u200d\U0001f9d2"],
    )
    def test_has_one_sign_for_one_picture(self, picture: str) -> None:
        printing = Printing()

        assert printing.text(f"a{picture}b") == f"a{SIGN}b"
        assert printing.note().startswith("1 character could not be printed and stands")

    @pytest.mark.parametrize(
        ("picture", "drawn"), [("👍🏽", "👍"), ("❤\ufe0f", "❤"), ("1\ufe0f\u20e3", "1")]
    )
    def test_draws_a_picture_that_a_font_has_without_its_colour(
        self, picture: str, drawn: str
    ) -> None:
        assert Printing().text(picture) == drawn

    @pytest.mark.parametrize("code", [0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC])
    def test_prints_the_bullets_of_word_as_everybody_has_them(self, code: int) -> None:
        printing = Printing()

        assert printing.text(chr(code)) == WORD_BULLETS[code]
        assert printing.note() == ""

    @pytest.mark.parametrize(
        "unseen", ["\ufeff", "\x00", "\x01", "\x1f", "\u202e", "\u2066", "\ufe0f", "\u2060"]
    )
    def test_leaves_away_what_cannot_be_seen(self, unseen: str) -> None:
        assert Printing().text(f"pat{unseen}rols é") == "patrols é"

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"])
    def test_keeps_the_end_of_a_line(self, ending: str) -> None:
        assert Printing().text(f"one{ending}two") == "one\ntwo"

    def test_keeps_the_joiners_that_scripts_are_written_with(self) -> None:
        assert Printing().text("می\u200cخواهم क\u094d\u200dष") == "می\u200cخواهم क\u094d\u200dष"

    @given(st.text(st.characters(codec=None)))
    def test_holds_only_what_the_fonts_have(self, typed: str) -> None:
        printing = Printing()
        printed = printing.text(typed)

        assert {ord(character) for character in printed} <= glyphs.characters() | {ord("\n")}
        assert (SIGN in printed) == (bool(printing.note()) or SIGN in typed)
        assert Printing().text(printed) == printed


class TestValues:
    def test_turns_every_text_and_no_key(self) -> None:
        value: Json = {"李": ["李", {"name": "李", "count": 3, "none": None, "is": True}]}

        assert Printing().values(value) == {
            "李": [SIGN, {"name": SIGN, "count": 3, "none": None, "is": True}]
        }


class TestNumbersAfter:
    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("Op عملية: 12 arrests", "Op عملية\u200e: 12 arrests"),
            ("שלום (7)", "שלום\u200e (7)"),
            ("عملية by 12 officers", "عملية by 12 officers"),
            ("12 عملية", "12 عملية"),
            ("Op Union: 12", "Op Union: 12"),
        ],
    )
    def test_marks_a_number_behind_a_word_written_from_the_right(
        self, text: str, kept: str
    ) -> None:
        assert glyphs.numbers_after(text) == kept

    def test_changes_nothing_when_done_again(self) -> None:
        once = glyphs.numbers_after("Op عملية: 12 arrests")

        assert glyphs.numbers_after(once) == once


class TestCharacters:
    def test_are_read_from_the_tables_of_the_fonts(self) -> None:
        found = glyphs.characters()

        assert {ord("A"), 0x2713, 0x0639, 0x0915, 0x1F600, 0x2473} <= found
        assert not {0x674E, 0xF0B7, 0xE000, 0x1F6A8} & found

    def test_are_each_drawn_by_the_layout_which_refuses_what_no_font_has(self) -> None:
        held = [chr(number) for number in sorted(glyphs.characters()) if number > 0x1F]
        rows = ["".join(held[start : start + 50]) for start in range(0, len(held), 50)]
        document = replace(example.document(), sections=(), summary=tuple(rows))

        assert pdf.render(document).startswith(b"%PDF")

    def test_fit_into_five_megabytes(self) -> None:
        assert sum(path.stat().st_size for path in glyphs.FONTS.iterdir()) <= 5 * MEGABYTE
