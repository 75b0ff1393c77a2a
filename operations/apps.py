"""Django's entry for this package."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Register the package under its own name."""

    name = "operations"
    default_auto_field = "django.db.models.BigAutoField"
