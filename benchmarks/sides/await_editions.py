"""Wait until no request is unfinished: await_editions.py. Prints every digest."""

import json
import sys
import time

from reports.models import Compilation, CompilationState, Edition

LOOK_EVERY = 0.1


def main() -> None:
    """Look until all is done; a request that failed ends the benchmark."""
    while Compilation.objects.unfinished().exists():
        time.sleep(LOOK_EVERY)
    failed = Compilation.objects.filter(state=CompilationState.FAILED).first()
    if failed is not None:
        sys.exit(f"{failed}: {failed.failure}")
    editions = Edition.objects.order_by("district__slug", "start", "number")
    digests = list(editions.values_list("district__slug", "number", "figures_sha256"))
    json.dump({"digests": digests}, sys.stdout)


if __name__ == "__main__":
    main()
