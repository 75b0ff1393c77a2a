"""Run background tasks in production."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from southend import programs


class Command(BaseCommand):
    """Become a worker."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the worker's place, so that signals arrive there."""
        known = settings.ENVIRONMENT
        command = programs.worker(processes=known.worker_processes, log_level=known.log_level)
        os.execv(command[0], command)  # noqa: S606 - the worker's own words, no shell
