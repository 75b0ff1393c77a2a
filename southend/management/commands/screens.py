"""Write every page of every role as pictures, from the demonstration that is loaded."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser, call_command
from django.core.management.base import BaseCommand

from southend import programs
from southend.demo import load
from southend.demonstration import pictures
from southend.env import Mode
from southend.servers import chromium, processes


class Command(BaseCommand):
    """Serve the demonstration for a moment and take its pictures."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="Where the pictures are written.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start a site of its own, walk it, and end it."""
        known = settings.ENVIRONMENT
        if known.mode is not Mode.DEMONSTRATION or not load.is_loaded():
            raise CommandError("There is no demonstration to picture: run load_demo first.")
        browser = chromium.find()
        if browser is None:
            raise CommandError(f"Chromium is not installed: {chromium.INSTALL}.")
        self.stdout.write(f"{self.take(options['folder'], browser)} pictures are written.")

    def take(self, folder: Path, browser: Path) -> int:
        """Serve while the pictures are taken."""
        folder.mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        port = processes.free_port()
        site = processes.start(
            programs.web(host="127.0.0.1", port=port, processes=1),
            log=folder / "site.log",
            environment={**os.environ, "DJANGO_SETTINGS_MODULE": "southend.settings"},
        )
        try:
            processes.wait_until(
                lambda: processes.is_healthy(port), site, name="The site", log=folder / "site.log"
            )
            return pictures.take(f"http://127.0.0.1:{port}", folder, browser, tell=self.tell)
        finally:
            processes.stop([site])

    def tell(self, line: str) -> None:
        """Print a line of progress at once."""
        self.stdout.write(line)
        self.stdout.flush()
