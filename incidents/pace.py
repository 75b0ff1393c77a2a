"""Short transactions with room between them for other writers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

LONGEST_HOLD = 1.0
BREATH = 0.11
STRETCH_SECONDS = 0.25


@dataclass
class Pace:
    """Let another writer in on SQLite, whose waiters look again only every tenth of a second."""

    since: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)
    begun: float = field(default_factory=time.monotonic)
    longest_hold: float = LONGEST_HOLD

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write in one transaction, after a breath where there was none for a second.

        What was done since the last transaction without the lock is part of the breath.
        """
        if connection.vendor == "sqlite":
            now = time.monotonic()
            if now - self.last >= BREATH:
                self.since = now
            elif now - self.since > self.longest_hold:
                time.sleep(BREATH - (now - self.last))
                self.since = time.monotonic()
        with transaction.atomic():
            self.begun = time.monotonic()
            yield
        self.last = time.monotonic()

    def until_time_is_up(self, piece: Callable[[], bool]) -> bool:
        """Do pieces of work within one transaction while there is time; tell whether some is left.

        A transaction is bounded by time and not by rows: what a row costs depends on the machine,
        on the size of the tables and on who else is at work.
        """
        left = piece()
        while left and time.monotonic() - self.begun < STRETCH_SECONDS:
            left = piece()
        return left
