"""Cells that no spreadsheet takes for a formula. Pure, and light enough for a process a file."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value: str | int | float, /) -> str | int | float:
    """Return a value that no spreadsheet takes for a formula: text like one gets an apostrophe."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
