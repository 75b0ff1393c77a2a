"""Ask for pages of lists: pages.py TIMES. Prints median seconds, queries and rows of each.

The site's own middleware and templates, without a network; each page once before it is timed.
"""

import json
import statistics
import sys
import time

from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from django.urls import reverse

from accounts.models import Officer

DISTRICT = "district=district-0"
YEAR = "month_from=2023-04&month_to=2024-03"
PAGES = {
    "incidents": ("incident-list", ""),
    "of a year, crime": ("incident-list", f"{DISTRICT}&{YEAR}&group=crime"),
    "of one type": ("incident-list", f"{DISTRICT}&type=robbery"),
    "without a place": ("incident-list", f"place=none&{YEAR}"),
    "oldest first": ("incident-list", "sort=month"),
    "by crime ID": ("incident-list", f"q={7:064x}"),
    "page 20": ("incident-list", "page=20"),
    "arrests": ("arrest-list", ""),
    "patrols": ("patrol-list", f"{DISTRICT}&status=approved"),
    "operation choices": ("arrest-list", "operation=none&disposal=charged"),
}


def measure(browser: Client, address: str, times: int) -> dict[str, float]:
    """Ask for one page: once for its queries, then so many times for its seconds."""
    setup_test_environment()
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(address)
    n_queries = len(queries)  # the next request empties the log
    teardown_test_environment()
    if page.status_code != 200:
        raise SystemExit(f"{address}: {page.status_code}")
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        browser.get(address)
        seconds.append(time.perf_counter() - begun)
    paginator = page.context["page_obj"].paginator
    return {
        "seconds": statistics.median(seconds),
        "queries": n_queries,
        "rows": paginator.count,
    }


def main() -> None:
    """Measure each page as the officer of the first district."""
    browser = Client()
    browser.force_login(Officer.objects.get(collar_number="41123"))
    times = int(sys.argv[1])
    found = {
        name: measure(browser, f"{reverse(view)}?{query}", times)
        for name, (view, query) in PAGES.items()
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
