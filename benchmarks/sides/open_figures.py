"""Open some figures of the newest edition in a process of their own, loaded as the web server's is.

Prints the median seconds of each page, once it has been asked for.
"""

import json
import statistics
import sys
import time
from importlib import import_module

from django.test import Client
from django.urls import reverse

from accounts.models import Officer
from reports.models import Edition

OPENED = ("crime_total", "asb_total", "arrests_total", "patrol_minutes")
TIMES = 7


def seconds_for(browser: Client, address: str) -> float:
    """Ask for a page and give what it took."""
    begun = time.perf_counter()
    page = browser.get(address)
    taken = time.perf_counter() - begun
    if page.status_code != 200:
        sys.exit(f"{address}: {page.status_code}")
    return taken


def main() -> None:
    """Ask for each page once, then for the time."""
    import_module("southend.wsgi")
    edition = Edition.objects.latest("pk")
    browser = Client()
    browser.force_login(Officer.objects.get(collar_number="41123"))
    pages = {key: reverse("figure-detail", args=[edition.pk, key, "current"]) for key in OPENED}
    for address in pages.values():
        seconds_for(browser, address)
    times = {
        key: statistics.median(seconds_for(browser, address) for _ in range(TIMES))
        for key, address in pages.items()
    }
    json.dump(times, sys.stdout)


if __name__ == "__main__":
    main()
