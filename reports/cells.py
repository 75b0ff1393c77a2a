"""Cells that no spreadsheet takes for a formula, and that Excel holds. Pure and light.

A CSV has no types, so text like a formula gets an apostrophe there. A cell of Excel or
OpenDocument says that it is text, and keeps what was typed.
"""

EXCEL_HOLDS = 32_767
"""Characters of one cell of Excel: it drops the rest, or the file."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value: str | int | float, /) -> str | int | float:
    """Return a value that no spreadsheet takes for a formula: text like one gets an apostrophe."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def fitting(text: str, /) -> str:
    """Return a text that one cell of Excel holds; where it is cut, it says so and how long it is.

    Excel counts UTF-16 units, so a picture beyond the first plane counts twice.
    """
    if _units(text) <= EXCEL_HOLDS:
        return text
    said = f"… [cut: {len(text):,} characters, more than Excel holds; the CSV has all]"
    kept = text[: EXCEL_HOLDS - len(said)]
    while _units(kept) > EXCEL_HOLDS - len(said):
        kept = kept[: len(kept) - max(1, (_units(kept) - EXCEL_HOLDS + len(said)) // 2)]
    return kept + said


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
