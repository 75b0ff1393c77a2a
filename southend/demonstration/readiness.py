"""What has been done already, so that a second start does only what is new."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command

from southend.demo import load
from southend.env import BASE_DIR, Environment

DATA = ("southend.sqlite3", "southend.sqlite3-wal", "southend.sqlite3-shm", "demo-clock")
FOLDERS = ("broker", "files", "static", "demo", "mail")


def prepare(environment: Environment, *, tell: Callable[[str], None]) -> None:
    """Migrate, collect the static files and load the demonstration, each where it is needed.

    Raises: load.CannotLoad.
    """
    migrations = BASE_DIR.glob("*/migrations/*.py")
    with _once(environment, "migrate", migrations) as is_new:
        if is_new:
            tell("Bringing the database up to date …")
            call_command("migrate", interactive=False)
    with _once(environment, "collectstatic", _static_files()) as is_new:
        if is_new:
            tell("Collecting and compressing the static files …")
            call_command("collectstatic", interactive=False, verbosity=0)
    if not load.is_loaded():
        tell("Loading the demonstration district, a minute or two …")
        load.load(tell=tell)


@contextmanager
def _once(environment: Environment, name: str, files: Iterable[Path]) -> Iterator[bool]:
    """Tell whether a step is to be done; when it has been done, remember what it was done with."""
    stamp = environment.var / "demo" / f"{name}.stamp"
    digest = _digest(environment.database_url, files)
    is_new = not stamp.exists() or stamp.read_text() != digest
    yield is_new
    if is_new:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest)


def _digest(database_url: str, files: Iterable[Path]) -> str:
    """Digest names, sizes and times: what is unchanged by them is not done again."""
    digest = hashlib.sha256(database_url.encode())
    for path in sorted(files):
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_files() -> Iterator[Path]:
    """List our own static files; those of packages change with the lock.

    The folder that they are collected into lies beside ours unless SOUTHEND_VAR names another.
    """
    yield BASE_DIR / "locks" / "runtime.txt"
    for folder in set(BASE_DIR.glob("*/static")) - {settings.STATIC_ROOT}:
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
