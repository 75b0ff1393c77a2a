"""The demonstration's clock: it shows 7 May 2024 09:00 when the demonstration is first loaded.

From then on it runs, also while nothing is served, so that no later start goes back in time. The
real moment of that beginning is kept in one file in the data folder.
"""

from datetime import UTC, datetime
from pathlib import Path

BEGINNING = "2024-05-07T09:00:00+01:00"


def has_begun(var: Path) -> bool:
    """Tell whether the data folder holds a demonstration."""
    return _file(var).exists()


def began(var: Path) -> str:
    """Read what SOUTHEND_DEMO_CLOCK is to say, and begin the clock where it has not begun."""
    if not has_begun(var):
        _file(var).write_text(f"{BEGINNING}/{datetime.now(UTC).isoformat(timespec='seconds')}")
    return _file(var).read_text()


def _file(var: Path) -> Path:
    return var / "demo-clock"
