"""What is said of an error that nobody foresaw."""

from collections.abc import Sequence

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from records.writing import Refused
from reports.evidence import Fact
from reports.failing import NotMade, culprit, place_of, stopped, unforeseen


def facts(count: int) -> list[Fact]:
    """Give arrests by their number."""
    return [
        Fact(str(n), 1, "arrest", f"A-24-{n:05}", "approved", {"place": f"Pier {n}", "note": "x"})
        for n in range(count)
    ]


class TestUnforeseen:
    def test_names_the_step_and_the_error(self) -> None:
        with (
            pytest.raises(NotMade, match=r"^Writing PDF stopped \(KeyError: 'x'\)\. Mend"),
            unforeseen("Writing PDF"),
        ):
            raise KeyError("x")

    @pytest.mark.parametrize("error", [Refused("No."), OperationalError("locked"), NotMade("No.")])
    def test_lets_pass_what_says_all_there_is_and_what_is_of_the_moment(
        self, error: Exception
    ) -> None:
        with pytest.raises(type(error), match=str(error)), unforeseen("Writing PDF"):
            raise error


class TestStopped:
    def test_keeps_a_long_message_short_and_a_missing_one_out(self) -> None:
        assert len(stopped("Writing PDF", ValueError("x" * 9000))) < 400
        assert stopped("Writing PDF", ValueError()).startswith("Writing PDF stopped (ValueError).")


class TestPlaceOf:
    def test_finds_the_text_that_the_error_quotes(self) -> None:
        error = ValueError('the text "Pier 2" could not be displayed with font "Sans"')

        assert place_of(error, facts(4)) == "A-24-00002, place"

    def test_is_nothing_where_no_record_has_it(self) -> None:
        assert place_of(ValueError('the text "Town" is odd'), facts(4)) == ""
        assert place_of(ValueError("it is odd"), facts(4)) == ""


class TestCulprit:
    @given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
    def test_is_the_record_and_the_field_without_which_nothing_breaks(
        self, case: tuple[int, int]
    ) -> None:
        count, bad = case
        asked: list[int] = []

        def breaks(some: Sequence[Fact]) -> bool:
            asked.append(len(some))
            return any(fact.text("place") == f"Pier {bad}" for fact in some)

        assert culprit(facts(count), breaks) == f"A-24-{bad:05}, place"
        assert len(asked) <= count.bit_length() + 3

    def test_is_the_record_alone_where_no_one_field_does_it(self) -> None:
        def breaks(some: Sequence[Fact]) -> bool:
            return any(fact.record == "3" for fact in some)

        assert culprit(facts(9), breaks) == "A-24-00003"

    def test_is_nothing_where_it_breaks_without_any_record(self) -> None:
        assert culprit(facts(9), lambda some: True) == ""
        assert culprit([], lambda some: True) == ""
