"""Django's entry for this package."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the package under its own name."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
