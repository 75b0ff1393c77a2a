"""Add the first administrator of a district, who then adds everybody else."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import actions, clock, officers
from accounts.models import District, Officer


class Command(BaseCommand):
    """Add an account with a password and post it as administrator from today."""

    help = (
        "Add an administrator to a district. The password is asked for, or read as one line of"
        " the standard input."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the account and the district."""
        parser.add_argument("collar_number", metavar="COLLAR")
        parser.add_argument("--district", metavar="SLUG", required=True)
        parser.add_argument("--title", default="Administrator", help="Default: Administrator.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add it."""
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            raise CommandError(
                f"There is no district {options['district']}: add it with add_district."
            )
        account = Officer(collar_number=options["collar_number"], title=options["title"])
        at = clock.now()
        try:
            account.clean_fields(exclude=["password"])
            officer = actions.add_administrator(
                collar_number=account.collar_number,
                title=account.title,
                password=asked_password(),
                district=district,
                by=officers.service(officers.CONSOLE, at=at),
                at=at,
            )
        except (actions.Refused, ValidationError) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        self.stdout.write(f"{officer} may sign in and is an administrator of {district}.")


def asked_password() -> str:
    """Ask twice where somebody types, read one line where nobody does.

    Raises: ValidationError where it breaks the rules for all passwords, or the two differ.
    """
    if sys.stdin.isatty():
        password = getpass("Password: ")
        if getpass("Again: ") != password:
            raise ValidationError("The two passwords differ: run the command again.")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    validate_password(password)
    return password
