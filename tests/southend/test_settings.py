import os
import subprocess
import sys
from pathlib import Path

import pytest

from southend.env import BASE_DIR
from southend.logs import without_query

PRODUCTION = {
    "SOUTHEND_MODE": "production",
    "SOUTHEND_SECRET_KEY": "a-secret-of-production-that-is-random-and-long-enough-for-it",
    "SOUTHEND_ALLOWED_HOSTS": "operations.example.police.uk",
    "DATABASE_URL": "postgresql://southend@127.0.0.1:1/southend",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DJANGO_SETTINGS_MODULE": "southend.settings",
}


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, **PRODUCTION, "SOUTHEND_VAR": str(tmp_path)}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


class TestProduction:
    def test_passes_the_deployment_check_in_silence(self, production: dict[str, str]) -> None:
        done = run(production, "-W", "error", "-m", "django", "check", "--deploy")

        assert (done.returncode, done.stderr) == (0, "")

    def test_reads_one_state_through_the_snapshot(self, production: dict[str, str]) -> None:
        script = (
            "from django.conf import settings as s; from psycopg import IsolationLevel as Level;"
            "d = s.DATABASES;"
            "print(Level(d['snapshot']['OPTIONS']['isolation_level']).name,"
            " 'isolation_level' in d['default']['OPTIONS'], d['default']['ATOMIC_REQUESTS'],"
            " s.CACHES['default']['LOCATION'])"
        )

        done = run(production, "-c", script)

        assert done.stdout.split() == ["REPEATABLE_READ", "False", "False", "redis://127.0.0.1:1/1"]

    @pytest.mark.parametrize("command", ["web", "worker", "beat"])
    def test_is_implied_by_the_commands_that_serve(
        self, production: dict[str, str], command: str
    ) -> None:
        for name in PRODUCTION:
            del production[name]

        done = run(production, "-m", "southend", command)

        assert done.returncode == 1
        assert done.stderr.startswith("SOUTHEND_SECRET_KEY is not set: production needs it")
        assert done.stderr.count("\n") == 1


class TestWithoutQuery:
    def test_keeps_the_path(self) -> None:
        event = without_query(None, "info", {"request": "GET /arrests/?custody=E123"})

        assert event == {"request": "GET /arrests/"}
