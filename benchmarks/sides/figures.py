"""Read the figures of the performance report once: figures.py. Prints seconds and counts."""

import json
import sys
import time

from django.db import transaction

from accounts.models import District
from reports.collecting import SNAPSHOT, Scope, collect
from reports.definitions import report_named
from reports.periods import Period


def main() -> None:
    """Measure one reading, in one snapshot as a compilation does it."""
    report = report_named("performance")
    scope = Scope.of(District.objects.get(slug="district-0"), Period.twelve_months_to("2024-03"))
    begun = time.perf_counter()
    with transaction.atomic(using=SNAPSHOT):
        document = report.build(collect(scope))
    seconds = time.perf_counter() - begun
    counts = {figure.key: [figure.current, figure.previous] for figure in document.figures}
    json.dump({"seconds": seconds, "counts": counts}, sys.stdout)


if __name__ == "__main__":
    main()
