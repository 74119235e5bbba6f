"""The progress report as PDF and the slides, of one plan and of ten times it; a dossier with 100 proofs."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground
from bench.writing import one_line, unpacked, write, zipped
from portulan.reports import files

_never_twice = itertools.count()
_DAY = dt.date.today()
_PROOFS, _BYTES = 100, 200_000


def measure(ground: Ground) -> Iterator[Figure]:
    plan, long = gathered("mias"), gathered("long")
    writing, bare = turn_by_turn(lambda: written(plan), one_line, runs=5)
    yield Figure("progress report as PDF / a page of one line", writing, bare, most_seconds=1.0)
    longer, shorter = turn_by_turn(lambda: written(long), lambda: written(plan), runs=3)
    yield Figure("a report of 10 times the actions / of one", longer, shorter, most_ratio=11.0)
    few, many = told("mias"), told("long")
    slides, word = turn_by_turn(lambda: deck(few), lambda: write(ground.document, "docx"), runs=5)
    yield Figure("slides / the plan as Word", slides, word, most_seconds=1.0)
    longer, shorter = turn_by_turn(lambda: deck(many), lambda: deck(few), runs=3)
    yield Figure("slides of 10 times the actions / of one", longer, shorter, most_ratio=11.0)
    answer_with_proofs("mias")
    parts = unpacked(dossier(ground))
    assert sum(1 for name in parts if name.startswith("Annexe")) == _PROOFS
    sending, zipping = turn_by_turn(lambda: dossier(ground), lambda: zipped(parts), runs=3)
    yield Figure("dossier with 100 proofs / zipping its parts", sending, zipping, most_seconds=5.0)


def told(slug: str) -> Any:
    """What the slides of that workspace say."""
    from portulan.shared import scoping
    from portulan.tracking.queries import plan_view
    from portulan.web.reports.front import Kept
    from portulan.web.reports.slides import committee
    from portulan.workspaces.models import Workspace

    workspace = Workspace.objects.get(slug=slug)
    with scoping.opened(workspace.pk):
        plan = plan_view(workspace, _DAY)
        assert plan is not None
        return committee(workspace, Kept(plan), {}, (), ())


def deck(facts: Any) -> bytes:
    return files.slides_file(facts)[0]


def gathered(slug: str) -> Any:
    """What the report of that workspace says."""
    from portulan.shared import scoping
    from portulan.tracking.queries import plan_view
    from portulan.web.reports.follow_up import follow_up
    from portulan.web.reports.front import Kept
    from portulan.workspaces.models import Workspace

    workspace = Workspace.objects.get(slug=slug)
    with scoping.opened(workspace.pk):
        plan = plan_view(workspace, _DAY)
        assert plan is not None
        return follow_up(workspace, Kept(plan), {}, {})


def written(facts: Any) -> bytes:
    """The report as PDF, each action under another code each time: Typst remembers what it has laid out before."""
    turn = next(_never_twice)
    return files.follow_up_file(replace(facts, parts=tuple(_anew(one, turn) for one in facts.parts)), "pdf")[0]


def _anew(part: Any, turn: int) -> Any:
    actions = tuple(replace(one, code=f"{one.code}/{turn}") for one in part.actions)
    return replace(part, actions=actions, parts=tuple(_anew(one, turn) for one in part.parts))


def dossier(ground: Ground) -> bytes:
    """Asked for, made as a worker makes it, fetched."""
    from django_tasks_db.models import DBTaskResult

    from portulan.commands.worker import a_worker
    from portulan.exports.models import Export

    answer = ground.client.post("/e/mias/rapports/dossier/zip/preparer/")
    assert answer.status_code == 302
    for one in DBTaskResult.objects.ready():
        a_worker(once=True).run_task(one)
    made = Export.everywhere.latest("asked_at")
    return b"".join(ground.get(f"/e/mias/rapports/prepares/{made.pk}/").streaming_content)


def answer_with_proofs(slug: str) -> None:
    """Ten recommendations that actions answer, and 100 files that the experts may be shown."""
    from portulan.plandoc.recommendations import Recommended
    from portulan.plans.commands import recommendations
    from portulan.plans.models import Action, Plan
    from portulan.shared import filestore, scoping
    from portulan.tracking.models import Evidence
    from portulan.workspaces.models import User, Workspace

    workspace, user = Workspace.objects.get(slug=slug), User.objects.get()
    with scoping.opened(workspace.pk):
        actions = list(Action.objects.all())
        report = recommendations.write_evaluation(Plan.objects.get(), actor=user, title="Évaluation")
        rows = [Recommended(str(rank), f"Recommandation fictive {rank}") for rank in range(1, 11)]
        for rank, one in enumerate(recommendations.add_recommendations(report, rows, actor=user)):
            recommendations.set_answering(one, [action.pk for action in actions[rank::10]], actor=user)
        for rank in range(_PROOFS):
            kept = filestore.keep(workspace.pk, [f"{rank} ".encode() * (_BYTES // 3)])
            made = Evidence.objects.create(
                title=f"Preuve {rank}", kind="file", on=_DAY, academic_year=2026, visibility="experts",
                file_name=f"preuve {rank}.txt", file_sha256=kept.sha256, file_size=kept.size, author_name="Banc",
            )  # fmt: skip
            made.actions.set([actions[rank % len(actions)]])
