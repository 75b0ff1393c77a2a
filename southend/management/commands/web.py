"""Serve the site in production, on the address that a TLS proxy passes requests to."""

import os
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from southend import programs


class Command(BaseCommand):
    """Become the web server."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect the static files and take the server's place, so that signals arrive there."""
        host, port = settings.ENVIRONMENT.bind
        try:
            programs.refuse_port_in_use(host=host, port=port)
        except programs.PortInUse as refusal:
            raise CommandError(f"{refusal} SOUTHEND_BIND names it.") from refusal
        call_command("collectstatic", interactive=False, verbosity=0)
        processes = settings.ENVIRONMENT.web_processes
        command = programs.web(host=host, port=port, processes=processes)
        os.execv(command[0], command)  # noqa: S606 - the server's own words, no shell
