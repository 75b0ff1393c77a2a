"""Django's entry for this package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the package under its own name."""

    name = "accounts"
    verbose_name = "People and teams"
    default_auto_field = "django.db.models.BigAutoField"
