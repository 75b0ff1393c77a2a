"""The queue, and the one table of everything that runs by the clock."""

from celery import Celery
from celery.schedules import crontab
from django_structlog.celery.steps import DjangoStructLogInitStep

TIMETABLE: dict[str, dict[str, str | crontab]] = {}

app = Celery("southend")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)
app.conf.beat_schedule = TIMETABLE
