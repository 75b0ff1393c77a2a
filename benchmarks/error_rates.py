"""Simulate how often the statistics of a report err where the truth is known.

    python benchmarks/error_rates.py [--rounds 2000] [--only intervals|types|charts]

Each rate is printed with its Monte Carlo standard error. Counts are Poisson around a level that
itself varies by a log-normal first-order autoregression, so that the variance of a month is φ times
its mean and neighbouring months correlate by ρ in what is more than chance. The seeds are fixed.
docs/statistics.md holds what was printed, and what is promised.
"""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from math import sqrt
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from reports.comparisons import (
    Comparison,
    Counted,
    Measure,
    count_figures,
)
from reports.control_charts import Chart, chart
from reports.figures import Figure
from reports.sentences import CLEAR
from reports.statistics import Direction
from reports.together import RATE

MONTHS = 36
N_TYPES = 13
N_CHARTS = 16
DAYS = (31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30)
SWING = 0.15
TYPE = Measure("type", "Type", "offences", Direction.LOWER)
SERIAL = (0.0, 0.5, 0.8)
VARYING = ((1_000, 1.5), (20_000, 4.0))
Random = np.random.Generator
Happens = Callable[[Random], bool]


def months(
    random: Random,
    *,
    a_year: float,
    phi: float,
    rho: float,
    change: float = 0.0,
    swing: float = 0.15,
) -> tuple[int, ...]:
    """Draw three years of months; `change` is that of the last year's level."""
    position = np.arange(MONTHS)
    level = a_year / 12 * (1 + swing * np.cos(2 * np.pi * position / 12))
    level = np.where(position >= MONTHS - 12, level * (1 + change), level)
    spread = np.log1p(max(0.0, phi - 1) / level)
    noise = random.standard_normal(MONTHS)
    for month in range(1, MONTHS):
        noise[month] = rho * noise[month - 1] + sqrt(1 - rho * rho) * noise[month]
    drawn = random.poisson(level * np.exp(noise * np.sqrt(spread) - spread / 2))
    return tuple(int(count) for count in drawn)


def year_against_year(counts: tuple[int, ...]) -> Comparison:
    """Compare the last year of three with the one before."""
    now, then = counts[-12:], counts[-24:-12]
    return Comparison(
        TYPE,
        Counted(sum(now), 365, by_month=now, history=counts),
        Counted(sum(then), 365, by_month=then),
    )


def last_against_year_before(counts: tuple[int, ...], n: int) -> Comparison:
    """Compare the last one or three months of three years with the same a year before."""
    return Comparison(
        TYPE,
        Counted(sum(counts[-n:]), 30 * n, n_months=n, history=counts),
        Counted(sum(counts[-12 - n : -12]), 30 * n, n_months=n),
    )


def names(figures: tuple[Figure, ...]) -> list[bool]:
    """Tell which figures say more than chance."""
    return [figure.reading in CLEAR for figure in figures]


def rate(seed: int, rounds: int, happens: Happens) -> str:
    """Print how often something happens, with the standard error of the simulation."""
    random = np.random.default_rng(seed)
    found = np.array([happens(random) for _ in range(rounds)], dtype=float)
    error = found.std() / sqrt(rounds)
    return f"{100 * found.mean():5.1f} % (± {100 * error:.1f})"


Compare = Callable[[tuple[int, ...]], Comparison]
COMPARED: dict[str, Compare] = {
    "year": year_against_year,
    "quarter": lambda counts: last_against_year_before(counts, 3),
    "month": lambda counts: last_against_year_before(counts, 1),
}


def holds_no_change(compare: Compare, a_year: float, phi: float, rho: float) -> Happens:
    """Make the trial whether the interval holds no change where there is none."""

    def happens(random: Random) -> bool:
        drawn = months(random, a_year=a_year, phi=phi, rho=rho)
        return not names(count_figures([compare(drawn)]))[0]

    return happens


