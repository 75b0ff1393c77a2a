"""Public editions one after another, through the whole product."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import District, Officer
from reports import actions
from reports.beside import GivesAway
from reports.definitions import report_named
from reports.frozen import reproduction
from reports.models import Edition
from reports.periods import Period
from tests import drafting
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

Compile = Callable[..., Edition]
BEFORE = Period.twelve_months_to("2023-03")


@pytest.fixture
def compiled(
    log: Logbook, district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch
) -> Compile:
    """Compile a public edition after its source, with empty files."""
    monkeypatch.setattr(actions, "render", lambda document, *, format: b"")

    def stored(definition: str = "public", period: Period = YEAR, days: int = 0) -> Edition:
        for slug in ("performance", definition):
            edition = actions.compile_report(
                report=report_named(slug),
                district=district,
                period=period,
                by=analyst,
                at=AT + timedelta(days=days),
            )
        return edition

    return stored


def arrests(log: Logbook, **offences: int) -> None:
    """Log arrests of the year before last month, by offence."""
    for offence, number in offences.items():
        for _ in range(number):
            log.arrest("2023-06-01", offence=offence.replace("_", "-"))


class TestWithholding:
    def test_leaves_out_of_the_year_before_what_was_left_out_when_it_was_published(
        self, compiled: Compile, log: Logbook
    ) -> None:
        """Arrests were protected with disposals, and in the next year without."""
        for disposal in ("charged", "charged", "simple-caution", "", ""):
            dated = [(disposal, "2022-06-02")] if disposal else []
            log.arrest("2022-06-01", offence="theft", disposals=dated)
        before = compiled(period=BEFORE).document.figure("arrests.offence.theft")
        now = compiled().document.figure("arrests.offence.theft")

        assert (before.current, now.previous) == (None, None)
        assert (before.current_text, now.previous_text) == ("[c]", "[c]")

    def test_marks_a_number_of_the_year_before_that_was_restated(
        self, compiled: Compile, log: Logbook
    ) -> None:
        for _ in range(9):
            log.arrest("2022-06-01", offence="theft")
        compiled(period=BEFORE)
        log.arrest("2022-06-02", offence="theft")

        stamp = compiled().document.stamp

        assert stamp is not None
        assert {"arrests.offence.theft/previous", "arrests_total/previous"} <= set(stamp.revised)

    def test_leaves_the_year_before_out_where_a_printed_number_became_small(
        self, compiled: Compile, log: Logbook
    ) -> None:
        fifth = log.arrest("2022-06-01", offence="robbery")
        for offence in ("robbery",) * 4 + ("theft",) * 12 + ("burglary",) * 40:
            log.arrest("2022-06-01", offence=offence)
        compiled(period=BEFORE)
        fifth.record.refresh_from_db()
        drafting.reopen(fifth.record, by=log.sergeant)

        found = compiled().document

        of = [found.figure(f"arrests.offence.{one}") for one in ("robbery", "theft", "burglary")]
        assert [one.previous_text for one in of] == ["[x]", "[x]", "[x]"]
        assert found.figure("arrests_total").previous_text == "[x]"
        assert reproduction(report_named("public"), compiled()).is_the_same


class TestRefuseCrossing:
    def test_publishes_a_restatement_that_leaves_the_same_numbers_out(
        self, compiled: Compile, log: Logbook
    ) -> None:
        arrests(log, theft=12, robbery=3, burglary=40)
        first = compiled()
        arrests(log, burglary=1)

        second = compiled(days=1)

        assert (first.number, second.number) == (1, 2)
        offences = [
            second.document.figure(f"arrests.offence.{one}") for one in ("theft", "robbery")
        ]
        assert [one.current_text for one in offences] == ["[c]", "[c]"]

    def test_leaves_out_again_what_was_left_out_before(
        self, compiled: Compile, log: Logbook
    ) -> None:
        arrests(log, theft=12, robbery=4, burglary=40)
        compiled()
        arrests(log, robbery=1)

        second = compiled(days=1)

        assert second.document.figure("arrests.offence.robbery").current_text == "[c]"
        assert reproduction(report_named("public"), second).is_the_same

    def test_refuses_one_that_leaves_out_what_was_printed(
        self, compiled: Compile, log: Logbook
    ) -> None:
        fifth = log.arrest("2023-06-01", offence="robbery")
        arrests(log, theft=12, robbery=4, burglary=40)
        compiled()
        fifth.record.refresh_from_db()
        drafting.reopen(fifth.record, by=log.sergeant)

        with pytest.raises(GivesAway, match="The published edition stays"):
            compiled(days=1)
        assert Edition.objects.filter(definition="public").count() == 1
        assert Edition.objects.filter(definition="performance").count() == 2
