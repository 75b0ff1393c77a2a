"""`manage.py verify_file`: the same check as the page, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import clock, officers
from accounts.models import Officer
from records.writing import Refused
from reports import verifying
from reports.verifying import Answer, State


class Command(BaseCommand):
    """Tell whether a file is one of an edition, as it was made, and whether it still stands."""

    help = "Check a file of an edition, or a digest: genuine, superseded, altered or not found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name a file or a digest."""
        given = parser.add_mutually_exclusive_group(required=True)
        given.add_argument("file", nargs="?", type=Path, help="File to check.")
        given.add_argument("--digest", help="SHA-256 of a file, or the digits as printed.")
        parser.add_argument("--by", help="Collar number of the officer; without it: the console.")

    def handle(self, *args: object, **options: Any) -> None:
        """Check, and say what was found. What is not genuine fails; superseded is genuine.

        Raises: CommandError with the sentence of what is wrong.
        """
        try:
            answer = self.answer(options, self.officer(options["by"]))
        except OSError as error:
            said = f"{options['file']} cannot be read ({error.strerror})."
            raise CommandError(said) from error
        except (verifying.NoDigest, Refused, officers.UnknownOfficer) as error:
            raise CommandError(f"{error}".rstrip(".") + ".") from error
        if answer.state in {State.ALTERED, State.NOT_FOUND}:
            raise CommandError(sentence(answer), returncode=2)
        self.stdout.write(sentence(answer))

    def answer(self, options: dict[str, Any], by: Officer) -> Answer:
        """Check what was given."""
        if options["file"] is None:
            digest = verifying.typed_digest(options["digest"])
            return verifying.verify_digest(digest=digest, by=by, at=clock.now())
        with options["file"].open("rb") as stream:
            return verifying.verify_file(stream=stream, by=by, at=clock.now())

    def officer(self, collar_number: str | None) -> Officer:
        """Find the officer who asks, or the console."""
        if collar_number:
            return officers.by_collar(collar_number, at=clock.now())
        return officers.service(officers.CONSOLE, at=clock.now())


def sentence(answer: Answer) -> str:
    """Say what was found."""
    what = f", {answer.file.get_format_display()}" if answer.file else ", by its figures"
    match answer.state:
        case State.GENUINE:
            return f"Genuine: {answer.edition}{what}."
        case State.SUPERSEDED if answer.newest:
            return f"Genuine, superseded by edition {answer.newest.number}: {answer.edition}{what}."
        case State.ALTERED if answer.edition:
            return f"Altered: it names {answer.edition}, but no file of it has {answer.digest}."
        case State.ALTERED:
            return f"Altered, or not a file of ours: no file of an edition has {answer.digest}."
    return f"No edition has the digest {answer.digest}."
