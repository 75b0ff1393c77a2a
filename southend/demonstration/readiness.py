"""What has been done already, so that a second start does only what is new."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands

from southend.env import BASE_DIR, Environment

DATA = ("southend.sqlite3", "southend.sqlite3-wal", "southend.sqlite3-shm", "demo-clock")
FOLDERS = ("broker", "files", "static", "demo")


def prepare(environment: Environment) -> None:
    """Migrate, collect the static files and load the demonstration, each where it is needed."""
    steps = {
        "migrate": ("Bringing the database up to date …", BASE_DIR.glob("*/migrations/*.py")),
        "collectstatic": ("Collecting the static files …", _static_files()),
        "load_demo": ("Loading the demonstration district …", iter(())),
    }
    for command, (line, files) in steps.items():
        stamp = environment.var / "demo" / f"{command}.stamp"
        digest = _digest(environment.database_url, files)
        if stamp.exists() and stamp.read_text() == digest:
            continue
        if command not in get_commands():
            print(f"There is no {command} yet: the demonstration begins empty.")  # noqa: T201 - a command's own output
            continue
        print(line, flush=True)  # noqa: T201 - a command's own output
        options = {} if command == "load_demo" else {"interactive": False}
        call_command(command, verbosity=int(command == "migrate"), **options)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest)


def _digest(database_url: str, files: Iterator[Path]) -> str:
    """Digest names, sizes and times: what is unchanged by them is not done again."""
    digest = hashlib.sha256(database_url.encode())
    for path in sorted(files):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_files() -> Iterator[Path]:
    """List our own static files; those of packages change with the lock."""
    yield BASE_DIR / "locks" / "runtime.txt"
    for folder in BASE_DIR.glob("*/static"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def forget(environment: Environment) -> None:
    """Remove all that the demonstration has written.

    Raises: CommandError on a database that is not its own, which nobody should lose to an option.
    """
    if settings.DATABASES["default"]["NAME"] != str(environment.var / DATA[0]):
        raise CommandError(
            "--reset removes the embedded database only: empty DATABASE_URL's first."
        )
    for name in DATA:
        (environment.var / name).unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(environment.var / name, ignore_errors=True)
