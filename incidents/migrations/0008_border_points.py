"""Have places on the border of wards or beats put into one of them (docs/adr/0024).

Migrations know no geometry: the areas become due, and the schedule settles them within ten minutes.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now


def make_due(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Mark the wards and beats as due."""
    area = apps.get_model("incidents", "Area")
    area.objects.filter(kind__in=["ward", "beat"]).update(districts_due_since=Now())


class Migration(migrations.Migration):
    """Wards and beats are settled anew."""

    dependencies = [("incidents", "0007_districts_of_disputed_places")]

    operations = [migrations.RunPython(make_due, migrations.RunPython.noop)]
