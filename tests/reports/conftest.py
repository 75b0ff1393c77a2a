"""Properties take as long as a loaded machine needs: time is measured in benchmarks."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

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
