import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from accounts import marks
from accounts.templatetags import so


def written(template: str, **context: object) -> str:
    """Render a line with the library loaded."""
    return Template("{% load so %}" + template).render(Context(context))


class TestStatus:
    def test_has_a_shape_for_every_word(self) -> None:
        assert set(marks.GLYPHS) == set(marks.STATUS_WORDS)

    def test_draws_no_two_states_alike(self) -> None:
        assert len(set(marks.GLYPHS.values())) == len(marks.GLYPHS)

    def test_puts_the_word_beside_the_shape(self) -> None:
        assert written('{% status "approved" %}').endswith("Approved</span>")

    def test_escapes_the_words_it_is_given(self) -> None:
        assert "<b>" not in so.status("approved", "<b>")

    def test_refuses_a_state_that_has_no_shape(self) -> None:
        with pytest.raises(KeyError):
            so.glyph("pending")


class TestReading:
    @pytest.mark.parametrize(
        ("name", "change", "tone", "words"),
        [
            ("better", -574, "so-tone-better", "Better"),
            ("Worse", 144, "so-tone-worse", "Worse"),
            ("higher", 9, "so-tone-flat", "Higher"),
            ("no_clear_change", 13, "so-tone-flat", "No clear change"),
            ("Too few to say", 9, "so-tone-flat", "Too few to say"),
        ],
    )
    def test_doubles_its_colour_by_a_word(
        self, name: str, change: int, tone: str, words: str
    ) -> None:
        mark = marks.reading(name, change)

        assert tone in mark
        assert f"{words}</span>" in mark

    def test_points_the_way_the_number_moved(self) -> None:
        assert marks.reading("better", -1) != marks.reading("better", 1)


class TestIntervalStrip:
    @given(
        st.floats(-100, 500),
        st.none() | st.floats(-100, 500),
        st.none() | st.floats(-100, 500),
        st.booleans(),
    )
    def test_stays_on_its_paper(
        self, estimate: float, low: float | None, high: float | None, wide: bool
    ) -> None:
        strip = so.interval_strip(estimate, low, high, "better", wide=wide)
        width = 360 if wide else 120
        centre = float(strip.partition('cx="')[2].partition('"')[0])

        assert 8 <= centre <= width - 8

    def test_says_in_words_what_it_draws(self) -> None:
        strip = so.interval_strip(-9.8, -11.6, -8.0, "better")

        assert 'aria-label="−9.8%, 95% interval −11.6% to −8.0%: Better"' in strip

    def test_draws_nothing_where_there_is_no_estimate(self) -> None:
        assert so.interval_strip(None, None, None) == ""


class TestFilters:
    def test_write_a_missing_number_in_words(self) -> None:
        assert written("{{ value|number }}", value=None) == "Not yet recorded"
        assert written("{{ value|number }}", value=0) == "0"

    def test_take_places(self) -> None:
        assert written("{{ value|percent:0 }}", value=79.6) == "80%"

    def test_count_with_their_noun(self) -> None:
        assert written('{{ 2|count_of:"enquiry,enquiries" }}') == "2 enquiries"


class TestQueryWith:
    def test_keeps_the_filters_and_drops_the_page(self) -> None:
        request = RequestFactory().get("/", {"status": ["a", "b"], "page": "3"})
        query = so.query_with(Context({"request": request}), ordering="-at")

        assert QueryDict(query[1:]).lists() is not None
        assert QueryDict(query[1:]).getlist("status") == ["a", "b"]
        assert "page" not in query

    def test_takes_a_key_away(self) -> None:
        request = RequestFactory().get("/", {"status": "a", "q": "x"})

        assert so.query_with(Context({"request": request}), status=None) == "?q=x"
