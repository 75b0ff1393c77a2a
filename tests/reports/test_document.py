import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import codec
from reports.codec import UnreadableError, canonical, decode, encode
from reports.document import (
    Cell,
    Column,
    ColumnKind,
    Document,
    Link,
    Mark,
    Note,
    Section,
    Stamp,
    Table,
    Tone,
)
from reports.periods import Period
from reports.statistics import Reading
from tests.reports import example

NUMBERS = st.one_of(
    st.none(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False)
)
CELLS = st.builds(
    Cell,
    text=st.text(),
    value=NUMBERS,
    remark=st.text(),
    link=st.none()
    | st.builds(Link, name=st.text(), query=st.tuples(st.tuples(st.text(), st.text()))),
    mark=st.none()
    | st.builds(Mark, low=st.floats(-9, 9), estimate=st.none(), high=st.none() | st.floats(9, 99)),
    reading=st.none() | st.sampled_from(Reading),
    rising=st.booleans(),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 4))
    row = st.tuples(*[CELLS] * width)
    columns = tuple(
        Column(f"c{n}", draw(st.text()), draw(st.sampled_from(ColumnKind))) for n in range(width)
    )
    rows = tuple(draw(st.lists(row, max_size=3)))
    return Table("table", draw(st.text()), columns, rows, draw(st.none() | row))


class TestDocument:
    @given(table=tables(), title=st.text(), tone=st.sampled_from(Tone))
    def test_comes_back_from_json_as_it_was(self, table: Table, title: str, tone: Tone) -> None:
        section = Section(1, "one", title, (table, Note(title, title, tone)))
        document = replace(example.document(), title=title, sections=(section,))

        text = json.dumps(document.to_json())

        assert Document.from_json(json.loads(text)) == document

    def test_comes_back_whole(self) -> None:
        document = example.document()

        assert Document.from_json(json.loads(canonical(document.to_json()))) == document

    def test_has_the_same_digest_whenever_it_is_compiled(self) -> None:
        document = example.document()
        later = Stamp(
            edition=3,
            compiled_at=datetime(2025, 1, 1, tzinfo=UTC),
            data_as_at=datetime(2025, 1, 1, tzinfo=UTC),
            changes=("Something",),
        )

        assert document.sealed(later).digest == document.digest
        assert len(document.digest) == 64

    def test_has_another_digest_when_a_printed_word_changes(self) -> None:
        inputs = example.inputs()
        document = example.document()
        other_note = replace(document, verdict="Nothing moved.")
        fewer = replace(document, figures=document.figures[1:])

        assert other_note.figures_sha256() != document.digest
        assert fewer.figures_sha256() != document.digest
        assert inputs == example.inputs()

    def test_keeps_its_digest_when_only_an_unprinted_digit_changes(self) -> None:
        document = example.document()
        crime = document.figures[0]
        assert crime.rate_ratio is not None
        nudged = replace(
            crime, rate_ratio=replace(crime.rate_ratio, low=crime.rate_ratio.low + 1e-7)
        )

        assert nudged != crime
        assert nudged.printed() == crime.printed()

    def test_finds_a_figure_by_its_key(self) -> None:
        assert example.document().figure("asb_total").current == 2629
        with pytest.raises(KeyError):
            example.document().figure("nothing")

    def test_refuses_a_row_of_another_width(self) -> None:
        with pytest.raises(ValueError, match="2 cells, 1 columns"):
            Table("t", "T", (Column("a", "A"),), ((Cell("1"), Cell("2")),))


class TestDecode:
    @pytest.mark.parametrize(
        ("kind", "source"),
        [
            (Period, {"start": "2024-04-01"}),
            (Period, {"start": "2024-05-01", "end": "2024-04-01"}),
            (Period, {"start": "soon", "end": "2024-04-01"}),
            (Period, {"start": "2024-04-01", "end": "2024-05-01", "days": 30}),
            (Period, []),
            (Link, {"name": 1, "args": [], "query": []}),
            (Link, {"name": "x", "args": "abc", "query": []}),
            (Link, {"name": "x", "args": [], "query": [["a"]]}),
            (Cell, {"text": None}),
            (Section, {"number": 1, "key": "", "title": "", "aside": "", "blocks": [{"block": 1}]}),
        ],
    )
    def test_refuses_what_does_not_fit(self, kind: type, source: codec.Json) -> None:
        with pytest.raises(UnreadableError, match=f"This is no {kind.__name__}"):
            decode(kind, source)

    def test_reads_dates_moments_and_states(self) -> None:
        moment = datetime(2024, 5, 8, 16, 30, tzinfo=UTC)
        stamp = Stamp(1, moment, moment + timedelta(hours=1))

        assert decode(Stamp, encode(stamp)) == stamp
        assert decode(Period, encode(Period.twelve_months_to("2024-04"))).start == date(2023, 5, 1)

    def test_refuses_to_write_what_has_no_form(self) -> None:
        with pytest.raises(UnreadableError, match="set has no JSON form"):
            encode({1, 2})
