"""month_labels.py: months as they are published and as spreadsheets save them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.month_labels import DAY_NOUGHT, first_day

MONTHS = st.builds(date, st.integers(2000, 2100), st.integers(1, 12), st.just(1))


class TestFirstDay:
    @given(MONTHS)
    def test_reads_every_form_of_a_month_alike(self, month: date) -> None:
        forms = [
            f"{month:%Y-%m}",
            f"{month:%Y-%m-%d}",
            f"{month:%d/%m/%Y}",
            f"1/{month.month}/{month.year}",
            f"{month:%b-%Y}",
            f"{month:%B %Y}",
            f" {month:%Y-%m} ",
            str((month - DAY_NOUGHT).days),
        ]

        assert {first_day(form) for form in forms} == {month.isoformat()}

    @given(st.integers(0, 99), st.integers(1, 12))
    def test_reads_two_digits_as_a_year_of_this_century(self, year: int, month: int) -> None:
        day = date(2000 + year, month, 1)

        assert first_day(f"{day:%b-%y}") == day.isoformat()
        assert first_day(f"{day:%d/%m/%y}") == day.isoformat()

    @pytest.mark.parametrize(
        ("label", "reason"),
        [
            ("2024-13", "There is no month 13"),
            ("00/2024", "Not a month"),
            ("2024-4", "Not a month"),
            ("24-05", "Not a month"),
            ("Mai-24", "Not a month"),
            ("05/02/2024", "A day and not a month"),
            ("2024-05-02", "A day and not a month"),
            ("45414", "A day and not a month"),
            ("1999-12", "no police data of the year 1999"),
            ("10014", "no police data of the year 1927"),
            ("٢٠٢٤-٠٥", "Not a month"),
        ],
    )
    def test_refuses_what_is_no_month(self, label: str, reason: str) -> None:
        with pytest.raises(ValueError, match=reason):
            first_day(label)

    def test_does_not_read_an_american_day_as_another_month(self) -> None:
        assert first_day("01/05/2024") == "2024-05-01"
        with pytest.raises(ValueError, match="A day and not a month"):
            first_day("05/01/2024")
