"""Give every district that is there the schedule of its monthly report.

Before, a fixed task asked for that report. Its next run is reckoned when the clock first looks.
"""

from datetime import time

from django.db import migrations


def add_schedules(apps, schema_editor):
    """Add one schedule to each district, in the clock's name, for its commanders and analysts."""
    District = apps.get_model("accounts", "District")
    Officer = apps.get_model("accounts", "Officer")
    Schedule = apps.get_model("reports", "Schedule")
    ScheduleRecipient = apps.get_model("reports", "ScheduleRecipient")
    for district in District.objects.all():
        schedule = Schedule.objects.create(
            definition="performance",
            district=district,
            owner=Officer.objects.get(collar_number="clock", is_service=True),
            rhythm="monthly",
            covers="year",
            day=8,
            time=time(6),
        )
        for role in ("commander", "analyst"):
            ScheduleRecipient.objects.create(schedule=schedule, role=role)


class Migration(migrations.Migration):

    dependencies = [("reports", "0004_schedules")]

    operations = [migrations.RunPython(add_schedules, migrations.RunPython.noop)]
