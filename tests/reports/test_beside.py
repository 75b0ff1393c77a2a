"""Public editions side by side: periods of one length, one method, the same numbers left out."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import District, Officer
from records.writing import Refused
from reports import actions, requests
from reports.beside import GivesAway
from reports.definitions import report_named
from reports.models import Compilation, Edition
from reports.periods import Period
from reports.reading import WithoutSource
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
    def test_lets_years_follow_each_other_by_quarters_and_refuses_a_month_of_one(
        self, compiled: Compile, log: Logbook
    ) -> None:
        arrests(log, theft=9)
        compiled()
        compiled(period=Period.twelve_months_to("2023-12"))

        with pytest.raises(GivesAway, match="Publish periods of one length"):
            compiled(period=MARCH)
        assert compiled("performance", MARCH).period == MARCH

    def test_refuses_years_that_slide_by_a_month_and_names_the_next(
        self, compiled: Compile, log: Logbook
    ) -> None:
        arrests(log, theft=9)
        compiled(period=Period.twelve_months_to("2023-12"))

        with pytest.raises(GivesAway, match="the next is the year to 31 March 2024"):
            compiled(period=Period.twelve_months_to("2024-01"))
        assert compiled(period=YEAR).period == YEAR

    def test_refuses_one_period_by_two_methods(self, compiled: Compile, log: Logbook) -> None:
        arrests(log, theft=9, robbery=3)
        rounded = compiled("public-rounded")

        with pytest.raises(GivesAway, match="Printed by two methods"):
            compiled("public")
        assert rounded.document.figure("arrests.offence.robbery").current_text == "5"

    def test_says_so_before_anything_is_queued(
        self, compiled: Compile, log: Logbook, district: District, analyst: Officer
    ) -> None:
        arrests(log, theft=9)
        compiled()

        def asked(period: Period, definition: str = "public") -> Compilation:
            return requests.request_compilation(
                definition=definition, district=district, period=period, by=analyst, at=AT
            )

        with pytest.raises(GivesAway, match="whole quarters apart"):
            asked(Period.twelve_months_to("2024-02"))
        with pytest.raises(Refused, match="neither whole months nor whole weeks"):
            asked(Period(YEAR.start, MARCH.start + timedelta(days=9)))
        with pytest.raises(WithoutSource, match="Compile the performance report first"):
            asked(Period.twelve_months_to("2023-12"))
        assert not Compilation.objects.exists()

        asked(Period.twelve_months_to("2023-12"), "performance")
        assert asked(Period.twelve_months_to("2023-12")).definition == "public"
