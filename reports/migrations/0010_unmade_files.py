"""Formats in which an edition could not be written, each with the reason."""

import django.db.models.deletion
from django.db import migrations, models

from audit.append_only import AppendOnly


class Migration(migrations.Migration):
    """One table, append-only."""

    dependencies = [
        ('reports', '0009_measure_definitions'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnmadeFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(choices=[('pdf', 'PDF'), ('xlsx', 'Excel'), ('ods', 'OpenDocument'), ('csv', 'CSV'), ('csvw', 'CSV metadata'), ('json', 'JSON'), ('html', 'Web page')], max_length=5)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unmade_files', to='reports.edition')),
            ],
            options={
                'ordering': ['edition', 'format'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'format'), name='unmade_file_once')],
            },
        ),
        AppendOnly("reports_unmadefile"),
    ]
