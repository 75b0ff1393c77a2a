"""Serve the demonstration district on this machine."""

import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import CommandError, CommandParser
from django.core.management.base import BaseCommand

from southend import programs
from southend.demo import load, people
from southend.demonstration import household, readiness
from southend.env import BASE_DIR, Environment, Mode
from southend.servers import broker, processes

REFUSALS = (
    household.AlreadyRunning,
    household.Ended,
    broker.NoBroker,
    load.CannotLoad,
    processes.DidNotStart,
)


class Command(BaseCommand):
    """Prepare what is missing, start four processes, and end them at Ctrl-C."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port, and whether to begin anew."""
        parser.add_argument("--port", type=int, default=8000, help="Default: 8000.")
        parser.add_argument("--reset", action="store_true", help="Throw the data away first.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal or a death."""
        environment: Environment = settings.ENVIRONMENT
        if environment.mode is not Mode.DEMONSTRATION:
            raise CommandError("The demonstration does not run in production: unset SOUTHEND_MODE.")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            with household.alone(environment.var):
                programs.refuse_port_in_use(host=household.HOST, port=options["port"])
                if options["reset"]:
                    readiness.forget(environment)
                else:
                    self._serve(environment, options["port"])
        except programs.PortInUse as refusal:
            raise CommandError(f"{refusal} --port names it.") from refusal
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["reset"]:
            _begin_anew(options["port"])

    def _serve(self, environment: Environment, port: int) -> None:
        home = household.Household(environment, port=port)
        try:
            readiness.prepare(environment, tell=self._tell)
            self._tell("Starting the broker, the web server, the worker and beat …")
            home.start()
            self._welcome(home)
            home.watch()
        except KeyboardInterrupt:
            self.stdout.write("\nEnding.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the ending itself is not interrupted
            home.stop()

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _welcome(self, home: household.Household) -> None:
        self.stdout.write(f"\n{settings.SITE_NAME} is at {home.address}\n")
        self.stdout.write(people.sign_in_table())
        self.stdout.write(f"\nThe data is in {home.environment.var}. Ctrl-C ends it.")
        self.stdout.flush()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """Take every asking to end for Ctrl-C."""
    raise KeyboardInterrupt


def _begin_anew(port: int) -> NoReturn:
    """Start again without the option: the clock and the secret are read at the start."""
    for name in ("SOUTHEND_MODE", "SOUTHEND_DEMO_CLOCK"):
        os.environ.pop(name, None)
    sys.stdout.flush()
    command = [sys.executable, str(BASE_DIR / "manage.py"), "demo", "--port", str(port)]
    os.execv(command[0], command)  # noqa: S606 - ourselves, no shell
