"""Properties take as long as a loaded machine needs: time is measured in benchmarks."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
