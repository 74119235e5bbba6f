from django.db import migrations


def carry_over(apps, schema_editor):
    """Each proof keeps its action as the first of its actions."""
    Evidence = apps.get_model("tracking", "Evidence")
    link = Evidence.actions.through
    rows = Evidence.objects.using(schema_editor.connection.alias).values_list("pk", "action_id")
    link.objects.using(schema_editor.connection.alias).bulk_create(
        (link(evidence_id=pk, action_id=action_id) for pk, action_id in rows.iterator()), batch_size=500
    )


def bring_back(apps, schema_editor):
    """Going back, a proof keeps the first of its actions; its results of other actions stay with it."""
    Evidence = apps.get_model("tracking", "Evidence")
    link = Evidence.actions.through
    using = schema_editor.connection.alias
    for row in link.objects.using(using).order_by("-pk").iterator():
        Evidence.objects.using(using).filter(pk=row.evidence_id).update(action_id=row.action_id)


class Migration(migrations.Migration):
    dependencies = [
        ('tracking', '0003_evidence_of_several_actions'),
    ]

    operations = [
        migrations.RunPython(carry_over, bring_back),
        migrations.RemoveField(model_name='evidence', name='action'),
    ]
