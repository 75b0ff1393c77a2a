"""When a record's keeping is reviewed (docs/retention.md). Pure."""

from datetime import date

YEARS_TO_REVIEW = {1: 10, 2: 10, 3: 6, 4: 6}
"""Years from the last relevant contact to the review, by retention group.

Source: Police Information and Records Management Code of Practice (2023); the force's own
schedule decides and may shorten nothing below six years.
"""


def review_due_on(*, group: int, contact_on: date) -> date:
    """Add the years of the group to the day of the last relevant contact.

    29 February falls on 28 February in a year without one.
    """
    year = contact_on.year + YEARS_TO_REVIEW[group]
    try:
        return contact_on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
