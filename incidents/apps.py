"""Django's entry for this package."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Register the package under its own name."""

    name = "incidents"
    default_auto_field = "django.db.models.BigAutoField"
