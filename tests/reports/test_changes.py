from dataclasses import replace

from reports.changes import NONE, changes
from reports.document import Document
from tests.reports import example


def with_figure(document: Document, key: str, **values: object) -> Document:
    """Give the document with another value of one figure."""
    figures = tuple(
        replace(figure, **values) if figure.key == key else figure  # type: ignore[arg-type] # the tests name fields
        for figure in document.figures
    )
    return replace(document, figures=figures)


class TestChanges:
    def test_says_which_figure_changed_from_what_to_what(self) -> None:
        before = example.document()

        assert changes(before, with_figure(before, "arrests_total", current=1287)) == (
            "Arrests: reported 1,286, now 1,287.",
        )

    def test_says_what_changed_of_the_period_before(self) -> None:
        before = example.document()

        assert changes(before, with_figure(before, "crime_total", previous=20209)) == (
            "Recorded crime, offences, the period before: reported 20,208, now 20,209.",
        )

    def test_tells_the_figures_of_operations_apart(self) -> None:
        before = example.document()

        assert changes(before, with_figure(before, "operation.union.arrests", current=24)) == (
            "Operation Union, arrests: reported 23, now 24.",
        )

    def test_names_what_is_new_and_what_is_gone(self) -> None:
        full = example.document()
        short = replace(full, figures=full.figures[1:])

        assert changes(short, full) == (
            "Recorded crime, offences: not reported before, now 18,268.",
        )
        assert changes(full, short) == (
            "Recorded crime, offences: reported 18,268, no longer reported.",
        )

    def test_says_where_no_figure_changed(self) -> None:
        before = example.document()

        assert changes(before, before) == (NONE,)
