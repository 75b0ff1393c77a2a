"""What each measure means, by version; a version is never rewritten."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from audit.append_only import FilledOnce

FIXED = (
    "id",
    "key",
    "version",
    "name",
    "wording",
    "formula",
    "unit",
    "source",
    "owner",
    "valid_from",
    "difference",
    "by_id",
    "at",
)


class Migration(migrations.Migration):
    """A table that is added to; only its last days are written later, once."""

    dependencies = [
        ('reports', '0008_seasons'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MeasureDefinition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='Which measure: see reports.measures.registry.')),
                ('version', models.PositiveIntegerField(help_text='1 for the first of a measure.')),
                ('name', models.CharField(max_length=80)),
                ('wording', models.TextField(help_text='What is counted, and what is not.')),
                ('formula', models.CharField(help_text='The function that computes it.', max_length=120)),
                ('unit', models.CharField(help_text='In the plural.', max_length=40)),
                ('source', models.CharField(help_text='Where the data come from.', max_length=200)),
                ('owner', models.CharField(help_text='Who answers for the definition.', max_length=80)),
                ('valid_from', models.DateField(help_text='First day of a month.')),
                ('valid_to', models.DateField(blank=True, help_text='First day of the month without it; or empty.', null=True)),
                ('difference', models.CharField(blank=True, help_text='What was counted otherwise by the version before, in one sentence. Reports print it after “Counted differently before 1 May 2024:”.', max_length=240)),
                ('at', models.DateTimeField(help_text='When it was added.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='definitions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'key', '-version'],
                'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='definition_version_once'), models.UniqueConstraint(fields=('key', 'valid_from'), name='definition_start_once'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='definition_version_from_1'), models.CheckConstraint(condition=models.Q(('valid_from__day', 1)), name='definition_starts_with_a_month', violation_error_message='Definitions begin with a month: give its first day.'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), models.Q(('valid_to__day', 1), ('valid_to__gt', models.F('valid_from'))), _connector='OR'), name='definition_ends_with_a_month')],
            },
        ),
        FilledOnce("reports_measuredefinition", "valid_to", FIXED),
    ]
