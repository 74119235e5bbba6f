"""A worker inside a test: what waits is made at once, in the transaction of the test."""

from django_tasks_db.models import DBTaskResult

from portulan.commands import worker


def make_what_waits() -> None:
    """Run each task that waits, as `portulan worker --once` does."""
    for one in DBTaskResult.objects.ready():
        worker.a_worker(once=True).run_task(one)
