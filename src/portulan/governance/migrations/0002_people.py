import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portulan.shared.scoping


def people_from_seats(apps, schema_editor):
    """Each account that holds a seat becomes a person of that workspace."""
    Seat, Person = apps.get_model("governance", "Seat"), apps.get_model("governance", "Person")
    for seat in Seat._base_manager.select_related("user"):
        person, _made = Person._base_manager.get_or_create(
            workspace_id=seat.workspace_id, user_id=seat.user_id, defaults={"name": seat.user.name}
        )
        seat.person = person
        seat.save(update_fields=["person"])


def seats_from_people(apps, schema_editor):
    """Back: a seat of somebody without an account has nowhere to go, and is removed."""
    Seat = apps.get_model("governance", "Seat")
    Seat._base_manager.filter(person__user=None).delete()
    for seat in Seat._base_manager.select_related("person"):
        seat.user_id = seat.person.user_id
        seat.save(update_fields=["user"])


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_initial"),
        ("workspaces", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="people", to=settings.AUTH_USER_MODEL)),
                ("workspace", models.ForeignKey(default=portulan.shared.scoping.open_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="workspaces.workspace")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "user"), name="one_person_an_account"),
                    models.UniqueConstraint(condition=models.Q(("email", ""), _negated=True), fields=("workspace", "email"), name="one_person_an_address"),
                ],
            },
        ),
        migrations.AddField(
            model_name="seat",
            name="person",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="governance.person"),
        ),
        migrations.AlterField(
            model_name="seat",
            name="user",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="seats", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(people_from_seats, seats_from_people),
    ]
