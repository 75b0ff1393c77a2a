"""Make the two accounts that act when nobody is signed in."""

from django.db import migrations

ACCOUNTS = (("clock", "Schedule"), ("console", "Console"))


def add(apps, schema_editor):
    officers = apps.get_model("accounts", "Officer").objects
    for collar_number, title in ACCOUNTS:
        # A password that starts with "!" matches nothing that anyone could type.
        officers.create(collar_number=collar_number, title=title, is_service=True, password="!")


def remove(apps, schema_editor):
    names = [collar_number for collar_number, _ in ACCOUNTS]
    apps.get_model("accounts", "Officer").objects.filter(collar_number__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
