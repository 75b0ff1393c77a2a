"""Import an archive: take_in.py ARCHIVE. Prints the seconds and what is held afterwards as JSON."""

import json
import sys
import time
from pathlib import Path

from accounts import clock, officers
from incidents import actions, processing
from incidents.models import CrimeOutcome, Incident, Place
from incidents.storage import Incoming


def held() -> dict[str, int]:
    """Count the rows of the tables."""
    tables = {"places": Place, "incidents": Incident, "outcomes": CrimeOutcome}
    return {name: model._default_manager.count() for name, model in tables.items()}


def main(archive: Path) -> None:
    """Import it as the console does."""
    by = officers.service(officers.CONSOLE, at=clock.now())
    begun = time.perf_counter()
    source = Incoming(archive.name, archive)
    batch = actions.receive_import(sources=[source], by=by, at=clock.now())
    processing.process_import(batch=batch, by=by, clock=clock.now)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "held": held()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
