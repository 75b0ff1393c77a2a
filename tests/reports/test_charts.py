import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import charts
from reports.document import Ledger, Mark, Months, Part
from reports.statistics import Reading

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = Months(
    key="asb",
    title="ASB by month <incidents> & more",
    description="From 282 to 178.",
    unit="incidents",
    labels=tuple(
        ["May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr"]
    ),
    current_label="To Apr 2024",
    current=(282, 266, 254, 240, 226, 215, 210, 188, 196, 181, 193, 178),
    previous_label="To Apr 2023",
    previous=(359, 352, 366, 367, 349, 331, 339, 306, 329, 304, 327, 291),
    table="t",
)
LEDGER = Ledger(
    "ledger",
    "Arrests by disposal",
    "Charged: 626",
    (
        Part("Charged", 626),
        Part("Out of court", 270),
        Part("Open", 0),
        Part("Ended", 148),
        Part("Not yet recorded", 16, is_unknown=True),
    ),
    "t",
)


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def texts(drawing: str) -> list[str]:
    return [element.text or "" for element in parsed(drawing).iter(f"{SVG}text")]


def drawings() -> list[str]:
    mark = Mark(-11.6, -9.8, -8.0)
    return [
        charts.months(MONTHS),
        charts.months(MONTHS, width=charts.NARROW),
        charts.ledger(LEDGER),
        charts.strip(mark, key="s", scale=(-60, 30), reading=Reading.BETTER, description="d"),
        charts.strip(
            mark, key="s", scale=(-60, 30), reading=Reading.WORSE, description="d", is_large=True
        ),
    ]


class TestEveryChart:
    @pytest.mark.parametrize("drawing", drawings())
    def test_has_a_role_a_title_and_a_description(self, drawing: str) -> None:
        root = parsed(drawing)
        names = (root.get("aria-labelledby") or "").split()

        assert root.get("role") == "img"
        assert [child.get("id") for child in list(root)[:2]] == names
        assert all(child.text for child in list(root)[:2])

    @pytest.mark.parametrize(
        "drawing", [*drawings(), *(charts.glyph(r, rising=True) for r in Reading)]
    )
    def test_has_no_style_that_the_security_policy_forbids(self, drawing: str) -> None:
        assert "style" not in drawing
        assert "<script" not in drawing

    @pytest.mark.parametrize("drawing", drawings())
    def test_draws_no_text_under_fourteen_pixels(self, drawing: str) -> None:
        assert set(re.findall(r'font-size="(\d+)"', drawing)) <= {"14"}

    def test_escapes_its_words(self) -> None:
        title = parsed(charts.months(MONTHS)).find(f"{SVG}title")

        assert title is not None
        assert title.text == MONTHS.title


class TestMonths:
    def test_starts_at_zero_and_names_both_lines_with_their_totals(self) -> None:
        words = texts(charts.months(MONTHS))

        assert {"0", "400", "To Apr 2024", "2,629", "To Apr 2023", "4,020"} <= set(words)
        assert {"May", "Aug", "Nov", "Feb", "Apr"} <= set(words)
        assert 4 <= sum(word.isdigit() for word in words) <= 6

    def test_draws_one_line_where_the_period_before_is_not_covered(self) -> None:
        drawing = charts.months(replace(MONTHS, previous=()))

        assert "To Apr 2023" not in texts(drawing)

    @given(st.lists(st.integers(0, 10**6), min_size=2, max_size=24))
    def test_keeps_every_point_inside(self, counts: list[int]) -> None:
        labels = tuple(str(n) for n in range(len(counts)))
        chart = replace(MONTHS, labels=labels, current=tuple(counts), previous=tuple(counts))

        for width in (charts.WIDE, charts.NARROW):
            root = parsed(charts.months(chart, width=width))
            for line in root.iter(f"{SVG}polyline"):
                for point in (line.get("points") or "").split():
                    x, y = (float(part) for part in point.split(","))
                    assert 0 <= x <= width
                    assert 0 <= y <= float(root.get("height") or 0)


class TestLedger:
    def test_names_every_part_but_the_empty_ones(self) -> None:
        words = texts(charts.ledger(LEDGER))

        assert "Charged 626" in words
        assert "Not yet recorded 16" in words
        assert not any(word.startswith("Open") for word in words)

    def test_dashes_what_is_not_recorded(self) -> None:
        assert charts.ledger(LEDGER).count("stroke-dasharray") == 2

    def test_paints_a_part_in_the_step_that_is_given_to_it(self) -> None:
        meter = Ledger("m", "Ready", "", (Part("Done", 3), Part("Waiting", 2)), "")

        assert "so-fill-step-2" in charts.ledger(meter)
        painted = charts.ledger(meter, steps={"Done": 1, "Waiting": 3})
        assert "so-fill-step-2" not in painted
        assert painted.count("so-fill-step-3") == 2
        alone = Ledger("m", "Ready", "", (Part("Done", 0), Part("Waiting", 2)), "")
        assert "so-fill-step-3" in charts.ledger(alone, steps={"Done": 1, "Waiting": 3})

    def test_survives_nothing(self) -> None:
        empty = replace(LEDGER, parts=(Part("Charged", 0),))

        assert parsed(charts.ledger(empty)) is not None

    def test_draws_parts_of_which_nothing_is_recorded(self) -> None:
        unknown = replace(LEDGER, parts=(Part("Not yet recorded", 2, is_unknown=True),))

        assert "Not yet recorded 2" in texts(charts.ledger(unknown))


class TestStrip:
    def test_draws_caps_only_where_there_are_ends(self) -> None:
        closed = charts.strip(
            Mark(-10, 0, 10), key="s", scale=(-20, 20), reading=Reading.BETTER, description="d"
        )
        unbounded = charts.strip(
            Mark(-10, None, None),
            key="s",
            scale=(-20, 20),
            reading=Reading.TOO_FEW,
            description="d",
        )

        assert closed.count("so-stroke-better") == 3
        assert unbounded.count("so-stroke-flat") == 2
        assert "circle" not in unbounded

    @pytest.mark.parametrize(
        ("marks", "scale"),
        [
            ([Mark(-51.8, -43, -34.5), Mark(1.7, 9, 16.9)], (-60, 20)),
            ([Mark(-20, -10, -5)], (-20, 10)),
            ([Mark(-52, 49, 410)], (-60, 200)),
            ([Mark(5, None, None)], (0, 10)),
        ],
    )
    def test_has_one_scale_of_whole_tens(self, marks: list[Mark], scale: tuple[int, int]) -> None:
        assert charts.scale_of(marks) == scale


class TestGlyph:
    def test_points_the_way_the_number_moved(self) -> None:
        assert charts.glyph(Reading.BETTER, rising=True) != charts.glyph(
            Reading.BETTER, rising=False
        )

    def test_has_a_shape_for_each_kind_of_reading(self) -> None:
        shapes = {
            charts.glyph(reading, rising=True)
            for reading in (
                Reading.BETTER,
                Reading.WORSE,
                Reading.HIGHER,
                Reading.NO_CLEAR_CHANGE,
                Reading.TOO_FEW,
                Reading.NO_COMPARISON,
            )
        }

        assert len(shapes) == 6
