"""Django's entry for this package."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Register the package under its own name."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
