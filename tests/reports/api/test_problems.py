"""How the API says what is wrong."""

import pytest
from django.http import Http404
from rest_framework import exceptions

from reports.api.problems import Absent, Problem, fields_of, flat, sentence_of


class TestSentenceOf:
    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (Problem("The page is 0. Give 1 or more."), "The page is 0. Give 1 or more."),
            (Absent("There is no edition 7."), "There is no edition 7."),
            (Http404("There is none."), "There is none."),
            (exceptions.Throttled(12), "Too many requests. Wait 12 seconds and try again."),
            (exceptions.Throttled(), "Too many requests. Wait a minute and try again."),
            (exceptions.ValidationError({"a": ["b"]}), "Something that was sent cannot be used."),
        ],
    )
    def test_is_one_that_can_be_acted_on(self, error: Exception, said: str) -> None:
        assert sentence_of(error).startswith(said)


class TestFieldsOf:
    def test_says_it_field_by_field(self) -> None:
        problem = Problem("No.", errors={"page": ["Not a number."]})

        assert fields_of(problem) == {"page": ["Not a number."]}
        assert fields_of(exceptions.ValidationError({"day": ["No."]})) == {"day": ["No."]}
        assert fields_of(exceptions.NotFound()) == {}


class TestFlat:
    def test_names_what_is_nested_by_its_way(self) -> None:
        said = {"recurrence": {"day": ["Too late."]}, "roles": {0: ["Unknown."]}}

        assert flat(said) == [("recurrence.day", ["Too late."]), ("roles.0", ["Unknown."])]
        assert flat(["No."]) == [("non_field_errors", ["No."])]
        assert flat([{}, {"name": ["No."]}], "rows") == [("rows[1].name", ["No."])]
