"""Properties take as long as a loaded machine needs: time is measured in benchmarks."""

from hypothesis import HealthCheck, settings

# mutmut runs a test several times in one process, each time on a new instance of its class.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.differing_executors]
)
settings.load_profile("unhurried")
