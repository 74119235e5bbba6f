"""The ground that figures stand on: a database of their own, the sample plan in it, a person signed in."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).resolve().parent.parent / "examples" / "mias-2024-2029.docx"


@dataclass(frozen=True, slots=True)
class Ground:
    """`document` is the sample plan; `client` is signed in as a coordinator of both workspaces."""

    document: Any
    client: Any

    def get(self, address: str) -> Any:
        """The answer of a page; raises when it is not a page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address} answered {answer.status_code}"
        return answer


@contextmanager
def prepared() -> Iterator[Ground]:
    """Workspaces `mias` (the sample, 52 actions) and `long` (ten times as many), in a database that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "PORTULAN_DATA_DIR": folder,
            "PORTULAN_DEBUG": "",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        yield _filled()


def _filled() -> Ground:
    from django.test import Client

    from portulan.plandoc import reading, recognition
    from portulan.plans.commands.taking_in import take_in
    from portulan.shared import scoping
    from portulan.workspaces.models import Membership, Role, User, Workspace

    document = recognition.recognise(reading.read(SAMPLE.name, SAMPLE.read_bytes())).document
    user = User.objects.create_user("bench@example.org", name="Banc d’essai")
    for slug, plan in (("mias", document), ("long", times_ten(document))):
        workspace = Workspace.objects.create(slug=slug, name=slug)
        Membership.everywhere.create(workspace=workspace, user=user, role=Role.COORDINATION)
        with scoping.opened(workspace.pk):
            take_in(plan, actor=user)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Ground(document, client)


def times_ten(document: Any) -> Any:
    """The same plan with each specific objective's actions ten times, under identities of their own."""
    return replace(document, objectives=tuple(_times_ten(objective) for objective in document.objectives))


def _times_ten(objective: Any) -> Any:
    return replace(
        objective,
        objectives=tuple(_times_ten(child) for child in objective.objectives),
        actions=tuple(_again(action, rank) for rank in range(10) for action in objective.actions),
    )


def _again(action: Any, rank: int) -> Any:
    results = tuple(replace(one, id=f"{one.id} {rank}") for one in action.expected_results)
    return replace(action, id=f"{action.id} {rank}", code=f"{action.code}.{rank}", expected_results=results)
