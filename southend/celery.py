"""The queue, and the one table of everything that runs by the clock."""

from logging.config import dictConfig

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

TIMETABLE: dict[str, dict[str, str | crontab]] = {
    "each-minute-send-imports-again": {
        "task": "incidents.tasks.send_imports_again",
        "schedule": crontab(),
    },
    "each-minute-send-compilations-again": {
        "task": "reports.tasks.send_compilations_again",
        "schedule": crontab(),
    },
    "each-ten-minutes-settle-districts": {
        "task": "incidents.tasks.settle_districts",
        "schedule": crontab(minute="*/10"),
    },
    "each-minute-run-schedules": {
        "task": "reports.tasks.run_schedules",
        "schedule": crontab(),
    },
    "each-minute-send-mail": {
        "task": "reports.tasks.send_mail",
        "schedule": crontab(),
    },
    "each-minute-take-spooled-lines": {
        "task": "accounts.tasks.take_spooled_lines",
        "schedule": crontab(),
    },
    "daily-seal-the-journal": {
        "task": "accounts.tasks.seal_the_journal",
        "schedule": crontab(hour="0", minute="30"),
    },
    "daily-clear-sessions": {
        "task": "accounts.tasks.clear_sessions",
        "schedule": crontab(hour="2", minute="40"),
    },
    "daily-discard-uploads": {
        "task": "incidents.tasks.discard_uploads",
        "schedule": crontab(hour="2", minute="30"),
    },
}

app = Celery("southend")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)
app.conf.beat_schedule = TIMETABLE


@setup_logging.connect
def write_logs_as_the_site_does(**_: object) -> None:
    """Keep Celery from arranging logs of its own."""
    dictConfig(settings.LOGGING)
