"""Open the tasks of the timetable in production; one for a site."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from southend import programs


class Command(BaseCommand):
    """Become the clock of the queue."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Take beat's place, so that signals arrive there."""
        known = settings.ENVIRONMENT
        command = programs.beat(var=known.var, log_level=known.log_level)
        os.execv(command[0], command)  # noqa: S606 - beat's own words, no shell
