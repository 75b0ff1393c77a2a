"""Load the demonstration district, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from southend.demo import load, people


class Command(BaseCommand):
    """Load the demonstration; a second run says that it is loaded."""

    help = "Load the demonstration district: invented people, police data and records."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load with a line of progress for each part, and print the sign-ins."""
        if settings.IS_PRODUCTION:
            raise CommandError("The demonstration is not loaded in production.")
        if load.is_loaded():
            self.stdout.write("The demonstration is loaded.")
        else:
            try:
                load.load(tell=self.tell)
            except load.CannotLoad as error:
                raise CommandError(str(error)) from error
        self.stdout.write(people.sign_in_table())

    def tell(self, line: str) -> None:
        """Print a line of progress at once."""
        self.stdout.write(line)
        self.stdout.flush()
