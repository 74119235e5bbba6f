"""The plan page with one other plan in the database, then with 1,000."""

import uuid
from collections.abc import Iterator
from typing import Any

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground

OTHERS = 1_000
BESIDE = "/compte/inscription/"


def measure(ground: Ground) -> Iterator[Figure]:
    """A public page, which reads no plan, tells how busy the machine was at each of the two moments."""
    few, calm = turn_by_turn(lambda: ground.get("/e/mias/plan/"), lambda: ground.get(BESIDE))
    add_plans(OTHERS)
    settle()
    many, busy = turn_by_turn(lambda: ground.get("/e/mias/plan/"), lambda: ground.get(BESIDE))
    yield Figure(f"plan page, {OTHERS} other plans / 1 other plan", many, few * busy / calm, most_ratio=1.2)


def settle() -> None:
    """Have SQLite write what the bulk left in its log, as it would have over the months."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def add_plans(count: int) -> None:
    """So many copies of the plan of `mias`, each in a workspace of its own, written in bulk."""
    from django.db import transaction

    from portulan.governance.models import Body
    from portulan.plans.models import Action, ExpectedResult, Objective, Plan, Responsibility
    from portulan.workspaces.models import Workspace

    model = Workspace.objects.get(slug="mias")
    tables: tuple[Any, ...] = (Body, Plan, Objective, Action, Responsibility, ExpectedResult)
    rows = [list(table.everywhere.filter(workspace=model).values()) for table in tables]
    for start in range(0, count, 50):
        with transaction.atomic():
            places = [Workspace(slug=f"autre-{start + rank}", name="Autre") for rank in range(50)]
            Workspace.objects.bulk_create(places)
            new_ids: list[dict[Any, uuid.UUID]] = [{model.pk: place.pk} for place in places]
            for table, originals in zip(tables, rows, strict=True):
                table.everywhere.bulk_create(
                    (table(**_copied(row, known)) for known in new_ids for row in originals), batch_size=500
                )


def _copied(row: dict[str, Any], known: dict[Any, uuid.UUID]) -> dict[str, Any]:
    """The row under a new identity, pointing at the new identities of the rows copied before it."""
    known[row["id"]] = uuid.uuid4()
    return {
        name: known.get(value, value) if isinstance(value, uuid.UUID) else value for name, value in row.items()
    }
