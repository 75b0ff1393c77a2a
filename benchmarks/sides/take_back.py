"""Undo the newest import. Prints the seconds and what is held afterwards as JSON."""

import json
import time

from accounts import clock, officers
from incidents import actions
from incidents.models import CrimeOutcome, ImportBatch, Incident, Place


def held() -> dict[str, int]:
    """Count the rows of the tables."""
    tables = {"places": Place, "incidents": Incident, "outcomes": CrimeOutcome}
    return {name: model._default_manager.count() for name, model in tables.items()}


def main() -> None:
    """Order the undo and do it."""
    by = officers.service(officers.CONSOLE, at=clock.now())
    batch = ImportBatch.objects.order_by("-pk")[0]
    begun = time.perf_counter()
    actions.order_undo(batch=batch, by=by, at=clock.now())
    actions.undo_import(batch=batch, by=by, clock=clock.now)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "held": held()}))


if __name__ == "__main__":
    main()
