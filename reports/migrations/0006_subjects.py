"""Editions and requests may be about one operation of the district."""

from django.db import migrations, models

from audit.append_only import AppendOnly, Changeable


class Migration(migrations.Migration):
    """The key of an edition gains the subject; the table stays append-only."""

    dependencies = [
        ("reports", "0005_first_schedules"),
    ]

    operations = [
        Changeable("reports_edition"),
        migrations.RemoveConstraint(model_name="edition", name="edition_once"),
        migrations.AddField(
            model_name="edition",
            name="subject",
            field=models.SlugField(
                blank=True,
                default="",
                help_text="Slug of the operation that it is about; empty: the district.",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("definition", "district", "start", "end", "subject", "number"),
                name="edition_once",
            ),
        ),
        AppendOnly("reports_edition"),
        migrations.AddField(
            model_name="compilation",
            name="subject",
            field=models.SlugField(
                blank=True,
                default="",
                help_text="Slug of the operation to report on; empty: the district.",
            ),
            preserve_default=False,
        ),
    ]
