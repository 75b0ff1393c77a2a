"""police_csv.py: lines go in, rows and bad rows come out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.labels import plain
from incidents.police_csv import (
    OUTCOMES,
    STREET,
    BadRow,
    FileRefused,
    NotMeant,
    ParsedFile,
    PlaceKey,
    Places,
    Row,
    Vocabulary,
    parse,
)
from tests.incidents.published import ASB, crime_id, csv_of, nowhere, outcome, street

CRIMES = {"Anti-social behaviour": "asb", "Shoplifting": "shoplifting", "Vehicle crime": "vehicle"}
ENDS = {
    "Under investigation": "open",
    "Suspect charged": "charged",
    "Offender given a penalty notice": "notice",
}
WORDS = Vocabulary(
    {plain(label): code for label, code in CRIMES.items()},
    {plain(label): code for label, code in ENDS.items()},
    {code: label for label, code in (CRIMES | ENDS).items()},
)


def read(content: bytes) -> ParsedFile:
    return parse(content.splitlines(keepends=True), WORDS, Places())


def only(content: bytes) -> Row | BadRow:
    (row,) = read(content).rows
    return row


def first(content: bytes) -> Row | BadRow:
    return read(content).rows[0]


def why(**changed: str) -> tuple[str, str, str]:
    row = first(csv_of([street(1, **changed), street(2)]))
    assert isinstance(row, BadRow)
    return row.column, row.says, row.why


class TestParse:
    def test_reads_a_street_row(self) -> None:
        row = only(csv_of([street(7)]))

        place = PlaceKey(
            710000, 51540000, "On or near Pier Approach", "E01099001", "Seaborough 001A"
        )
        assert row == Row(
            2, crime_id(7), "2024-04-01", "Essex Police", place, "shoplifting", "open",
            "Essex Police|",
        )  # fmt: skip

    def test_knows_the_kind_by_the_header_in_any_order(self) -> None:
        header, row = csv_of([outcome(1)], OUTCOMES).decode().splitlines()
        turned = "\n".join(",".join(reversed(line.split(","))) for line in (header, row))

        assert read(csv_of([street(1)])).kind == STREET
        assert read(turned.encode() + b"\n").kind == OUTCOMES
        assert only(turned.encode() + b"\n") == only(csv_of([outcome(1)], OUTCOMES))

    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_takes_either_line_end_and_a_byte_order_mark(self, end: str) -> None:
        content = csv_of([street(1)]).replace(b"\r\n", end.encode())

        assert isinstance(only(b"\xef\xbb\xbf" + content), Row)

    def test_takes_a_last_line_without_an_end(self) -> None:
        assert isinstance(only(csv_of([street(1)]).rstrip()), Row)

    def test_takes_quoted_commas_and_letters_beyond_ascii(self) -> None:
        row = only(csv_of([street(1, Location='"On or near Café Rouge, Pier"')]))

        assert isinstance(row, Row)
        assert row.place is not None
        assert row.place.name == "On or near Café Rouge, Pier"

    def test_counts_lines_of_the_file_where_a_field_holds_a_line_end(self) -> None:
        rows = read(csv_of([street(1, Location='"Pier\nApproach"'), street(2)])).rows

        assert [row.line for row in rows] == [3, 4]

    def test_has_no_place_for_no_location(self) -> None:
        row = only(csv_of([street(1, **nowhere())]))

        assert isinstance(row, Row)
        assert row.place is None

    def test_takes_other_spellings_of_an_outcome(self) -> None:
        row = only(csv_of([outcome(1, Outcome_type="offender given penalty notice")], OUTCOMES))

        assert isinstance(row, Row)
        assert row.outcome == "notice"

    @pytest.mark.parametrize(
        ("changed", "column", "reason"),
        [
            ({"Month": "2024-13"}, "Month", "There is no month 13"),
            ({"Month": ""}, "Month", "Empty"),
            ({"Month": "April"}, "Month", "Not a month such as 2024-04"),
            ({"Longitude": "51.54", "Latitude": "0.71"}, "Longitude", "may be swapped"),
            ({"Longitude": "30.0"}, "Longitude", "Outside the United Kingdom"),
            ({"Longitude": ""}, "Longitude", "Empty, although"),
            ({"Latitude": "north"}, "Latitude", "Not a number of degrees"),
            ({"Latitude": "nan"}, "Latitude", "Not a number of degrees"),
            ({"Crime_type": "Vehicle"}, "Crime type", "Did you mean Vehicle crime?"),
            ({"Crime_type": ""}, "Crime type", "Empty"),
            ({"Last_outcome_category": "Eaten"}, "Last outcome category", "Not a known outcome."),
            ({"Crime_ID": "a" * 65}, "Crime ID", "Longer than 64"),
            ({"Reported_by": ""}, "Reported by", "Empty"),
            ({"LSOA_code": "E01/99"}, "LSOA code", "Not the code"),
        ],
    )
    def test_rejects_a_bad_row(self, changed: dict[str, str], column: str, reason: str) -> None:
        found = why(**changed)

        assert found[0] == column
        assert reason in found[2]

    def test_does_not_guess_the_opposite(self) -> None:
        assert why(Last_outcome_category="Suspect chargd")[2].endswith("mean Suspect charged?")
        assert why(Last_outcome_category="Suspect not charged")[2] == "Not a known outcome."

    def test_rejects_a_row_of_another_width_and_reads_on(self) -> None:
        rows = read(csv_of([[*street(1), "more"], street(2)])).rows

        assert rows[0] == BadRow(2, "Row", "13 columns", "Expected 12 columns", crime_id(1))
        assert isinstance(rows[1], Row)

    def test_rejects_an_outcome_without_an_identifier(self) -> None:
        content = csv_of([outcome(1, Crime_ID=""), outcome(2)], OUTCOMES)

        assert isinstance(first(content), BadRow)

    @pytest.mark.parametrize(
        "label", ["May-24", "01/05/2024", "2024-05-01", "45413", "May 2024", "2024-05"]
    )
    def test_takes_a_month_as_a_spreadsheet_saves_it(self, label: str) -> None:
        row = only(csv_of([street(1, Month=label)]))

        assert isinstance(row, Row)
        assert row.month == "2024-05-01"

    def test_refuses_a_file_without_one_good_row_and_says_the_commonest_reasons(self) -> None:
        rows = [
            *(street(number, Month="5th of May") for number in (1, 2)),
            street(3, Crime_type="Vehicle"),
        ]

        with pytest.raises(FileRefused) as refused:
            read(csv_of(rows))

        assert refused.value.reason == (
            "No row of 3 can be read: "
            "2 × Month: Not a month such as 2024-04 (it says 5th of May); "
            "1 × Crime type: Not a known type. Did you mean Vehicle crime? (it says Vehicle)"
        )

    def test_leaves_stop_and_search_aside_and_refuses_what_it_does_not_know(self) -> None:
        with pytest.raises(NotMeant, match="Stop and search"):
            read(b"Type,Object of search,Legislation,Self-defined ethnicity\n")

        with pytest.raises(FileRefused, match="columns") as refused:
            read(b"Type,Object of search,Legislation\n")
        assert not isinstance(refused.value, NotMeant)

    @pytest.mark.parametrize(
        ("content", "line", "reason"),
        [
            (b"", None, "empty"),
            (csv_of([]), None, "empty"),
            (b"a,b,c\n1,2,3\n", 1, "columns"),
            (csv_of([street(1)]).replace(b",", b";"), 1, "semicolons. Save it as CSV with commas"),
            (csv_of([street(1)]).replace(b",", b"\t"), 1, "tabs"),
            (b"Month,Reported by,Easting,Northing\n", 1, "eastings and northings"),
            (csv_of([street(1), street(2)]).replace(b"Pier", b"Pi\xe8r", 1), 2, "not UTF-8"),
            (csv_of([street(1)]) + b"\0\n", 3, "zero byte"),
            (csv_of([street(1), street(2)])[:-60], 3, "cut off"),
            (csv_of([street(1, Location='"open')]), 2, "cut off"),
            (csv_of([street(1)]) + b"," * 200 + b"\n", 3, "201 columns"),
            (csv_of([street(1)]) + b"x" * 30_000 + b"\n", 3, "longer than"),
        ],
    )
    def test_refuses_a_bad_file(self, content: bytes, line: int | None, reason: str) -> None:
        with pytest.raises(FileRefused, match=reason) as refused:
            read(content)

        assert refused.value.line == line

    @given(st.lists(st.sampled_from([None, 1, 2, 3]), min_size=1, max_size=20))
    def test_gives_every_row_once_in_its_order(self, numbers: list[int | None]) -> None:
        rows = read(csv_of([street(number) for number in numbers])).rows

        ids = ["" if number is None else crime_id(number) for number in numbers]
        assert [row.crime_id for row in rows if isinstance(row, Row)] == ids

    @given(st.binary(max_size=400))
    def test_ends_on_any_bytes_in_rows_or_a_refusal(self, noise: bytes) -> None:
        try:
            rows = read(csv_of([street(None, Crime_type=ASB)]) + noise).rows
        except FileRefused:
            return
        assert all(isinstance(row, (Row, BadRow)) for row in rows)
