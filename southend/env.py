"""What the environment says, read once, checked once, frozen.

Three modes. *Embedded* is the default: SQLite and a secret of its own under the data folder, with
nothing to set. *Demonstration* is embedded with a shifted clock and a broker. *Production* takes
everything from the environment and refuses what would be dangerous; danger has no default.
"""

import errno
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from environ import Env

from southend.limits import Limits

BASE_DIR = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 50
WORK_LOCK = 60
LOCAL_HOSTS = ("127.0.0.1", "localhost", "testserver")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
SENDER = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")

VARIABLES = {
    "SOUTHEND_MODE": "embedded, demonstration or production; web, worker and beat imply production",
    "SOUTHEND_VAR": "the folder that holds everything written at run time",
    "SOUTHEND_SECRET_KEY": "signs sessions and forms; at least 50 characters",
    "SOUTHEND_ALLOWED_HOSTS": "host names the site answers to, separated by commas",
    "SOUTHEND_SITE_NAME": "the name in the header of every page and report",
    "SOUTHEND_DEBUG": "technical error pages; refused in production",
    "SOUTHEND_DEMO_CLOCK": "what the demonstration's clock shows / the real moment; set by demo",
    "SOUTHEND_TASK_SECONDS": "the longest a background task may run before it is given up",
    "SOUTHEND_BIND": "address and port of the web server, behind the TLS proxy",
    "SOUTHEND_WEB_PROCESSES": "processes of the web server",
    "SOUTHEND_WORKER_PROCESSES": "processes of the worker",
    "SOUTHEND_LOCK_SECONDS": "the longest a page waits for a lock before it says that it is busy",
    "SOUTHEND_STATEMENT_SECONDS": "the longest one statement of a page may take on PostgreSQL",
    "SOUTHEND_IDLE_SECONDS": "the longest a page may leave a transaction idle on PostgreSQL",
    "SOUTHEND_PROXIES": "number of proxies in front whose forwarded address is believed",
    "SOUTHEND_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "DATABASE_URL": "the database: postgresql://name:password@host/database or sqlite:///path",
    "REDIS_URL": "the broker: redis://host:port/number; the cache takes the next number",
    "SOUTHEND_SITE_ADDRESS": "where people open the site; links in mails begin with it",
    "SOUTHEND_MAIL_URL": "the mail server: smtp+tls://name:password@host:587; file:///folder",
    "SOUTHEND_MAIL_DOMAIN": "mail is sent to collar-number@domain, and to no other address",
    "SOUTHEND_MAIL_FROM": "the address that mail is sent from",
}


class EnvironmentRefused(Exception):
    """Say in one sentence which variable is wrong and what to set instead."""


class Mode(StrEnum):
    """How this process is run."""

    EMBEDDED = "embedded"
    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The mail server, the domain of everyone's address, and the sender's address.

    `server` holds Django's settings EMAIL_…, as the address of the server gives them.
    """

    server: Mapping[str, str | int | bool | None]
    domain: str
    sender: str


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Everything that the environment decides; the fields follow the order of VARIABLES."""

    mode: Mode
    var: Path
    secret_key: str
    allowed_hosts: tuple[str, ...]
    site_name: str
    debug: bool
    clock_shift: timedelta
    task_seconds: int
    bind: tuple[str, int]
    web_processes: int
    worker_processes: int
    page_limits: Limits
    proxies: int
    log_level: str
    database_url: str
    redis_url: str | None
    site_address: str
    mail: Mail | None

    @property
    def work_limits(self) -> Limits:
        """Give the limits of workers and commands: those of a task."""
        return Limits(lock=WORK_LOCK, statement=self.task_seconds, idle=self.task_seconds)

    @property
    def is_production(self) -> bool:
        """Tell whether the strict rules of production hold."""
        return self.mode is Mode.PRODUCTION


def read(source: Mapping[str, str]) -> Environment:
    """Read and check the environment.

    The data folder is made where it is missing, and in it, outside production, a secret.
    Raises: EnvironmentRefused, with the sentence to print.
    """
    env = Env()
    env.ENVIRON = {name: source[name] for name in VARIABLES if source.get(name)}
    mode = _mode(env)
    var = _data_folder(env)
    environment = Environment(
        mode=mode,
        var=var,
        secret_key=_secret_key(env, mode, var),
        allowed_hosts=_allowed_hosts(env, mode),
        site_name=env.str("SOUTHEND_SITE_NAME", default="Southend"),
        debug=_boolean(env, "SOUTHEND_DEBUG"),
        clock_shift=_clock_shift(env, mode),
        task_seconds=_number(env, "SOUTHEND_TASK_SECONDS", default=600, least=1),
        bind=_bind(env),
        web_processes=_number(env, "SOUTHEND_WEB_PROCESSES", default=2, least=1),
        worker_processes=_number(env, "SOUTHEND_WORKER_PROCESSES", default=2, least=1),
        page_limits=_page_limits(env),
        proxies=_number(env, "SOUTHEND_PROXIES", default=int(mode is Mode.PRODUCTION), least=0),
        log_level=_log_level(env),
        database_url=_database_url(env, mode, var),
        redis_url=_redis_url(env, mode),
        site_address=_site_address(env, mode),
        mail=_mail(env, mode, var),
    )
    if environment.debug and environment.is_production:
        raise EnvironmentRefused("SOUTHEND_DEBUG is refused in production: unset it.")
    return environment


