from datetime import timedelta
from pathlib import Path

import pytest

from southend import env
from southend.env import BASE_DIR, EnvironmentRefused, Mode, read

SECRET = "a-secret-of-production-that-is-random-and-long-enough-for-it"


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    return {
        "SOUTHEND_MODE": "production",
        "SOUTHEND_VAR": str(tmp_path),
        "SOUTHEND_SECRET_KEY": SECRET,
        "SOUTHEND_ALLOWED_HOSTS": "operations.example.police.uk",
        "DATABASE_URL": "postgresql://southend@127.0.0.1/southend",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
    }


class TestRead:
    def test_needs_nothing_in_embedded_mode(self, tmp_path: Path) -> None:
        environment = read({"SOUTHEND_VAR": str(tmp_path)})

        assert environment.mode is Mode.EMBEDDED
        assert environment.database_url == f"sqlite:///{tmp_path}/southend.sqlite3"
        assert environment.redis_url is None
        assert environment.clock_shift == timedelta(0)
        assert not environment.debug

    def test_makes_its_own_secret_once_and_for_its_owner_only(self, tmp_path: Path) -> None:
        first = read({"SOUTHEND_VAR": str(tmp_path)})
        second = read({"SOUTHEND_VAR": str(tmp_path)})

        assert first.secret_key == second.secret_key
        assert len(first.secret_key) >= env.SHORTEST_SECRET
        assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["secret"]

    def test_takes_production_from_the_environment(self, production: dict[str, str]) -> None:
        environment = read(production)

        assert environment.is_production
        assert environment.allowed_hosts == ("operations.example.police.uk",)
        assert environment.proxies == 1

    @pytest.mark.parametrize(
        "name", ["SOUTHEND_SECRET_KEY", "SOUTHEND_ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"]
    )
    def test_refuses_production_without(self, production: dict[str, str], name: str) -> None:
        del production[name]

        with pytest.raises(EnvironmentRefused, match=f"^{name} is not set"):
            read(production)

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("SOUTHEND_DEBUG", "true", "refused in production"),
            ("SOUTHEND_SECRET_KEY", "short", "at least 50 random characters"),
            ("SOUTHEND_SECRET_KEY", "a" * 60, "too regular"),
            ("SOUTHEND_ALLOWED_HOSTS", "*", "may not hold a wildcard"),
            ("SOUTHEND_ALLOWED_HOSTS", ".police.uk", "may not hold a wildcard"),
            ("SOUTHEND_ALLOWED_HOSTS", " , ", "may not hold a wildcard"),
            ("SOUTHEND_DEMO_CLOCK", "2024-05-07T09:00:00Z/2026-01-05T10:30:00Z", "is refused"),
            ("DATABASE_URL", "mysql://somewhere/southend", "must begin with postgresql"),
            ("REDIS_URL", "amqp://somewhere", "must look like redis"),
            ("REDIS_URL", "redis://somewhere/first", "must look like redis"),
            ("SOUTHEND_MODE", "live", "set it to embedded, demonstration, production"),
            ("SOUTHEND_DEBUG", "yes", "set it to true or false"),
            ("SOUTHEND_TASK_SECONDS", "0", "1 or more"),
            ("SOUTHEND_WEB_PROCESSES", "many", "set a whole number"),
            ("SOUTHEND_LOG_LEVEL", "loud", "set DEBUG, INFO"),
            ("SOUTHEND_BIND", "8000", "an address and a port"),
            ("SOUTHEND_SITE_ADDRESS", "http://operations.example.police.uk", "set https://"),
            ("SOUTHEND_SITE_ADDRESS", "https://elsewhere.example", "one of the host names"),
        ],
    )
    def test_refuses_in_one_sentence(
        self, production: dict[str, str], name: str, value: str, sentence: str
    ) -> None:
        with pytest.raises(EnvironmentRefused, match=sentence) as refusal:
            read({**production, name: value})

        assert str(refusal.value).startswith(name)
        assert "\n" not in str(refusal.value)

    def test_leads_links_to_the_first_host(self, production: dict[str, str]) -> None:
        assert read(production).site_address == "https://operations.example.police.uk"

    def test_sends_no_mail_without_a_server(self, production: dict[str, str]) -> None:
        assert read(production).mail is None

    def test_takes_a_mail_server_with_its_password(self, production: dict[str, str]) -> None:
        url = "smtp+tls://southend:p%40ss@mail.essex.police.uk"
        mail = read(
            {**production, "SOUTHEND_MAIL_URL": url, "SOUTHEND_MAIL_DOMAIN": "essex.police.uk"}
        ).mail

        assert mail is not None
        assert (mail.domain, mail.sender) == ("essex.police.uk", "southend@essex.police.uk")
        assert mail.server["EMAIL_HOST_PASSWORD"] == "p@ss"
        assert (mail.server["EMAIL_PORT"], mail.server["EMAIL_USE_TLS"]) == (587, True)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("SOUTHEND_MAIL_URL", "smtp://mail.essex.police.uk"),
            ("SOUTHEND_MAIL_URL", "file:///tmp/mail"),
            ("SOUTHEND_MAIL_URL", "smtp+tls://"),
            ("SOUTHEND_MAIL_DOMAIN", ""),
            ("SOUTHEND_MAIL_DOMAIN", "essex"),
            ("SOUTHEND_MAIL_FROM", "southend"),
        ],
    )
    def test_refuses_mail_that_goes_astray(
        self, production: dict[str, str], name: str, value: str
    ) -> None:
        good = {
            **production,
            "SOUTHEND_MAIL_URL": "smtp+tls://mail.essex.police.uk",
            "SOUTHEND_MAIL_DOMAIN": "essex.police.uk",
        }

        assert read(good).mail is not None
        with pytest.raises(EnvironmentRefused, match=f"^{name}"):
            read({**good, name: value})

    def test_writes_the_mails_of_the_demonstration_into_its_folder(self, tmp_path: Path) -> None:
        source = {"SOUTHEND_MODE": "demonstration", "SOUTHEND_VAR": str(tmp_path / "a b")}

        mail = read(source).mail

        assert mail is not None
        assert mail.server["EMAIL_FILE_PATH"] == str(tmp_path / "a b" / "mail")

    def test_shifts_the_clock_of_the_demonstration(self, tmp_path: Path) -> None:
        clock = "2024-05-07T09:00:00+01:00/2024-05-08T08:00:00+00:00"
        source = {"SOUTHEND_MODE": "demonstration", "SOUTHEND_VAR": str(tmp_path)}

        assert read({**source, "SOUTHEND_DEMO_CLOCK": clock}).clock_shift == timedelta(days=-1)
        with pytest.raises(EnvironmentRefused, match="two moments"):
            read({**source, "SOUTHEND_DEMO_CLOCK": "2024-05-07T09:00"})

    def test_refuses_a_data_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")

        with pytest.raises(EnvironmentRefused, match="set SOUTHEND_VAR to a folder of your own"):
            read({"SOUTHEND_VAR": str(tmp_path / "file" / "var")})


class TestOperatingManual:
    def test_names_every_variable_and_no_other(self) -> None:
        rows = [
            line.split("|")[1].strip().strip("`")
            for line in (BASE_DIR / "docs" / "operating.md").read_text().splitlines()
            if line.startswith(("| `SOUTHEND_", "| `DATABASE_", "| `REDIS_"))
        ]

        assert rows == [*env.VARIABLES, "SOUTHEND_VENV"]
