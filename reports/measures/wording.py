"""What every report says of how it counts; what it counts is in dated definitions."""

NOTES = (
    "Records count when a supervisor who took no part in them has approved them. Others are "
    "listed by state.",
    "A month of police data that was not imported is not recorded; it is never nought.",
)
