"""What the words of columns stand for, remembered with what the columns hold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0004_ordered_json")]

    operations = [
        migrations.AddField(
            model_name="columnmapping",
            name="words",
            field=models.JSONField(default=dict),
        ),
    ]