def _mode(env: Env) -> Mode:
    name = env.str("SOUTHEND_MODE", default=Mode.EMBEDDED.value)
    if name not in set(Mode):
        raise EnvironmentRefused(
            f"SOUTHEND_MODE is {name!r}: set it to {', '.join(Mode)} or leave it out."
        )
    return Mode(name)


def _data_folder(env: Env) -> Path:
    folder = Path(env.str("SOUTHEND_VAR", default=str(BASE_DIR / "var"))).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(folder, error) from error
    if not os.access(folder, os.W_OK):
        raise _not_writable(folder, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    return folder


def _not_writable(path: Path, error: OSError) -> EnvironmentRefused:
    return EnvironmentRefused(
        f"{path} cannot be written ({error.strerror}): set SOUTHEND_VAR to a folder of your own."
    )


def _required(env: Env, name: str, example: str) -> str:
    value: str = env.str(name, default="")
    if not value:
        raise EnvironmentRefused(f"{name} is not set: production needs it, for example {example}.")
    return value


def _secret_key(env: Env, mode: Mode, var: Path) -> str:
    if mode is not Mode.PRODUCTION:
        return env.str("SOUTHEND_SECRET_KEY", default="") or own_secret(var / "secret")
    secret = _required(
        env,
        "SOUTHEND_SECRET_KEY",
        "the output of python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
    )
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 5:
        raise EnvironmentRefused(
            f"SOUTHEND_SECRET_KEY is too short or too regular: set at least {SHORTEST_SECRET}"
            " random characters."
        )
    return secret


def own_secret(path: Path) -> str:
    """Read the secret kept in a file, or make it once, readable by its owner only.

    Raises: EnvironmentRefused where the folder cannot be written.
    """
    try:
        if not path.exists():
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
            _keep_first(Path(name), path)
        return path.read_text()
    except OSError as error:
        raise _not_writable(path, error) from error


def _keep_first(fresh: Path, path: Path) -> None:
    """Give a fresh file its name unless another process was first."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()


def _allowed_hosts(env: Env, mode: Mode) -> tuple[str, ...]:
    if mode is not Mode.PRODUCTION:
        return LOCAL_HOSTS
    listed = _required(env, "SOUTHEND_ALLOWED_HOSTS", "operations.example.police.uk")
    hosts = tuple(host.strip() for host in listed.split(",") if host.strip())
    if not hosts or any("*" in host or host.startswith(".") for host in hosts):
        raise EnvironmentRefused(
            "SOUTHEND_ALLOWED_HOSTS may not hold a wildcard: name each host in full."
        )
    return hosts


def _clock_shift(env: Env, mode: Mode) -> timedelta:
    value = env.str("SOUTHEND_DEMO_CLOCK", default="")
    if not value:
        return timedelta(0)
    if mode is not Mode.DEMONSTRATION:
        raise EnvironmentRefused(
            "SOUTHEND_DEMO_CLOCK is refused outside the demonstration: unset it."
        )
    try:
        shown, real = (datetime.fromisoformat(moment) for moment in value.split("/"))
        return shown - real
    except (TypeError, ValueError) as error:
        raise EnvironmentRefused(
            "SOUTHEND_DEMO_CLOCK must be two moments with their offsets, such as"
            " 2024-05-07T09:00:00+01:00/2026-01-05T10:30:00+00:00."
        ) from error


def _boolean(env: Env, name: str) -> bool:
    value = env.str(name, default="false").lower()
    if value not in {"true", "false"}:
        raise EnvironmentRefused(f"{name} is {value!r}: set it to true or false.")
    return bool(value == "true")


def _number(env: Env, name: str, *, default: int, least: int) -> int:
    value = env.str(name, default=str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise EnvironmentRefused(f"{name} is {value!r}: set a whole number, {least} or more.")
    return int(value)


def _page_limits(env: Env) -> Limits:
    return Limits(
        lock=_number(env, "SOUTHEND_LOCK_SECONDS", default=5, least=1),
        statement=_number(env, "SOUTHEND_STATEMENT_SECONDS", default=30, least=1),
        idle=_number(env, "SOUTHEND_IDLE_SECONDS", default=60, least=1),
    )


def _log_level(env: Env) -> str:
    level: str = env.str("SOUTHEND_LOG_LEVEL", default="INFO")
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise EnvironmentRefused(
            f"SOUTHEND_LOG_LEVEL is {level!r}: set DEBUG, INFO, WARNING or ERROR."
        )
    return level


def _bind(env: Env) -> tuple[str, int]:
    value = env.str("SOUTHEND_BIND", default="127.0.0.1:8000")
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise EnvironmentRefused(
            f"SOUTHEND_BIND is {value!r}: set an address and a port, such as 127.0.0.1:8000."
        )
    return host.strip("[]"), int(port)


def _database_url(env: Env, mode: Mode, var: Path) -> str:
    if mode is Mode.PRODUCTION:
        value = _required(env, "DATABASE_URL", "postgresql://southend@/southend")
    else:
        value = env.str("DATABASE_URL", default=f"sqlite:///{var / 'southend.sqlite3'}")
    if urlsplit(value).scheme not in {"postgresql", "postgres", "sqlite"}:
        raise EnvironmentRefused(
            "DATABASE_URL must begin with postgresql:// or sqlite:///: no other database is served."
        )
    return value


def _redis_url(env: Env, mode: Mode) -> str | None:
    if mode is Mode.PRODUCTION:
        value = _required(env, "REDIS_URL", "redis://127.0.0.1:6379/0")
    else:
        value = env.str("REDIS_URL", default="")
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in {"redis", "rediss"} or not (parts.path.strip("/") or "0").isdigit():
        raise EnvironmentRefused(
            "REDIS_URL must look like redis://host:port/number, or rediss:// for TLS."
        )
    return value


def _site_address(env: Env, mode: Mode) -> str:
    """Take the address of the site; in production the first host name, over TLS."""
    hosts = _allowed_hosts(env, mode)
    own = f"https://{hosts[0]}" if mode is Mode.PRODUCTION else "http://127.0.0.1:8000"
    value: str = env.str("SOUTHEND_SITE_ADDRESS", default=own).rstrip("/")
    parts = urlsplit(value)
    schemes = {"https"} if mode is Mode.PRODUCTION else {"http", "https"}
    if parts.scheme not in schemes or not parts.netloc or parts.hostname not in hosts:
        raise EnvironmentRefused(
            f"SOUTHEND_SITE_ADDRESS is {value!r}: set {' or '.join(sorted(schemes))}://, then one"
            " of the host names."
        )
    return value


def _mail(env: Env, mode: Mode, var: Path) -> Mail | None:
    """Take the mail server; the demonstration writes mails into its data folder."""
    shown = mode is Mode.DEMONSTRATION
    url = env.str("SOUTHEND_MAIL_URL", default=(var / "mail").as_uri() if shown else "")
    if not url:
        return None
    domain = env.str("SOUTHEND_MAIL_DOMAIN", default="southend.example" if shown else "").lower()
    if not DOMAIN.fullmatch(domain):
        raise EnvironmentRefused(
            f"SOUTHEND_MAIL_DOMAIN is {domain!r}: a mail server needs the domain of the officers'"
            " addresses, for example essex.police.uk."
        )
    sender = env.str("SOUTHEND_MAIL_FROM", default=f"southend@{domain}")
    if not SENDER.fullmatch(sender):
        raise EnvironmentRefused(
            f"SOUTHEND_MAIL_FROM is {sender!r}: set one address, such as southend@{domain}."
        )
    return Mail(server=_mail_server(url, mode), domain=domain, sender=sender)


def _mail_server(url: str, mode: Mode) -> Mapping[str, str | int | bool | None]:
    """Read the address of the server; mail over an open line is refused in production."""
    parts = urlsplit(url)
    schemes = ("smtp+tls", "smtp+ssl", *(() if mode is Mode.PRODUCTION else ("smtp", "file")))
    if parts.scheme not in schemes or not (parts.hostname or parts.scheme == "file"):
        raise EnvironmentRefused(
            f"SOUTHEND_MAIL_URL must begin with {'://, '.join(schemes)}:// and name a host, for"
            " example smtp+tls://name:password@mail.example.police.uk:587."
        )
    if parts.scheme == "file":
        folder = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": folder, "EMAIL_FILE_PATH": unquote(parts.path)}
    server = Env.email_url_config(url)
    del server["EMAIL_FILE_PATH"]
    usual = {"smtp+tls": 587, "smtp+ssl": 465, "smtp": 25}[parts.scheme]
    return {**server, "EMAIL_PORT": server["EMAIL_PORT"] or usual, "EMAIL_TIMEOUT": 10}
