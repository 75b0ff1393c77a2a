"""undoing.py: an import is taken back as a whole, also by a worker that was killed at it."""

from datetime import timedelta

import pytest

from accounts import clock
from accounts.models import Officer
from incidents import actions, claims, months
from incidents.models import (
    ImportBatch,
    IncidentChange,
)
from incidents.police_csv import OUTCOMES
from records.writing import Refused
from tests.incidents.conftest import Take
from tests.incidents.published import (
    AT,
    Killed,
    buckets,
    contents,
    nowhere,
    outcome,
    street,
)

ROWS = [street(1), street(2), street(), street(), street(3, **nowhere())]


class TestUndo:
    def undo(self, batch: ImportBatch, by: Officer) -> None:
        actions.order_undo(batch=batch, by=by, at=AT)
        actions.undo_import(batch=batch, by=by, clock=clock.now)

    def test_puts_everything_back(self, take: Take, console: Officer) -> None:
        take([street(1), street(2), street(), street(5), street(5, Crime_type="Burglary")])
        take([outcome(1)], kind=OUTCOMES)
        before = contents()
        later = [
            street(1, Last_outcome_category="Local resolution", Location="On or near Elsewhere"),
            street(5),
            street(6),
            street(),
            street(7, Month="2024-05"),
        ]
        take(later)
        assert contents() != before

        self.undo(ImportBatch.objects.first(), console)  # type: ignore[arg-type] # there are three

        assert contents() == before
        assert months.differences() == []
        assert not IncidentChange.objects.exists()

    def test_puts_contradictions_between_months_back(self, take: Take, console: Officer) -> None:
        take([street(1)])
        before = contents()
        take([street(1, Month="2024-05"), street(2, Month="2024-05")])

        self.undo(ImportBatch.objects.first(), console)  # type: ignore[arg-type] # there are two

        assert contents() == before

    def test_is_refused_when_a_later_import_touched_the_same_months(
        self, take: Take, console: Officer
    ) -> None:
        take([street(1)])
        take([street(1), street(2)])
        first = ImportBatch.objects.order_by("pk")[0]

        with pytest.raises(Refused, match="touched the same months"):
            actions.order_undo(batch=first, by=console, at=AT)

    def test_is_refused_when_a_later_import_touched_its_rows(
        self, take: Take, console: Officer
    ) -> None:
        take([street(1)])
        take([street(1, Month="2024-05")])

        with pytest.raises(Refused):
            actions.order_undo(batch=ImportBatch.objects.order_by("pk")[0], by=console, at=AT)

    def test_goes_on_after_it_was_killed(
        self, take: Take, console: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = contents()
        take(ROWS)
        batch = ImportBatch.objects.get()
        actions.order_undo(batch=batch, by=console, at=AT)
        renew, count = claims.Claim.renew, iter(range(1, 1000))

        def killed(claim: claims.Claim, /, **fields: object) -> None:
            if next(count) == 4:
                raise Killed
            renew(claim, **fields)

        monkeypatch.setattr(claims.Claim, "renew", killed)
        with pytest.raises(Killed):
            actions.undo_import(batch=batch, by=console, clock=clock.now)
        monkeypatch.setattr(claims.Claim, "renew", renew)

        later = lambda: clock.now() + claims.LEASE + timedelta(seconds=1)  # noqa: E731 - a clock
        actions.undo_import(batch=batch, by=console, clock=later)

        assert contents() == before

    def test_may_be_imported_again(self, take: Take, console: Officer) -> None:
        take(ROWS)
        before = contents()
        self.undo(ImportBatch.objects.get(), console)

        assert buckets(take(ROWS)) == {"read": 5, "added": 5}
        assert contents() == before
