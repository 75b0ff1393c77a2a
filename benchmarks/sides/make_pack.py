"""Make the performance report once, in a fresh process: make_pack.py MONTHS. Prints what it took.

Figures in one snapshot, then all formats, then the edition; then pages of what figures counted.
"""

import json
import resource
import sys
import time
from datetime import UTC, datetime

from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import District, Officer
from reports.actions import store
from reports.collecting import SNAPSHOT, Scope, collect
from reports.definitions import report_named
from reports.document import Stamp
from reports.links import FIGURE_BY_DIGEST, into_edition
from reports.marking import marked
from reports.models import Edition
from reports.periods import Period
from reports.renderers.engine import render
from reports.renderers.formats import FORMATS

NOW = datetime(2024, 4, 30, 9, 0, tzinfo=UTC)
OPENED = ("arrests", "patrol_minutes", "crime_total", "asb_total")


def peak() -> int:
    """Give the most memory that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def open_figures(edition: Edition, officer: Officer) -> dict[str, float]:
    """Ask for the pages of some figures, once for the templates and once for the time."""
    browser = Client()
    browser.force_login(officer)
    seconds = {}
    for figure in edition.document.figures:
        if figure.key not in OPENED:
            continue
        address = reverse("figure-detail", args=[edition.pk, figure.key, "current"])
        for _ in range(2):
            begun = time.perf_counter()
            page = browser.get(address)
            seconds[figure.key] = time.perf_counter() - begun
        if page.status_code != 200:
            sys.exit(f"{address}: {page.status_code}")
    return seconds


def main() -> None:
    """Make it, store it, open it."""
    report = report_named("performance")
    district = District.objects.get(slug="district-0")
    officer = Officer.objects.get(collar_number="41123")
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
    edition = store(sealed, evidence, files, district=district, by=officer, at=NOW)
    answer = {
        "figures": figures,
        "formats": formats,
        "store": time.perf_counter() - begun,
        "facts": len(evidence.facts),
        "counts": {one.key: [one.current, one.previous] for one in document.figures},
        "figures_mb": figures_mb,
        "mb": formats_mb,
        "opened": open_figures(edition, officer),
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
