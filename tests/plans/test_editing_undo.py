"""Whatever was changed, undoing it all, the latest first, gives the plan back as it was."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings

import examples
from portulan.journal.models import Entry
from portulan.plandoc import jsonfile
from portulan.plans.commands.undo import undo
from portulan.plans.queries.document import document_of
from portulan.shared.errors import Conflict, Invalid
from random_edits import STEPS, step


@settings(max_examples=examples.of(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_undoing_everything_gives_the_plan_back(inside, steps):
    with transaction.atomic():
        before = jsonfile.dumps(document_of(inside.plan))
        known = set(Entry.objects.values_list("pk", flat=True))
        for given_step in steps:
            try:
                with transaction.atomic():
                    step(*given_step, inside.ada)
            except (Conflict, Invalid):
                continue
        written = Entry.objects.exclude(pk__in=known).order_by("-at")
        for entry in list(written):
            undo(entry, actor=inside.ada)
        assert jsonfile.dumps(document_of(inside.plan)) == before
        transaction.set_rollback(True)
