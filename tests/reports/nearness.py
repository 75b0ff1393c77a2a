"""How a worked example is held: to half a unit of the last digit that its source prints."""


def near(value: float | None, printed: str) -> bool:
    """Tell whether a value prints as the given string, or is half a unit of its last digit off."""
    decimals = len(printed.partition(".")[2])
    return value is not None and abs(value - float(printed)) <= 0.5000001 * 10**-decimals
