"""Make the virtual environment from a hashed lock, with the standard library alone.

This is what runs before any dependency is there, on whatever Python it was called with: it can be
read by Python 3.8, so that an old one is refused in a sentence and not by a syntax error. An older
one still is refused by manage.py.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Iterator, NoReturn, Sequence  # noqa: UP035 - an old Python must read this

ROOT = Path(__file__).resolve().parent.parent
OLDEST, TOO_NEW = (3, 11), (3, 14)
DEVELOPMENT_COMMANDS = frozenset({"test", "check_all", "screens"})
MARK = "made-by-manage.py"
CONTENTS = "contents.txt"  # what an installation left in the folders of packages
OLDEST_PIP = (22, 3)  # the first with --python


class CannotPrepare(Exception):
    """Say in a sentence what stands in the way, and the mend."""


def enter(arguments: Sequence[str]) -> None:
    """Return only inside the prepared environment; otherwise prepare it and start again in it."""
    lock = lock_for(arguments[1] if len(arguments) > 1 else "")
    folder = environment_folder()
    try:
        refuse_unsupported(sys.version_info[:2])
        prepare(folder, lock)
    except CannotPrepare as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit("Interrupted while preparing; the next start begins again.")
    if Path(sys.prefix).resolve() != folder.resolve():
        _start_again(folder, arguments)


def _start_again(folder: Path, arguments: Sequence[str]) -> NoReturn:
    """Become the environment's Python, so that signals arrive at the command itself."""
    sys.stdout.flush()
    python = str(_python(folder))
    os.execv(python, [python, str(ROOT / "manage.py"), *arguments[1:]])  # noqa: S606 - no shell


def lock_for(command: str) -> Path:
    """Choose the lock that a command needs."""
    name = "development" if command in DEVELOPMENT_COMMANDS else "runtime"
    return ROOT / "locks" / f"{name}.txt"


def environment_folder() -> Path:
    """Tell where the environment lives: .venv, or SOUTHEND_VENV."""
    chosen = os.environ.get("SOUTHEND_VENV")
    return Path(chosen).expanduser().absolute() if chosen else ROOT / ".venv"


def refuse_unsupported(version: Sequence[int]) -> None:
    """Refuse a Python that the dependencies do not support."""
    if OLDEST <= tuple(version) < TOO_NEW:
        return
    names = [f"python3.{minor}" for minor in range(OLDEST[1], TOO_NEW[1])]
    found = [name for name in names if shutil.which(name)]
    mend = f"run {found[0]} manage.py instead" if found else "install one of them"
    raise CannotPrepare(
        f"Southend needs Python 3.11, 3.12 or 3.13 and this is {version[0]}.{version[1]}: {mend}."
    )


def prepare(folder: Path, lock: Path) -> None:
    """Bring the environment to what the lock says; quick when it is there already."""
    if _is_prepared(folder, lock):
        return
    with _alone(folder):
        if _is_prepared(folder, lock):
            return
        began = time.monotonic()
        count = lock.read_text().count("==")
        again = _lost(folder)
        if again:
            _say(f"{folder} is damaged, {again[0]} is missing: installing its packages again.")
        _say(f"Preparing {folder} with up to {count} packages of {lock.name}; about half a minute.")
        _make(folder)
        _install(folder, lock, count, again=bool(again))
        (folder / CONTENTS).write_text("\n".join(_packages(folder)))
        for fulfilled in {lock, lock_for("")}:
            _stamp(folder, fulfilled).write_text(_digest(fulfilled))
        _say(f"Prepared in {time.monotonic() - began:.0f} s.")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is a command's own output


def _digest(lock: Path) -> str:
    try:
        return hashlib.sha256(lock.read_bytes()).hexdigest()
    except OSError as error:
        raise CannotPrepare(
            f"{lock} cannot be read ({error.strerror}): get it back with git."
        ) from error


def _stamp(folder: Path, lock: Path) -> Path:
    return folder / f"{lock.stem}.stamp"


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _is_prepared(folder: Path, lock: Path) -> bool:
    """Tell whether the stamp, written last, names this lock and the Python is still there."""
    try:
        stamp = _stamp(folder, lock).read_text()
    except OSError:
        return False
    whole = stamp == _digest(lock) and os.access(_python(folder), os.X_OK)
    return whole and not _lost(folder)


def _packages(folder: Path) -> list[str]:
    """List what stands in the folders of packages; an interpreter's own caches come and go."""
    found = {path.name for path in folder.glob("lib/python3.*/site-packages/*")}
    return sorted(found - {"__pycache__"})


def _lost(folder: Path) -> list[str]:
    """List what was installed and is not there any more; nothing where no list was kept."""
    try:
        kept = (folder / CONTENTS).read_text().splitlines()
    except OSError:
        return []
    return sorted(set(kept) - set(_packages(folder)))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one command at a time prepare; the others wait and find it done."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(f"{folder}.lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                _say("Another command is preparing the environment: waiting for it.")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        raise CannotPrepare(
            f"No permission to write {error.filename}: set SOUTHEND_VENV to a folder of your own"
            " for the environment, and SOUTHEND_VAR to one for the data."
        ) from error


