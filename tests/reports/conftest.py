"""What holds for every test of reports: time is not measured, and measures are defined."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.reports.dictionary import define_measures

# Properties take as long as a loaded machine needs: time is measured in benchmarks.
# mutmut runs a test several times in one process, each time on a new instance of its class.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.differing_executors]
)
settings.load_profile("unhurried")


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine's own time be Auckland's: what counts is London's."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def measures_defined(request: pytest.FixtureRequest) -> None:
    """Define the measures for each test that reads the database."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        request.getfixturevalue("db")
        define_measures()
