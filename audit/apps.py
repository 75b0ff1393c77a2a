"""Django's entry for this package."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Register the package under its own name."""

    name = "audit"
    default_auto_field = "django.db.models.BigAutoField"
