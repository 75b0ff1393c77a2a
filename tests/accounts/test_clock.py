"""The only reader of the time."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from accounts import clock


class TestNow:
    def test_is_aware_and_in_utc(self) -> None:
        assert clock.now().utcoffset() == timedelta(0)

    def test_is_shifted_by_the_setting_alone(self, settings: Settings) -> None:
        settings.CLOCK_SHIFT = timedelta(days=-400)
        shifted = clock.now()
        settings.CLOCK_SHIFT = timedelta(0)

        apart = clock.now() - shifted

        assert timedelta(days=400) <= apart < timedelta(days=400, seconds=10)


class TestToday:
    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            (datetime(2024, 4, 30, 22, 59, tzinfo=UTC), "2024-04-30"),
            (datetime(2024, 4, 30, 23, 0, tzinfo=UTC), "2024-05-01"),
            (datetime(2024, 12, 31, 23, 59, tzinfo=UTC), "2024-12-31"),
        ],
    )
    def test_is_the_day_in_london(
        self, moment: datetime, day: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

        assert str(clock.today()) == day
