"""Django's entry for this package; with it, each process knows the queue."""

from django.apps import AppConfig
from django.conf import settings

from southend.celery import app
from southend.limits import holder


class SouthendConfig(AppConfig):
    """Register the commands and make the queue the current one."""

    name = "southend"
    default_auto_field = "django.db.models.BigAutoField"
    celery = app

    def ready(self) -> None:
        """Hold the database to the limits of work; a web server sets those of pages."""
        holder.hold(settings.ENVIRONMENT.work_limits)
