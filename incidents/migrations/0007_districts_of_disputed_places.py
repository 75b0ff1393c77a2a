from django.db import migrations
from django.utils import timezone


def find_districts_anew(apps, schema_editor):
    """Let the next pass find the districts that rows with a disputed place agree on."""
    incident = apps.get_model("incidents", "Incident")
    area = apps.get_model("incidents", "Area")
    if not incident.objects.filter(disputed__contains="place", month__isnull=False).exists():
        return
    drawn = area.objects.filter(kind__in=("ward", "lsoa"), districts_due_since__isnull=True)
    firsts = drawn.order_by("district", "pk").values_list("district", "pk")
    one_of_each = {district: pk for district, pk in reversed(list(firsts))}
    area.objects.filter(pk__in=one_of_each.values()).update(districts_due_since=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ("incidents", "0006_files_left_aside"),
    ]

    operations = [
        migrations.RunPython(find_districts_anew, migrations.RunPython.noop),
    ]
