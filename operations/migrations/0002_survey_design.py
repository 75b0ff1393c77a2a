"""The design effect, or the effective base, of a survey wave."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns that may be empty; at most one of them is given."""

    dependencies = [
        ('operations', '0001_initial'),
        ('records', '0004_record_in_district'),
    ]

    operations = [
        migrations.AddField(
            model_name='surveywave',
            name='design_effect',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='Variance against that of a simple random sample; empty: not published.', max_digits=4, null=True),
        ),
        migrations.AddField(
            model_name='surveywave',
            name='effective_base',
            field=models.PositiveIntegerField(blank=True, help_text='Simple random sample that says as much; empty: not published.', null=True),
        ),
        migrations.AddConstraint(
            model_name='surveywave',
            constraint=models.CheckConstraint(condition=models.Q(('design_effect__gt', 0), ('design_effect', None), _connector='OR'), name='survey_design_effect_possible'),
        ),
        migrations.AddConstraint(
            model_name='surveywave',
            constraint=models.CheckConstraint(condition=models.Q(('effective_base__gte', 1), ('effective_base', None), _connector='OR'), name='survey_effective_base_possible'),
        ),
        migrations.AddConstraint(
            model_name='surveywave',
            constraint=models.CheckConstraint(condition=models.Q(('design_effect', None), ('effective_base', None), _connector='OR'), name='survey_design_said_once'),
        ),
    ]
