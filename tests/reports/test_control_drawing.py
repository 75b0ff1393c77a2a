"""Control charts as drawings: accessible, inside their frame, broken where nothing is recorded."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import control_drawing
from reports.control_block import Band, Control, ControlRow, Plotted
from reports.drawing import NARROW, WIDE
from reports.statistics import Reading

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ("January", "February", "March", "April", "May", "June")


def plotted(number: int, count: int | None, reading: Reading = Reading.NO_CLEAR_CHANGE) -> Plotted:
    """Give a month."""
    label = f"{MONTHS[number % 6]} {2022 + number // 6}"
    return Plotted(label, count, reading, upwards=reading is Reading.WORSE)


CHART = Control(
    key="asb",
    title="ASB <by> month & more",
    description="From 359 to 178.",
    unit="incidents",
    points=(
        *(plotted(n, 350 + n) for n in range(6)),
        plotted(6, None),
        plotted(7, 200, Reading.BETTER),
        plotted(8, 480, Reading.WORSE),
        plotted(9, 178, Reading.LOWER),
    ),
    band=Band(mean=335.0, low=285.2, high=384.8, months="January 2022 to June 2022"),
    split=5,
    before="Year before: 4,020",
    now="This year: 2,629",
    table="t",
)
TYPES = tuple(replace(CHART, key=f"c{n}", title=f"Type {n}") for n in range(3))
ROW = ControlRow("row", TYPES, "t")


def parsed(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def texts(drawing: str) -> list[str]:
    return [element.text or "" for element in parsed(drawing).iter(f"{SVG}text")]


def drawings() -> list[str]:
    return [
        drawing
        for width in (WIDE, NARROW)
        for drawing in (
            control_drawing.control(CHART, width=width),
            control_drawing.control_row(ROW, width=width),
        )
    ]


class TestBoth:
    @pytest.mark.parametrize("drawing", drawings())
    def test_have_a_role_a_title_and_a_description(self, drawing: str) -> None:
        root = parsed(drawing)

        assert root.get("role") == "img"
        assert [child.get("id") for child in list(root)[:2]] == (
            root.get("aria-labelledby") or ""
        ).split()
        assert all(child.text for child in list(root)[:2])

    @pytest.mark.parametrize("drawing", drawings())
    def test_have_no_style_and_no_text_under_fourteen_pixels(self, drawing: str) -> None:
        assert "style" not in drawing
        assert set(re.findall(r'font-size="(\d+)"', drawing)) == {"14"}


class TestControl:
    def test_names_mean_limits_and_the_last_month(self) -> None:
        words = texts(control_drawing.control(CHART))

        assert {"Upper limit 384.8", "Mean 335.0", "Lower limit 285.2", "Apr 178"} <= set(words)
        assert {"Year before: 4,020", "This year: 2,629"} <= set(words)

    def test_has_a_shape_of_its_own_for_each_reading_and_says_it(self) -> None:
        drawing = control_drawing.control(CHART)
        words = texts(drawing)

        assert drawing.count("so-fill-better") == drawing.count("so-fill-worse") == 2
        assert drawing.count("so-fill-flat") == 2
        assert {
            "inside the limits",
            "stands out, better",
            "stands out, worse",
            "stands out, lower",
            "not recorded",
            "limits set from January 2022 to June 2022",
        } <= set(words)

    def test_breaks_the_line_over_a_month_that_is_not_recorded(self) -> None:
        whole = replace(CHART, points=(*CHART.points[:6], plotted(6, 300), *CHART.points[7:]))

        broken = control_drawing.control(CHART).count('stroke-width="1.4"')

        assert control_drawing.control(whole).count('stroke-width="1.4"') == broken + 2

    def test_draws_no_limits_where_there_are_none(self) -> None:
        drawing = control_drawing.control(replace(CHART, band=None))

        assert "so-fill-band" not in drawing
        assert "recorded month" in texts(drawing)
        assert not any("limit" in words for words in texts(drawing))

    @given(
        st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=1, max_size=36),
        st.integers(0, 36),
    )
    def test_keeps_every_shape_and_name_inside(self, counts: list[int | None], split: int) -> None:
        points = tuple(plotted(n, count) for n, count in enumerate(counts))
        chart = replace(CHART, points=points, split=min(split, len(points) - 1))

        for width in (WIDE, NARROW):
            root = parsed(control_drawing.control(chart, width=width))
            height = float(root.get("height") or 0)
            for circle in root.iter(f"{SVG}circle"):
                assert 0 <= float(circle.get("cx") or -1) <= width
                assert 0 <= float(circle.get("cy") or -1) <= height
            for words in root.iter(f"{SVG}text"):
                assert 0 <= float(words.get("x") or -1) <= width
                assert 0 <= float(words.get("y") or -1) <= height

    def test_parts_the_names_at_the_right_by_a_line_of_text(self) -> None:
        near = replace(CHART, band=Band(180.0, 179.0, 181.0, "January 2022 to June 2022"))

        root = parsed(control_drawing.control(near))

        heights = sorted(
            float(words.get("y") or 0)
            for words in root.iter(f"{SVG}text")
            if (words.text or "").startswith(("Upper", "Mean", "Lower", "Apr 178"))
        )
        assert len(heights) == 4
        assert all(b - a >= 17.9 for a, b in pairwise(heights))


class TestControlRow:
    def test_names_each_chart_above_it(self) -> None:
        assert {"Type 0", "Type 1", "Type 2"} <= set(texts(control_drawing.control_row(ROW)))

    def test_stands_below_each_other_on_a_phone(self) -> None:
        wide, narrow = (
            parsed(control_drawing.control_row(ROW, width=width)) for width in (WIDE, NARROW)
        )

        assert int(narrow.get("height") or 0) > 2.5 * int(wide.get("height") or 0)
