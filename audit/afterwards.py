"""A thread that empties the spool into the journal while there is something in it.

It starts with the first line that had to wait and ends with the last, so that in quiet times there
is none. Whatever it leaves undone, the next entry, the clock and the next start do.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection

from audit import spool, waiting

logger = logging.getLogger(__name__)

EVERY = 0.25
PATIENCE = 0.5
"""Seconds between two tries, and that a try waits for the lock."""


class Emptying:
    """At most one thread of this process."""

    def __init__(self, take: Callable[[], int]) -> None:
        self.take, self.guard = take, threading.Lock()
        self.thread: threading.Thread | None = None

    def begin(self) -> None:
        """Start the thread unless it runs."""
        with self.guard:
            if self.thread is None:
                self.thread = threading.Thread(target=self.run, name="spool", daemon=True)
                self.thread.start()

    def run(self) -> None:
        """Try until the spool is empty."""
        try:
            while not self.is_done():
                self.once()
                time.sleep(EVERY)
        finally:
            connection.close()
            with self.guard:
                if self.thread is threading.current_thread():
                    self.thread = None

    def is_done(self) -> bool:
        """Tell whether the spool is empty; whoever adds a line after that starts a new thread."""
        with self.guard:
            if not spool.is_empty():
                return False
            self.thread = None
            return True

    def once(self) -> None:
        """Try to empty the spool."""
        try:
            with waiting.at_most(PATIENCE):
                self.take()
        except (InterfaceError, OperationalError, spool.Unwritable) as error:
            logger.info("The spool could not be emptied yet: %s", error)
