"""Counts with months that vary by nothing but chance, for figures that are read."""

from reports.comparisons import Counted


def even(total: int) -> tuple[int, ...]:
    """Part a count over twelve months as evenly as whole numbers can be."""
    return tuple(total * (n + 1) // 12 - total * n // 12 for n in range(12))


def of_a_year(total: int, days: int = 365) -> Counted:
    """Hold a year's count with its months."""
    return Counted(total, days, by_month=even(total))
