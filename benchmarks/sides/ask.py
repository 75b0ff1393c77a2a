"""Ask for ten reports of each district: ask.py. Prints how many requests wait."""

import json
import sys

from accounts import clock
from accounts.models import District, Officer
from reports.models import Compilation
from reports.periods import Period, first_of, shift_months
from reports.requests import request_compilation

REPORTS = 10
LAST = first_of("2024-03")


def main() -> None:
    """Ask for the performance report of each of the last ten months, district by district."""
    officer = Officer.objects.get(collar_number="41123")
    officer.stand(at=clock.now())
    for district in District.objects.order_by("slug"):
        for back in range(REPORTS):
            month = Period.months_to(f"{shift_months(LAST, -back):%Y-%m}", 1)
            request_compilation(
                definition="performance",
                district=district,
                period=month,
                by=officer,
                at=clock.now(),
            )
    json.dump({"waiting": Compilation.objects.unfinished().count()}, sys.stdout)


if __name__ == "__main__":
    main()
