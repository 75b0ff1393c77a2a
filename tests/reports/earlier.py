"""Editions as an earlier method wrote them."""

from typing import Any


def as_before(figure: dict[str, Any]) -> None:
    """Write a figure as an earlier method did: another second interval, and other words."""
    for key in ("provisional", "revised", "change_interval", "together"):
        del figure[key]
    if figure["interval"]:
        del figure["interval"]["level"]
    if ratio := figure["rate_ratio"]:
        for key in ("dispersion", "serial", "degrees", "inflation"):
            del ratio[key]
        ratio["wide_low"] = ratio["wide_high"] = None
    if figure["reading"] == "Could be chance":
        figure["reading"] = "No clear change"
