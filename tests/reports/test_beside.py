"""Public editions side by side: periods of one length, one method, the same numbers left out."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.models import District, Officer
from reports import actions
from reports.beside import GivesAway, overlap
from reports.definitions import report_named
from reports.models import Edition
from reports.periods import Period
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

Compile = Callable[..., Edition]
MARCH = Period.months_to("2024-03", 1)


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


class TestRefuseBesideOthers:
    def test_lets_years_follow_each_other_and_refuses_a_month_of_one(
        self, compiled: Compile, log: Logbook
    ) -> None:
        arrests(log, theft=9)
        compiled()
        compiled(period=Period.twelve_months_to("2024-02"))

        with pytest.raises(GivesAway, match="Publish periods of one length"):
            compiled(period=MARCH)
        assert compiled("performance", MARCH).period == MARCH

    def test_refuses_one_period_by_two_methods(self, compiled: Compile, log: Logbook) -> None:
        arrests(log, theft=9, robbery=3)
        rounded = compiled("public-rounded")

        with pytest.raises(GivesAway, match="Printed by two methods"):
            compiled("public")
        assert rounded.document.figure("arrests.offence.robbery").current_text == "5"


class TestOverlap:
    def test_sees_days_of_either_and_of_what_they_are_compared_with(self) -> None:
        assert overlap(MARCH, YEAR)
        assert overlap(Period.months_to("2023-03", 1), YEAR)
        assert not overlap(Period(date(2022, 1, 1), date(2022, 2, 1)), YEAR)


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

    def test_refuses_one_that_prints_what_was_left_out_before(
        self, compiled: Compile, log: Logbook
    ) -> None:
        arrests(log, theft=12, robbery=4, burglary=40)
        compiled()
        arrests(log, robbery=1)

        with pytest.raises(GivesAway, match="Edition 1 stays the published one"):
            compiled(days=1)
        assert Edition.objects.filter(definition="public").count() == 1
        assert Edition.objects.filter(definition="performance").count() == 2
