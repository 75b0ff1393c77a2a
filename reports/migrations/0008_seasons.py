"""Schedules may cover a season, and a financial year or season to date."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The choices grow; schedules that are there keep theirs."""

    dependencies = [
        ("reports", "0007_harm_tables"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="schedule", name="schedule_recurrence_known"),
        migrations.AlterField(
            model_name="schedule",
            name="covers",
            field=models.CharField(
                choices=[
                    ("week", "The week, Monday to Sunday"),
                    ("month", "The month"),
                    ("quarter", "Three months: each quarter, the quarter"),
                    ("season", "The season, 1 April to 30 September, against the season before"),
                    ("year", "Twelve months: each financial year, the financial year"),
                    ("year-to-date", "The financial year to date"),
                    ("season-to-date", "The season to date, from 1 April to 30 September"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="schedule",
            name="rhythm",
            field=models.CharField(
                choices=[
                    ("weekly", "Each week"),
                    ("monthly", "Each month"),
                    ("quarterly", "Each quarter"),
                    ("yearly", "Each financial year"),
                    ("seasonal", "Each season"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    rhythm__in=["weekly", "monthly", "quarterly", "yearly", "seasonal"],
                    covers__in=[
                        "week",
                        "month",
                        "quarter",
                        "season",
                        "year",
                        "year-to-date",
                        "season-to-date",
                    ],
                ),
                name="schedule_recurrence_known",
            ),
        ),
    ]
