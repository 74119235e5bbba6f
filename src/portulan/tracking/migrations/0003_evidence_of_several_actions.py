from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):
    """The table of the actions of a proof; the rows are carried over by the next one, in a transaction of its own."""

    dependencies = [
        ('plans', '0002_efforts_and_dependencies'),
        ('tracking', '0002_postponements_and_yearly_points'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='evidence',
            name='tracking_ev_action__29d497_idx',
        ),
        migrations.AlterField(
            model_name='evidence',
            name='action',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.action'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='actions',
            field=models.ManyToManyField(related_name='evidence', to='plans.action'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['workspace', 'academic_year'], name='tracking_ev_workspa_2dadae_idx'),
        ),
    ]
