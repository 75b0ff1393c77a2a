"""Reading an uploaded harm table: every fault is named by row and column."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.harm_csv import COLUMNS, HarmTableError, ScoreLine, read, template

HEAD = "code,title,days,source,valid_from\n"
GOOD = "robbery,Robbery,365,Invented for tests,2020-04-01\n"


def faults(text: str | bytes) -> list[tuple[int, str, str]]:
    """Give the faults of a file."""
    with pytest.raises(HarmTableError) as caught:
        read(text.encode() if isinstance(text, str) else text)
    return [(fault.row, fault.column, fault.reason) for fault in caught.value.faults]


class TestRead:
    def test_reads_scores_with_their_source_and_day(self) -> None:
        assert read((HEAD + GOOD).encode()) == (
            ScoreLine("robbery", "Robbery", Decimal(365), "Invented for tests", date(2020, 4, 1)),
        )

    @pytest.mark.parametrize(
        ("days", "expected"),
        [("0", "0"), ("0.1", "0.1"), ('"5,475"', "5475"), (" 547.5 ", "547.5")],
    )
    def test_takes_every_number_from_nought_up(self, days: str, expected: str) -> None:
        line = read(f"{HEAD}x,,{days},s,2020-04-01".encode())[0]

        assert line.days == Decimal(expected)

    def test_takes_what_spreadsheets_write(self) -> None:
        text = "\ufeffSource,Valid_from,Code,Title,Days\r\n s ,01/04/2020,x,,1\r\n,,,,\r\n"

        assert read(text.encode())[0] == ScoreLine("x", "", Decimal(1), "s", date(2020, 4, 1))

    def test_takes_a_code_again_from_another_day(self) -> None:
        again = GOOD.replace("365", "400").replace("2020", "2024")

        assert [line.days for line in read((HEAD + GOOD + again).encode())] == [365, 400]

    def test_names_row_and_column_of_every_fault_at_once(self) -> None:
        rows = [
            GOOD,
            ",x,1,s,2020-04-01\n",
            "a,x,,s,2020-04-01\n",
            "b,x,many,,2020-04-01\n",
            "c,x,-1,s,tomorrow\n",
            "d,x,NaN,s,2020-04-01\n",
            "e,x,0.25,s,2020-04-01\n",
            GOOD,
        ]

        assert faults(HEAD + "".join(rows)) == [
            (3, "code", "It is empty. Write the code."),
            (4, "days", "It is empty. Enter days of imprisonment, 0 or more."),
            (5, "days", "'many' is no number. Enter days of imprisonment, 0 or more."),
            (5, "source", "It is empty. Say where the score comes from."),
            (6, "days", "'-1' is not from 0 to 100,000 days."),
            (6, "valid_from", "'tomorrow' is no day. Write it as 2024-04-01."),
            (7, "days", "'NaN' is not from 0 to 100,000 days."),
            (8, "days", "'0.25' has more than one decimal. Round it."),
            (9, "code", "robbery stands twice from 2020-04-01. Keep one row."),
        ]

    @pytest.mark.parametrize(
        ("text", "row", "column"),
        [
            ("", 1, "code, title, days, source, valid_from"),
            ("code,title,source,valid_from\n", 1, "days"),
            (HEAD.replace("title", "title,days"), 1, "days"),
            (HEAD, 2, ""),
            (HEAD + "a,b,c\n", 2, ""),
            (HEAD + '"a,b\n', 1, ""),
            (HEAD.encode() + b"\xff,,1,s,2020-04-01\n", 2, ""),
            (HEAD + GOOD.replace("robbery", "r" * 61), 2, "code"),
            (HEAD + GOOD.replace("Robbery", '"a\nb"'), 3, "title"),
            (HEAD + "x,,1,s,2020-04-01\n" * 5_001, 5001, ""),
        ],
    )
    def test_refuses_what_is_no_table(self, text: str | bytes, row: int, column: str) -> None:
        assert faults(text)[0][:2] == (row, column)

    @given(st.binary(max_size=200))
    def test_reads_or_refuses_whatever_it_is_given(self, body: bytes) -> None:
        found: tuple[object, ...] = ()
        try:
            found = read(body)
        except HarmTableError as error:
            found = error.faults

        assert found


class TestTemplate:
    def test_holds_types_and_not_one_score(self) -> None:
        text = template([("robbery", "Robbery"), ("other-theft", "Other theft")])

        assert text.splitlines() == [
            ",".join(COLUMNS),
            "robbery,Robbery,,,",
            "other-theft,Other theft,,,",
        ]
        assert {column for _, column, _ in faults(text)} == {"days", "source", "valid_from"}
