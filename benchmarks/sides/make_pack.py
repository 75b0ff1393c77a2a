"""Make the performance report once, in a fresh process: make_pack.py MONTHS. Prints what it took.

Figures in one snapshot, then all formats, then the edition.
"""

import json
import resource
import sys
import time
from datetime import UTC, datetime

import scipy
from django.db import connections, transaction

from accounts.models import District, Officer
from reports.actions import Made, store
from reports.collecting import COLUMNS, SNAPSHOT, Scope, collect, newest_versions
from reports.definitions import report_named
from reports.document import Stamp
from reports.links import FIGURE_BY_DIGEST, into_edition
from reports.marking import marked
from reports.periods import Period
from reports.renderers.engine import render
from reports.renderers.formats import FORMATS

NOW = datetime(2024, 4, 30, 9, 0, tzinfo=UTC)


def peak() -> int:
    """Give the most memory that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fetch(scope: Scope) -> float:
    """Fetch the rows of the records and do nothing with them: no figure can cost less."""
    sql, parameters = newest_versions(scope).values_list(*COLUMNS).query.sql_with_params()
    begun = time.perf_counter()
    with connections[SNAPSHOT].cursor() as cursor:
        cursor.execute(sql, parameters)
        cursor.fetchall()
    return time.perf_counter() - begun


def main() -> None:
    """Make it, store it, open it."""
    report = report_named("performance")
    district = District.objects.get(slug="district-0")
    officer = Officer.objects.get(collar_number="41123")
    scipy.special.ndtri(0.5)  # loaded with a worker's first figure, which is not what is compared
    scope = Scope.of(district, Period.months_to("2024-03", int(sys.argv[1])))
    begun = time.perf_counter()
    with transaction.atomic(using=SNAPSHOT):
        evidence = collect(scope)
        document = report.build(evidence)
    figures, figures_mb = time.perf_counter() - begun, peak()
    begun = time.perf_counter()
    sealed = document.sealed(Stamp(edition=1, compiled_at=NOW, data_as_at=NOW))
    opening = marked(into_edition(sealed, FIGURE_BY_DIGEST, sealed.digest))
    files = {kept.key: render(opening, format=kept.key) for kept in FORMATS}
    formats, formats_mb = time.perf_counter() - begun, peak()
    begun = time.perf_counter()
    store(sealed, evidence, Made(files, {}), district=district, by=officer, at=NOW)
    answer = {
        "figures": figures,
        "formats": formats,
        "store": time.perf_counter() - begun,
        "fetched": fetch(scope),
        "facts": len(evidence.facts),
        "counts": {one.key: [one.current, one.previous] for one in document.figures},
        "figures_mb": figures_mb,
        "mb": formats_mb,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
