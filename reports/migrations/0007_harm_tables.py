"""Harm tables that forces upload: versions with their scores, none of them ever changed."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.append_only import AppendOnly


class Migration(migrations.Migration):
    """Two tables, both append-only."""

    dependencies = [
        ("accounts", "0002_service_accounts"),
        ("reports", "0006_subjects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HarmTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="1 for the first of the force.")),
                (
                    "name",
                    models.CharField(
                        help_text="What the table calls itself: CCHI 2020.", max_length=80
                    ),
                ),
                ("sha256", models.CharField(help_text="Digest of the file.", max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="harm_tables",
                        to="accounts.force",
                    ),
                ),
            ],
            options={"ordering": ["force", "-number"]},
        ),
        migrations.CreateModel(
            name="HarmScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Code of an offence or a crime type.", max_length=60
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                (
                    "days",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="reports.harmtable",
                    ),
                ),
            ],
            options={"ordering": ["table", "code", "valid_from"]},
        ),
        migrations.AddConstraint(
            model_name="harmtable",
            constraint=models.UniqueConstraint(fields=("force", "number"), name="harm_table_once"),
        ),
        migrations.AddConstraint(
            model_name="harmscore",
            constraint=models.UniqueConstraint(
                fields=("table", "code", "valid_from"), name="harm_score_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="harmscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 0)), name="harm_score_days_from_nought"
            ),
        ),
        AppendOnly("reports_harmtable"),
        AppendOnly("reports_harmscore"),
    ]