def intervals(rounds: int) -> None:
    """Print how often the 95% interval holds no change where there is none."""
    print("Coverage of the 95% interval of one figure alone")
    cases = [
        (1_000, 1.0, 0.0),
        *((1_000, 1.5, r) for r in SERIAL),
        *((20_000, 4.0, r) for r in SERIAL),
    ]
    for title, compare in COMPARED.items():
        for a_year, phi, rho in cases:
            found = rate(1, rounds, holds_no_change(compare, a_year, phi, rho))
            print(f"  {title}, {a_year:,} a year, φ {phi}, ρ {rho}: {found}", flush=True)


def report(random: Random, change: float, phi: float, rho: float) -> list[bool]:
    """Tell which of thirteen types are named, of which the first changed."""
    changes = [change, *[0.0] * (N_TYPES - 1)]
    drawn = (months(random, a_year=1_000, phi=phi, rho=rho, change=each) for each in changes)
    return names(count_figures([year_against_year(counts) for counts in drawn]))


def types(rounds: int) -> None:
    """Print how often a report names a type, and finds one that fell by a quarter."""
    print("Thirteen types of 1,000 a year read together")
    for phi, rho in ((1.0, 0.0), (1.5, 0.0), (1.5, 0.5), (4.0, 0.0), (4.0, 0.5)):
        named = rate(2, rounds, partial(any_named, phi=phi, rho=rho))
        found = rate(3, rounds, partial(fall_named, phi=phi, rho=rho))
        print(f"  φ {phi}, ρ {rho}: nothing changed, any named {named}", flush=True)
        print(f"  φ {phi}, ρ {rho}: one fell by a quarter, named {found}", flush=True)


def any_named(random: Random, *, phi: float, rho: float) -> bool:
    """Tell whether a report in which nothing changed names any type."""
    return any(report(random, 0.0, phi, rho))


def fall_named(random: Random, *, phi: float, rho: float) -> bool:
    """Tell whether a report names the one type that fell by a quarter."""
    return report(random, -0.25, phi, rho)[0]


def charted(random: Random, change: float, start: int, phi: float) -> Chart:
    """Draw a chart of 100 a month with a season of ±25%, whose level changes with a month."""
    position = np.arange(MONTHS)
    level = 100 * (1 + 0.25 * np.cos(2 * np.pi * position / 12))
    level = np.where(position >= start, level * (1 + change), level)
    spread = np.log1p(max(0.0, phi - 1) / level)
    noise = random.standard_normal(MONTHS) * np.sqrt(spread) - spread / 2
    drawn = random.poisson(level * np.exp(noise))
    months_of = [(str(n), DAYS[n % 12], int(count)) for n, count in enumerate(drawn)]
    return chart(months_of, direction=Direction.LOWER)


def signalled(random: Random, *, change: float, start: int, phi: float) -> bool:
    """Tell whether a chart has any signal in the year that it judges."""
    return bool(charted(random, change, start, phi).signals)


def named_among(random: Random, *, change: float, start: int, phi: float) -> bool:
    """Tell whether a chart is named that alone of sixteen changed."""
    return charted(random, change, start, phi).chance <= RATE / N_CHARTS


def charts(rounds: int) -> None:
    """Print how often a chart has a signal in a year, and is named among sixteen."""
    print("Charts of 100 a month with a season of ±25%, one year judged, every rule")
    for phi in (1.0, 1.5, 4.0):
        for change, start in ((0.0, MONTHS), (0.5, MONTHS - 12), (0.5, MONTHS - 7)):
            found = rate(4, rounds, partial(signalled, change=change, start=start, phi=phi))
            named = rate(5, rounds, partial(named_among, change=change, start=start, phi=phi))
            since = f"{100 * change:+.0f}% for {MONTHS - start} months"
            print(f"  φ {phi}, {since}: any signal {found}, named {named}", flush=True)


def main() -> None:
    """Print the rates that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=2_000)
    parts = {"intervals": intervals, "types": types, "charts": charts}
    parser.add_argument("--only", choices=parts)
    options = parser.parse_args()
    for name, part in parts.items():
        if options.only in (None, name):
            part(options.rounds)


if __name__ == "__main__":
    main()
