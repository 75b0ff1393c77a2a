"""Django's entry for this package; with it, each process knows the queue."""

from django.apps import AppConfig

from southend.celery import app


class SouthendConfig(AppConfig):
    """Register the commands and make the queue the current one."""

    name = "southend"
    default_auto_field = "django.db.models.BigAutoField"
    celery = app