def _make(folder: Path) -> None:
    """Make an empty environment where there is none, or in place of a broken one of our own.

    One that stands is brought up to date where it is, never removed: others may be using it.
    """
    if folder.exists() and any(folder.iterdir()):
        if not _is_ours(folder):
            raise CannotPrepare(
                f"{folder} was not made by manage.py and is left as it is: set SOUTHEND_VENV to a"
                " folder that does not exist yet, or move this one away."
            )
        if _was_finished(folder):
            return
        _say(f"{folder} is unfinished or broken: making it again.")
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)
    (folder / MARK).touch()
    needs_own_pip = find_spec("ensurepip") is not None and not _has_uv() and not _has_new_pip()
    pip = [] if needs_own_pip else ["--without-pip"]
    _run([sys.executable, "-m", "venv", *pip, str(folder)], "The environment could not be made")


def _is_ours(folder: Path) -> bool:
    """Tell whether manage.py made this environment, so that it may make it again."""
    return (folder / MARK).exists()


def _was_finished(folder: Path) -> bool:
    """Tell whether an installation, of whatever lock, came to its end and its Python is there."""
    return any(folder.glob("*.stamp")) and os.access(_python(folder), os.X_OK)


def _has_uv() -> bool:
    return shutil.which("uv") is not None


def _install(folder: Path, lock: Path, count: int, *, again: bool = False) -> None:
    """Install what the lock names, each file checked against its hash; `again` what is there too.

    No stamp stands meanwhile: an interrupted installation is one that never was.
    """
    for stamp in folder.glob("*.stamp"):
        stamp.unlink()
    failure = f"The packages of {lock.name} could not be installed: check the network and try again"
    wanted = ["--no-deps", "--require-hashes", "-r", str(lock)]
    if _has_uv() and _install_with_uv(folder, ["--reinstall", *wanted] if again else wanted):
        return
    forced = ["--force-reinstall"] if again else []
    install = [*_pip(folder), "install", "--disable-pip-version-check", *forced]
    _follow([*install, *wanted], count, failure)


def _install_with_uv(folder: Path, wanted: list[str]) -> bool:
    """Install with uv, which is to believe the machine's certificates; tell whether it did."""
    command = ["uv", "pip", "install", "--python", str(_python(folder)), "--compile-bytecode"]
    trusting = {"UV_SYSTEM_CERTS": "1", **os.environ}
    if subprocess.run([*command, *wanted], env=trusting, check=False).returncode == 0:  # noqa: S603 - no shell
        return True
    _say("uv could not do it: trying pip.")
    return False


def _pip(folder: Path) -> list[str]:
    """Find a pip: the environment's own, else the one of the Python that runs this."""
    if list(folder.glob("lib/python3.*/site-packages/pip")):
        return [str(_python(folder)), "-m", "pip"]
    if not _has_new_pip():
        raise CannotPrepare(
            "There is neither uv nor a pip that is new enough: apt-get install python3-venv."
        )
    return [sys.executable, "-m", "pip", "--python", str(_python(folder))]


def _has_new_pip() -> bool:
    """Tell whether the Python that runs this has a pip that can install for another."""
    if find_spec("pip") is None:
        return False
    command = [sys.executable, "-m", "pip", "--version"]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()  # noqa: S603 - our own Python
    return tuple(int(part) for part in words[1].split(".")[:2] if part.isdigit()) >= OLDEST_PIP


def _run(command: list[str], failure: str) -> None:
    """Run a program whose own output is progress enough."""
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - no shell, our own words
        raise CannotPrepare(f"{failure}.")


def _follow(command: list[str], count: int, failure: str) -> None:
    """Run pip and count the packages as they are fetched."""
    fetched, lines, told = 0, [], time.monotonic()
    with subprocess.Popen(  # noqa: S603 - no shell, our own words
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            fetched += line.startswith("Collecting ")
            if line.startswith("Installing collected"):
                _say(f"  fetched {fetched} packages; installing them")
            elif line.startswith("Collecting ") and time.monotonic() - told > 1:
                told = time.monotonic()
                _say(f"  fetching: {fetched} of up to {count} packages")
    if process.returncode:
        raise CannotPrepare("".join(lines[-12:]) + f"{failure}.")


def explain(error: ImportError) -> str:
    """Say that a package is missing from a prepared environment, and the mend."""
    folder = environment_folder()
    return (
        f"The environment {folder} is broken ({error}): remove it with rm -r {folder} and run the"
        " command again."
    )


def is_ours(name: str) -> bool:
    """Tell whether a module of this project, and not of the environment, is missing."""
    return (ROOT / name.partition(".")[0]).is_dir()
