"""The browser that the journeys are driven with."""

import shutil
from pathlib import Path

from southend.servers import processes

INSTALL = "apt-get install chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> Path | None:
    """Find the machine's Chromium."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def version(program: Path) -> str:
    """Ask it for its version."""
    return " ".join(processes.first_line([str(program), "--version"]).split()[:2])
