"""Django's entry for this package."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Register the package under its own name."""

    name = "records"
    default_auto_field = "django.db.models.BigAutoField"
