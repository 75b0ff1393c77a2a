"""The harm of crimes by an uploaded table; its few scores here are test data."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import harm as harms
from reports.harm import Columns, Harm, HarmTable, harm, read_table

ROWS = [
    {"code": "034/01", "title": "Robbery, personal", "score": "365"},
    {"code": "028/03", "title": "Burglary, dwelling", "score": "19"},
    {"code": "008/06", "title": "Actual bodily harm", "score": "10"},
    {"code": "046/00", "title": "Theft from shops", "score": "1"},
    {"code": "008/01", "title": "Grievous bodily harm", "score": "547.5"},
    {"code": "001/01", "title": "Murder", "score": "5,475"},
]
TABLE = read_table(ROWS, source="CCHI 2020")
CODES = st.sampled_from([*(row["code"] for row in ROWS), "999/99", "998/01"])
CRIMES = st.dictionaries(CODES, st.integers(0, 500))


def summed(days: str, crimes: int, source: str = "CCHI 2020") -> Harm:
    """Give a sum that covers every crime."""
    return Harm(Decimal(days), crimes, (), source)


class TestHarm:
    def test_reproduces_nine_crimes(self) -> None:
        """WE-37: 365 + 38 + 10 + 5."""
        found = harm({"034/01": 1, "028/03": 2, "008/06": 1, "046/00": 5}, table=TABLE)

        assert found == summed("418", 9)
        assert found.words == "418 days of harm in 9 crimes (CCHI 2020)."

    def test_keeps_half_days_exactly(self) -> None:
        found = harm({"008/01": 3}, table=TABLE)

        assert found.words == "1,642.5 days of harm in 3 crimes (CCHI 2020)."

    def test_counts_and_names_codes_that_the_table_lacks(self) -> None:
        found = harm({"998/01": 1, "046/00": 1, "999/99": 2, "997/00": 0}, table=TABLE)

        assert found.unknown == (("999/99", 2), ("998/01", 1))
        assert found.words == (
            "1 day of harm in 1 crime (CCHI 2020). 3 crimes have no score and no part in the sum: "
            "999/99 (2) and 998/01 (1)."
        )

    def test_of_nothing_is_nought(self) -> None:
        assert harm({}, table=TABLE).words == "0 days of harm in 0 crimes (CCHI 2020)."

    def test_refuses_a_count_below_nought(self) -> None:
        with pytest.raises(ValueError, match="never below 0"):
            harm({"046/00": -1}, table=TABLE)

    @given(first=CRIMES, second=CRIMES)
    def test_adds_up_and_loses_no_crime(
        self, first: dict[str, int], second: dict[str, int]
    ) -> None:
        both = {code: first.get(code, 0) + second.get(code, 0) for code in first | second}
        one, other, all_ = (harm(each, table=TABLE) for each in (first, second, both))

        assert all_.days == one.days + other.days
        assert all_.crimes + all_.unscored == sum(both.values())


class TestReadTable:
    def test_reads_the_columns_of_another_workbook(self) -> None:
        columns = Columns(code="HO_CODE", title="SHORT_TITLE", score="CCHI Score")
        rows = [{"HO_CODE": " 046/00 ", "SHORT_TITLE": "x", "CCHI Score": " 1 "}]

        assert read_table(rows, source="x", columns=columns).scores == {"046/00": Decimal(1)}

    @pytest.mark.parametrize("score", ["0", "0.1", "5,475"])
    def test_takes_every_number_from_nought_up(self, score: str) -> None:
        table = read_table([{"code": "141/01", "score": score}], source="x")

        assert table.scores["141/01"] == Decimal(score.replace(",", ""))

    def test_takes_a_code_twice_with_one_score(self) -> None:
        table = read_table([*ROWS, ROWS[0]], source="x")

        assert len(table.scores) == len(ROWS)

    def test_says_every_fault_at_once(self) -> None:
        rows = [
            {"code": "046/00", "score": "1"},
            {"code": "", "score": "1"},
            {"code": "046/00", "score": "2"},
            *({"code": "1", "score": score} for score in ("", "many", "-1", "NaN", "Infinity")),
        ]
        with pytest.raises(harms.HarmTableError) as caught:
            read_table(rows, source="x")

        assert caught.value.faults == (
            "Line 3 has no code.",
            "Line 4: 046/00 has two scores, 1 and 2.",
            "Line 5: '' is not a score from 0 up (1).",
            "Line 6: 'many' is not a score from 0 up (1).",
            "Line 7: '-1' is not a score from 0 up (1).",
            "Line 8: 'NaN' is not a score from 0 up (1).",
            "Line 9: 'Infinity' is not a score from 0 up (1).",
        )

    @pytest.mark.parametrize(
        ("rows", "fault"),
        [
            ([], "The table has no line."),
            ([{"code": "1"}], "The table needs the columns code and score."),
            ([{"score": "1"}], "The table needs the columns code and score."),
        ],
    )
    def test_refuses_what_is_no_table(self, rows: list[dict[str, str]], fault: str) -> None:
        with pytest.raises(harms.HarmTableError) as caught:
            read_table(rows, source="x")

        assert caught.value.faults == (fault,)

    def test_gives_a_table_that_nobody_changes(self) -> None:
        with pytest.raises(TypeError):
            TABLE.scores["046/00"] = Decimal(9)  # type: ignore[index]  # what must not be possible
        assert isinstance(TABLE, HarmTable)


class TestAgainst:
    @pytest.mark.parametrize(
        ("now", "then", "words"),
        [
            (
                summed("300", 20),
                summed("418", 9),
                "The count rose (9 to 20) but the harm fell (418 days to 300 days).",
            ),
            (
                summed("500", 20),
                summed("418", 9),
                "The count rose (9 to 20) and the harm rose (418 days to 500 days).",
            ),
            (
                summed("1", 9),
                summed("418", 9),
                "The count did not change (9 to 9) but the harm fell (418 days to 1 day).",
            ),
        ],
    )
    def test_shows_where_count_and_harm_part(self, now: Harm, then: Harm, words: str) -> None:
        assert harms.against(now=now, then=then) == words

    def test_refuses_two_tables(self) -> None:
        with pytest.raises(harms.TablesDifferError, match="CCHI 2020 is not compared with CCHI 20"):
            harms.against(now=summed("1", 1), then=summed("1", 1, "CCHI 2023"))
