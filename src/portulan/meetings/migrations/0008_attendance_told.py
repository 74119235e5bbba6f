from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def say_who_was_told(apps, schema_editor):
    """Whoever is on the list of a meeting of which an invitation left was told of it."""
    attendance, meeting = apps.get_model("meetings", "Attendance"), apps.get_model("meetings", "Meeting")
    sequence = Subquery(meeting.objects.filter(pk=OuterRef("meeting_id")).values("invited_sequence")[:1])
    attendance.objects.filter(meeting__invited_at__isnull=False).update(told=sequence)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_minutes_layout")]

    operations = [
        migrations.AddField("attendance", "told", models.PositiveIntegerField(null=True)),
        migrations.RunPython(say_who_was_told, migrations.RunPython.noop),
    ]
