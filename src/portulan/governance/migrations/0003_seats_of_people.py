import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_people")]

    operations = [
        migrations.RemoveField(model_name="seat", name="user"),
        migrations.AlterField(
            model_name="seat",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="governance.person"),
        ),
    ]
