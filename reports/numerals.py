"""How a number is printed: one place, so that page, file and digest say the same digits."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"


def count(value: int | None, /) -> str:
    """Print a count with thousands, or words where it was never recorded."""
    return "Not recorded" if value is None else f"{value:,}".replace("-", MINUS)


def signed(value: int, /) -> str:
    """Print a change of a count with its sign; no change is a plain 0."""
    return f"{value:+,}".replace("-", MINUS) if value else "0"


def percent(value: float, /, *, decimals: int = 1) -> str:
    """Print a level in percent, without a space before the sign."""
    return _fixed(value, decimals=decimals, plus=False) + "%"


def signed_percent(value: float, /, *, decimals: int = 1) -> str:
    """Print a change in percent with its sign."""
    return _fixed(value, decimals=decimals, plus=True) + "%"


def signed_points(value: float, /) -> str:
    """Print a change between two percentages in percentage points."""
    return _fixed(value, decimals=1, plus=True) + " points"


def percent_range(low: float, high: float | None, /) -> str:
    """Print an interval of a change in percent; an upper end that does not exist is said."""
    upper = "no upper limit" if high is None else signed_percent(high)
    return f"{signed_percent(low)} to {upper}"


def level_range(low: float, high: float, /, *, decimals: int = 0) -> str:
    """Print an interval of a level in percent."""
    return f"{percent(low, decimals=decimals)} to {percent(high, decimals=decimals)}"


def ratio(value: float | None, /) -> str:
    """Print a rate ratio to four decimals; a ratio that does not exist is said."""
    return "unbounded" if value is None else f"{value:.4f}"


def probability(value: float, /) -> str:
    """Print a p-value to four decimals, and never as zero."""
    return "<0.0001" if value < 0.0001 else f"{value:.4f}"


def level(percent: float, /) -> str:
    """Print a level of confidence: 95%, 99.6%."""
    return f"{percent:.1f}".removesuffix(".0") + "%"


def digest_words(digest: str, /) -> str:
    """Print the first sixteen hexadecimal digits of a digest in groups of four."""
    return " ".join(digest[start : start + 4] for start in range(0, min(16, len(digest)), 4))


def listed(words: list[str] | tuple[str, ...], /) -> str:
    """Join words as a sentence does: a, b and c."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def plural(number: int, one: str, many: str = "", /) -> str:
    """Print a count with its noun: 1 arrest, 23 arrests."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def noun(number: int, many: str, /) -> str:
    """Return the noun that goes with a count, from its plural: 1 patrol, 2 patrols."""
    return many[:-1] if number == 1 else many


def rounded(value: float, decimals: int, /) -> float:
    """Round half away from zero, as spreadsheets and the press do: 0.25 is 0.3, and −0.25 −0.3.

    The value is read as its shortest decimal, so that the quotient of two whole numbers that ends
    in a five is rounded as it is written.
    """
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP))


def _fixed(value: float, *, decimals: int, plus: bool) -> str:
    plain = f"{rounded(abs(value), decimals):,.{decimals}f}"
    if not float(plain.replace(",", "")):
        return plain
    if value < 0:
        return MINUS + plain
    return "+" + plain if plus else plain
