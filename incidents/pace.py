"""Short transactions with room between them for other writers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

LONGEST_HOLD = 1.0
BREATH = 0.11


@dataclass
class Pace:
    """Let another writer in on SQLite, whose waiters look again only every tenth of a second."""

    since: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write in one transaction, after a breath where there was none for a second."""
        if connection.vendor == "sqlite":
            now = time.monotonic()
            if now - self.last >= BREATH:
                self.since = now
            elif now - self.since > LONGEST_HOLD:
                time.sleep(BREATH)
                self.since = time.monotonic()
        with transaction.atomic():
            yield
        self.last = time.monotonic()
