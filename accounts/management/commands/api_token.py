"""`manage.py api_token`: the tokens of systems, and revoking anybody's."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts import actions, clock, officers, tokens
from accounts.models import District, Officer, Token
from accounts.roles import Role, Scope
from accounts.rules import SYSTEM_ROLES
from accounts.wording import long_date, moment
from accounts.writing import Refused

DAYS = 365


class Command(BaseCommand):
    """Add a system, make its tokens, list and revoke tokens."""

    help = "Add another program as a system, make its tokens of the API, list and revoke tokens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one verb and what it needs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        system = verbs.add_parser("add-system", help="Add the account of another program.")
        system.add_argument("collar_number", metavar="NUMBER", help="Such as SYS-POWER-BI.")
        system.add_argument("--title", default="System", help="Default: System.")
        system.add_argument("--district", required=True, metavar="SLUG")
        system.add_argument("--role", required=True, choices=[role.value for role in SYSTEM_ROLES])
        adding = verbs.add_parser("add", help="Make a token of a system and print it, this once.")
        adding.add_argument("--owner", required=True, help="Number of the system.")
        adding.add_argument("--name", required=True, help="What the token is for.")
        adding.add_argument(
            "--scope", action="append", required=True, choices=[scope.value for scope in Scope]
        )
        adding.add_argument("--days", type=int, default=DAYS, help=f"Default: {DAYS}.")
        listing = verbs.add_parser("list", help="List tokens and how they stand.")
        listing.add_argument("--owner", help="Number of a system, or of an officer.")
        revoking = verbs.add_parser("revoke", help="Revoke a token at once.")
        revoking.add_argument("number", type=int, help="Number in the list.")
        revoking.add_argument("--reason", required=True)
        for each in (listing, revoking):
            each.add_argument("--by", help="Collar number of the officer; without it: the console.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what came of it.

        Raises: CommandError with the sentence of what is wrong and how to mend it.
        """
        does = {
            "add-system": self.add_system,
            "add": self.add,
            "list": self.show,
            "revoke": self.revoke,
        }
        try:
            does[options["verb"]](options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (Refused, officers.UnknownOfficer) as error:
            raise CommandError(str(error)) from error

    def add_system(self, options: dict[str, Any]) -> None:
        """Add the account of another program."""
        district = District.objects.filter(slug=options["district"]).first()
        if district is None:
            known = ", ".join(District.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no district {options['district']}. Known: {known}.")
        account = Officer(collar_number=options["collar_number"], title=options["title"])
        account.clean_fields(exclude=["password"])
        system = actions.add_system(
            collar_number=account.collar_number,
            title=account.title,
            district=district,
            role=Role(options["role"]),
            by=actor({}),
            at=clock.now(),
        )
        self.stdout.write(
            f"{system} reads as {Role(options['role']).label.lower()} of {district}, by token only."
            f" Make one: manage.py api_token add --owner {system.collar_number} --name … --scope …"
        )

    def add(self, options: dict[str, Any]) -> None:
        """Make a token; the secret alone goes to the standard output."""
        made = tokens.make_token(
            owner=officers.by_collar(options["owner"], at=clock.now()),
            name=options["name"],
            scopes={Scope(scope) for scope in options["scope"]},
            days=options["days"],
            by=actor({}),
            at=clock.now(),
        )
        self.stderr.write(
            f"Token {made.token.pk} of {made.token.owner} holds until"
            f" {long_date(made.token.expires_at)}. It is shown this once:"
        )
        self.stdout.write(made.secret)

    def show(self, options: dict[str, Any]) -> None:
        """List tokens, each in a line."""
        rows = Token.objects.visible_to(actor(options)).select_related("owner", "revoked_by")
        if options["owner"]:
            rows = rows.filter(owner__collar_number=options["owner"])
        for token in rows:
            self.stdout.write(f"{token.pk}: {line_of(token)}")
        if not rows:
            self.stdout.write("There is no token.")

    def revoke(self, options: dict[str, Any]) -> None:
        """Revoke a token."""
        by = actor(options)
        token = Token.objects.visible_to(by).filter(pk=options["number"]).first()
        if token is None:
            raise CommandError(
                f"There is no token {options['number']}. See: manage.py api_token list"
            )
        done = tokens.revoke_token(token=token, reason=options["reason"], by=by, at=clock.now())
        self.stdout.write(f"{done.pk}: {line_of(done)}")


def actor(options: dict[str, Any]) -> Officer:
    """Find the officer who acts, or the console."""
    at = clock.now()
    if options.get("by"):
        return officers.by_collar(options["by"], at=at)
    return officers.service(officers.CONSOLE, at=at)


def line_of(token: Token) -> str:
    """Say how a token stands."""
    stands = token.why_unusable(clock.now()) or f"Holds until {long_date(token.expires_at)}."
    used = f"Last used {moment(token.used_at)}." if token.used_at else "Never used."
    return f"{token}, {token.owner}, {', '.join(token.scopes)}. {stands} {used}"
