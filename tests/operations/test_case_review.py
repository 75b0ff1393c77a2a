"""Who may ask for an antisocial behaviour case review."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.case_review import Complaint, last_day_of_months, qualification

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def on_the_day(*days: date) -> list[Complaint]:
    """Complain of incidents on the day they happened."""
    return [Complaint(incident_on=day, made_on=day) for day in days]


class TestQualification:
    def test_lets_a_complaint_lapse_after_six_calendar_months(self) -> None:
        """WE-43."""
        made = on_the_day(date(2026, 1, 3), date(2026, 2, 10), date(2026, 4, 1))

        found = qualification(made, applied_on=date(2026, 7, 5), threshold=3)
        in_time = qualification(made, applied_on=date(2026, 7, 2), threshold=3)

        assert [each.made_on for each in found.qualifying] == [date(2026, 2, 10), date(2026, 4, 1)]
        assert not found.is_met
        assert in_time.is_met

    @pytest.mark.parametrize(
        ("made_on", "expected"),
        [(date(2026, 2, 2), 1), (date(2026, 2, 3), 0), (date(2026, 1, 2), 0)],
    )
    def test_wants_a_complaint_within_a_month_of_its_incident(
        self, made_on: date, expected: int
    ) -> None:
        complaint = Complaint(incident_on=date(2026, 1, 3), made_on=made_on)

        found = qualification([complaint], applied_on=date(2026, 3, 1), threshold=1)

        assert len(found.qualifying) == expected

    def test_does_not_count_a_complaint_made_after_the_application(self) -> None:
        found = qualification(
            on_the_day(date(2026, 3, 2)), applied_on=date(2026, 3, 1), threshold=1
        )

        assert not found.is_met

    @pytest.mark.parametrize("threshold", [0, 4])
    def test_refuses_a_threshold_that_the_act_does_not_allow(self, threshold: int) -> None:
        with pytest.raises(ValueError, match="1 to 3 complaints"):
            qualification([], applied_on=date(2026, 3, 1), threshold=threshold)


class TestLastDayOfMonths:
    @pytest.mark.parametrize(
        ("first", "months", "last"),
        [
            (date(2026, 1, 3), 6, date(2026, 7, 2)),
            (date(2026, 1, 1), 6, date(2026, 6, 30)),
            (date(2025, 8, 31), 6, date(2026, 2, 28)),
            (date(2023, 8, 31), 6, date(2024, 2, 29)),
            (date(2025, 8, 29), 6, date(2026, 2, 28)),
            (date(2025, 8, 28), 6, date(2026, 2, 27)),
            (date(2025, 12, 31), 1, date(2026, 1, 30)),
        ],
    )
    def test_is_counted_in_calendar_months(self, first: date, months: int, last: date) -> None:
        assert last_day_of_months(first, months) == last

    @given(first=DAYS, months=st.integers(1, 24))
    def test_never_goes_back_as_days_go_on(self, first: date, months: int) -> None:
        last = last_day_of_months(first, months)

        assert 28 * months <= (last - first).days + 1 <= 31 * months
        assert last <= last_day_of_months(first + timedelta(days=1), months)
