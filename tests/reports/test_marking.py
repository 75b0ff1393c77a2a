"""Symbols beside figures: provisional while a period is open, restated after it was closed."""

from datetime import date, timedelta

import pytest

from accounts.models import Officer
from records.closing import close_period
from reports import actions
from reports.definitions import report_named
from reports.document import Cell, Document, Stamp
from reports.marking import marked, symbol_of
from reports.models import Edition
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports import example
from tests.reports.logbook import YEAR, Logbook, scope_of
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

CURRENT = Cell("23", 23, opens="arrests_total/current")
PREVIOUS = Cell("20", 20, opens="arrests_total/previous")
WORDS = Cell("Arrests")


def stamp(*, is_provisional: bool = False, revised: tuple[str, ...] = ()) -> Stamp:
    """Stamp an edition."""
    return Stamp(2, AT, AT, is_provisional=is_provisional, revised=revised)


class TestSymbolOf:
    def test_is_provisional_for_this_period_only(self) -> None:
        found = [symbol_of(cell, stamp(is_provisional=True)) for cell in (CURRENT, PREVIOUS, WORDS)]

        assert found == ["[p]", "", ""]

    def test_is_restated_for_the_side_that_moved(self) -> None:
        moved = stamp(revised=("arrests_total/previous",))

        assert [symbol_of(cell, moved) for cell in (CURRENT, PREVIOUS)] == ["", "[r]"]

    def test_is_nothing_beside_what_is_not_available(self) -> None:
        cell = Cell("[x]", None, opens="arrests_total/current")

        assert symbol_of(cell, stamp(is_provisional=True)) == ""


class TestMarked:
    def test_leaves_the_digest_as_it_is(self) -> None:
        plain = example.document()
        sealed = plain.sealed(stamp(is_provisional=True))

        shown = marked(sealed)

        assert shown.tiles[0].label.endswith(" [p]")
        assert shown.tiles[0].value == sealed.tiles[0].value
        assert shown.digest == sealed.digest == plain.figures_sha256()

    def test_leaves_a_document_without_a_stamp_as_it_is(self) -> None:
        assert marked(example.document()) == example.document()


class TestEditions:
    @pytest.fixture
    def first(self, log: Logbook, analyst: Officer, monkeypatch: pytest.MonkeyPatch) -> Edition:
        """Compile a year of one arrest that is not closed."""
        log.arrest()
        monkeypatch.setattr(actions, "render", lambda document, *, format: format.encode())
        return self.compiled(log, analyst)

    def compiled(self, log: Logbook, analyst: Officer, days: int = 0) -> Edition:
        """Compile it some days later."""
        return actions.compile_report(
            report=report_named("performance"),
            district=scope_of(log).district,
            period=YEAR,
            by=analyst,
            at=AT + timedelta(days=days),
        )

    def stamped(self, edition: Edition) -> Stamp:
        """Read the stamp."""
        document: Document = edition.document
        assert document.stamp is not None
        return document.stamp

    def test_are_provisional_while_the_period_is_open(self, first: Edition) -> None:
        assert self.stamped(first).is_provisional
        assert self.stamped(first).closing == "Provisional [p]: the period is open."

    def test_restate_what_came_after_the_period_was_closed(
        self, first: Edition, log: Logbook, analyst: Officer, chief_inspector: Officer
    ) -> None:
        close_period(
            district=first.district,
            through=date(2024, 3, 31),
            grace_days=2,
            by=chief_inspector,
            at=AT,
        )
        log.arrest("2023-09-01")
        second = self.compiled(log, analyst, days=1)
        log.arrest("2023-10-01")
        third = self.compiled(log, analyst, days=2)

        assert self.stamped(second).is_provisional
        assert self.stamped(second).revised == ()
        assert not self.stamped(third).is_provisional
        assert "arrests_total/current" in self.stamped(third).revised
        assert (
            self.stamped(third).changes[0].startswith("Arrests: reported 2, now 3: 1 logged late")
        )
        assert "Closed through 31 March 2024" in self.stamped(third).closing
